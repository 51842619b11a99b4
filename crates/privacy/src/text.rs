//! The text that the rules read: one spelling for every disguise, and the way back to the original characters.

mod fold;

use std::sync::LazyLock;

use fold::fold;

/// Normalised characters, each with the place of the original character that it came from.
pub(crate) struct Text {
    pub(crate) chars: Vec<char>,
    at: Vec<usize>,
}

static TRADITIONAL: LazyLock<std::collections::HashMap<char, char>> = LazyLock::new(|| {
    let letters: Vec<char> = include_str!("../data/traditional.txt").trim().chars().collect();
    letters.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect()
});

impl Text {
    /// Full width, circled, raised and styled characters become plain ones, traditional ones simplified, and marks
    /// without width vanish.
    pub(crate) fn new(original: &str) -> Self {
        let mut text = Self { chars: Vec::with_capacity(original.len() / 2), at: Vec::new() };
        for (at, c) in original.chars().enumerate() {
            fold(c, |plain| {
                text.chars.push(TRADITIONAL.get(&plain).copied().unwrap_or(plain));
                text.at.push(at);
            });
        }
        text
    }

    /// The text without what only stands between two characters of a word: blanks, dots, dashes, pictures.
    pub(crate) fn dense(&self) -> Self {
        let mut dense = Self { chars: Vec::with_capacity(self.chars.len()), at: Vec::with_capacity(self.chars.len()) };
        for (index, (&c, &at)) in self.chars.iter().zip(&self.at).enumerate() {
            if !is_joiner(c) || !self.is_between_words(index) {
                dense.chars.push(c);
                dense.at.push(at);
            }
        }
        dense
    }

    /// Whether the joiners around `index` stand between a Chinese character and anything that is read with it.
    fn is_between_words(&self, index: usize) -> bool {
        let before = self.chars.get(..index).unwrap_or_default().iter().rev().find(|&&c| !is_joiner(c));
        let after = self.chars.get(index..).unwrap_or_default().iter().find(|&&c| !is_joiner(c));
        match (before, after) {
            (Some(&a), Some(&b)) => {
                is_hanzi(a) && (is_hanzi(b) || b.is_ascii_alphanumeric()) || is_hanzi(b) && a.is_ascii_alphanumeric()
            }
            _ => false,
        }
    }

    /// The original characters behind the normalised `from..to`.
    pub(crate) fn span(&self, from: usize, to: usize) -> Option<(usize, usize)> {
        let start = *self.at.get(from)?;
        let last = *self.at.get(to.checked_sub(1)?)?;
        (to > from).then_some((start, last + 1))
    }

    /// The character at a place; a line break beyond the text.
    pub(crate) fn get(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\n')
    }

    /// The character before a place; a line break at the start.
    pub(crate) fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\n', |at| self.get(at))
    }

    /// The characters `from..to`, as far as there are any.
    pub(crate) fn slice(&self, from: usize, to: usize) -> &[char] {
        let to = to.min(self.chars.len());
        self.chars.get(from.min(to)..to).unwrap_or_default()
    }

    /// Whether `word` starts at `at`.
    pub(crate) fn has(&self, at: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(index, c)| self.chars.get(at + index) == Some(&c))
    }

    /// Whether `word` ends before `end`.
    pub(crate) fn ends(&self, end: usize, word: &str) -> bool {
        end.checked_sub(word.chars().count()).is_some_and(|at| self.has(at, word))
    }
}

/// A Chinese character, the extensions for rare surnames included.
pub(crate) const fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// What may stand between two characters of one word without ending it.
pub(crate) fn is_joiner(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t'
            | '.'
            | '·'
            | '•'
            | '・'
            | '‧'
            | '∙'
            | '_'
            | '-'
            | '*'
            | '~'
            | '^'
            | '|'
            | '/'
            | '\\'
            | '+'
            | '='
            | '\''
            | '"'
            | '`'
            | '#'
            | '&'
            | '$'
            | '%'
            | '—'
            | '–'
            | '…'
            | '丶'
            | '丨'
    ) || is_picture(c)
}

/// Emoji, arrows, boxes, stars and the like.
pub(crate) const fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{2500}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// A digit in figures or in Chinese.
pub(crate) const fn is_number(c: char) -> bool {
    c.is_ascii_digit() || is_chinese_number(c)
}

/// Chinese figures and their units up to a thousand.
pub(crate) const fn is_chinese_number(c: char) -> bool {
    matches!(
        c,
        '零' | '〇'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '两'
            | '壹'
            | '贰'
            | '叁'
            | '肆'
            | '伍'
            | '陆'
            | '柒'
            | '捌'
            | '玖'
            | '拾'
            | '佰'
            | '仟'
            | '幺'
            | '廿'
            | '卅'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normal(text: &str) -> String {
        Text::new(text).chars.into_iter().collect()
    }

    #[test]
    fn every_disguise_has_one_spelling() {
        for (text, want) in [
            ("１３８ＡＢ", "138AB"),
            ("①⑩⑪⑳", "1101120"),
            ("㈠㊂", "一三"),
            ("1\u{200b}3\u{feff}8", "138"),
            ("1️⃣3️⃣", "13"),
            ("²₃𝟙𝟖", "2318"),
            ("Ⅳⅻ", "412"),
            ("電話陳", "电话陈"),
            ("٣٨", "38"),
        ] {
            assert_eq!(normal(text), want, "{text}");
        }
    }

    #[test]
    fn the_dense_text_keeps_the_way_back() {
        let dense = Text::new("王 海-燕，1 2").dense();
        assert_eq!(dense.chars.iter().collect::<String>(), "王海燕,1 2");
        assert_eq!(dense.span(0, 3), Some((0, 5)));
    }
}
