//! Other people's code agrees: `ct-merkle`, and Cloudflare's `tlog_tiles` and `signed_note`.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::HashMap;

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ledger::{
    Checkpoint, Hash, Note, Range, SignKey, VerifyKey,
    key::Algorithm,
    proof::{self, Node},
    tile::{Layer, Tile},
};
use proptest::prelude::*;
use sha2::Sha256;
use signed_note::{StandardVerifier, VerifierList};

fn content(number: u64) -> Vec<u8> {
    number.to_be_bytes().to_vec()
}

/// A log in memory: every node of every complete subtree.
struct Log {
    nodes: HashMap<Node, Hash>,
}

impl Log {
    fn new(size: u64) -> Self {
        let mut nodes = HashMap::new();
        let mut row: Vec<Hash> = (0..size).map(|number| Hash::leaf(&content(number))).collect();
        for level in 0.. {
            nodes.extend((0..).zip(&row).map(|(index, hash)| (Node { level, index }, *hash)));
            if row.len() < 2 {
                break;
            }
            row = row.as_chunks::<2>().0.iter().map(|[left, right]| Hash::node(*left, *right)).collect();
        }
        Self { nodes }
    }

    fn root(&self, size: u64) -> Hash {
        if size == 0 { Hash::EMPTY } else { proof::Span { start: 0, end: size }.hash(|node| self.read(node)).unwrap() }
    }

    fn read(&self, node: Node) -> Option<Hash> {
        self.nodes.get(&node).copied()
    }

    fn inclusion(&self, index: u64, size: u64) -> Vec<Hash> {
        proof::gather(&proof::inclusion(index, size).unwrap(), |node| self.read(node)).unwrap()
    }

    fn consistency(&self, old: u64, new: u64) -> Vec<Hash> {
        proof::gather(&proof::consistency(old, new).unwrap(), |node| self.read(node)).unwrap()
    }
}

fn bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()
}

fn theirs(hash: Hash) -> tlog_tiles::tlog::Hash {
    tlog_tiles::tlog::Hash(*hash.as_bytes())
}

/// Reads our nodes by the numbers that `tlog_tiles` gives them.
struct Reader<'a>(&'a Log);

impl tlog_tiles::tlog::HashReader for Reader<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::tlog::Hash>, tlog_tiles::tlog::Error> {
        Ok(indexes
            .iter()
            .map(|index| {
                let (level, index) = tlog_tiles::tlog::split_stored_hash_index(*index);
                theirs(self.0.read(Node { level, index }).unwrap())
            })
            .collect())
    }
}

#[test]
fn every_proof_of_every_small_tree_is_the_one_that_others_make() {
    const MOST: u64 = 70;
    let log = Log::new(MOST);
    let mut tree = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    let mut range = Range::new();
    for size in 1..=MOST {
        tree.push(content(size - 1));
        range.push(Hash::leaf(&content(size - 1)));
        let root = log.root(size);
        assert_eq!(tree.root().as_bytes().as_slice(), root.as_bytes());
        assert_eq!(range.root(), root);
        for index in 0..size {
            let path = log.inclusion(index, size);
            let leaf = Hash::leaf(&content(index));
            assert_eq!(
                tree.prove_inclusion(usize::try_from(index).unwrap()).as_bytes(),
                bytes(&path),
                "{index} in {size}"
            );
            assert_eq!(proof::verify_inclusion(index, size, leaf, &path, root), Ok(()));
            let peak = proof::peak_path(index, size).unwrap();
            let peak: Vec<Hash> = peak.into_iter().map(|node| log.read(node).unwrap()).collect();
            assert!(range.holds(index, leaf, &peak));
            assert!(!range.holds(index ^ 1, leaf, &peak) || peak.is_empty());
        }
        for old in 1..size {
            let path = log.consistency(old, size);
            let other = tlog_tiles::tlog::prove_tree(size, old, &Reader(&log)).unwrap();
            assert_eq!(other.iter().map(|hash| Hash::new(hash.0)).collect::<Vec<_>>(), path, "{old} to {size}");
            assert_eq!(
                tree.prove_consistency(usize::try_from(size - old).unwrap()).as_bytes(),
                bytes(&path),
                "{old} to {size}"
            );
            assert_eq!(proof::verify_consistency(old, size, log.root(old), root, &path), Ok(()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_damaged_proof_is_judged_as_others_judge_it(
        size in 1_u64..200, index in 0_u64..200, damage in 0_usize..6, at in 0_usize..9, told in 0_u64..220,
    ) {
        let log = Log::new(200);
        let (index, root) = (index % size, log.root(size));
        let mut path = log.inclusion(index, size);
        let leaf = Hash::leaf(&content(index));
        let mut told_size = size;
        match damage {
            0 => {}
            1 => path.push(root),
            2 => drop(path.pop()),
            3 if !path.is_empty() => { let place = at % path.len(); path[place] = root; }
            4 => told_size = told,
            _ => path.reverse(),
        }
        let ours = proof::verify_inclusion(index, told_size, leaf, &path, root).is_ok();
        let proof: Vec<_> = path.iter().map(|hash| theirs(*hash)).collect();
        let other = tlog_tiles::tlog::check_record(&proof, told_size, theirs(root), index, theirs(leaf)).is_ok();
        prop_assert_eq!(ours, other);
    }

    #[test]
    fn a_damaged_consistency_proof_is_judged_as_others_judge_it(
        new in 2_u64..200, old in 1_u64..200, damage in 0_usize..6, at in 0_usize..9, told in 1_u64..220,
    ) {
        let log = Log::new(200);
        let old = 1 + old % (new - 1);
        let (before, after) = (log.root(old), log.root(new));
        let mut path = log.consistency(old, new);
        let mut told_old = old;
        match damage {
            0 => {}
            1 => path.push(before),
            2 => drop(path.pop()),
            3 if !path.is_empty() => { let place = at % path.len(); path[place] = before; }
            4 => told_old = told,
            _ => path.reverse(),
        }
        let ours = proof::verify_consistency(told_old, new, before, after, &path).is_ok();
        let proof: Vec<_> = path.iter().map(|hash| theirs(*hash)).collect();
        let other = tlog_tiles::tlog::check_tree(&proof, new, theirs(after), told_old, theirs(before)).is_ok();
        prop_assert_eq!(ours, other);
    }

    #[test]
    fn addresses_of_tiles_are_the_ones_that_others_write(level in 0_u8..6, index in 0_u64..2_000_000_000, width in 1_u16..=256, entries: bool) {
        let layer = if entries { Layer::Entries } else { Layer::Hashes(level) };
        let ours = Tile::new(layer, index, width).unwrap();
        let level = if entries { 0 } else { level };
        let other = tlog_tiles::tile::Tile::new(8, level, index, width.into(), entries);
        // Theirs names the height, as Go's checksum database does: tile/8/data/… and tile/8/0/….
        prop_assert_eq!(other.path().replace("tile/8/data/", "tile/entries/").replace("tile/8/", "tile/"), ours.to_string());
        prop_assert_eq!(ours.to_string().parse(), Ok(ours));
    }

    #[test]
    fn a_node_is_found_in_its_tile(size in 1_u64..1500, level in 0_u8..12, index in 0_u64..1500) {
        let log = Log::new(size);
        let node = Node { level, index };
        let tile = Tile::holding(node, size);
        prop_assert_eq!(tile.is_some(), log.read(node).is_some());
        if let Some(tile) = tile {
            let hashes: Vec<Hash> = tile.nodes().map(|node| log.read(node).unwrap()).collect();
            prop_assert_eq!(tile.node(&hashes, node), log.read(node));
            prop_assert!(tile.needs().unwrap() <= size);
            prop_assert_eq!(tile.hashes(&bytes(&hashes)), Some(hashes));
        }
    }

    #[test]
    fn others_believe_our_notes_and_read_our_checkpoints(seed: [u8; 32], size: u64, text in "[a-z ]{1,20}") {
        let key = SignKey::new("love.example.org/ledger", seed).unwrap();
        let vkey = key.verify_key(Algorithm::Ed25519);
        prop_assert_eq!(&vkey.to_string().parse::<VerifyKey>(), &Ok(vkey.clone()));
        let checkpoint = Checkpoint::new(key.name(), size, Hash::leaf(text.as_bytes())).unwrap();
        let note = Note::new(&checkpoint.to_string(), vec![key.sign(&checkpoint.to_string())]).unwrap();

        let other = signed_note::Note::from_bytes(note.to_string().as_bytes()).unwrap();
        let verifier = StandardVerifier::new(&vkey.to_string()).unwrap();
        let (good, _) = other.verify(&VerifierList::new(vec![Box::new(verifier)])).unwrap();
        prop_assert_eq!(good.len(), 1);
        let read = tlog_tiles::checkpoint::Checkpoint::from_bytes(other.text()).unwrap();
        prop_assert_eq!((read.origin(), read.size(), read.hash().0), (checkpoint.origin(), size, *checkpoint.root().as_bytes()));
    }

    #[test]
    fn whatever_others_read_as_a_note_we_read_the_same(bytes in proptest::collection::vec(prop_oneof![Just(b'\n'), any::<u8>()], 0..60), tail in 0_u8..3) {
        let mut bytes = bytes;
        let line = "— k AAAAAAA=\n".as_bytes();
        match tail {
            0 => {}
            1 => { bytes.extend_from_slice(b"\n\n"); bytes.extend_from_slice(line); }
            _ => { bytes.extend_from_slice(line); }
        }
        if let Ok(other) = signed_note::Note::from_bytes(&bytes) {
            let ours = Note::parse(&bytes);
            prop_assert_eq!(ours.map(|note| note.text().as_bytes().to_vec()), Ok(other.text().to_vec()));
        }
    }
}
