//! What a wish can be found by: its words, as pairs of neighbouring characters.
//!
//! Chinese has no spaces, so words are not cut out: every pair of neighbouring characters is a term, and a word of two
//! characters is found by exactly one of them. Longer words are found by all their pairs and then compared letter by
//! letter. Single characters (灯, 书) are terms only where they name the thing itself: in title, item and thing.

use std::collections::BTreeSet;

/// The most characters of a search that count; what comes after is not looked at.
pub const MAX_WORDS: usize = 40;
/// The most terms that one search looks up; the rest is compared letter by letter.
const MAX_GRAMS: usize = 8;

/// The letters, digits and characters of a text, in lower case and half width; whatever else separates words, but for the
/// point within a number.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let half = |character: char| match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        other => other,
    };
    let mut characters = text.chars().map(half).peekable();
    while let Some(character) = characters.next() {
        let in_number = character == '.'
            && out.ends_with(|before: char| before.is_ascii_digit())
            && characters.peek().is_some_and(char::is_ascii_digit);
        if in_number {
            out.push('.');
        } else if character.is_alphanumeric() {
            out.extend(character.to_lowercase());
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// What a search asks for: words that must all be found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Words(Vec<String>);

impl Words {
    /// The words of what somebody typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let start: String = typed.chars().take(MAX_WORDS).collect();
        let mut words: Vec<String> =
            folded(&start).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        words.sort();
        words.dedup();
        Self(words)
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the terms alone decide, so that they can be counted instead of the wishes.
    pub(crate) fn is_exact(&self) -> bool {
        self.0.iter().all(|word| word.chars().nth(2).is_none()) && self.grams().len() == self.0.len()
    }

    /// The terms to look up.
    pub(crate) fn grams(&self) -> Vec<String> {
        let mut grams = BTreeSet::new();
        for word in &self.0 {
            match word.chars().nth(1) {
                Some(_) => grams.extend(pairs(word)),
                None => {
                    grams.insert(gram(word));
                }
            }
        }
        grams.into_iter().take(MAX_GRAMS).collect()
    }

    /// Whether a wish with these texts is meant.
    pub(crate) fn fit(&self, text: &Text<'_>) -> bool {
        if self.is_empty() {
            return true;
        }
        let (names, all) = (text.names(), text.all());
        self.0.iter().all(|word| if word.chars().nth(1).is_some() { all.contains(word) } else { names.contains(word) })
    }
}

/// The texts of a wish that can be searched.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text<'a> {
    pub(crate) title: &'a str,
    pub(crate) story: &'a str,
    pub(crate) item: &'a str,
    pub(crate) thing: Option<&'a str>,
    pub(crate) spec: Option<&'a str>,
}

impl Text<'_> {
    /// The terms it is found by.
    pub(crate) fn grams(&self) -> BTreeSet<String> {
        let mut grams: BTreeSet<String> = self.all().split(' ').flat_map(pairs).collect();
        grams.extend(self.names().chars().filter(|c| *c != ' ').map(|c| gram(&c.to_string())));
        grams
    }

    /// What names the thing itself.
    fn names(&self) -> String {
        folded(&format!("{} {} {}", self.title, self.item, self.thing.unwrap_or_default()))
    }

    fn all(&self) -> String {
        folded(&format!(
            "{} {} {} {} {}",
            self.title,
            self.item,
            self.thing.unwrap_or_default(),
            self.story,
            self.spec.unwrap_or_default()
        ))
    }
}

fn pairs(word: &str) -> impl Iterator<Item = String> {
    word.chars().zip(word.chars().skip(1)).map(|(one, two)| gram(&format!("{one}{two}")))
}

fn gram(characters: &str) -> String {
    format!("g:{characters}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: Text<'static> = Text {
        title: "一盏台灯，写作业用",
        story: "孩子晚上写作业，灯光太暗。",
        item: "学业辅导",
        thing: Some("ＬＥＤ台灯"),
        spec: Some("5.5W 护眼"),
    };

    #[test]
    fn a_wish_is_found_by_its_words_in_any_width_and_case() {
        for (typed, want) in [
            ("台灯", true),
            ("led", true),
            ("ＬＥＤ", true),
            ("台灯 作业", true),
            ("台灯，作业", true),
            ("写作业用", true),
            ("灯", true),
            ("护眼", true),
            ("5.5w", true),
            ("", true),
            ("!?", true),
            ("台业", false),
            ("灯台", false),
            ("用学业", false),
            ("暗", false),
        ] {
            let words = Words::new(typed);
            assert_eq!(words.fit(&TEXT), want, "{typed}");
            let terms = TEXT.grams();
            assert!(!want || words.grams().iter().all(|gram| terms.contains(gram)), "{typed} is found by its terms");
        }
    }

    #[test]
    fn words_of_one_or_two_characters_need_no_second_look() {
        assert!(Words::new("台灯 书").is_exact());
        assert!(!Words::new("写作业").is_exact());
    }
}
