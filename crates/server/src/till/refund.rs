//! Sending money back: each call is counted before it goes out, and a lost answer is asked after before it is tried again.

use model::donation::{
    RefundState,
    refund::{RefundEvent, rejected},
};
use payment::{RefundAnswer, RefundOrder};
use store::{
    StoreError,
    donation::{self, BeginRefund, OpenRefund, Remedy, TellRefund},
};

use super::{BATCH, Till, notice::result};

impl Till {
    /// Takes every refund on whose time has come; yields how many.
    pub(super) async fn refund_round(&self) -> Result<u64, StoreError> {
        let due = donation::refunds_due(&mut self.store.read().await?.conn(), self.clock.now(), BATCH).await?;
        let mut count = 0;
        for refund in due.into_iter().filter(|refund| refund.provider == self.channel.name()) {
            self.advance_refund(&refund).await?;
            count += 1;
        }
        Ok(count)
    }

    async fn advance_refund(&self, refund: &OpenRefund) -> Result<(), StoreError> {
        let remedy = refund.remedy();
        // An earlier call may have got through: ask before calling again, unless the provider said where it is stuck.
        if (refund.state != RefundState::Requested || refund.calls > 0) && remedy != Some(Remedy::Call) {
            let answer = self.channel.query_refund(&refund.number).await;
            let Some(event) = result(&answer) else { return self.put_off(&refund.number).await };
            if let (RefundEvent::QueryNotFound, Some((Remedy::End, by))) = (event, &refund.wanted) {
                return self.give_up(&refund.number, by).await;
            }
            self.tell_refund(&refund.number, event).await?;
            let may_call = matches!(refund.state, RefundState::Requested | RefundState::Processing);
            if event != RefundEvent::QueryNotFound || !may_call {
                return Ok(());
            }
        }
        self.send_back(&refund.number).await
    }

    /// Nothing is known: it is asked after again later.
    async fn put_off(&self, number: &str) -> Result<(), StoreError> {
        self.tell_refund(number, RefundEvent::ApiTimeout).await
    }

    /// Finance gave up, and the provider knows nothing of it.
    async fn give_up(&self, number: &str, by: &str) -> Result<(), StoreError> {
        let (number, actor, now) = (number.to_owned(), Some(by.to_owned()), self.clock.now());
        let tell = TellRefund { number, event: RefundEvent::OperatorGivesUp, external: None, actor, raw: None, now };
        self.store.writer().write(tell).await.map(|_| ())
    }

    async fn send_back(&self, number: &str) -> Result<(), StoreError> {
        let begin = BeginRefund { number: number.to_owned(), now: self.clock.now() };
        let Some((refund, paid_number)) = self.store.writer().write(begin).await? else { return Ok(()) };
        let order = RefundOrder { number: refund.number, paid_number, txn: refund.txn, amount: refund.amount };
        let event = match self.channel.refund(&order).await {
            RefundAnswer::Accepted | RefundAnswer::Processing => RefundEvent::ApiAccepted,
            RefundAnswer::Rejected(code) => {
                tracing::warn!(number, code, "the provider refuses refund `{number}`: {code}");
                rejected(refund.calls)
            }
            RefundAnswer::Unclear | RefundAnswer::NotFound => RefundEvent::ApiTimeout,
            RefundAnswer::Success(_) => RefundEvent::ResultSuccess,
            RefundAnswer::Abnormal => RefundEvent::ResultAbnormal,
            RefundAnswer::Closed => RefundEvent::ResultClosed,
        };
        self.tell_refund(number, event).await
    }

    async fn tell_refund(&self, number: &str, event: RefundEvent) -> Result<(), StoreError> {
        let now = self.clock.now();
        let tell = TellRefund { number: number.to_owned(), event, external: None, actor: None, raw: None, now };
        self.store.writer().write(tell).await.map(|_| ())
    }
}
