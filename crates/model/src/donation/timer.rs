//! When an attempt is asked after, closed and looked at once more (payments.md 6.5).

use crate::Millis;

/// Minutes in which an attempt can be paid.
pub const EXPIRY_MINUTES: i64 = 30;
/// Minutes after which a provider that knows nothing of an attempt is believed.
pub const GRACE_MINUTES: i64 = 10;
/// Seconds after which an attempt that nobody called the provider for is taken up again.
pub const SWEEP_SECONDS: i64 = 30;
/// Minutes after the end at which a closed attempt is asked after once more.
pub const LATE_WATCH_MINUTES: i64 = 60;
/// Seconds after the start at which the provider is asked.
const QUERIES: [i64; 7] = [5, 30, 60, 180, 300, 600, 1800];
/// Minutes between queries after those.
const LATER_MINUTES: i64 = 5;

/// When the provider is asked next about an attempt that began at `began`: the first moment of the timetable after `now`.
#[must_use]
pub fn next_query(began: Millis, now: Millis) -> Millis {
    let table = QUERIES.iter().map(|seconds| began.plus_seconds(*seconds));
    table.into_iter().find(|at| *at > now).unwrap_or_else(|| now.plus_minutes(LATER_MINUTES))
}

/// When the time to pay is over.
#[must_use]
pub const fn expires_at(began: Millis) -> Millis {
    began.plus_minutes(EXPIRY_MINUTES)
}

/// When a provider that knows nothing of the attempt is believed.
#[must_use]
pub const fn grace_over_at(began: Millis) -> Millis {
    began.plus_minutes(EXPIRY_MINUTES + GRACE_MINUTES)
}

/// Seconds until a refund is asked after again, growing from ten seconds to an hour.
#[must_use]
pub const fn refund_backoff_seconds(calls: u32) -> i64 {
    let doublings = if calls > 9 { 9 } else { calls };
    let seconds = 10_i64 << doublings;
    if seconds > 3600 { 3600 } else { seconds }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_follow_the_timetable_and_then_every_five_minutes() {
        let began = Millis::new(0);
        for (now, want) in [(0, 5), (4, 5), (5, 30), (59, 60), (60, 180), (1799, 1800), (1800, 2100), (9000, 9300)] {
            let next = next_query(began, began.plus_seconds(now));
            assert_eq!(next, began.plus_seconds(want), "asked at {now} s");
        }
    }

    #[test]
    fn waiting_for_a_refund_grows_to_an_hour() {
        assert_eq!(refund_backoff_seconds(0), 10);
        assert_eq!(refund_backoff_seconds(3), 80);
        assert_eq!(refund_backoff_seconds(40), 3600);
    }
}
