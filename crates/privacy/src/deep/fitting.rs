//! What the weights are fitted by: the candidates of a text and what the verdict weighs. For `examples/refit` only.

use super::{candidates, weigh};
use crate::text::Text;

/// A possible name in a text.
#[derive(Clone, Debug)]
pub struct Sample {
    /// First character, counted in characters of the text.
    pub start: usize,
    /// Behind the last character.
    pub end: usize,
    /// What is not zero of what speaks for and against it: place and value.
    pub features: Vec<(usize, f32)>,
}

/// How many features there are.
pub const COUNT: usize = weigh::COUNT;

/// Every possible name of a text, as the second screen sees them.
#[must_use]
pub fn samples(text: &str) -> Vec<Sample> {
    let text = Text::new(text).dense();
    let sample = |candidate: super::Candidate| {
        let (start, end) = text.span(candidate.start, candidate.end)?;
        Some(Sample { start, end, features: weigh::features(&candidate) })
    };
    candidates(&text).into_iter().filter_map(sample).collect()
}
