//! I8: what wishes and claims can have done, told from counts alone.
//!
//! A leaf names no wish, so the log cannot show the life of one wish to a stranger; it can show that nothing impossible
//! was counted: no promise without a listed wish, no delivery without a living promise.

use serde::{Deserialize, Serialize};

use crate::kind::Step;

/// How often each step was made by the wishes of one batch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tally([u64; Step::ALL.len()]);

impl Tally {
    /// How often this step was made.
    #[must_use]
    pub fn count(&self, step: Step) -> u64 {
        self.0.get(step as usize).copied().unwrap_or(0)
    }

    /// Promises that are neither delivered nor released.
    #[must_use]
    pub fn live(&self) -> u64 {
        let ended = self.count(Step::ClaimReleased).saturating_add(self.count(Step::ClaimDelivered));
        self.count(Step::ClaimMade).saturating_sub(ended)
    }

    /// The tally after one more step, or `None` when no wish can have made it.
    pub(super) fn after(mut self, step: Step) -> Option<Self> {
        let done = self.count(step);
        let at_most = |limit: u64| done < limit;
        let delivered = self.count(Step::ClaimDelivered).saturating_add(self.count(Step::FallbackDelivered));
        let possible = match step {
            Step::WishOpened => true,
            Step::WishWithdrawn | Step::WishExpired | Step::WishFallback | Step::WishArchived => {
                at_most(self.count(Step::WishOpened))
            }
            Step::FallbackDelivered => at_most(self.count(Step::WishFallback)),
            Step::WishCompleted => at_most(delivered),
            Step::ClaimMade => self.count(Step::WishOpened) > 0,
            Step::ClaimReleased
            | Step::ClaimShipped
            | Step::ClaimScheduled
            | Step::ClaimArrived
            | Step::ClaimDelivered => self.live() > 0,
        };
        let count = self.0.get_mut(step as usize).filter(|_| possible)?;
        *count = count.saturating_add(1);
        Some(self)
    }
}
