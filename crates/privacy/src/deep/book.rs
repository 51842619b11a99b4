//! What is known about words and names: log probabilities, kinds of words, and the likeliest cut of a clause into words.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// Log probability of a character that no table knows.
const UNKNOWN_WORD: f32 = -18.0;
/// Kinds of words, by the letters of the lexicon: nouns, verbs, adjectives, adverbs, idioms, times, prepositions,
/// conjunctions, numbers, measures, pronouns, particles, sides, places, anything else.
const KINDS: &str = "nvadltpcmqrufsx";
/// Kinds of words with the two that the lexicon does not tell: no word at all, and a character that it does not know.
pub(super) const KINDS_COUNT: usize = 17;
const NO_WORD: usize = 15;
const UNKNOWN_KIND: usize = 16;
const UNKNOWN_GIVEN: f32 = -11.75;
/// Longest word in characters.
const LONGEST: usize = 4;
/// Letters of the tables, in steps of a quarter of a log.
const STEPS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub(super) struct Book {
    words: HashMap<Vec<char>, (f32, u8)>,
    surnames: HashMap<Vec<char>, f32>,
    /// As first of two, second of two, only character of a given name, and anywhere in ordinary text.
    given: HashMap<char, [f32; 4]>,
    /// Words that people are called all the same: 建设, 荷花.
    given_words: HashSet<Vec<char>>,
}

pub(super) static BOOK: LazyLock<Book> = LazyLock::new(Book::read);

fn log_of(step: char) -> f32 {
    let index = STEPS.chars().position(|c| c == step).unwrap_or(STEPS.len());
    f32::from(u8::try_from(index).unwrap_or(u8::MAX)) / -4.0
}

impl Book {
    fn read() -> Self {
        let mut words = HashMap::with_capacity(110_000);
        for line in include_str!("../../data/lexicon.txt").lines() {
            let mut parts = line.split(' ');
            let mut head = parts.next().unwrap_or_default().chars();
            let log = head.next().map_or(UNKNOWN_WORD, log_of);
            let kind = head.next().and_then(|kind| KINDS.find(kind)).and_then(|at| u8::try_from(at).ok()).unwrap_or(14);
            words.extend(parts.map(|word| (word.chars().collect(), (log, kind))));
        }
        let (surnames, given) = include_str!("../../data/names.txt").split_once('\n').unwrap_or_default();
        let surnames = surnames.split(' ').filter_map(|entry| {
            let mut chars: Vec<char> = entry.chars().collect();
            let step = chars.pop()?;
            Some((chars, log_of(step)))
        });
        let letters: Vec<char> = given.trim().chars().collect();
        let given = letters.chunks_exact(5).filter_map(|entry| match entry {
            [c, first, second, only, any] => Some((*c, [log_of(*first), log_of(*second), log_of(*only), log_of(*any)])),
            _ => None,
        });
        let given_words = include_str!("../../data/given_words.txt").split_whitespace();
        Self {
            words,
            surnames: surnames.collect(),
            given: given.collect(),
            given_words: given_words.map(|word| word.chars().collect()).collect(),
        }
    }

    /// Whether people are called by this word.
    pub(super) fn is_given(&self, chars: &[char]) -> bool {
        self.given_words.contains(chars)
    }

    /// The surnames at `at` with their log probabilities, a compound one first.
    pub(super) fn surnames(&self, chars: &[char], at: usize) -> Vec<(usize, f32)> {
        let has = |len: usize| Some((len, *self.surnames.get(chars.get(at..at + len)?)?));
        [4, 3, 2, 1].into_iter().filter_map(has).collect()
    }

    /// Log probability of one or two characters as a given name.
    pub(super) fn given(&self, chars: &[char]) -> f32 {
        let log = |c: char, place: usize| {
            self.given.get(&c).and_then(|logs| logs.get(place)).copied().unwrap_or(UNKNOWN_GIVEN)
        };
        match chars {
            [only] => log(*only, 2),
            [first, second] => log(*first, 0) + log(*second, 1),
            _ => UNKNOWN_GIVEN * 2.0,
        }
    }

    /// How much likelier the characters are in a given name than in any text: the least and the sum.
    pub(super) fn lean(&self, chars: &[char]) -> (f32, f32) {
        let leans = (0..chars.len()).map(|at| self.lean_of(chars, at));
        leans.fold((f32::INFINITY, 0.0), |(least, sum), lean| (least.min(lean), sum + lean))
    }

    /// How much likelier one of the characters is at its place in a given name than in any text.
    pub(super) fn lean_of(&self, chars: &[char], at: usize) -> f32 {
        let logs = chars.get(at).and_then(|c| self.given.get(c)).copied();
        let logs = logs.unwrap_or([UNKNOWN_GIVEN, UNKNOWN_GIVEN, UNKNOWN_GIVEN, -13.0]);
        let named = logs.get(if chars.len() == 1 { 2 } else { at }).copied().unwrap_or(UNKNOWN_GIVEN);
        named - logs.last().copied().unwrap_or_default()
    }

    fn word(&self, chars: &[char]) -> Option<f32> {
        self.log(Some(chars)).or_else(|| (chars.len() == 1).then_some(UNKNOWN_WORD))
    }

    /// Log probability of a character as a word by itself.
    pub(super) fn plain(&self, c: Option<char>) -> f32 {
        c.and_then(|c| self.log(Some([c].as_slice()))).unwrap_or(UNKNOWN_WORD)
    }

    /// Log probability of a word of the lexicon.
    pub(super) fn log(&self, chars: Option<&[char]>) -> Option<f32> {
        self.words.get(chars?).map(|(log, _)| *log)
    }

    /// A word beside a candidate; none where the clause ends.
    pub(super) fn neighbour(&self, chars: Option<&[char]>) -> Neighbour {
        let chars = chars.unwrap_or_default();
        let (log, kind) = match self.words.get(chars) {
            Some((log, kind)) => (*log, usize::from(*kind)),
            None if chars.is_empty() => (0.0, NO_WORD),
            None => (UNKNOWN_WORD, UNKNOWN_KIND),
        };
        Neighbour { log, kind, len: chars.len() }
    }
}

/// A word beside a candidate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Neighbour {
    /// Log probability of the word.
    pub(super) log: f32,
    /// Its kind, below [`KINDS_COUNT`].
    pub(super) kind: usize,
    /// Its length in characters; 0 where the clause ends.
    pub(super) len: usize,
}

/// The likeliest ways to cut a clause, from both ends.
pub(super) struct Cut<'a> {
    chars: &'a [char],
    /// Best log probability of the characters before each place.
    before: Vec<f32>,
    /// Best log probability of the characters behind each place.
    behind: Vec<f32>,
    /// Where the last word before each place begins.
    from: Vec<usize>,
    /// Where the first word behind each place ends.
    to: Vec<usize>,
    /// Where the words of the best cut begin.
    edges: Vec<bool>,
}

impl<'a> Cut<'a> {
    pub(super) fn new(chars: &'a [char]) -> Self {
        let len = chars.len();
        let mut before = vec![f32::NEG_INFINITY; len + 1];
        let mut behind = vec![f32::NEG_INFINITY; len + 1];
        let mut from = vec![0; len + 1];
        let mut to = vec![len; len + 1];
        set(&mut before, 0, 0.0);
        set(&mut behind, len, 0.0);
        for end in 1..=len {
            for start in end.saturating_sub(LONGEST)..end {
                let Some(log) = chars.get(start..end).and_then(|word| BOOK.word(word)) else { continue };
                let total = get(&before, start) + log;
                if total > get(&before, end) {
                    set(&mut before, end, total);
                    if let Some(slot) = from.get_mut(end) {
                        *slot = start;
                    }
                }
            }
        }
        for start in (0..len).rev() {
            for end in start + 1..=(start + LONGEST).min(len) {
                let Some(log) = chars.get(start..end).and_then(|word| BOOK.word(word)) else { continue };
                let total = get(&behind, end) + log;
                if total > get(&behind, start) {
                    set(&mut behind, start, total);
                    if let Some(slot) = to.get_mut(start) {
                        *slot = end;
                    }
                }
            }
        }
        let mut edges = vec![false; len + 1];
        let mut at = len;
        loop {
            if let Some(edge) = edges.get_mut(at) {
                *edge = true;
            }
            if at == 0 {
                break;
            }
            at = from.get(at).copied().unwrap_or(0);
        }
        Self { chars, before, behind, from, to, edges }
    }

    /// The last word of the likeliest cut of what stands before a place.
    pub(super) fn last(&self, at: usize) -> Neighbour {
        BOOK.neighbour(self.from.get(at).and_then(|&from| self.chars.get(from..at)))
    }

    /// The first word of the likeliest cut of what stands behind a place.
    pub(super) fn first(&self, at: usize) -> Neighbour {
        BOOK.neighbour(self.to.get(at).and_then(|&to| self.chars.get(at..to)))
    }

    /// Log probability that words give to `from..to`, counting what they gain by reaching over its edges.
    pub(super) fn gain(&self, from: usize, to: usize) -> f32 {
        let whole = self.before.last().copied().unwrap_or_default();
        whole - get(&self.before, from) - get(&self.behind, to)
    }

    /// Log probability of the word of the best cut that reaches over this place.
    pub(super) fn crossing(&self, at: usize) -> Option<f32> {
        if self.edges.get(at).copied().unwrap_or(true) {
            return None;
        }
        let edge = |at: &usize| self.edges.get(*at).copied().unwrap_or(true);
        let start = (0..at).rev().find(edge)?;
        let end = (at..self.edges.len()).find(edge)?;
        Some(BOOK.neighbour(self.chars.get(start..end)).log)
    }
}

fn get(logs: &[f32], at: usize) -> f32 {
    logs.get(at).copied().unwrap_or(f32::NEG_INFINITY)
}

fn set(logs: &mut [f32], at: usize, value: f32) {
    if let Some(slot) = logs.get_mut(at) {
        *slot = value;
    }
}
