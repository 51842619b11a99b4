//! A notice: a hint and evidence. It is checked, kept and applied in one transaction, and then acknowledged.

use model::donation::refund::RefundEvent;
use payment::{Notice, NoticeError, RefundAnswer};
use sha2::{Digest as _, Sha256};
use store::{
    StoreError,
    donation::{KeepRaw, Source, TellRefund, Verdict},
};

use super::Till;

/// What became of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeOutcome {
    /// It is in safe hands: 200, with this body.
    Kept(&'static str),
    /// It is not the provider's: 401. Nothing of it is kept.
    Forged,
    /// It is the provider's, but nobody can read it: 500, so that it comes again; it is kept for a person.
    Unreadable,
}

impl Till {
    /// Takes a notice in; `header` yields a header of the request by its lower-case name.
    ///
    /// # Errors
    /// When the database fails: then the notice is not acknowledged, and comes again.
    pub async fn notice(
        &self,
        header: &(dyn Fn(&str) -> Option<String> + Sync),
        body: &[u8],
    ) -> Result<NoticeOutcome, StoreError> {
        let now = self.clock.now();
        let raw = |verdict| KeepRaw {
            provider: self.channel.name().to_owned(),
            hash: Sha256::digest(body).into(),
            signature: header("sandbox-signature").unwrap_or_default(),
            body: body.to_vec(),
            verdict,
            now,
        };
        match self.channel.parse_notice(header, body, now) {
            Err(NoticeError::Forged) => {
                tracing::warn!("a notice for `{}` is forged or stale", self.channel.name());
                return Ok(NoticeOutcome::Forged);
            }
            Err(NoticeError::Unreadable) => {
                self.store.writer().write(raw(Verdict::Unreadable)).await?;
                return Ok(NoticeOutcome::Unreadable);
            }
            Ok(Notice::Paid(paid)) => {
                let change = self.paid(paid, Source::Notice, Some(raw(Verdict::Applied)));
                self.store.writer().write(change).await?;
            }
            Ok(Notice::Refund { number, txn, amount, answer, .. }) => {
                let external = Some((self.channel.name().to_owned(), txn, amount));
                if let Some(event) = result(&answer) {
                    let raw = Some(raw(Verdict::Applied));
                    let change = TellRefund { number, event, external, actor: None, raw, now };
                    self.store.writer().write(change).await?;
                }
            }
        }
        Ok(NoticeOutcome::Kept(self.channel.acknowledgement()))
    }
}

/// What a result of a refund is; `None` for what is no result.
pub(super) const fn result(answer: &RefundAnswer) -> Option<RefundEvent> {
    match answer {
        RefundAnswer::Success(_) => Some(RefundEvent::ResultSuccess),
        RefundAnswer::Processing | RefundAnswer::Accepted => Some(RefundEvent::ResultProcessing),
        RefundAnswer::Abnormal => Some(RefundEvent::ResultAbnormal),
        RefundAnswer::Closed => Some(RefundEvent::ResultClosed),
        RefundAnswer::NotFound => Some(RefundEvent::QueryNotFound),
        RefundAnswer::Rejected(_) | RefundAnswer::Unclear => None,
    }
}
