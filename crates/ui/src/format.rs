//! Amounts, counts and days as people read them. Pure: what `Intl` makes of them in a browser, without it, since old WebViews
//! lack half of its options and every visit would carry its glue. `tests/web.rs` compares both in a browser.

pub mod amount;
pub mod typed;

use model::{Day, Fen, Millis};

use crate::i18n::UiTexts;

/// A number with its thousands set apart: `12,345`.
#[must_use]
pub fn number(n: u32) -> String {
    grouped(&n.to_string())
}

/// Digits with their thousands set apart.
fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// An amount: `129 元`, `129.50 元`.
#[must_use]
pub fn money(t: &UiTexts, fen: Fen) -> String {
    let (yuan, rest) = (fen.get() / 100, fen.get() % 100);
    let whole = grouped(&yuan.to_string());
    let amount = if rest == 0 { whole } else { format!("{whole}.{rest:02}") };
    (t.yuan)(&amount)
}

/// A day, with the year where it is not this one: `11月29日`.
#[must_use]
pub fn date(t: &UiTexts, day: Day, today: Day) -> String {
    let (year, month, of_month) = day.ymd();
    if year == today.ymd().0 { (t.day)(month, of_month) } else { (t.day_of_year)(year, month, of_month) }
}

/// A day with its weekday: `11月29日周日`; with the year where it is not this one.
#[must_use]
pub fn day(t: &UiTexts, day: Day, today: Day) -> String {
    // Day 0, 1970-01-01, was a Thursday.
    let index = usize::try_from((day.number() + 3).rem_euclid(7)).unwrap_or_default();
    let weekday = t.weekdays.get(index).copied().unwrap_or_default();
    (t.with_weekday)(&date(t, day, today), weekday)
}

/// The hour and minute in the county: `14:05`.
#[must_use]
pub fn clock(instant: Millis) -> String {
    let minutes = (instant.get() - instant.day().start().get()) / 60_000;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// An instant that is near: `今天 14:05`, `明天 09:30`, or with its day.
#[must_use]
pub fn moment(t: &UiTexts, instant: Millis, today: Day) -> String {
    let date = match instant.day().since(today) {
        0 => t.today.to_owned(),
        1 => t.tomorrow.to_owned(),
        _ => day(t, instant.day(), today),
    };
    format!("{date} {}", clock(instant))
}

/// A month as the wire writes it, `2026-11`; as it came where it is none.
#[must_use]
pub fn month(t: &UiTexts, month: &str) -> String {
    let parts = month.split_once('-').and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
    parts.map_or_else(|| month.to_owned(), |(year, of_year)| (t.month)(year, of_year))
}

/// Whole days from one day to another, none when it lies before.
#[must_use]
pub fn days_between(from: Day, to: Day) -> u32 {
    u32::try_from(to.since(from)).unwrap_or_default()
}

/// A phone number as it is dialled.
#[must_use]
pub fn dial(phone: &str) -> String {
    format!("tel:{}", phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    fn zh() -> &'static UiTexts {
        Locale::Zh.ui()
    }

    #[test]
    fn thousands_are_set_apart() {
        for (n, want) in [(0, "0"), (999, "999"), (1000, "1,000"), (12_345, "12,345"), (1_234_567, "1,234,567")] {
            assert_eq!(number(n), want);
        }
    }

    #[test]
    fn money_shows_fen_only_where_there_are_any() {
        for (fen, want) in [(12_900, "129 元"), (12_950, "129.50 元"), (5, "0.05 元"), (123_400, "1,234 元")] {
            assert_eq!(money(zh(), Fen::new(fen).unwrap()), want);
        }
    }

    #[test]
    fn days_have_their_weekday_and_a_year_only_when_it_is_another() {
        let today: Day = "2026-11-23".parse().unwrap();
        for (text, want) in
            [("2026-11-23", "11月23日周一"), ("2026-11-29", "11月29日周日"), ("2027-01-01", "2027年1月1日周五")]
        {
            assert_eq!(day(zh(), text.parse().unwrap(), today), want);
        }
        assert_eq!(day(Locale::En.ui(), "2026-11-29".parse().unwrap(), today), "Sun, Nov 29");
    }

    #[test]
    fn instants_are_shown_as_the_countys_clocks_have_them() {
        let today: Day = "2026-11-23".parse().unwrap();
        for (text, want) in [
            ("2026-11-23T06:05:00Z", "今天 14:05"),
            ("2026-11-23T16:00:00Z", "明天 00:00"),
            ("2026-11-26T01:30:59Z", "11月26日周四 09:30"),
        ] {
            assert_eq!(moment(zh(), text.parse().unwrap(), today), want);
        }
    }

    #[test]
    fn months_and_numbers_to_dial_are_readable() {
        assert_eq!(month(zh(), "2026-11"), "2026年11月");
        assert_eq!(month(zh(), "bald"), "bald");
        assert_eq!(dial("0574-8189 0000"), "tel:057481890000");
    }
}
