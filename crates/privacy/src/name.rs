//! Names that give themselves away: by a cue, a title, 某, 小 or 老, a dot, or a plain surname and a likely rest.

mod full;
mod title;

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use crate::{finding::Hits, lexicon::Lexicon, text::Text};

/// What the light screen knows about names.
struct Book {
    single: HashSet<char>,
    compound: Lexicon,
    /// Characters that given names are made of.
    given: HashSet<char>,
    /// For a surname, the characters that make an ordinary word with it: behind it and before it.
    starts: HashMap<char, HashSet<char>>,
    ends: HashMap<char, HashSet<char>>,
}

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let (single, compound) = include_str!("../data/surnames.txt").split_once('\n').unwrap_or_default();
    let (starts, ends) = include_str!("../data/words.txt").split_once('\n').unwrap_or_default();
    Book {
        single: single.chars().collect(),
        compound: Lexicon::new(compound),
        given: include_str!("../data/given.txt").trim().chars().collect(),
        starts: partners(starts),
        ends: partners(ends),
    }
});

fn partners(groups: &str) -> HashMap<char, HashSet<char>> {
    groups
        .split_whitespace()
        .filter_map(|group| {
            let mut chars = group.chars();
            Some((chars.next()?, chars.collect()))
        })
        .collect()
}

impl Book {
    /// Length of the surname at `at`: a compound one before a single one.
    fn surname(&self, text: &Text, at: usize) -> Option<usize> {
        self.compound.at(&text.chars, at).or_else(|| self.single.contains(&text.get(at)).then_some(1))
    }

    /// Whether the surname character and the one behind it make an ordinary word.
    fn starts_word(&self, text: &Text, at: usize) -> bool {
        self.starts.get(&text.get(at)).is_some_and(|behind| behind.contains(&text.get(at + 1)))
    }

    /// Whether the surname character ends an ordinary word.
    fn ends_word(&self, text: &Text, at: usize) -> bool {
        self.ends.get(&text.get(at)).is_some_and(|before| before.contains(&text.before(at)))
    }
}

/// Finds names that show themselves.
pub(crate) fn find(text: &Text, hits: &mut Hits) {
    for at in 0..text.chars.len() {
        title::find(text, at, hits);
        full::find(text, at, hits);
    }
}
