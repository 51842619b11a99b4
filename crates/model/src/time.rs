//! Time: instants as milliseconds, days as the county's calendar sees them (UTC+8, no summer time).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

const DAY_MS: i64 = 86_400_000;
const CHINA_MS: i64 = 8 * 3_600_000;

/// The text is not a time of the expected form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseTimeError;

impl fmt::Display for ParseTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day is written 2026-11-22, an instant 2026-11-22T08:00:00Z")
    }
}

impl std::error::Error for ParseTimeError {}

/// A day of the calendar, counted from 1970-01-01. Written `2026-11-22`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = "date"))]
pub struct Day(i32);

/// An instant in milliseconds since 1970-01-01T00:00:00Z. Written in RFC 3339, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = "date-time"))]
pub struct Millis(i64);

impl Day {
    /// The day of this year, month (1 to 12) and day of the month, or `None` where the calendar has none.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1600..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let (m, d) = (i32::try_from(month).ok()?, i32::try_from(day).ok()?);
        let y = if m <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let year_of_era = y.rem_euclid(400);
        let day_of_year = (153 * (m + if m > 2 { -3 } else { 9 }) + 2) / 5 + d - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        let found = Self(era * 146_097 + day_of_era - 719_468);
        // The 31st of a short month comes out as a day of the next one.
        (found.ymd() == (year, month, day)).then_some(found)
    }

    /// Year, month and day of the month.
    #[must_use]
    pub fn ymd(self) -> (i32, u32, u32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i32::from(month <= 2);
        (year, month.unsigned_abs(), day.unsigned_abs())
    }

    /// Days since 1970-01-01, for the store.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day with this number.
    #[must_use]
    pub const fn from_number(number: i32) -> Self {
        Self(number)
    }

    /// The day `days` later (or earlier).
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The day so many months later: the same day of the month, or its last where it has none (Civil Code art. 202).
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let (year, month, day) = self.ymd();
        let count = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
        let year = i32::try_from(count.div_euclid(12)).unwrap_or(i32::MAX);
        let month = u32::try_from(count.rem_euclid(12)).unwrap_or_default() + 1;
        (28..=day)
            .rev()
            .find_map(|day| Self::from_ymd(year, month, day))
            .or_else(|| Self::from_ymd(year, month, day))
            .unwrap_or(self)
    }

    /// Days from `earlier` to this day; negative when it is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// The first instant of this day in China.
    #[must_use]
    pub fn start(self) -> Millis {
        Millis(i64::from(self.0) * DAY_MS - CHINA_MS)
    }

    /// The first instant after this day in China: whatever is due on a day is late from here on.
    #[must_use]
    pub fn end(self) -> Millis {
        self.plus(1).start()
    }
}

impl Millis {
    /// The instant with this number of milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn new(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The instant so many minutes later.
    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// The instant so many seconds later.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// The instant so many hours later.
    #[must_use]
    pub const fn plus_hours(self, hours: i64) -> Self {
        self.plus_minutes(hours.saturating_mul(60))
    }

    /// The day this instant falls on in China.
    #[must_use]
    pub fn day(self) -> Day {
        Day(i32::try_from((self.0 + CHINA_MS).div_euclid(DAY_MS)).unwrap_or(i32::MAX))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = Day(i32::try_from(self.0.div_euclid(DAY_MS)).unwrap_or_default());
        let rest = self.0.rem_euclid(DAY_MS);
        let (hour, minute, second, milli) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000);
        write!(f, "{day}T{hour:02}:{minute:02}:{second:02}")?;
        if milli == 0 { f.write_str("Z") } else { write!(f, ".{milli:03}Z") }
    }
}

/// `width` decimal digits from the front of `text`, and what follows.
fn digits(text: &str, width: usize) -> Option<(u32, &str)> {
    let (number, rest) = text.split_at_checked(width)?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
    Some((number.parse().ok()?, rest))
}

fn read_day(text: &str) -> Option<(Day, &str)> {
    let (year, rest) = digits(text, 4)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 2)?;
    Some((Day::from_ymd(i32::try_from(year).ok()?, month, day)?, rest))
}

fn read_instant(text: &str) -> Option<Millis> {
    let (day, rest) = read_day(text)?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (hour, rest) = digits(rest, 2)?;
    let (minute, rest) = digits(rest.strip_prefix(':')?, 2)?;
    let (second, mut rest) = digits(rest.strip_prefix(':')?, 2)?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let mut millis = 0;
    if let Some(fraction) = rest.strip_prefix('.') {
        let end = fraction.find(|c: char| !c.is_ascii_digit()).unwrap_or(fraction.len());
        let (number, after) = fraction.split_at_checked(end)?;
        let three: String = number.chars().chain("00".chars()).take(3).collect();
        (!number.is_empty()).then_some(())?;
        millis = three.parse().ok()?;
        rest = after;
    }
    let offset_minutes = if rest.eq_ignore_ascii_case("z") {
        0
    } else {
        let sign = if rest.starts_with('-') { -1 } else { 1 };
        let (hours, rest) = digits(rest.strip_prefix(['+', '-'])?, 2)?;
        let (minutes, rest) = digits(rest.strip_prefix(':')?, 2)?;
        (rest.is_empty() && hours < 24 && minutes < 60).then_some(sign * i64::from(hours * 60 + minutes))?
    };
    let clock = i64::from(hour * 3600 + minute * 60 + second) * 1000 + millis;
    Some(Millis(i64::from(day.0) * DAY_MS + clock - offset_minutes * 60_000))
}

impl FromStr for Day {
    type Err = ParseTimeError;

    fn from_str(text: &str) -> Result<Self, ParseTimeError> {
        read_day(text).filter(|(_, rest)| rest.is_empty()).map(|(day, _)| day).ok_or(ParseTimeError)
    }
}

impl FromStr for Millis {
    type Err = ParseTimeError;

    fn from_str(text: &str) -> Result<Self, ParseTimeError> {
        read_instant(text).ok_or(ParseTimeError)
    }
}

macro_rules! as_text {
    ($($name:ident)+) => {$(
        impl TryFrom<String> for $name {
            type Error = ParseTimeError;

            fn try_from(text: String) -> Result<Self, ParseTimeError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(time: $name) -> Self {
                time.to_string()
            }
        }
    )+};
}

as_text! { Day Millis }

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_day_reads_back_as_itself_and_agrees_with_another_calendar(number in -100_000..2_000_000_i32) {
            let day = Day::from_number(number);
            prop_assert_eq!(day.to_string().parse(), Ok(day));
            let (year, month, of_month) = day.ymd();
            let other = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(i64::from(number))).unwrap();
            prop_assert_eq!((year, month, of_month), (i32::from(other.year()), other.month().unsigned_abs().into(), other.day().unsigned_abs().into()));
        }

        #[test]
        fn months_later_agrees_with_another_calendar(number in -100_000..2_000_000_i32, months in 0..600_u32) {
            let (year, month, of_month) = Day::from_number(number).plus_months(months).ymd();
            let other = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(i64::from(number))).unwrap();
            let other = other.checked_add(jiff::Span::new().months(i64::from(months))).unwrap();
            prop_assert_eq!((year, month, of_month), (i32::from(other.year()), other.month().unsigned_abs().into(), other.day().unsigned_abs().into()));
        }

        #[test]
        fn an_instant_reads_back_as_itself_and_agrees_with_another_clock(number in -1_000_000_000_000..100_000_000_000_000_i64) {
            let instant = Millis::new(number);
            prop_assert_eq!(instant.to_string().parse(), Ok(instant));
            let other: jiff::Timestamp = instant.to_string().parse().unwrap();
            prop_assert_eq!(other.as_millisecond(), number);
        }

        #[test]
        fn no_text_makes_the_parsers_panic(text: String) {
            let _ = text.parse::<Day>();
            let _ = text.parse::<Millis>();
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_china() {
        let day: Day = "2026-11-22".parse().unwrap();
        assert_eq!(day.start().to_string(), "2026-11-21T16:00:00Z");
        assert_eq!(day.start().day(), day);
        assert_eq!(Millis::new(day.end().get() - 1).day(), day);
        assert_eq!("2026-11-22T08:00:00+08:00".parse::<Millis>(), "2026-11-22T00:00:00Z".parse());
    }

    #[test]
    fn days_that_no_calendar_has_are_refused() {
        for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-11-22 ", "", "明天"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
        assert!("2028-02-29".parse::<Day>().is_ok());
    }
}
