//! The growing end of the tree: the root, and the complete subtrees that are kept for tiles.

use ledger::{
    Hash, Range,
    proof::Node,
    tile::{HEIGHT, WIDTH},
};

/// Levels of subtrees that are kept: 8, 16 and 24 steps above the leaves.
const KEPT: usize = 3;

/// A log's tree as few hashes: the whole of it, and the tile that is being filled on each level.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    range: Range,
    tiles: [Range; KEPT],
}

impl Tree {
    pub(super) const fn size(&self) -> u64 {
        self.range.size()
    }

    pub(super) fn root(&self) -> Hash {
        self.range.root()
    }

    /// Appends a leaf; yields the subtrees that are complete with it, lowest first.
    pub(super) fn push(&mut self, leaf: Hash) -> Vec<(Node, Hash)> {
        self.range.push(leaf);
        let (mut hash, mut level, mut complete) = (leaf, 0, Vec::new());
        for tile in &mut self.tiles {
            tile.push(hash);
            if tile.size() < u64::from(WIDTH) {
                break;
            }
            hash = std::mem::take(tile).root();
            level += HEIGHT;
            complete.push((Node { level, index: (self.range.size() >> level) - 1 }, hash));
        }
        complete
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subtree_is_complete_with_every_256th_of_the_level_below() {
        let (mut tree, mut complete, mut whole) = (Tree::default(), Vec::new(), Range::new());
        for number in 0..65_536_u32 {
            let leaf = Hash::leaf(&number.to_be_bytes());
            complete.extend(tree.push(leaf));
            whole.push(leaf);
        }
        assert_eq!(complete.len(), 257);
        assert_eq!(complete[1].0, Node { level: 8, index: 1 });
        assert_eq!(complete[256], (Node { level: 16, index: 0 }, whole.root()));
        assert_eq!(tree.root(), whole.root());
        let mut second = Range::new();
        (256..512_u32).for_each(|number| second.push(Hash::leaf(&number.to_be_bytes())));
        assert_eq!(complete[1].1, second.root());
    }
}
