//! The second screen: names in the open, told from ordinary words.
//!
//! Every run of a surname and one or two characters is a candidate. Two stories are told about it: a name, by how often
//! people are called so; and ordinary words, by the likeliest way to cut the clause with and without the name. What
//! stands on either side decides between them. The weights were fitted to generated wishes and ordinary sentences.

mod book;
mod context;
pub(crate) mod weigh;

use book::BOOK;

use crate::{
    finding::{Code, Hits},
    text::{Text, is_hanzi},
};

/// A possible name and what speaks for and against it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Length of the surname.
    surname: usize,
    /// Log probability of the characters as a name.
    name: f32,
    /// How much likelier the clause becomes when its words need not spare the candidate: ordinary words' story.
    words: f32,
    /// The lexicon has the whole as an ordinary word, the surname with the next character, or the given name.
    whole_word: Option<f32>,
    first_word: Option<f32>,
    last_word: Option<f32>,
    /// Log probability of the surname as an ordinary word.
    plain: f32,
    /// A word of the likeliest cut reaches over the left or right edge.
    crossed: (bool, bool),
    left: context::Left,
    right: context::Right,
}

/// Finds names that show themselves only by not being words.
pub(crate) fn names(original: &str, hits: &mut Hits) {
    let text = Text::new(original).dense();
    for candidate in candidates(&text) {
        if weigh::score(&candidate) > 0.0 {
            hits.block(&text, Code::Name, candidate.start, candidate.end, Some("一位居民"));
        }
    }
}

/// Every candidate of every clause.
pub(crate) fn candidates(text: &Text) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < text.chars.len() {
        if !is_hanzi(text.get(from)) {
            from += 1;
            continue;
        }
        let len = text.chars.iter().skip(from).take_while(|&&c| is_hanzi(c)).count();
        clause(text, from, from + len, &mut found);
        from += len;
    }
    found
}

/// The candidates of the clause `from..to`.
fn clause(text: &Text, from: usize, to: usize, found: &mut Vec<Candidate>) {
    let chars = text.slice(from, to);
    let cut = book::Cut::new(chars);
    for at in 0..chars.len() {
        for (surname, surname_log) in BOOK.surnames(chars, at) {
            for given in 1..=2 {
                let end = at + surname + given;
                let Some(given_chars) = chars.get(at + surname..end) else { continue };
                let doubled =
                    given == 1 && chars.get(end) == chars.get(at) || at > 0 && chars.get(at - 1) == chars.get(at);
                if doubled || is_doubled(chars.get(at..end).unwrap_or_default()) {
                    continue;
                }
                let name = surname_log + BOOK.given(given_chars);
                found.push(Candidate {
                    start: from + at,
                    end: from + end,
                    surname,
                    name,
                    words: cut.gain(at, end),
                    whole_word: BOOK.log(chars.get(at..end)),
                    first_word: BOOK.log(chars.get(at..end - 1).filter(|word| word.len() > surname)),
                    last_word: BOOK.log(chars.get(at + surname..end).filter(|word| word.len() > 1)),
                    plain: if surname == 1 { BOOK.plain(chars.get(at).copied()) } else { -18.0 },
                    crossed: (cut.crosses(at), cut.crosses(end)),
                    left: context::left(text, from + at),
                    right: context::right(text, from + end),
                });
            }
        }
    }
}

/// 宝宝, 修一修, 看一看: doubled words, not people.
fn is_doubled(chars: &[char]) -> bool {
    matches!(chars, [a, b] | [a, '一' | '了' | '不', b] if a == b)
}
