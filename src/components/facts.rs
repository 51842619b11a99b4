//! Small marks of a wish. What they are built from lies in [`ui::facts`].

use model::{Band, Urgency};
pub(crate) use ui::facts::{fact, fact_with_note, mark};

use crate::{
    components::icon::{Icon, icon},
    i18n::Texts,
    markup::{Html, html},
};

/// Who wishes: age band, household, function words, as far as the public may know.
pub(crate) fn band(t: &Texts, band: Band) -> String {
    let parts =
        [Some((t.words.age)(band.age)), band.household.map(t.words.household), band.function.map(t.words.function)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// How pressing a wish is, by word and icon; nothing where it is as usual.
pub(crate) fn urgency(t: &Texts, urgency: Urgency) -> Html {
    let sign = match urgency {
        Urgency::Acute => Icon::Acute,
        Urgency::Seasonal => Icon::Leaf,
        Urgency::Usual => return Html::default(),
    };
    let word = (t.words.urgency)(urgency);
    html!("<span class='urgency' data-urgency='", urgency.code(), "'>", icon(sign), word, "</span>")
}

/// The name of a district without the city that all share, as people say it: `海棠区` for `示例市海棠区`.
pub(crate) fn short_district(name: &str) -> &str {
    name.split_once('市').map(|(_, rest)| rest).filter(|rest| !rest.is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use model::{AgeBand, Function, Household};

    use super::*;
    use crate::i18n::{Locale, texts};

    #[test]
    fn a_band_says_what_is_known_and_no_more() {
        let zh = texts(Locale::Zh);
        for (age, household, function, want) in [
            (AgeBand::From70, Some(Household::Alone), Some(Function::Walking), "70–74 岁 · 独居 · 行动不便"),
            (AgeBand::PrimaryUpper, None, None, "小学高年级"),
            (AgeBand::Unsaid, None, None, "匿名需求"),
        ] {
            assert_eq!(band(zh, Band { age, household, function }), want);
        }
    }

    #[test]
    fn a_district_is_called_as_people_call_it() {
        for (name, want) in [("示例市海棠区", "海棠区"), ("青禾县", "青禾县"), ("义乌市", "义乌市")]
        {
            assert_eq!(short_district(name), want);
        }
    }
}
