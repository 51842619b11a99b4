//! What a row of a provider's bill is, or the lack of one (payments.md 6.6).

use super::refund::RefundState;
use crate::{Day, Fen, Millis};

/// Minutes around midnight in which a row may be on the neighbour's bill.
const BORDER_MINUTES: i64 = 5;
/// Days for which the lack of a row may wait for another bill or an answer.
pub const PATIENCE_DAYS: i32 = 3;

/// A row of money that came, beside the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaidRow {
    /// It is in the books with this amount.
    Match,
    /// It is in the books with another amount: a person decides, the receipt is frozen.
    Differs,
    /// It is not in the books: money that came late, or that nobody knows an order of.
    News,
}

/// What a row of money that came is, when the books have its transaction with this amount.
#[must_use]
pub fn paid_row(booked: Option<Fen>, billed: Fen) -> PaidRow {
    match booked {
        Some(booked) if booked == billed => PaidRow::Match,
        Some(_) => PaidRow::Differs,
        None => PaidRow::News,
    }
}

/// A row of money that went back, beside the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundRow {
    /// It is in the books as done, with this amount.
    Match,
    /// It is in the books with another amount: a person decides.
    Differs,
    /// The books know it, but not that it is done: the row is its result.
    Result,
    /// Nobody here asked for it: it was made at the provider's own desk.
    External,
}

/// What a row of money that went back is, when the books have the refund in this state with this amount.
#[must_use]
pub fn refund_row(booked: Option<(RefundState, Fen)>, billed: Fen) -> RefundRow {
    match booked {
        None => RefundRow::External,
        Some((_, amount)) if amount != billed => RefundRow::Differs,
        Some((RefundState::Success, _)) => RefundRow::Match,
        Some(_) => RefundRow::Result,
    }
}

/// What the provider answers when it is asked after money that its bill does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It has this transaction, and says when it came if it says so at all.
    Paid(Option<Millis>),
    /// It has not.
    NotPaid,
    /// No answer, or one that says nothing.
    Silent,
}

/// The other day on whose bill the money may be: the one that the provider says, or the neighbour if it was booked within
/// five minutes of midnight in China.
#[must_use]
pub fn other_day(bill: Day, booked: Millis, asked: Asked) -> Option<Day> {
    let near = [BORDER_MINUTES, -BORDER_MINUTES].map(|minutes| booked.plus_minutes(minutes).day());
    let told = match asked {
        Asked::Paid(at) => at.map(Millis::day),
        Asked::NotPaid | Asked::Silent => None,
    };
    told.into_iter().chain(near).find(|day| *day != bill)
}

/// What the bill of the other day says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherBill {
    /// It names the money.
    Names,
    /// It does not.
    Lacks,
    /// It is not to be had yet.
    NotYet,
}

/// What the lack of a row means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoRow {
    /// The money is on the bill of the other day.
    Elsewhere,
    /// It is looked at again with the next bill.
    Wait,
    /// A person looks into it; the receipt is frozen until it is explained.
    Alert,
}

/// What to do about money in the books that the bill of its day does not name; `other` is what the bill of
/// [`other_day`] says, if there is such a day. Nobody waits longer than [`PATIENCE_DAYS`].
#[must_use]
pub const fn no_row(asked: Asked, other: Option<OtherBill>, may_wait: bool) -> NoRow {
    match (other, asked) {
        (Some(OtherBill::Names), _) => NoRow::Elsewhere,
        (_, Asked::NotPaid) => NoRow::Alert,
        (Some(OtherBill::NotYet), _) | (_, Asked::Silent) if may_wait => NoRow::Wait,
        _ => NoRow::Alert,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fen(amount: u64) -> Fen {
        Fen::new(amount).unwrap()
    }

    #[test]
    fn rows_are_told_apart_by_what_the_books_have() {
        for (booked, want) in [(Some(100), PaidRow::Match), (Some(101), PaidRow::Differs), (None, PaidRow::News)] {
            assert_eq!(paid_row(booked.map(fen), fen(100)), want, "{booked:?}");
        }
        for (booked, want) in [
            (Some((RefundState::Success, 100)), RefundRow::Match),
            (Some((RefundState::Success, 90)), RefundRow::Differs),
            (Some((RefundState::Processing, 90)), RefundRow::Differs),
            (Some((RefundState::Processing, 100)), RefundRow::Result),
            (Some((RefundState::Failed, 100)), RefundRow::Result),
            (None, RefundRow::External),
        ] {
            assert_eq!(refund_row(booked.map(|(state, n)| (state, fen(n))), fen(100)), want, "{booked:?}");
        }
    }

    #[test]
    fn money_near_midnight_may_be_on_the_neighbours_bill() {
        let day: Day = "2026-11-23".parse().unwrap();
        let at = |text: &str| text.parse::<Millis>().unwrap();
        for (booked, asked, want) in [
            ("2026-11-22T16:04:59Z", Asked::Silent, Some(-1)),
            ("2026-11-22T16:05:01Z", Asked::Silent, None),
            ("2026-11-23T15:54:59Z", Asked::NotPaid, None),
            ("2026-11-23T15:55:00Z", Asked::NotPaid, Some(1)),
            ("2026-11-23T02:00:00Z", Asked::Paid(None), None),
            ("2026-11-23T02:00:00Z", Asked::Paid(Some(at("2026-11-23T01:00:00Z"))), None),
            ("2026-11-23T02:00:00Z", Asked::Paid(Some(at("2026-11-22T10:00:00Z"))), Some(-1)),
        ] {
            assert_eq!(other_day(day, at(booked), asked), want.map(|days| day.plus(days)), "{booked} {asked:?}");
        }
    }

    #[test]
    fn a_lack_alerts_unless_another_bill_explains_it_or_may_still_do_so() {
        let (paid, silent, not) = (Asked::Paid(None), Asked::Silent, Asked::NotPaid);
        for (asked, other, may_wait, want) in [
            (paid, None, true, NoRow::Alert),
            (paid, Some(OtherBill::Names), true, NoRow::Elsewhere),
            (paid, Some(OtherBill::Lacks), true, NoRow::Alert),
            (paid, Some(OtherBill::NotYet), true, NoRow::Wait),
            (paid, Some(OtherBill::NotYet), false, NoRow::Alert),
            (silent, None, true, NoRow::Wait),
            (silent, None, false, NoRow::Alert),
            (silent, Some(OtherBill::Names), false, NoRow::Elsewhere),
            (silent, Some(OtherBill::Lacks), true, NoRow::Wait),
            (not, None, true, NoRow::Alert),
            (not, Some(OtherBill::NotYet), true, NoRow::Alert),
            (not, Some(OtherBill::Names), true, NoRow::Elsewhere),
        ] {
            assert_eq!(no_row(asked, other, may_wait), want, "{asked:?} {other:?} {may_wait}");
        }
    }
}
