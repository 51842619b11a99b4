//! The verdict on a candidate: a weighted sum of what speaks for and against it, alone and together.

use std::sync::LazyLock;

use super::{Candidate, context::Left};

/// Kinds of left and right neighbours.
const LEFTS: usize = 7;
const RIGHTS: usize = 10;
/// Features that stand alone.
const ALONE: usize = 20;
/// All features.
const COUNT: usize = ALONE + 2 * (LEFTS + RIGHTS) + LEFTS * RIGHTS + 2 * (LEFTS + RIGHTS) + 2;

/// How much likelier than in any text the characters of a given name are, as a sum of logs, to count without a neighbour.
const LIKED: f32 = 2.0;
/// How much unlikelier than in any text a character may be where a clause begins.
const AVOIDED: f32 = -2.5;
/// How much likelier than words a name has to be, as a log, where a clause or a person's kind leads to it, and elsewhere.
const OPENING: f32 = 3.0;
const INSIDE: f32 = 6.0;

/// Whether it is a name: what speaks for it outweighs what speaks against it, and the doubt that is left.
pub(super) fn is_name(candidate: &Candidate) -> bool {
    score(candidate) > doubt(candidate) || is_beyond_words(candidate)
}

/// Whether no ordinary words tell the story of three characters that names like: 李岚清祝愿, whatever verb comes behind.
///
/// The weights were fitted to few verbs and hold an unknown neighbour against a name.
fn is_beyond_words(candidate: &Candidate) -> bool {
    let whole = candidate.end - candidate.start - candidate.surname == 2;
    let wordless = candidate.whole_word.is_none() && candidate.first_word.is_none();
    let opens = matches!(candidate.left, Left::Start | Left::Sign | Left::Cue | Left::Kind);
    let (least, sum) = candidate.lean;
    // Where a clause begins, one character that names avoid may stand beside one that they love: 立成, 长富.
    let likely = if opens { least > AVOIDED && sum >= 0.0 } else { least > 0.0 && sum >= LIKED };
    let odds = candidate.name - candidate.words;
    whole && wordless && candidate.crossed == (false, false) && likely && odds >= if opens { OPENING } else { INSIDE }
}

/// The weighted sum; above 0 for a name, as the weights were fitted.
fn score(candidate: &Candidate) -> f32 {
    features(candidate).iter().zip(WEIGHTS.iter()).map(|(feature, weight)| feature * weight).sum()
}

/// What the weights cannot know, since they were fitted to names that people like to give: words that no lexicon has.
///
/// A compound that the lexicon lacks looks like a name for want of a better story (田字格, 梅雨季). What gives it away is
/// that its characters are not those of names, or that it begins with a word of its own. Behind a cue people are named
/// oddly too, so that half of the doubt has to do there.
fn doubt(candidate: &Candidate) -> f32 {
    let (least, sum) = candidate.lean;
    let only = candidate.end - candidate.start - candidate.surname == 1;
    let is_word = |log: Option<f32>, least: f32| log.is_some_and(|log| log > least);
    let mut doubt: f32 = 0.0;
    if is_word(candidate.whole_word, -14.5) {
        doubt += 1.6;
    }
    if least < 0.5 && is_word(candidate.first_word, -15.5) {
        doubt += if is_word(candidate.first_word, -10.0) { 4.0 } else { 2.4 };
    }
    // One character that names avoid may stand beside one that they love: 一荣.
    if sum < 0.0 {
        doubt += if least <= -1.0 { 2.5 } else { 1.0 };
    }
    if only && least < 1.5 {
        doubt += 1.5;
    }
    if candidate.surname > 1 || candidate.left == Left::Cue { doubt / 2.0 } else { doubt }
}

/// The features in the order of the weights.
fn features(candidate: &Candidate) -> Vec<f32> {
    let flag = |is: bool| f32::from(u8::from(is));
    let only = candidate.end - candidate.start - candidate.surname == 1;
    let odds = (candidate.name - candidate.words) / 10.0;
    let plain = (candidate.plain + 10.0).max(0.0) / 5.0;
    // How ordinary a word is: 0 when the lexicon has it not or hardly.
    let common = |log: Option<f32>| log.map_or(0.0, |log| (log + 16.0).max(0.5) / 5.0);
    let mut features = vec![
        1.0,
        candidate.name / 10.0,
        candidate.words / 10.0,
        flag(only),
        flag(candidate.surname > 1),
        flag(candidate.crossed.0),
        flag(candidate.crossed.1),
        odds.max(0.0),
        odds.min(0.0),
        common(candidate.whole_word),
        common(candidate.first_word),
        common(candidate.last_word),
        plain,
        plain * flag(candidate.words < -20.0),
        candidate.lean.0.min(0.0) / 2.0,
        candidate.lean.0.max(0.0) / 2.0,
        candidate.lean.1 / 4.0,
        common(candidate.first_word) * flag(odds < 0.0),
        common(candidate.first_word) * candidate.lean.0.min(0.0),
        common(candidate.last_word) * flag(odds < 0.0),
    ];
    features.resize(COUNT, 0.0);
    let (left, right) = (candidate.left as usize, candidate.right as usize);
    let mut from = ALONE;
    let mut put = |index: usize, len: usize, value: f32| {
        if let Some(slot) = features.get_mut(from + index) {
            *slot = value;
        }
        from += len;
    };
    put(left, LEFTS, 1.0);
    put(right, RIGHTS, 1.0);
    put(left, LEFTS, odds);
    put(right, RIGHTS, odds);
    put(left * RIGHTS + right, LEFTS * RIGHTS, 1.0);
    put(left, LEFTS, plain);
    put(right, RIGHTS, plain);
    put(left, LEFTS, candidate.lean.1 / 4.0);
    put(right, RIGHTS, candidate.lean.1 / 4.0);
    put(0, 1, if only { plain } else { 0.0 });
    put(0, 1, if only { odds } else { 0.0 });
    features
}

/// Fitted, see the module above; one a line.
static WEIGHTS: LazyLock<Vec<f32>> =
    LazyLock::new(|| include_str!("../../data/weights.txt").lines().map(|line| line.parse().unwrap_or(0.0)).collect());
