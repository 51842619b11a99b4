//! One refund by the original route: payments.md 6.4, row by row.

use serde::{Deserialize, Serialize};

use super::terms;
use crate::{Fen, catalogue::words};

words! {
    /// Where a refund stands.
    RefundState {
        /// There is none.
        None = "none", "无";
        /// Written down, its amount reserved; the provider may or may not have been called.
        Requested = "requested", "已申请";
        /// The provider has taken it on.
        Processing = "processing", "退款中";
        /// The money is back.
        Success = "success", "已退款";
        /// The provider cannot bring it back; it is still owed.
        Abnormal = "abnormal", "退款异常";
        /// It will not happen.
        Failed = "failed", "未退款";
    }
}

impl RefundState {
    /// Whether its amount is kept back from other refunds.
    #[must_use]
    pub const fn is_reserved(self) -> bool {
        matches!(self, Self::Requested | Self::Processing | Self::Abnormal)
    }
}

terms! {
    /// What may happen to a refund.
    RefundEvent {
        /// Asked for within what is left.
        RequestOk = "request.ok";
        /// Asked for more than is left.
        RequestOverLimit = "request.over_limit";
        /// Asked for again under the same key.
        RequestAgain = "request.same_key";
        /// The provider took it on.
        ApiAccepted = "api.accepted";
        /// The provider refused the only call so far.
        ApiRejected = "api.rejected";
        /// The provider refused a call after one whose answer is not known.
        ApiRejectedUnclear = "api.rejected_after_unclear_call";
        /// No answer, or one that says nothing.
        ApiTimeout = "api.timeout";
        /// The provider took it on without moving money.
        ApiNoChange = "api.fund_change_n";
        /// The money is back.
        ResultSuccess = "result.success";
        /// It takes time.
        ResultProcessing = "result.processing";
        /// It cannot be brought back.
        ResultAbnormal = "result.abnormal";
        /// The provider has ended it without success.
        ResultClosed = "result.closed";
        /// The provider knows nothing of it.
        QueryNotFound = "query.not_found";
        /// Finance tries once more.
        OperatorRetries = "operator.retry";
        /// Finance gives up, after a fresh query said that the provider knows nothing.
        OperatorGivesUp = "operator.abandon";
    }
}

terms! {
    /// What an event asks for beside the new state.
    RefundEffect {
        /// Keep the amount back from other refunds.
        Reserve = "reserve";
        /// Call the provider with the same number.
        CallRefund = "call_provider_same_out_refund_no";
        /// Answer that it is too much.
        Http422 = "http_422";
        /// Give the stored answer.
        ReturnStored = "return_stored";
        /// Write down a refund that was made at the provider.
        RecordExternal = "record_external_refund";
        /// Book the money out, once for each refund.
        DebitOnce = "debit_once";
        /// Put it before a person.
        Alert = "alert";
        /// Ask the provider again by the timetable.
        ScheduleQuery = "schedule_refund_query";
        /// Let other refunds have the amount.
        ReleaseReserve = "release_reserve";
        /// Ask the provider at once.
        QueryNow = "query_refund_now";
        /// Ask, then call again with the same number and amount.
        QueryThenRetry = "query_then_retry_same_out_refund_no";
        /// Tell the donor.
        NotifyDonor = "notify_donor";
        /// Tell the sender of a notice that it is in safe hands.
        Ack = "ack";
        /// Go on keeping the amount back.
        KeepReserve = "keep_reserve";
        /// Call again with the same number and amount.
        RetrySame = "retry_same_out_refund_no_same_amount";
        /// Answer that this cannot be done now.
        Http409 = "http_409";
        /// Note who did it.
        Audit = "audit";
        /// The amount that was let go is gone after all.
        ReserveAgain = "reserve_again";
    }
}

/// The state after an event, and what it asks for.
pub type RefundStep = (RefundState, &'static [RefundEffect]);

/// The refund after `event`: payments.md 6.4.
#[must_use]
pub const fn step(state: RefundState, event: RefundEvent) -> RefundStep {
    use RefundEvent as E;

    match event {
        E::RequestOk | E::RequestOverLimit | E::RequestAgain => requested(state, event),
        E::ApiAccepted | E::ApiRejected | E::ApiRejectedUnclear | E::ApiTimeout | E::ApiNoChange => {
            called(state, event)
        }
        E::ResultSuccess | E::ResultProcessing | E::ResultAbnormal | E::ResultClosed | E::QueryNotFound => {
            told(state, event)
        }
        E::OperatorRetries | E::OperatorGivesUp => operated(state, event),
    }
}

/// How much may still be refunded: what was paid less what went back and what is kept back for open refunds.
#[must_use]
pub const fn left(paid: Fen, refunded: Fen, reserved: Fen) -> Fen {
    let gone = refunded.get().saturating_add(reserved.get());
    match Fen::new(paid.get().saturating_sub(gone)) {
        Some(left) => left,
        None => Fen::MAX,
    }
}

/// What a request for a new refund of `amount` is, with so much left.
#[must_use]
pub const fn request(amount: Fen, left: Fen) -> RefundEvent {
    if amount.get() == 0 || amount.get() > left.get() { RefundEvent::RequestOverLimit } else { RefundEvent::RequestOk }
}

/// What a refusal by the provider is after so many calls: only the refusal of the only call is final, for a crash or a
/// lost answer may hide one that was accepted.
#[must_use]
pub const fn rejected(calls: u32) -> RefundEvent {
    if calls <= 1 { RefundEvent::ApiRejected } else { RefundEvent::ApiRejectedUnclear }
}

const fn requested(state: RefundState, event: RefundEvent) -> RefundStep {
    use RefundEffect as F;
    use RefundEvent as E;
    use RefundState as S;

    match (event, state) {
        (E::RequestOk, S::None) => (S::Requested, &[F::Reserve, F::CallRefund]),
        (E::RequestOverLimit, _) => (state, &[F::Http422]),
        (_, _) => (state, &[F::ReturnStored]),
    }
}

const fn called(state: RefundState, event: RefundEvent) -> RefundStep {
    use RefundEffect as F;
    use RefundEvent as E;
    use RefundState as S;

    match (event, state) {
        (_, S::None | S::Success) => (state, &[]),
        (E::ApiAccepted, S::Requested) => (S::Processing, &[F::ScheduleQuery]),
        (E::ApiAccepted, _) => (state, &[F::ScheduleQuery]),
        (E::ApiRejected, S::Requested) => (S::Failed, &[F::ReleaseReserve, F::Alert]),
        (E::ApiRejected, _) => (state, &[F::Alert]),
        (E::ApiRejectedUnclear, _) => (state, &[F::QueryNow, F::Alert]),
        (_, _) => (state, &[F::QueryThenRetry]),
    }
}

#[expect(clippy::match_same_arms, reason = "one line of payments.md 6.4 an arm")]
const fn told(state: RefundState, event: RefundEvent) -> RefundStep {
    use RefundEffect as F;
    use RefundEvent as E;
    use RefundState as S;

    match (event, state) {
        (E::ResultSuccess, S::None) => (state, &[F::RecordExternal, F::DebitOnce, F::Alert]),
        (E::ResultSuccess, S::Success) => (state, &[F::Ack]),
        (E::ResultSuccess, S::Failed) => {
            (S::Success, &[F::DebitOnce, F::NotifyDonor, F::Ack, F::ReserveAgain, F::Alert])
        }
        (E::ResultSuccess, _) => (S::Success, &[F::DebitOnce, F::NotifyDonor, F::Ack]),
        (E::ResultProcessing, S::Requested) => (S::Processing, &[F::ScheduleQuery]),
        (E::ResultProcessing, S::Success) | (E::QueryNotFound, S::None | S::Abnormal | S::Failed) => (state, &[]),
        (E::ResultProcessing, S::Processing | S::Abnormal | S::Failed) => (state, &[F::ScheduleQuery]),
        (E::ResultAbnormal, S::Requested | S::Processing | S::Abnormal) => (S::Abnormal, &[F::KeepReserve, F::Alert]),
        (E::ResultClosed, S::Requested | S::Processing | S::Abnormal) => (S::Failed, &[F::ReleaseReserve, F::Alert]),
        (E::ResultClosed, S::Failed) => (state, &[]),
        (E::QueryNotFound, S::Requested | S::Processing) => (state, &[F::RetrySame]),
        (_, _) => (state, &[F::Alert]),
    }
}

const fn operated(state: RefundState, event: RefundEvent) -> RefundStep {
    use RefundEffect as F;
    use RefundEvent as E;
    use RefundState as S;

    match (event, state) {
        (_, S::None | S::Success) => (state, &[]),
        (E::OperatorRetries, S::Abnormal) => (S::Requested, &[F::CallRefund, F::Audit]),
        (E::OperatorGivesUp, S::Requested) => (S::Failed, &[F::ReleaseReserve, F::Audit]),
        (_, _) => (state, &[F::Http409]),
    }
}
