//! The books as the pages show them: terms of the equation, and entries of the ledger with what may be read of them.
//!
//! Words here are those of the leaves. The proof of an entry is not here: it is fetched where it can be checked.

use serde::{Deserialize, Serialize};

use crate::{Day, Fen, ProjectId, catalogue::words};

view! {
    /// The signed checkpoint that a figure was counted at; an entry below `size` is in it.
    AsOf {
        /// How many entries it covers.
        size: u64,
        /// The root hash, standard base64.
        root: String,
    }
}

words! {
    /// A term of the equation 收入 − 退款 − 支出 − 转出 + 转入 ± 更正 = 结余.
    Term {
        /// Given.
        Income = "income", "收入";
        /// Given back to donors.
        Refund = "refund", "退款";
        /// Spent.
        Expense = "expense", "支出";
        /// Moved to other projects or organisations.
        MovedOut = "moved_out", "转出";
        /// Moved here from other projects or from gifts without a purpose.
        MovedIn = "moved_in", "转入";
        /// What corrections and reversals changed.
        Correction = "correction", "更正";
    }
}

view! {
    /// The equation: income − refund − expense − moved out + moved in + correction = balance.
    Totals {
        /// 收入.
        income: Fen,
        /// 退款.
        refund: Fen,
        /// 支出.
        expense: Fen,
        /// 转出.
        moved_out: Fen,
        /// 转入.
        moved_in: Fen,
        /// 更正, in fen: what corrections gave back (above 0) or took (below 0).
        correction_fen: i64,
        /// 结余.
        balance: Fen,
    }
}

words! {
    /// What an entry is.
    EntryKind {
        /// Somebody gave.
        Donation = "donation", "捐赠收入";
        /// A payment channel or bank kept its fee.
        Fee = "fee", "手续费";
        /// A payment channel paid out to a bank.
        Settlement = "settlement", "渠道结算";
        /// Money was spent.
        Expense = "expense", "支出";
        /// A donation goes back to its donor.
        Refund = "refund", "退款";
        /// A refund that was owed has been paid.
        RefundPaid = "refund_paid", "退款付出";
        /// Money moved between projects, or from no purpose to one.
        Reallocation = "reallocation", "项目间调剂";
        /// A project passed money on to another organisation.
        TransferOut = "transfer_out", "转出";
        /// An earlier entry was wrong; this is the difference.
        Correction = "correction", "更正";
        /// An earlier entry should not be there; this takes it back.
        Reversal = "reversal", "冲销";
        /// A wish was listed.
        WishOpened = "wish_opened", "心愿上线";
        /// A wish was taken back.
        WishWithdrawn = "wish_withdrawn", "心愿撤回";
        /// Nobody claimed a wish in time.
        WishExpired = "wish_expired", "心愿到期";
        /// The pool project took a wish over.
        WishFallback = "wish_fallback", "兜底承接";
        /// What the pool bought has been handed over.
        FallbackDelivered = "fallback_delivered", "兜底送达";
        /// A wish has come true.
        WishCompleted = "wish_completed", "心愿实现";
        /// Only numbers are left of a wish.
        WishArchived = "wish_archived", "心愿归档";
        /// Somebody promised one slot of a wish.
        ClaimMade = "claim_made", "认领";
        /// A promise ended without delivery.
        ClaimReleased = "claim_released", "认领释放";
        /// The goods are on their way.
        ClaimShipped = "claim_shipped", "已寄出";
        /// A day for the service is agreed.
        ClaimScheduled = "claim_scheduled", "已约定日期";
        /// The station has the goods.
        ClaimArrived = "claim_arrived", "到站";
        /// The person has it.
        ClaimDelivered = "claim_delivered", "送达";
        /// Personal fields of an earlier entry were erased.
        Erasure = "erasure", "个人信息删除";
        /// Nothing happened on this day.
        Heartbeat = "heartbeat", "每日心跳";
    }
}

words! {
    /// Why an entry takes back, corrects or moves.
    EntryReason {
        /// Paid twice.
        DuplicatePayment = "duplicate_payment", "重复支付";
        /// Paid by mistake.
        MistakenPayment = "mistaken_payment", "误付";
        /// The donor asked for it.
        DonorRequest = "donor_request", "捐赠人申请";
        /// Booked with a wrong amount.
        WrongAmount = "wrong_amount", "金额有误";
        /// Booked for a wrong project.
        WrongProject = "wrong_project", "项目有误";
        /// Booked under a wrong line or account.
        WrongLine = "wrong_line", "科目有误";
        /// Booked twice.
        BookedTwice = "booked_twice", "重复入账";
        /// The goods or service did not come.
        NotDelivered = "not_delivered", "未交付";
        /// What was left when a project ended.
        Surplus = "surplus", "剩余财产";
        /// The use was changed and filed anew.
        ChangeOfUse = "change_of_use", "变更用途";
        /// Anything else; a public text says what.
        Other = "other", "其他";
    }
}

view! {
    /// One posting: so many fen to an account; debit is positive, credit negative.
    BookPosting {
        /// The account as it stands in the leaf: `assets:bank:main`.
        account: String,
        /// How much.
        fen: i64,
        /// The line of the project's budget, for costs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<String>,
    }
}

view! {
    /// A disclosure of an entry that anybody may read; its salt comes with the proof.
    OpenText {
        /// The name of the field: `summary`.
        name: String,
        /// What it says.
        text: String,
    }
}

view! {
    /// One entry of the ledger.
    LedgerLine {
        /// Its place in the log. Absent while it is being entered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        index: Option<u64>,
        /// The day it is of.
        day: Day,
        /// What it is.
        kind: EntryKind,
        /// The project whose money it moved; the one that lost it when it moved between two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        project: Option<ProjectId>,
        /// What it changed, in fen: of the project's balance where one is asked for, else the sum of its debits. 0 without
        /// money.
        fen: i64,
        /// The line of the budget, for costs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<String>,
        /// How many gifts, things or hours it sums up, where that is public.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        count: Option<u32>,
        /// Where the money came from and went to.
        postings: Vec<BookPosting>,
        /// What anybody may read of its disclosures.
        texts: Vec<OpenText>,
        /// The earlier entry that it takes back or corrects.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<u64>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<EntryReason>,
        /// Later entries that take it back or correct it.
        corrected_by: Vec<u64>,
    }
}

view! {
    /// A page of entries, newest first. `GET /api/v1/ledger`, `GET /api/v1/projects/{id}/lines`
    LedgerLines {
        /// The entries.
        items: Vec<LedgerLine>,
        /// Where the next page begins; pass it as `after`. Absent on the last page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<String>,
        /// The checkpoint that covers them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        as_of: Option<AsOf>,
    }
}

view! {
    /// One entry with what is signed of it. `GET /api/v1/ledger/{index}`
    EntryView {
        /// What it says.
        line: LedgerLine,
        /// The leaf, byte for byte as it is hashed.
        leaf: String,
        /// The checkpoint that covers it.
        as_of: AsOf,
    }
}
