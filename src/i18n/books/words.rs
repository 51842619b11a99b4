//! The words of the books: states of projects, duties, kinds of entries, accounts.

use model::{
    project::{CostKind, Duty, GivingOff, ProjectStatus, Raising, Timeliness},
    view::{EntryKind, EntryReason, Term},
};

use crate::i18n::texts;

texts! {
    /// A word for each variant.
    pub(crate) Words {
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
        step: fn(EntryKind, &str) -> Option<String> = step_zh, step_en;
        field: fn(&str) -> String = field_zh, field_en;
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
        GivingOff::Overdue => "有信息公开逾期过久，补齐之前不能捐。",
        GivingOff::NoChannel => "本站还没有接通收款渠道，现在不能捐。",
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
        GivingOff::Overdue => "A disclosure has been overdue for too long. Until it is made, nothing can be given.",
        GivingOff::NoChannel => "This site has no way to take money yet, so nothing can be given now.",
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

/// A step as a sentence; where it was, if that may be read. `None` for what is no step.
fn step_zh(kind: EntryKind, district: &str) -> Option<String> {
    let what = match kind {
        EntryKind::WishOpened => "一个心愿上线，等待认领",
        EntryKind::WishWithdrawn => "一个心愿撤回了",
        EntryKind::WishExpired => "一个心愿到期了",
        EntryKind::WishFallback => "一个心愿由兜底池承接",
        EntryKind::FallbackDelivered => "兜底池买的物品送到了",
        EntryKind::WishCompleted => "一个心愿实现了",
        EntryKind::WishArchived => "一个心愿归档了",
        EntryKind::ClaimMade => "一个心愿有人认领了",
        EntryKind::ClaimReleased => "一个心愿重新等待认领",
        EntryKind::ClaimShipped => "认领人寄出了物品",
        EntryKind::ClaimScheduled => "约好了服务的日子",
        EntryKind::ClaimArrived => "物品到了服务站",
        EntryKind::ClaimDelivered => "认领的心愿送到了",
        EntryKind::Erasure => return Some("一条旧记录里的个人信息已删除".to_owned()),
        EntryKind::Heartbeat => return Some("账本每日记号".to_owned()),
        _ => return None,
    };
    Some(if district.is_empty() { what.to_owned() } else { format!("{district}：{what}") })
}

fn step_en(kind: EntryKind, district: &str) -> Option<String> {
    let what = match kind {
        EntryKind::WishOpened => "a wish was listed",
        EntryKind::WishWithdrawn => "a wish was withdrawn",
        EntryKind::WishExpired => "a wish expired",
        EntryKind::WishFallback => "the pool took over a wish",
        EntryKind::FallbackDelivered => "what the pool bought was handed over",
        EntryKind::WishCompleted => "a wish came true",
        EntryKind::WishArchived => "a wish was archived",
        EntryKind::ClaimMade => "somebody claimed a wish",
        EntryKind::ClaimReleased => "a wish is free again",
        EntryKind::ClaimShipped => "a claimed thing was sent",
        EntryKind::ClaimScheduled => "a day for a service was agreed",
        EntryKind::ClaimArrived => "a claimed thing reached the station",
        EntryKind::ClaimDelivered => "a claimed wish was delivered",
        EntryKind::Erasure => return Some("Personal data of an earlier entry was erased".to_owned()),
        EntryKind::Heartbeat => return Some("Daily mark of the ledger".to_owned()),
        _ => return None,
    };
    let mut letters = what.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    Some(if district.is_empty() { first.into_iter().chain(letters).collect() } else { format!("{district}: {what}") })
}

/// What a field of an entry is called; one that nobody has a word for is called as it stands there.
fn field_zh(name: &str) -> String {
    match name {
        "wish" => "心愿编号",
        "district" => "地区",
        "summary" => "摘要",
        "reason" => "原因",
        "recipient" => "接收组织",
        "recipient-code" => "接收组织的统一社会信用代码",
        "name" | "donor_name" => "捐赠人",
        "message" => "留言",
        "receipt" => "收据编号",
        "paid_at" => "支付时间",
        "amount_fen" => "金额（分）",
        other => other,
    }
    .to_owned()
}

fn field_en(name: &str) -> String {
    match name {
        "wish" => "Wish",
        "district" => "District",
        "summary" => "Summary",
        "reason" => "Reason",
        "recipient" => "Passed on to",
        "recipient-code" => "Credit code of the receiver",
        "name" | "donor_name" => "Donor",
        "message" => "Message",
        "receipt" => "Receipt number",
        "paid_at" => "Paid at",
        "amount_fen" => "Amount in fen",
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_without_money_is_a_sentence_in_both_languages() {
        for kind in EntryKind::ALL.iter().copied() {
            let said = [step_zh(kind, "海棠区"), step_en(kind, ""), step_en(kind, "Haitang")];
            let is_step = said.iter().flatten().count();
            let moves_money = matches!(
                kind,
                EntryKind::Donation
                    | EntryKind::Fee
                    | EntryKind::Settlement
                    | EntryKind::Expense
                    | EntryKind::Refund
                    | EntryKind::RefundPaid
                    | EntryKind::Reallocation
                    | EntryKind::TransferOut
                    | EntryKind::Correction
                    | EntryKind::Reversal
            );
            assert_eq!(is_step, if moves_money { 0 } else { 3 }, "{kind:?}: {said:?}");
        }
        assert_eq!(step_zh(EntryKind::ClaimMade, "海棠区").as_deref(), Some("海棠区：一个心愿有人认领了"));
        assert_eq!(step_en(EntryKind::ClaimMade, "").as_deref(), Some("Somebody claimed a wish"));
    }
}
