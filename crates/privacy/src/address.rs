//! Addresses finer than a district: houses, roads, estates, villages, landmarks.

mod house;
mod place;

use crate::{finding::Hits, text::Text};

/// Finds addresses.
pub(crate) fn find(text: &Text, hits: &mut Hits) {
    for at in 0..text.chars.len() {
        house::find(text, at, hits);
        place::find(text, at, hits);
    }
}
