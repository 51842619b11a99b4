//! When a claim is worth a reminder. Pure.

use model::{ClaimState, Day, view::ClaimView};

/// From how many days before the deadline.
const AHEAD: i32 = 3;

/// A reminder of a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reminder {
    /// So many days are left, 0 on the day itself.
    Soon(u32),
    /// So many days have passed.
    Overdue(u32),
}

/// Whether the person has to do something for this claim soon.
pub(super) fn reminder(claim: &ClaimView, today: Day) -> Option<Reminder> {
    let left = claim.due?.since(today);
    let waits_for_person =
        matches!(claim.state, ClaimState::Active | ClaimState::Scheduled | ClaimState::RejectedGoods);
    let is_late = left < 0 && (waits_for_person || claim.state == ClaimState::Shipped);
    if is_late {
        Some(Reminder::Overdue(left.unsigned_abs()))
    } else if waits_for_person && left <= AHEAD {
        Some(Reminder::Soon(left.unsigned_abs()))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::claim::sample;

    #[test]
    fn reminders_come_three_days_before_and_stay_until_it_is_done() {
        use ClaimState as S;
        let today: Day = "2026-11-23".parse().unwrap();
        for (state, due, want) in [
            (S::Active, 4, None),
            (S::Active, 3, Some(Reminder::Soon(3))),
            (S::Active, 0, Some(Reminder::Soon(0))),
            (S::Active, -1, Some(Reminder::Overdue(1))),
            (S::Scheduled, 1, Some(Reminder::Soon(1))),
            (S::RejectedGoods, 2, Some(Reminder::Soon(2))),
            (S::Shipped, 1, None),
            (S::Shipped, -2, Some(Reminder::Overdue(2))),
            (S::ReceivedAtStation, -2, None),
            (S::Closed, -30, None),
            (S::CancelledLate, -1, None),
        ] {
            let mut claim = sample::claim(state);
            claim.due = Some(today.plus(due));
            assert_eq!(reminder(&claim, today), want, "{state:?}, due in {due}");
        }
        assert_eq!(reminder(&sample::claim(S::Active), today), None);
    }
}
