//! A tree as its few complete subtrees: enough to append and to know the root, in 20 hashes for a million entries.

use serde::{Deserialize, Serialize};

use crate::Hash;

/// The first `size` leaves of a log, kept as the roots of its complete subtrees, largest first (a "compact range").
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct Range {
    size: u64,
    peaks: Vec<Hash>,
}

/// What a stored range says of itself before anybody has looked.
#[derive(Deserialize)]
struct Stored {
    size: u64,
    peaks: Vec<Hash>,
}

/// The number of subtrees does not fit the number of leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tree of {size} leaves has not {peaks} complete subtrees")]
pub struct RangeError {
    size: u64,
    peaks: usize,
}

impl TryFrom<Stored> for Range {
    type Error = RangeError;

    fn try_from(stored: Stored) -> Result<Self, RangeError> {
        Self::from_peaks(stored.size, stored.peaks)
    }
}

impl Range {
    /// No leaves.
    #[must_use]
    pub const fn new() -> Self {
        Self { size: 0, peaks: Vec::new() }
    }

    /// `size` leaves with these roots of complete subtrees, largest first.
    ///
    /// # Errors
    /// When a tree of that size has another number of complete subtrees.
    pub fn from_peaks(size: u64, peaks: Vec<Hash>) -> Result<Self, RangeError> {
        if usize::try_from(size.count_ones()).is_ok_and(|count| count == peaks.len()) {
            Ok(Self { size, peaks })
        } else {
            Err(RangeError { size, peaks: peaks.len() })
        }
    }

    /// How many leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the complete subtrees, largest first.
    #[must_use]
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// The roots of the complete subtrees of at least `2^low` and less than `2^high` leaves, largest first.
    #[must_use]
    pub fn between(&self, low: u8, high: u8) -> &[Hash] {
        let from = |level: u8| self.size.checked_shr(level.into()).unwrap_or(0).count_ones() as usize;
        self.peaks.get(from(high)..from(low)).unwrap_or_default()
    }

    /// Appends a leaf by its hash.
    pub fn push(&mut self, leaf: Hash) {
        self.append(0, leaf);
    }

    /// Appends the root of a complete subtree of `2^level` leaves. `false`, and nothing happens, unless it may stand there.
    #[must_use]
    pub fn push_subtree(&mut self, level: u8, root: Hash) -> bool {
        let fits = 1_u64.checked_shl(u32::from(level)).is_some_and(|width| self.size.is_multiple_of(width));
        if fits {
            self.append(level, root);
        }
        fits
    }

    fn append(&mut self, level: u8, mut hash: Hash) {
        let mut rest = self.size >> level;
        while rest & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            hash = Hash::node(left, hash);
            rest >>= 1;
        }
        self.peaks.push(hash);
        self.size = self.size.saturating_add(1 << level);
    }

    /// The root of the tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        fold(&self.peaks)
    }

    /// Whether `leaf` is the leaf at `index`, shown by the hashes beside its way up to the complete subtree it stands in
    /// ([`crate::proof::peak_path`]).
    #[must_use]
    pub fn holds(&self, index: u64, leaf: Hash, path: &[Hash]) -> bool {
        let mut start = 0;
        for (peak, level) in self.peaks.iter().zip(levels(self.size)) {
            let end = start + (1_u64 << level);
            if index < end {
                // Before the climb: a longer path would shift beyond the index.
                if path.len() != usize::from(level) {
                    return false;
                }
                let climbed = path.iter().zip(0_u32..).fold(leaf, |hash, (beside, step)| {
                    if index >> step & 1 == 0 { Hash::node(hash, *beside) } else { Hash::node(*beside, hash) }
                });
                return climbed == *peak;
            }
            start = end;
        }
        false
    }
}

/// The levels of the complete subtrees of a tree of this size, largest first.
pub(crate) fn levels(size: u64) -> impl Iterator<Item = u8> {
    (0..64_u8).rev().filter(move |level| size >> level & 1 == 1)
}

/// The root above these complete subtrees, largest first.
pub(crate) fn fold(peaks: &[Hash]) -> Hash {
    peaks.iter().rev().copied().reduce(|right, left| Hash::node(left, right)).unwrap_or(Hash::EMPTY)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition of RFC 6962 section 2.1, word for word.
    fn root(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Hash::EMPTY,
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
                Hash::node(root(left), root(right))
            }
        }
    }

    fn leaves(count: u32) -> Vec<Hash> {
        (0..count).map(|number| Hash::leaf(&number.to_be_bytes())).collect()
    }

    #[test]
    fn every_prefix_has_the_root_of_the_definition() {
        let leaves = leaves(130);
        let mut range = Range::new();
        for (size, leaf) in leaves.iter().enumerate() {
            assert_eq!(range.root(), root(&leaves[..size]), "{size}");
            range.push(*leaf);
        }
    }

    #[test]
    fn a_whole_subtree_counts_like_its_leaves() {
        let leaves = leaves(300);
        let mut quick = Range::new();
        assert!(quick.push_subtree(8, root(&leaves[..256])));
        for leaf in &leaves[256..] {
            quick.push(*leaf);
        }
        assert_eq!(quick.root(), root(&leaves));
        assert!(!quick.push_subtree(8, Hash::EMPTY));
        assert!(!quick.push_subtree(64, Hash::EMPTY));
    }

    proptest! {
        #[test]
        fn a_stored_range_goes_on_where_it_stopped(size in 0_u32..400, more in 0_u32..40) {
            let mut range = Range::new();
            for leaf in leaves(size) {
                range.push(leaf);
            }
            let mut again: Range = serde_json::from_str(&serde_json::to_string(&range).unwrap()).unwrap();
            for leaf in leaves(size + more).into_iter().skip(size as usize) {
                range.push(leaf);
                again.push(leaf);
            }
            prop_assert_eq!(again, range);
        }

        #[test]
        fn a_stored_range_with_the_wrong_number_of_subtrees_is_refused(size: u64, peaks in 0_usize..70) {
            let made = Range::from_peaks(size, vec![Hash::EMPTY; peaks]);
            prop_assert_eq!(made.is_ok(), size.count_ones() as usize == peaks);
        }
    }
}
