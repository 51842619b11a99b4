//! The words of the books: states of projects, duties, kinds of entries, accounts.

use model::{
    project::{CostKind, Duty, GivingOff, ProjectStatus, Raising, Timeliness},
    view::{EntryKind, EntryReason, Term},
};

use crate::i18n::texts;

texts! {
    /// A word for each variant.
    Words {
        raising: fn(Raising) -> &'static str = Raising::zh, |raising| match raising {
            Raising::Public => "Public",
            Raising::Targeted => "Targeted",
        };
        status: fn(ProjectStatus) -> &'static str = ProjectStatus::zh, |status| match status {
            ProjectStatus::Planned => "Not begun",
            ProjectStatus::Fundraising => "Raising money",
            ProjectStatus::Implementing => "At work",
            ProjectStatus::Settling => "Being settled",
            ProjectStatus::Closed => "Closed",
            ProjectStatus::Suspended => "Stopped",
        };
        cost: fn(CostKind) -> &'static str = CostKind::zh, |kind| match kind {
            CostKind::Program => "Help itself",
            CostKind::Fundraising => "Raising the money",
            CostKind::Management => "Management",
        };
        timeliness: fn(Timeliness) -> &'static str = Timeliness::zh, |state| match state {
            Timeliness::Due => "Upcoming",
            Timeliness::OnTime => "On time",
            Timeliness::Late => "Late",
            Timeliness::Overdue => "Overdue",
        };
        duty: fn(Duty) -> &'static str = Duty::zh, duty_en;
        giving_off: fn(GivingOff) -> &'static str = giving_off_zh, giving_off_en;
        term: fn(Term) -> &'static str = Term::zh, |term| match term {
            Term::Income => "Income",
            Term::Refund => "Refunds",
            Term::Expense => "Spending",
            Term::MovedOut => "Moved out",
            Term::MovedIn => "Moved in",
            Term::Correction => "Corrections",
        };
        entry: fn(EntryKind) -> &'static str = EntryKind::zh, entry_en;
        reason: fn(EntryReason) -> &'static str = EntryReason::zh, reason_en;
    }
}

fn duty_en(duty: Duty) -> &'static str {
    match duty {
        Duty::FundraisingQuarterly => "Quarterly: money raised",
        Duty::ProjectQuarterly => "Quarterly: work done",
        Duty::Emergency => "Emergency: received in five days",
        Duty::LateFiling => "Late filing of the plan",
        Duty::FundraisingFinal => "Full account of the campaign",
        Duty::ProjectFinal => "Full account of the work",
        Duty::PartnerEvaluation => "Evaluation of partners",
        Duty::Surplus => "What became of the surplus",
        Duty::RelatedParty => "Dealing with a related party",
        Duty::AnnualReport => "Annual report",
        Duty::DonorReport => "Report to donors",
        Duty::Voluntary => "By its own will",
    }
}

fn giving_off_zh(why: GivingOff) -> &'static str {
    match why {
        GivingOff::Targeted => "本项目只向发起人、理事会成员和会员募捐，不接受公众捐赠。",
        GivingOff::NotFiled => "本项目还没有完成备案，现在不能捐。",
        GivingOff::Suspended => "本项目已暂停，现在不能捐。",
        GivingOff::NotBegun => "募捐还没有开始。",
        GivingOff::Ended => "募捐已经结束，谢谢大家。",
        GivingOff::TargetReached => "已经达到目标，不再募捐，谢谢大家。",
        GivingOff::Overdue => "有信息公开逾期超过三十天，补齐之前不能捐。",
    }
}

fn giving_off_en(why: GivingOff) -> &'static str {
    match why {
        GivingOff::Targeted => "This project raises money from its founders, council and members only.",
        GivingOff::NotFiled => "The plan is not filed yet, so nothing can be given now.",
        GivingOff::Suspended => "The project is stopped; nothing can be given now.",
        GivingOff::NotBegun => "The campaign has not begun.",
        GivingOff::Ended => "The campaign is over. Thank you.",
        GivingOff::TargetReached => "The target is reached and nothing more is raised. Thank you.",
        GivingOff::Overdue => "A disclosure is more than thirty days overdue. Until it is made, nothing can be given.",
    }
}

fn entry_en(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Donation => "Donation",
        EntryKind::Fee => "Payment fee",
        EntryKind::Settlement => "Paid out to the bank",
        EntryKind::Expense => "Spending",
        EntryKind::Refund => "Refund",
        EntryKind::RefundPaid => "Refund paid",
        EntryKind::Reallocation => "Moved between projects",
        EntryKind::TransferOut => "Passed on",
        EntryKind::Correction => "Correction",
        EntryKind::Reversal => "Reversal",
        EntryKind::WishOpened => "Wish listed",
        EntryKind::WishWithdrawn => "Wish withdrawn",
        EntryKind::WishExpired => "Wish expired",
        EntryKind::WishFallback => "Taken over by the pool",
        EntryKind::FallbackDelivered => "Delivered by the pool",
        EntryKind::WishCompleted => "Wish come true",
        EntryKind::WishArchived => "Wish archived",
        EntryKind::ClaimMade => "Wish claimed",
        EntryKind::ClaimReleased => "Claim released",
        EntryKind::ClaimShipped => "Sent",
        EntryKind::ClaimScheduled => "Day agreed",
        EntryKind::ClaimArrived => "At the station",
        EntryKind::ClaimDelivered => "Delivered",
        EntryKind::Erasure => "Personal data erased",
        EntryKind::Heartbeat => "Daily heartbeat",
    }
}

fn reason_en(reason: EntryReason) -> &'static str {
    match reason {
        EntryReason::DuplicatePayment => "paid twice",
        EntryReason::MistakenPayment => "paid by mistake",
        EntryReason::DonorRequest => "the donor asked",
        EntryReason::WrongAmount => "wrong amount",
        EntryReason::WrongProject => "wrong project",
        EntryReason::WrongLine => "wrong line",
        EntryReason::BookedTwice => "booked twice",
        EntryReason::NotDelivered => "not delivered",
        EntryReason::Surplus => "surplus",
        EntryReason::ChangeOfUse => "change of use",
        EntryReason::Other => "other",
    }
}
