//! Working days in China: weekends, and what the State Council moves (国务院办公厅关于部分节假日安排的通知, every November for
//! the year after).
//!
//! A year whose notice is not here yet has weekends only: a deadline in it may fall a few days too early, which hurts
//! nobody who waits for an answer. **Add the next year's notice in November**; [`source`] says whether it is here.

use crate::Day;

/// The notice for one year.
struct Notice {
    year: i32,
    /// Its number and date, to be compared with the State Council's own page.
    source: &'static str,
    /// Days off, from and to, as month and day.
    off: &'static [[(u32, u32); 2]],
    /// Saturdays and Sundays that are worked instead.
    worked: &'static [(u32, u32)],
}

const NOTICES: &[Notice] = &[Notice {
    year: 2026,
    source: "国办发明电〔2025〕7号，2025年11月4日",
    off: &[
        [(1, 1), (1, 3)],
        [(2, 15), (2, 23)],
        [(4, 4), (4, 6)],
        [(5, 1), (5, 5)],
        [(6, 19), (6, 21)],
        [(9, 25), (9, 27)],
        [(10, 1), (10, 7)],
    ],
    worked: &[(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)],
}];

/// The notice for that year by number and date, if it is here.
#[must_use]
pub fn source(year: i32) -> Option<&'static str> {
    NOTICES.iter().find(|notice| notice.year == year).map(|notice| notice.source)
}

/// Whether people work on that day.
#[must_use]
pub fn is_working(day: Day) -> bool {
    let (year, month, date) = day.ymd();
    // Day 0 was a Thursday.
    let is_weekend = (day.number() + 3).rem_euclid(7) >= 5;
    let Some(notice) = NOTICES.iter().find(|notice| notice.year == year) else { return !is_weekend };
    let at = (month, date);
    if notice.off.iter().any(|[from, to]| (*from..=*to).contains(&at)) {
        return false;
    }
    !is_weekend || notice.worked.contains(&at)
}

/// The day so many working days after that one; the day itself does not count.
#[must_use]
pub fn working_days_after(from: Day, days: u32) -> Day {
    let mut day = from;
    for _ in 0..days {
        day = day.plus(1);
        while !is_working(day) {
            day = day.plus(1);
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn five_working_days_jump_weekends_and_holidays_and_count_moved_days() {
        for (from, want, why) in [
            ("2026-11-23", "2026-11-30", "a weekend"),
            ("2026-11-27", "2026-12-04", "from a Friday"),
            ("2026-11-29", "2026-12-04", "from a Sunday"),
            ("2026-02-11", "2026-02-25", "the Spring Festival, with the Saturday before it worked"),
            ("2026-09-24", "2026-10-09", "Mid-Autumn and National Day"),
            ("2026-09-30", "2026-10-13", "and the Saturday after it is worked"),
            ("2025-12-31", "2026-01-08", "into a year that is known: the fourth is a worked Sunday"),
            ("2026-12-30", "2027-01-06", "into a year whose notice is not here: weekends only"),
        ] {
            assert_eq!(working_days_after(day(from), 5), day(want), "{from}: {why}");
        }
    }

    #[test]
    fn moved_days_are_weekends_and_days_off_are_whole_festivals() {
        assert_eq!((source(2026).is_some(), source(2027)), (true, None));
        for notice in NOTICES {
            let at = |(month, date)| Day::from_ymd(notice.year, month, date).unwrap();
            for worked in notice.worked {
                assert!((at(*worked).number() + 3).rem_euclid(7) >= 5, "{worked:?} of {}", notice.year);
                assert!(is_working(at(*worked)));
            }
            for [from, to] in notice.off {
                assert!(from <= to && !is_working(at(*from)) && !is_working(at(*to)), "{from:?} of {}", notice.year);
            }
        }
    }
}
