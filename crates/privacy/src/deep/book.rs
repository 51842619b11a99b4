//! What is known about words and names: log probabilities, and the likeliest cut of a clause into words.

use std::{collections::HashMap, sync::LazyLock};

/// Log probability of a character that no table knows.
const UNKNOWN_WORD: f32 = -18.0;
const UNKNOWN_GIVEN: f32 = -11.75;
/// Longest word in characters.
const LONGEST: usize = 4;
/// Letters of the tables, in steps of a quarter of a log.
const STEPS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub(super) struct Book {
    words: HashMap<Vec<char>, f32>,
    surnames: HashMap<Vec<char>, f32>,
    /// As first of two, second of two, only character of a given name, and anywhere in ordinary text.
    given: HashMap<char, [f32; 4]>,
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
            let log = parts.next().and_then(|step| step.chars().next()).map_or(UNKNOWN_WORD, log_of);
            words.extend(parts.map(|word| (word.chars().collect(), log)));
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
        Self { words, surnames: surnames.collect(), given: given.collect() }
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
        let one = chars.len() == 1;
        let mut least = f32::INFINITY;
        let mut sum = 0.0;
        for (index, c) in chars.iter().enumerate() {
            let logs = self.given.get(c).copied().unwrap_or([UNKNOWN_GIVEN, UNKNOWN_GIVEN, UNKNOWN_GIVEN, -13.0]);
            let named = logs.get(if one { 2 } else { index }).copied().unwrap_or(UNKNOWN_GIVEN);
            let lean = named - logs.last().copied().unwrap_or_default();
            least = least.min(lean);
            sum += lean;
        }
        (least, sum)
    }

    fn word(&self, chars: &[char]) -> Option<f32> {
        self.words.get(chars).copied().or_else(|| (chars.len() == 1).then_some(UNKNOWN_WORD))
    }

    /// Log probability of a character as a word by itself.
    pub(super) fn plain(&self, c: Option<char>) -> f32 {
        c.and_then(|c| self.words.get([c].as_slice()).copied()).unwrap_or(UNKNOWN_WORD)
    }

    /// Log probability of a word of the lexicon.
    pub(super) fn log(&self, chars: Option<&[char]>) -> Option<f32> {
        self.words.get(chars?).copied()
    }
}

/// The likeliest ways to cut a clause, from both ends.
pub(super) struct Cut {
    /// Best log probability of the characters before each place.
    before: Vec<f32>,
    /// Best log probability of the characters behind each place.
    behind: Vec<f32>,
    /// Where the words of the best cut begin.
    edges: Vec<bool>,
}

impl Cut {
    pub(super) fn new(chars: &[char]) -> Self {
        let len = chars.len();
        let mut before = vec![f32::NEG_INFINITY; len + 1];
        let mut behind = vec![f32::NEG_INFINITY; len + 1];
        let mut from = vec![0; len + 1];
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
        Self { before, behind, edges }
    }

    /// Log probability that words give to `from..to`, counting what they gain by reaching over its edges.
    pub(super) fn gain(&self, from: usize, to: usize) -> f32 {
        let whole = self.before.last().copied().unwrap_or_default();
        whole - get(&self.before, from) - get(&self.behind, to)
    }

    /// Whether a word of the best cut reaches over this place.
    pub(super) fn crosses(&self, at: usize) -> bool {
        !self.edges.get(at).copied().unwrap_or(true)
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
