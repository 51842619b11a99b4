//! The verdict on a candidate: a weighted sum of what speaks for and against it, alone and together.
//!
//! No weight knows a word or a character: what is known of those are probabilities and kinds, so that the verdict holds
//! for words that nobody fitted it to. `examples/refit` makes the weights.

use std::sync::LazyLock;

use super::{Candidate, book::KINDS_COUNT};

/// Kinds of left and right neighbours.
const LEFTS: usize = 7;
const RIGHTS: usize = 10;

/// The straight sum and the bent ones.
const WIDTH: usize = 17;

/// Where the slope of a number's weight may change.
const NAME: [f32; 6] = [-23.0, -20.5, -18.5, -17.0, -15.5, -14.0];
const ODDS: [f32; 10] = [-14.0, -9.0, -6.0, -3.0, -1.0, 1.0, 3.0, 5.0, 8.0, 12.0];
const LEAST: [f32; 6] = [-4.0, -2.0, -1.0, 0.0, 1.0, 2.0];
const SUM: [f32; 7] = [-4.0, -2.0, -0.5, 1.0, 2.5, 4.0, 6.0];
const WORD: [f32; 4] = [-15.5, -13.5, -11.5, -9.5];

/// All features.
pub(super) const COUNT: usize = 1
    + 2
    + 2 * (NAME.len() + 1)
    + 2 * (ODDS.len() + 1)
    + 2 * (LEAST.len() + 1)
    + 2 * (SUM.len() + 1)
    + 3 * (LEAST.len() + 1)
    + 12 * (WORD.len() + 2)
    + 4 * (WORD.len() + 1)
    + (4 + LEFTS) * KINDS_COUNT
    + 2
    + LEFTS
    + 2 * KINDS_COUNT
    + LEFTS * RIGHTS
    + 2 * (LEFTS + RIGHTS)
    + LEFTS * KINDS_COUNT
    + 2 * 2 * KINDS_COUNT
    + 3 * (LEFTS + RIGHTS + 2 * KINDS_COUNT)
    + 8;

/// Whether it is a name: what speaks for it outweighs what speaks against it.
pub(super) fn is_name(candidate: &Candidate) -> bool {
    score(candidate) > 0.0
}

/// The verdict in numbers, above 0 for a name: a weighted sum, and further sums that count only where they are positive.
fn score(candidate: &Candidate) -> f32 {
    let mut sums = [0.0; WIDTH];
    for (at, value) in features(candidate) {
        for (sum, weight) in sums.iter_mut().zip(WEIGHTS.get(at).into_iter().flatten()) {
            *sum += weight * value;
        }
    }
    let bent = sums.iter().zip(WEIGHTS.last().into_iter().flatten()).skip(1).map(|(sum, weight)| sum.max(0.0) * weight);
    sums[0] + bent.sum::<f32>()
}

/// Features in the order of the weights, only those that are not zero.
#[derive(Default)]
struct Features {
    found: Vec<(usize, f32)>,
    next: usize,
}

impl Features {
    /// A number by itself.
    fn number(&mut self, value: f32) {
        self.one_of(0, 1, value);
    }

    /// One number in one of several places.
    fn one_of(&mut self, place: usize, places: usize, value: f32) {
        if value != 0.0 {
            self.found.push((self.next + place, value));
        }
        self.next += places;
    }

    /// A number whose weight may change at each of the knots.
    fn bent(&mut self, value: f32, knots: &[f32], counts: f32) {
        let first = knots.first().copied().unwrap_or_default();
        self.number(counts * (value - first).min(0.0) / 4.0);
        for knot in knots {
            self.number(counts * (value - knot).max(0.0) / 4.0);
        }
    }

    /// A word that the lexicon has or has not.
    fn word(&mut self, log: Option<f32>, counts: f32) {
        self.number(if log.is_some() { counts } else { 0.0 });
        self.bent(log.unwrap_or_default(), &WORD, if log.is_some() { counts } else { 0.0 });
    }
}

/// The features in the order of the weights: place and value.
pub(super) fn features(candidate: &Candidate) -> Vec<(usize, f32)> {
    let flag = |is: bool| f32::from(u8::from(is));
    let only = flag(candidate.end - candidate.start - candidate.surname == 1);
    let odds = candidate.name - candidate.words;
    let bounded = odds.clamp(-15.0, 15.0) / 10.0;
    let (least, sum) = candidate.lean;
    let (left, right) = (candidate.left as usize, candidate.right as usize);
    let (before, next) = (candidate.last, candidate.next);

    let mut features = Features::default();
    features.number(1.0);
    features.number(only);
    features.number(flag(candidate.surname > 1));
    for counts in [1.0, only] {
        features.bent(candidate.name, &NAME, counts);
        features.bent(odds, &ODDS, counts);
        features.bent(least, &LEAST, counts);
        features.bent(sum, &SUM, counts);
        features.bent(candidate.plain, &WORD, counts);
    }
    for counts in [1.0, flag(odds < 0.0)] {
        features.word(candidate.whole_word, counts);
        features.word(candidate.first_word, counts);
        features.word(candidate.last_word, counts);
        features.word(candidate.over.0, counts);
        features.word(candidate.over.1, counts);
    }
    // 石子太 and 太 by itself: the word ends before the name would.
    for counts in [1.0 - only, flag(candidate.first_word.is_some())] {
        features.bent(candidate.tail, &WORD, counts);
        features.bent(candidate.last_lean, &LEAST, counts);
    }
    features.bent(candidate.lean.1 - candidate.last_lean, &LEAST, flag(candidate.over.0.is_some()));
    features.word(candidate.crossing.0, 1.0);
    features.word(candidate.crossing.1, 1.0);
    let is_given = flag(candidate.is_given);
    features.number(is_given);
    features.number(is_given * bounded);
    features.one_of(left, LEFTS, is_given);
    features.one_of(candidate.plain_kind, KINDS_COUNT, is_given);
    features.one_of(next.kind, KINDS_COUNT, is_given);
    for value in [1.0, only, bounded, sum.clamp(-6.0, 8.0) / 5.0] {
        features.one_of(candidate.plain_kind, KINDS_COUNT, value);
    }
    features.one_of(left * KINDS_COUNT + candidate.plain_kind, LEFTS * KINDS_COUNT, 1.0);
    features.one_of(left * RIGHTS + right, LEFTS * RIGHTS, 1.0);
    features.one_of(left, LEFTS, only);
    features.one_of(right, RIGHTS, only);
    features.one_of(left, LEFTS, (candidate.plain + 12.0).max(0.0) / 5.0);
    features.one_of(right, RIGHTS, (candidate.plain + 12.0).max(0.0) / 5.0);
    features.one_of(left * KINDS_COUNT + next.kind, LEFTS * KINDS_COUNT, 1.0);
    for word in [before, next] {
        features.one_of(word.kind, KINDS_COUNT, flag(word.len > 1));
        features.one_of(word.kind, KINDS_COUNT, only);
    }
    for value in [bounded, sum.clamp(-6.0, 8.0) / 5.0, flag(candidate.first_word.is_some())] {
        features.one_of(left, LEFTS, value);
        features.one_of(right, RIGHTS, value);
        features.one_of(before.kind, KINDS_COUNT, value);
        features.one_of(next.kind, KINDS_COUNT, value);
    }
    let common = |log: Option<f32>| log.map_or(0.0, |log| (log + 16.0).max(0.5) / 5.0);
    features.number(common(candidate.first_word) * least.clamp(-4.0, 0.0));
    features.number(common(candidate.first_word) * least.clamp(0.0, 4.0));
    features.number(common(candidate.last_word) * sum.clamp(-4.0, 6.0));
    features.number(common(candidate.whole_word) * sum.clamp(-4.0, 6.0));
    features.number((before.log + 16.0).max(0.0) / 10.0);
    features.number((next.log + 16.0).max(0.0) / 10.0);
    features.number((next.log + 16.0).max(0.0) / 10.0 * flag(next.len > 1));
    features.number(flag(candidate.surname > 1) * bounded);
    debug_assert_eq!(features.next, COUNT, "the weights have the places of the features");
    features.found
}

/// Fitted; a line for each feature with its weight in each of the sums, at last the weights of the sums.
static WEIGHTS: LazyLock<Vec<Vec<f32>>> = LazyLock::new(|| {
    let line = |line: &str| line.split(' ').map(|weight| weight.parse().unwrap_or_default()).collect();
    include_str!("../../data/weights.txt").lines().map(line).collect()
});
