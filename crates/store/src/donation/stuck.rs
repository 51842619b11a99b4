//! Refunds that are stuck: finance has them sent once more, or ends them once the provider has said that it knows nothing.

use model::{
    Fen, Millis,
    donation::{
        RefundState,
        refund::{self, RefundEffect, RefundEvent},
    },
};

use super::refund::{OpenRefund, one, save};
use crate::{Change, Conn, StoreError, audit, donation::item};

/// Seconds for which a call that is on its way may still arrive before the provider is believed to know nothing.
const IN_FLIGHT_SECONDS: i64 = 30;

/// What finance wants done about a refund that is stuck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// To be sent once more, with the same number and amount.
    Call,
    /// To be ended, if the provider says that it knows nothing of it.
    End,
}

impl Remedy {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::End => "end",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        [Self::Call, Self::End].into_iter().find(|remedy| remedy.code() == code)
    }

    const fn event(self) -> RefundEvent {
        match self {
            Self::Call => RefundEvent::OperatorRetries,
            Self::End => RefundEvent::OperatorGivesUp,
        }
    }
}

impl OpenRefund {
    /// What finance wants done about it.
    #[must_use]
    pub fn remedy(&self) -> Option<Remedy> {
        self.wanted.as_ref().map(|(remedy, _)| *remedy)
    }
}

/// Finance decides about a refund that is stuck.
#[derive(Clone, Debug)]
pub struct Remedied {
    /// Our number of it.
    pub number: String,
    /// What is wanted.
    pub remedy: Remedy,
    /// Who decides.
    pub actor: String,
    /// Who agrees, above the amount that needs two.
    pub second: Option<String>,
    /// The amount above which it needs two.
    pub alone: Fen,
    /// The moment.
    pub now: Millis,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedies {
    /// It is noted; the server's next round does it.
    Noted,
    /// There is no such refund.
    NotFound,
    /// A refund in this state is not sent again, or not ended.
    WrongState(RefundState),
    /// So much needs a second person.
    SecondNeeded,
}

impl Change for Remedied {
    type Done = Remedies;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Remedies, StoreError> {
        let Self { number, remedy, actor, second, alone, now } = self;
        let Some(mut refund) = one(conn, &number).await? else { return Ok(Remedies::NotFound) };
        let (state, effects) = refund::step(refund.state, remedy.event());
        if !effects.contains(&RefundEffect::Audit) {
            return Ok(Remedies::WrongState(refund.state));
        }
        if refund.amount > alone && second.is_none() {
            return Ok(Remedies::SecondNeeded);
        }
        let next = match remedy {
            Remedy::Call => {
                refund.state = state;
                now
            }
            // The state changes once the provider has been asked: a call may be on its way.
            Remedy::End => now.plus_seconds(IN_FLIGHT_SECONDS),
        };
        refund.wanted = Some((remedy, actor.clone()));
        save(conn, &refund, Some(next)).await?;
        if remedy == Remedy::Call {
            item::settle(conn, &number, &actor, now).await?;
        }
        let note = format!("{} {}", remedy.event().code(), second.unwrap_or_default());
        audit::note(conn, now, &actor, "finance.refund", &number, note.trim()).await?;
        Ok(Remedies::Noted)
    }
}
