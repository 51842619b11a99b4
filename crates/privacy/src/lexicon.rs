//! A set of words that finds itself in a text: by first character, longest first.

use std::collections::HashMap;

/// Words by their first character.
pub(crate) struct Lexicon(HashMap<char, Vec<Vec<char>>>);

impl Lexicon {
    /// From a text of words with blanks between.
    pub(crate) fn new(words: &str) -> Self {
        let mut by_first: HashMap<char, Vec<Vec<char>>> = HashMap::new();
        for word in words.split_whitespace() {
            let letters: Vec<char> = word.chars().collect();
            if let Some((&first, rest)) = letters.split_first() {
                by_first.entry(first).or_default().push(rest.to_vec());
            }
        }
        for rests in by_first.values_mut() {
            rests.sort_by_key(|rest| std::cmp::Reverse(rest.len()));
        }
        Self(by_first)
    }

    /// Length of the longest word that starts at `at`.
    pub(crate) fn at(&self, chars: &[char], at: usize) -> Option<usize> {
        let first = chars.get(at)?;
        let rest = chars.get(at + 1..)?;
        self.0.get(first)?.iter().find(|word| rest.starts_with(word)).map(|word| word.len() + 1)
    }

    /// Length of the longest word that ends before `end`, at most `longest` characters.
    pub(crate) fn before(&self, chars: &[char], end: usize, longest: usize) -> Option<usize> {
        (1..=longest.min(end)).rev().find(|&len| self.has(chars.get(end - len..end).unwrap_or_default()))
    }

    /// Whether this is a word of the set.
    pub(crate) fn has(&self, word: &[char]) -> bool {
        let Some((first, rest)) = word.split_first() else { return false };
        self.0.get(first).is_some_and(|words| words.iter().any(|word| word == rest))
    }

    /// Where words of the set start within `from..to`, with their lengths.
    pub(crate) fn within<'a>(
        &'a self,
        chars: &'a [char],
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = (usize, usize)> + 'a {
        (from..to.min(chars.len())).filter_map(move |at| self.at(chars, at).map(|len| (at, len)))
    }

    /// Whether any word of the set lies in `from..to`.
    pub(crate) fn is_in(&self, chars: &[char], from: usize, to: usize) -> bool {
        let to = to.min(chars.len());
        self.within(chars, from, to).any(|(at, len)| at + len <= to)
    }
}

/// A lexicon that is made when it is first needed.
macro_rules! lexicon {
    ($(#[$doc:meta])* $name:ident = $words:expr) => {
        $(#[$doc])*
        static $name: std::sync::LazyLock<crate::lexicon::Lexicon> =
            std::sync::LazyLock::new(|| crate::lexicon::Lexicon::new($words));
    };
}
pub(crate) use lexicon;
