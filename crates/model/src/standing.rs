//! What promises that were not kept mean for the next ones (domain.md 4.4). Nobody but the person ever sees it.

use crate::{ClaimState, Millis, claim::CancelReason, claim::LIVE_PER_PERSON};

/// Days within which faults are counted together.
pub const FAULT_DAYS: i64 = 90;
/// Days of one live claim at a time, from the second fault.
pub const ONE_LIVE_DAYS: i64 = 30;
/// Days in which the station decides first, from the third fault.
pub const BLOCKED_DAYS: i64 = 90;

/// What a person may still promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As many live claims as anybody.
    Good,
    /// One live claim at a time, until then.
    OneLive(Millis),
    /// None without the station, until then.
    Blocked(Millis),
}

/// Whether a claim that ended so counts against the person: it lapsed, or was given back late for a reason of their own.
#[must_use]
pub fn is_fault(state: ClaimState, reason: Option<CancelReason>) -> bool {
    match state {
        ClaimState::Lapsed => true,
        ClaimState::CancelledLate => !reason.is_some_and(CancelReason::is_blameless),
        _ => false,
    }
}

impl Standing {
    /// The standing at `now` of somebody with these faults, in any order.
    #[must_use]
    pub fn of(faults: &[Millis], now: Millis) -> Self {
        let mut faults = faults.to_vec();
        faults.sort_unstable();
        let within = |first: Millis, last: Millis| last < first.plus_hours(24 * FAULT_DAYS);
        let blocked = faults.windows(3).filter_map(|three| match three {
            [first, _, last] if within(*first, *last) => Some(last.plus_hours(24 * BLOCKED_DAYS)),
            _ => None,
        });
        if let Some(until) = blocked.max().filter(|until| now < *until) {
            return Self::Blocked(until);
        }
        let one_live = faults.windows(2).filter_map(|two| match two {
            [first, last] if within(*first, *last) => Some(last.plus_hours(24 * ONE_LIVE_DAYS)),
            _ => None,
        });
        one_live.max().filter(|until| now < *until).map_or(Self::Good, Self::OneLive)
    }

    /// How many live claims it allows.
    #[must_use]
    pub const fn live_limit(self) -> usize {
        match self {
            Self::Good => LIVE_PER_PERSON,
            Self::OneLive(_) => 1,
            Self::Blocked(_) => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_fault_allows_one_claim_and_the_third_none_for_a_while() {
        let day = |n: i64| Millis::new(0).plus_hours(24 * n);
        let cases: [(&[i64], i64, Standing); 11] = [
            (&[], 0, Standing::Good),
            (&[5], 5, Standing::Good),
            (&[5, 10], 10, Standing::OneLive(day(40))),
            (&[10, 5], 39, Standing::OneLive(day(40))),
            (&[5, 10], 40, Standing::Good),
            (&[5, 95], 95, Standing::Good),
            (&[5, 94], 95, Standing::OneLive(day(124))),
            (&[5, 10, 20], 20, Standing::Blocked(day(110))),
            (&[5, 10, 20], 109, Standing::Blocked(day(110))),
            (&[5, 10, 20], 110, Standing::Good),
            (&[5, 50, 100], 101, Standing::OneLive(day(130))),
        ];
        for (faults, now, want) in cases {
            let faults: Vec<Millis> = faults.iter().map(|n| day(*n)).collect();
            assert_eq!(Standing::of(&faults, day(now)), want, "{faults:?} on day {now}");
        }
    }

    #[test]
    fn only_the_persons_own_failing_counts() {
        use CancelReason as R;
        use ClaimState as S;
        for (state, reason, want) in [
            (S::Lapsed, None, true),
            (S::CancelledLate, Some(R::OutOfStock), true),
            (S::CancelledLate, Some(R::Recipient), false),
            (S::ForceMajeure, Some(R::ForceMajeure), false),
            (S::CancelledFree, None, false),
            (S::Revoked, None, false),
            (S::Closed, None, false),
        ] {
            assert_eq!(is_fault(state, reason), want, "{state:?} {reason:?}");
        }
    }
}
