//! Events: the code on a poster in a village hall.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Day, ParseIdError, PublicStatus, catalogue::words};

/// The code of an event, as it stands in `/e/CODE`: 3 to 24 capital letters, digits and dashes between them. Read in
/// either case, since people type it from a poster.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "HAITANG-11"))]
pub struct EventCode(String);

impl EventCode {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for EventCode {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let has_ends = !text.starts_with('-') && !text.ends_with('-');
        if is_plain && has_ends && (3..=24).contains(&text.len()) {
            Ok(Self(text.to_ascii_uppercase()))
        } else {
            Err(ParseIdError)
        }
    }
}

impl TryFrom<String> for EventCode {
    type Error = ParseIdError;

    fn try_from(text: String) -> Result<Self, ParseIdError> {
        text.parse()
    }
}

impl From<EventCode> for String {
    fn from(code: EventCode) -> Self {
        code.0
    }
}

impl fmt::Display for EventCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EventCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

words! {
    /// Where an event stands today.
    EventState {
        /// It has not begun.
        Coming = "coming", "未开始";
        /// It is today.
        On = "on", "进行中";
        /// It is over, or was ended.
        Ended = "ended", "已结束";
    }
}

impl EventState {
    /// The state on `today` of an event that lasts from its first day through its last one.
    #[must_use]
    pub fn on(today: Day, first: Day, last: Day, was_ended: bool) -> Self {
        if was_ended || today > last {
            Self::Ended
        } else if today < first {
            Self::Coming
        } else {
            Self::On
        }
    }
}

words! {
    /// A light on the wall of an event: one wish, and nothing about it but this.
    Light {
        /// Nobody has claimed it.
        Waiting = "waiting", "待点亮";
        /// Some of its slots are claimed.
        Partly = "partly", "合力中";
        /// It is claimed, or further.
        Lit = "lit", "已点亮";
    }
}

impl Light {
    /// The light of a wish that the public sees in this way.
    #[must_use]
    pub const fn of(status: PublicStatus) -> Self {
        match status {
            PublicStatus::Waiting => Self::Waiting,
            PublicStatus::Joined => Self::Partly,
            _ => Self::Lit,
        }
    }
}

/// Whether an event lies outside of the area of the authority that registered a charity, or nobody can tell that it lies
/// within: collecting there has to be filed with the place's own authority too (Charity Law art. 23; Order 74 art. 14;
/// `registrar` is the authority's name (示例市民政局), `district` the event's (示例市海棠区).
#[must_use]
pub fn is_outside(registrar: &str, district: &str) -> bool {
    let Some((area, authority)) = registrar.split_once("民政") else { return true };
    if authority.starts_with('部') {
        return false;
    }
    let (area, place) = (units(area), units(district));
    let agrees = |from: usize| {
        // As far as both names go up the ladder, they name the same.
        area.iter().rev().zip(place.get(..=from).unwrap_or_default().iter().rev()).all(|(one, other)| one == other)
    };
    area.is_empty() || !(0..place.len()).any(agrees)
}

/// The units that the name of a place is made of, the largest first: 示例市, 海棠区.
fn units(name: &str) -> Vec<&str> {
    name.split_inclusive(['省', '市', '区', '县', '州', '盟', '旗']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_outside_of_the_registrars_area_is_told() {
        for (registrar, district, want) in [
            ("示例市民政局（演示）", "示例市海棠区", false),
            ("示例市民政局", "示例市", false),
            ("示例省示例市民政局", "示例市海棠区", false),
            ("海棠区民政局", "示例市海棠区", false),
            ("示例市海棠区民政局", "示例市海棠区", false),
            ("民政部", "示例市海棠区", false),
            ("中华人民共和国民政部", "示例市海棠区", false),
            ("示例市海棠区民政局", "示例市青禾县", true),
            ("远方市海棠区民政局", "示例市海棠区", true),
            ("远方市民政局", "示例市海棠区", true),
            ("示例省民政厅", "示例市海棠区", true),
            ("民政局", "示例市海棠区", true),
            ("示例市市场监督管理局", "示例市海棠区", true),
            ("", "", true),
        ] {
            assert_eq!(is_outside(registrar, district), want, "{registrar}, {district}");
        }
    }

    #[test]
    fn a_code_reads_in_either_case_and_nothing_odd_is_one() {
        assert_eq!("haitang-11".parse::<EventCode>().unwrap().to_string(), "HAITANG-11");
        for text in ["", "AB", "-ABC", "ABC-", "A B C", "ABC/..", "海棠区活动", "ABCDEFGHIJKLMNOPQRSTUVWXY"] {
            assert!(text.parse::<EventCode>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_event_lasts_through_its_last_day() {
        let day = Day::from_number;
        for (today, ended, want) in [
            (9, false, EventState::Coming),
            (10, false, EventState::On),
            (12, false, EventState::On),
            (13, false, EventState::Ended),
            (10, true, EventState::Ended),
            (9, true, EventState::Ended),
        ] {
            assert_eq!(EventState::on(day(today), day(10), day(12), ended), want, "day {today}, ended {ended}");
        }
    }
}
