//! Numbers that lead to a person, in any disguise: identity cards, phones, bank cards.
//!
//! A text is read several times (figures, spelled-out numbers, sound-alikes); each reading is a row of digits cut into
//! atoms, and every window of neighbouring atoms whose length fits a rule is judged by its digits and by what stands
//! between them.

mod cued;
mod gap;
mod judge;
mod reading;

use crate::{finding::Hits, text::Text};
use gap::Gap;

/// One digit and the normalised characters that spell it.
#[derive(Clone, Copy, Debug)]
struct Digit {
    value: u8,
    start: usize,
    end: usize,
    ascii: bool,
}

/// A run of digits of one script without anything between.
#[derive(Clone, Copy, Debug)]
struct Atom {
    from: usize,
    to: usize,
}

/// One way to read the digits of a text.
struct Reading {
    digits: Vec<Digit>,
    atoms: Vec<Atom>,
    /// What stands behind each atom, up to the next one.
    gaps: Vec<Gap>,
    /// Sound-alikes are taken, so nothing may stand between.
    is_loose: bool,
}

/// Longest window that any rule asks for: a disability certificate has 20 places.
const LONGEST: usize = 20;

/// Finds numbers in every reading of the text.
pub(crate) fn find(text: &Text, hits: &mut Hits) {
    for reading in reading::all(text) {
        for first in 0..reading.atoms.len() {
            windows(text, &reading, first, hits);
        }
    }
    cued::find(text, hits);
}

/// Judges every window that starts with the atom `first`.
fn windows(text: &Text, reading: &Reading, first: usize, hits: &mut Hits) {
    let Some(start) = reading.atoms.get(first) else { return };
    let mut span = gap::Span::default();
    for (index, atom) in reading.atoms.iter().enumerate().skip(first) {
        if index > first {
            let Some(gap) = reading.gaps.get(index - 1) else { return };
            if gap.ends_every_window() {
                return;
            }
            span.add(gap);
        }
        span.atoms.push(atom.to - atom.from);
        let digits = reading.digits.get(start.from..atom.to).unwrap_or_default();
        judge::window(text, reading, digits, &span, hits);
        if digits.len() > LONGEST {
            return;
        }
    }
}
