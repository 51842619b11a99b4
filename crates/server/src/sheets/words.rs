//! The two languages of the pages that the server writes, and how they write numbers, days and amounts.

use model::{Day, Fen, Urgency};

use crate::extract::Pairs;

/// Chinese unless the address says `?lang=en`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Zh,
    En,
}

impl Language {
    /// The language that a query asks for.
    pub(super) fn of(query: Option<&str>) -> Self {
        let pairs = Pairs::decode(query.unwrap_or_default()).unwrap_or_default();
        let asked = pairs.0.iter().any(|(name, value)| name == "lang" && value == "en");
        if asked { Self::En } else { Self::Zh }
    }

    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The one of two texts.
    pub(super) const fn say<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    pub(super) fn day(self, day: Day) -> String {
        let (year, month, of_month) = day.ymd();
        match self {
            Self::Zh => format!("{year}年{month}月{of_month}日"),
            Self::En => day.to_string(),
        }
    }

    /// From one day to another, or one day.
    pub(super) fn days(self, first: Day, last: Day) -> String {
        if first == last {
            return self.day(first);
        }
        let (year, month, of_month) = last.ymd();
        let end = match self {
            Self::Zh if year == first.ymd().0 => format!("{month}月{of_month}日"),
            _ => self.day(last),
        };
        format!("{}{}{end}", self.day(first), self.say(" 至 ", " to "))
    }

    pub(super) fn money(self, fen: Fen) -> String {
        let (yuan, rest) = (fen.get() / 100, fen.get() % 100);
        let amount = if rest == 0 { yuan.to_string() } else { format!("{yuan}.{rest:02}") };
        match self {
            Self::Zh => format!("约 {amount} 元"),
            Self::En => format!("about ¥{amount}"),
        }
    }

    pub(super) fn hours(self, hours: u32) -> String {
        match self {
            Self::Zh => format!("约 {hours} 小时"),
            Self::En => format!("about {hours} h"),
        }
    }

    pub(super) const fn urgency(self, urgency: Urgency) -> &'static str {
        match urgency {
            Urgency::Acute => self.say("急难", "Acute need"),
            Urgency::Seasonal => self.say("应季", "Seasonal"),
            Urgency::Usual => self.say("一般", "Usual"),
        }
    }
}

/// A number to dial.
pub(super) fn dial(phone: &str) -> String {
    phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

/// A text as part of a query.
pub(super) fn percent(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
