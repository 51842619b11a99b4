//! One attempt to pay an order: payments.md 6.3, row by row.

use serde::{Deserialize, Serialize};

use super::terms;
use crate::catalogue::words;

words! {
    /// Where an attempt stands.
    AttemptState {
        /// Written down; the provider may or may not have been called.
        Created = "created", "已建立";
        /// An answer was lost: only a query can tell.
        Unknown = "unknown", "待查询";
        /// The provider waits for the payer.
        Pending = "pending", "待付款";
        /// Money came. There is no way back from here.
        Paid = "paid", "已付款";
        /// The provider takes no more money for it, as far as is known.
        Closed = "closed", "已关闭";
        /// The provider refused to open it.
        Failed = "failed", "未成功";
        /// Money came that does not fit; a person decides.
        Review = "review", "待核对";
    }
}

impl AttemptState {
    /// Whether the provider may still take money for it as far as we know, so that it wants to be asked after.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Created | Self::Unknown | Self::Pending)
    }
}

terms! {
    /// What may happen to an attempt. "Paid" events come from a verified notice, a query or a row of a bill alike.
    AttemptEvent {
        /// The donor's command came again.
        CreateAgain = "create.same_key_same_body";
        /// The donor's key came with another command.
        CreateOther = "create.same_key_other_body";
        /// The provider opened it.
        CreateOk = "provider.create_ok";
        /// The provider refused to open it.
        CreateRejected = "provider.create_rejected";
        /// No answer, or one that says nothing.
        CreateTimeout = "provider.create_timeout";
        /// The provider says that it has been paid; a query has to tell by what.
        CreateSaysPaid = "provider.create_says_paid";
        /// Paid as ordered.
        PaidMatch = "paid.match";
        /// A transaction that is in the books already.
        PaidAgain = "paid.same_txn_again";
        /// Paid as ordered, but another transaction has paid the order.
        PaidDuplicate = "paid.match_order_already_credited";
        /// Paid as ordered, but what it was for has ended or is suspended.
        PaidTargetGone = "paid.match_target_gone";
        /// Paid as ordered, and the provider tells of a refund in the same breath.
        PaidAndRefunded = "paid.match_but_refund_exists";
        /// Another amount, currency or merchant than ordered.
        PaidMismatch = "paid.mismatch";
        /// A notice that is not the provider's.
        NoticeForged = "notice.bad_signature";
        /// An authentic notice that nobody can read.
        NoticeUnreadable = "notice.undecryptable";
        /// Not paid yet.
        QueryNotPaid = "query.notpay";
        /// Closed at the provider.
        QueryClosed = "query.closed";
        /// The provider knows nothing of it. That does not mean that it never will.
        QueryNotFound = "query.not_found";
        /// No answer, or one that says nothing.
        QueryError = "query.error";
        /// The donor came back from the cashier.
        Returned = "user.returned";
        /// The time to pay is over.
        Expired = "timer.expired";
        /// The provider closed it.
        CloseOk = "close.ok";
        /// It cannot be closed: it has been paid.
        ClosePaid = "close.already_paid";
        /// The provider knows nothing of it.
        CloseNotFound = "close.not_found";
        /// No answer, or one that says nothing.
        CloseError = "close.error";
        /// Finance takes the money in review for the project.
        OperatorAccepts = "operator.accept";
        /// Finance has sent the money in review back.
        OperatorRefunded = "operator.refund_done";
    }
}

terms! {
    /// What an event asks for beside the new state.
    AttemptEffect {
        /// Call the provider with the same number.
        CallCreate = "provider_create_same_out_trade_no";
        /// Answer that the key was used for another command.
        Http422 = "http_422";
        /// Ask the provider again by the timetable.
        ScheduleQuery = "schedule_query";
        /// Give the donor the way to pay.
        ReturnPayParams = "return_pay_params";
        /// Tell the donor that it did not work.
        ReturnError = "return_error";
        /// Ask the provider at once.
        QueryNow = "query_now";
        /// Book the money to the project, once for each transaction.
        CreditProject = "credit_project";
        /// Write the receipt.
        Receipt = "receipt";
        /// Tell the sender of a notice that it is in safe hands.
        Ack = "ack";
        /// Book the money to suspense, once for each transaction.
        CreditSuspense = "credit_suspense";
        /// Note that the order was paid twice.
        FlagDuplicate = "flag_duplicate";
        /// Put a refund before finance.
        ProposeRefund = "propose_refund";
        /// Put it before a person.
        Alert = "alert";
        /// Note that the money came late.
        FlagLate = "flag_late";
        /// Put a refund or another purpose before finance.
        ProposeRefundOrRedirect = "propose_refund_or_redirect";
        /// Ask the provider for the refunds.
        SyncRefunds = "sync_refunds";
        /// Note that the money does not fit the order.
        FlagMismatch = "flag_mismatch";
        /// Write a line to the log.
        Log = "log";
        /// Answer that the signature is wrong.
        Http401 = "http_401";
        /// Keep what came as it came.
        StoreRaw = "store_raw";
        /// Answer that it could not be kept, so that it comes again.
        Http500 = "http_500";
        /// Ask no more.
        StopQueries = "stop_queries";
        /// Ask until the time to pay and its grace are over.
        QueryUntilGrace = "schedule_query_until_expiry_plus_grace";
        /// Close it at the provider if the query says that it is not paid.
        CloseIfNotPaid = "then_close_if_notpay";
        /// It is closed if the provider knows nothing of it when the grace is over.
        ClosedIfUnknownAfterGrace = "if_not_found_and_grace_over_CLOSED";
        /// Answer that this cannot be done now.
        Http409 = "http_409";
        /// Give the donor the stored answer.
        ReturnStored = "return_stored";
        /// Give the donor the stored way to pay, or a fresh one by the same call.
        ReturnStoredOrRefresh = "return_stored_or_refresh_prepay_same_params";
        /// Show the donor what became of it.
        ShowResult = "show_result";
        /// Close it at the provider.
        CloseAtProvider = "provider_close";
        /// Move the money from suspense to the project.
        MoveSuspense = "move_suspense_to_project";
        /// Note who did it.
        Audit = "audit";
        /// Take the money off suspense.
        DebitSuspense = "debit_suspense";
    }
}

/// The state after an event, and what it asks for.
pub type AttemptStep = (AttemptState, &'static [AttemptEffect]);

/// The attempt after `event`: payments.md 6.3. Never leads from [`AttemptState::Paid`] to anything else.
#[must_use]
pub const fn step(state: AttemptState, event: AttemptEvent) -> AttemptStep {
    use AttemptEvent as E;

    match event {
        E::CreateAgain | E::CreateOther => created_again(state, event),
        E::CreateOk | E::CreateRejected | E::CreateTimeout | E::CreateSaysPaid => provider_answered(state, event),
        E::PaidMatch
        | E::PaidAgain
        | E::PaidDuplicate
        | E::PaidTargetGone
        | E::PaidAndRefunded
        | E::PaidMismatch
        | E::NoticeForged
        | E::NoticeUnreadable => money_came(state, event),
        E::QueryNotPaid | E::QueryClosed | E::QueryNotFound | E::QueryError => queried(state, event),
        E::CloseOk | E::ClosePaid | E::CloseNotFound | E::CloseError => closed(state, event),
        E::Returned | E::Expired => time_passed(state, event),
        E::OperatorAccepts | E::OperatorRefunded => operated(state, event),
    }
}

const fn created_again(state: AttemptState, event: AttemptEvent) -> AttemptStep {
    use AttemptEffect as F;
    use AttemptState as S;

    match (event, state) {
        (AttemptEvent::CreateOther, _) => (state, &[F::Http422]),
        (_, S::Created) => (state, &[F::CallCreate]),
        (_, S::Unknown) => (state, &[F::QueryNow, F::ReturnStored]),
        (_, S::Pending) => (state, &[F::ReturnStoredOrRefresh]),
        (_, S::Paid | S::Closed | S::Failed | S::Review) => (state, &[F::ReturnStored]),
    }
}

const fn provider_answered(state: AttemptState, event: AttemptEvent) -> AttemptStep {
    use AttemptEffect as F;
    use AttemptEvent as E;
    use AttemptState as S;

    match (event, state) {
        (_, S::Paid | S::Review) => (state, &[]),
        (E::CreateOk, S::Created | S::Unknown | S::Pending) => (S::Pending, &[F::ScheduleQuery, F::ReturnPayParams]),
        (E::CreateOk, S::Closed | S::Failed) => (state, &[F::CloseAtProvider]),
        (E::CreateRejected, S::Created) => (S::Failed, &[F::ReturnError]),
        // An earlier call is unclear: it may have been accepted.
        (E::CreateRejected, S::Unknown | S::Pending) => (state, &[F::ReturnError, F::QueryNow]),
        (E::CreateRejected, S::Closed | S::Failed) => (state, &[F::ReturnError]),
        (E::CreateTimeout, S::Created) => (S::Unknown, &[F::ScheduleQuery]),
        (E::CreateTimeout, _) => (state, &[F::ScheduleQuery]),
        (_, S::Created) => (S::Unknown, &[F::QueryNow]),
        (_, _) => (state, &[F::QueryNow]),
    }
}

const fn money_came(state: AttemptState, event: AttemptEvent) -> AttemptStep {
    use AttemptEffect as F;
    use AttemptEvent as E;
    use AttemptState as S;

    match (event, state) {
        (E::PaidMatch, S::Closed | S::Failed) => {
            (S::Paid, &[F::CreditProject, F::FlagLate, F::Receipt, F::Ack, F::Alert])
        }
        (E::PaidMatch, _) => (S::Paid, &[F::CreditProject, F::Receipt, F::Ack]),
        (E::PaidAgain, _) => (state, &[F::Ack]),
        (E::PaidDuplicate, _) => (S::Paid, &[F::CreditSuspense, F::FlagDuplicate, F::ProposeRefund, F::Ack, F::Alert]),
        (E::PaidTargetGone, _) => {
            (S::Paid, &[F::CreditSuspense, F::FlagLate, F::ProposeRefundOrRedirect, F::Ack, F::Alert])
        }
        (E::PaidAndRefunded, S::Paid) => (S::Paid, &[F::Ack, F::SyncRefunds]),
        (E::PaidAndRefunded, S::Closed | S::Failed) => {
            (S::Paid, &[F::CreditProject, F::FlagLate, F::Receipt, F::Ack, F::Alert, F::SyncRefunds])
        }
        (E::PaidAndRefunded, _) => (S::Paid, &[F::CreditProject, F::Receipt, F::Ack, F::SyncRefunds]),
        (E::PaidMismatch, S::Paid) => (S::Paid, &[F::CreditSuspense, F::FlagMismatch, F::Ack, F::Alert]),
        (E::PaidMismatch, _) => (S::Review, &[F::CreditSuspense, F::FlagMismatch, F::Ack, F::Alert]),
        (E::NoticeForged, _) => (state, &[F::Log, F::Http401]),
        (_, _) => (state, &[F::StoreRaw, F::Alert, F::Http500]),
    }
}

const fn queried(state: AttemptState, event: AttemptEvent) -> AttemptStep {
    use AttemptEffect as F;
    use AttemptEvent as E;
    use AttemptState as S;

    match (event, state) {
        (E::QueryError, S::Paid | S::Review) => (state, &[]),
        (E::QueryError, _) => (state, &[F::ScheduleQuery]),
        (_, S::Paid | S::Review) => (state, &[F::Alert]),
        (E::QueryNotPaid, S::Closed | S::Failed) => (state, &[F::CloseAtProvider, F::Alert]),
        (E::QueryNotPaid, _) => (S::Pending, &[F::ScheduleQuery]),
        (_, S::Closed | S::Failed) => (state, &[]),
        (E::QueryClosed, _) => (S::Closed, &[F::StopQueries]),
        (_, _) => (state, &[F::QueryUntilGrace]),
    }
}

#[expect(clippy::match_same_arms, reason = "one line of payments.md 6.3 an arm")]
const fn closed(state: AttemptState, event: AttemptEvent) -> AttemptStep {
    use AttemptEffect as F;
    use AttemptEvent as E;
    use AttemptState as S;

    match (event, state) {
        (E::CloseOk, S::Paid | S::Review) => (state, &[F::Alert]),
        (_, S::Paid | S::Review) => (state, &[]),
        (E::CloseOk, S::Closed | S::Failed) => (state, &[]),
        (E::CloseOk, _) => (S::Closed, &[F::StopQueries]),
        (E::ClosePaid, S::Created) => (S::Unknown, &[F::QueryNow]),
        (E::ClosePaid, _) => (state, &[F::QueryNow]),
        (E::CloseNotFound, S::Closed | S::Failed) => (state, &[]),
        (E::CloseNotFound, _) => (state, &[F::QueryUntilGrace]),
        (_, _) => (state, &[F::ScheduleQuery]),
    }
}

const fn time_passed(state: AttemptState, event: AttemptEvent) -> AttemptStep {
    use AttemptEffect as F;
    use AttemptEvent as E;
    use AttemptState as S;

    const OVER: &[F] = &[F::QueryNow, F::CloseIfNotPaid, F::ClosedIfUnknownAfterGrace];
    match (event, state) {
        (E::Returned, S::Paid | S::Review) => (state, &[F::ShowResult]),
        (E::Returned, _) => (state, &[F::QueryNow]),
        (_, S::Created | S::Unknown) => (S::Unknown, OVER),
        (_, S::Pending) => (S::Pending, OVER),
        (_, _) => (state, &[]),
    }
}

const fn operated(state: AttemptState, event: AttemptEvent) -> AttemptStep {
    use AttemptEffect as F;
    use AttemptEvent as E;
    use AttemptState as S;

    match (event, state) {
        (E::OperatorAccepts, S::Review) => (S::Paid, &[F::MoveSuspense, F::Receipt, F::Audit]),
        (_, S::Review) => (S::Closed, &[F::DebitSuspense, F::Audit]),
        (_, _) => (state, &[F::Http409]),
    }
}
