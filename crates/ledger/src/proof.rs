//! Inclusion and consistency proofs (RFC 6962 section 2.1; checked by the algorithms of RFC 9162 sections 2.1.3.2 and 2.1.4.2).
//!
//! A proof does not bind the size of the tree: take size *and* root from one verified checkpoint.

use crate::{
    Hash,
    range::{fold, levels},
};

/// The most hashes a proof can have.
pub const MAX_HASHES: usize = 63;

/// The root of a complete subtree: the leaves from `index * 2^level` to before `(index + 1) * 2^level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// Steps above the leaves.
    pub level: u8,
    /// The place in its level, from the left.
    pub index: u64,
}

/// The leaves `start..end` as one hash of a proof; made of the complete subtrees that [`Span::nodes`] lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first leaf.
    pub start: u64,
    /// The first leaf after it.
    pub end: u64,
}

/// Why a proof does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// No leaf of the tree has this index.
    #[error("the tree has no such entry")]
    NoSuchEntry,
    /// The old tree is larger than the new one.
    #[error("the old tree is larger than the new one")]
    Shrunk,
    /// Nothing can be shown about a tree without leaves; decide at the call.
    #[error("nothing is shown about an empty tree")]
    Empty,
    /// The proof has more or fewer hashes than the sizes demand.
    #[error("the proof has the wrong length")]
    Length,
    /// The proof leads to another root.
    #[error("the proof leads to another root")]
    Root,
}

impl Span {
    /// The complete subtrees that make up the span, left to right.
    #[must_use]
    pub fn nodes(self) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut start = self.start;
        while let Some(rest @ 1..) = self.end.checked_sub(start) {
            let level = start.trailing_zeros().min(rest.ilog2());
            nodes.push(Node { level: u8::try_from(level).unwrap_or(0), index: start >> level });
            start += 1 << level;
        }
        nodes
    }

    /// The hash of the span, with `read` giving the hash of each complete subtree; `None` as soon as one is missing.
    pub fn hash(self, read: impl FnMut(Node) -> Option<Hash>) -> Option<Hash> {
        let peaks: Option<Vec<Hash>> = self.nodes().into_iter().map(read).collect();
        peaks.map(|peaks| fold(&peaks))
    }
}

/// The largest power of two below `width`, for a width of at least 2.
const fn split(width: u64) -> u64 {
    1 << (width - 1).ilog2()
}

/// What an inclusion proof consists of, in its order. `None` when `index` is not in a tree of `size`.
#[must_use]
pub fn inclusion(index: u64, size: u64) -> Option<Vec<Span>> {
    if index >= size {
        return None;
    }
    let (mut start, mut end) = (0, size);
    let mut spans = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            spans.push(Span { start: middle, end });
            end = middle;
        } else {
            spans.push(Span { start, end: middle });
            start = middle;
        }
    }
    spans.reverse();
    Some(spans)
}

/// What a consistency proof from `old` to `new` leaves consists of, in its order; nothing for equal sizes.
/// `None` unless `0 < old <= new`.
#[must_use]
pub fn consistency(old: u64, new: u64) -> Option<Vec<Span>> {
    if old == 0 || old > new {
        return None;
    }
    let (mut start, mut end) = (0, new);
    let mut spans = Vec::new();
    while end > old {
        let middle = start + split(end - start);
        if old <= middle {
            spans.push(Span { start: middle, end });
            end = middle;
        } else {
            spans.push(Span { start, end: middle });
            start = middle;
        }
    }
    // The old root itself is known to the reader when the old tree is one complete subtree from the left.
    if start > 0 {
        spans.push(Span { start, end });
    }
    spans.reverse();
    Some(spans)
}

/// The nodes beside the way from a leaf up to the complete subtree it stands in. `None` when `index` is not in a tree of `size`.
#[must_use]
pub fn peak_path(index: u64, size: u64) -> Option<Vec<Node>> {
    let mut start = 0;
    for level in levels(size) {
        start += 1 << level;
        if index < start {
            return Some((0..level).map(|level| Node { level, index: index >> level ^ 1 }).collect());
        }
    }
    None
}

/// The hashes of these spans: a proof, ready to be sent. `None` as soon as `read` does not know a node.
pub fn gather(spans: &[Span], mut read: impl FnMut(Node) -> Option<Hash>) -> Option<Vec<Hash>> {
    spans.iter().map(|span| span.hash(&mut read)).collect()
}

/// The root that an inclusion proof leads to.
///
/// # Errors
/// When `index` is outside the tree or the proof has the wrong length.
pub fn inclusion_root(index: u64, size: u64, leaf: Hash, proof: &[Hash]) -> Result<Hash, ProofError> {
    let mut last = size.checked_sub(1).filter(|last| index <= *last).ok_or(ProofError::NoSuchEntry)?;
    let mut place = index;
    let mut hash = leaf;
    for beside in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if place & 1 == 1 || place == last {
            hash = Hash::node(*beside, hash);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            hash = Hash::node(hash, *beside);
        }
        place >>= 1;
        last >>= 1;
    }
    if last == 0 { Ok(hash) } else { Err(ProofError::Length) }
}

/// Checks that `leaf` is at `index` of the tree with `size` leaves and this root.
///
/// # Errors
/// When it is not shown.
pub fn verify_inclusion(index: u64, size: u64, leaf: Hash, proof: &[Hash], root: Hash) -> Result<(), ProofError> {
    if inclusion_root(index, size, leaf, proof)? == root { Ok(()) } else { Err(ProofError::Root) }
}

/// Checks that the tree of `new` leaves begins with the tree of `old` leaves. Equal sizes need equal roots and no proof.
///
/// # Errors
/// When it is not shown. An old size of 0 is always an error: any log extends an empty one, nothing is shown by it.
pub fn verify_consistency(
    old: u64,
    new: u64,
    old_root: Hash,
    new_root: Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old == 0 {
        return Err(ProofError::Empty);
    }
    if old > new {
        return Err(ProofError::Shrunk);
    }
    if old == new {
        return match (proof.is_empty(), old_root == new_root) {
            (true, true) => Ok(()),
            (true, false) => Err(ProofError::Root),
            (false, _) => Err(ProofError::Length),
        };
    }
    let mut hashes = proof.iter().copied();
    let seed = if old.is_power_of_two() { Some(old_root) } else { hashes.next() };
    let seed = seed.ok_or(ProofError::Length)?;
    let below = (old - 1).trailing_ones();
    let (mut place, mut last) = ((old - 1) >> below, (new - 1) >> below);
    let (mut before, mut after) = (seed, seed);
    for beside in hashes {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if place & 1 == 1 || place == last {
            before = Hash::node(beside, before);
            after = Hash::node(beside, after);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            after = Hash::node(after, beside);
        }
        place >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if before == old_root && after == new_root { Ok(()) } else { Err(ProofError::Root) }
}
