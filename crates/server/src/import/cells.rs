//! What people write into cells: days, numbers, yes and no.

use model::{Day, Fen};

/// A day as people and spreadsheets write it: `2026-11-22`, `2026/11/2`, `2026.11.2`, `2026年11月2日`.
#[must_use]
pub fn day(text: &str) -> Option<Day> {
    let text = text.strip_suffix('日').unwrap_or(text);
    // A spreadsheet may add midnight.
    let text = text.split_once([' ', 'T']).map_or(text, |(day, time)| if is_midnight(time) { day } else { text });
    let mut parts = text.split(['-', '/', '.', '年', '月']);
    let mut number = |most: usize| {
        let part = parts.next()?;
        let is_number = (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { part.parse::<u32>().ok() } else { None }
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    if parts.next().is_some() || year < 1000 {
        return None;
    }
    Day::from_ymd(i32::try_from(year).ok()?, month, day)
}

fn is_midnight(time: &str) -> bool {
    !time.is_empty() && time.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.'))
}

/// A whole number from `least` to `most`; `3.0` is what spreadsheets make of 3.
#[must_use]
pub fn count(text: &str, least: u32, most: u32) -> Option<u32> {
    let text = text.strip_suffix(".0").or_else(|| text.strip_suffix(".00")).unwrap_or(text);
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|number| (least..=most).contains(number))
}

/// An amount in yuan, more than nothing; a sign of the currency around it is taken.
#[must_use]
pub fn yuan(text: &str) -> Option<Fen> {
    let text = text.trim_start_matches(['¥', '￥']).trim_end_matches('元').trim();
    Fen::from_yuan(text).filter(|fen| fen.get() > 0)
}

/// Whether a consent is given; anything but 是 is none.
#[must_use]
pub fn yes(text: &str) -> bool {
    text == "是"
}

/// Public text as it will be shown: one space for any white space, and nothing invisible.
#[must_use]
pub fn clean(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Marks without a shape: they hide words from readers and turn their order round.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether a cell holds characters that are no text.
#[must_use]
pub fn has_control(text: &str) -> bool {
    text.chars().any(|c| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || c == '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in
            ["2026-11-02", "2026/11/2", "2026.11.02", "2026年11月2日", "2026-11-02 00:00:00", "2026-11-02T00:00"]
        {
            assert_eq!(day(text), Day::from_ymd(2026, 11, 2), "{text}");
        }
        for text in [
            "",
            "2026-13-01",
            "2026-02-29",
            "26-1-1",
            "2026-11",
            "2026-11-2-3",
            "20261102",
            "一月",
            "2026-1-١",
            "46000",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_numbers() {
        for (text, want) in [
            ("3", Some(3)),
            ("3.0", Some(3)),
            ("0", None),
            ("100", None),
            ("三", None),
            ("-1", None),
            ("", None),
            ("3.5", None),
            ("+3", None),
        ] {
            assert_eq!(count(text, 1, 99), want, "{text}");
        }
        assert_eq!(yuan("¥124.50"), Fen::new(12_450));
        assert_eq!(yuan("124元"), Fen::new(12_400));
        for text in ["一百", "0", "0.00", "-5", "1e3", "12,4"] {
            assert_eq!(yuan(text), None, "{text}");
        }
    }

    #[test]
    fn shown_text_holds_nothing_invisible() {
        assert_eq!(clean(" 一床\u{200b}厚\n\t 棉被\u{202e} "), "一床厚 棉被");
        assert!(has_control("a\0b") && !has_control("a\nb"));
    }
}
