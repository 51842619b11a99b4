//! A small log of somebody's, as files and as what is submitted to witnesses.

use std::{fs, path::Path};

use ledger::{
    Checkpoint, Entry, Hash, Note, Range, SignKey,
    disclosure::Secret,
    entry::{Money, Posting, What},
    key::Algorithm,
    kind::Kind,
    proof::{self, Node},
    tile::{self, Layer},
    witness::Submission,
};

pub(crate) const ORIGIN: &str = "love.example.org/ledger";

/// Leaves in their order, and the key that signs.
#[derive(Clone)]
pub(crate) struct Log {
    pub(crate) leaves: Vec<Vec<u8>>,
    key: SignKey,
}

/// The leaf of a gift of so many fen.
pub(crate) fn gift(number: u64, fen: i64) -> Vec<u8> {
    let posting = |account: &str, fen| Posting { account: account.parse().unwrap(), fen, line: None };
    let postings = vec![posting("assets:psp:wechat", fen), posting("net:restricted:project:p1", -fen)];
    let what = What::Money(Money::new(Kind::Donation, postings));
    let mut secret = [7; 32];
    secret[..8].copy_from_slice(&number.to_be_bytes());
    let made = Secret::new(secret).commit(&[], what.digests()).unwrap();
    Entry::new("2026-11-23".parse().unwrap(), made.digests, what).unwrap().leaf().unwrap()
}

impl Log {
    /// A log of so many gifts.
    pub(crate) fn long(size: u64) -> Self {
        let leaves = (0..size).map(|number| gift(number, 500)).collect();
        Self { leaves, key: SignKey::new(ORIGIN, [9; 32]).unwrap() }
    }

    pub(crate) fn vkey(&self) -> String {
        self.key.verify_key(Algorithm::Ed25519).to_string()
    }

    /// The same leaves under another key.
    pub(crate) fn signed_by(&self, name: &str, seed: u8) -> Self {
        Self { leaves: self.leaves.clone(), key: SignKey::new(name, [seed; 32]).unwrap() }
    }

    fn read(&self, node: Node) -> Option<Hash> {
        let width = 1_usize << node.level;
        let from = usize::try_from(node.index).ok()? * width;
        let mut range = Range::new();
        self.leaves.get(from..from + width)?.iter().for_each(|leaf| range.push(Hash::leaf(leaf)));
        Some(range.root())
    }

    pub(crate) fn checkpoint(&self, size: u64) -> Checkpoint {
        let mut range = Range::new();
        self.leaves.iter().take(usize::try_from(size).unwrap()).for_each(|leaf| range.push(Hash::leaf(leaf)));
        Checkpoint::new(self.key.name(), size, range.root()).unwrap()
    }

    pub(crate) fn note(&self, size: u64) -> Note {
        let text = self.checkpoint(size).to_string();
        Note::new(&text, vec![self.key.sign(&text)]).unwrap()
    }

    /// The proof that the log of `new` entries extends the one of `old`; nothing where there is none to make.
    pub(crate) fn growth(&self, old: u64, new: u64) -> Vec<Hash> {
        proof::gather(&proof::consistency(old, new).unwrap_or_default(), |node| self.read(node)).unwrap()
    }

    /// What is sent to a witness that cosigned `old` last.
    pub(crate) fn submission(&self, old: u64, new: u64) -> String {
        Submission { old, proof: self.growth(old, new), note: self.note(new).to_string() }.to_string()
    }

    /// The first `size` entries as a folder of files, as a mirror keeps them.
    pub(crate) fn write(&self, dir: &Path, size: u64) {
        let put = |path: &str, bytes: &[u8]| {
            let file = dir.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        };
        put("checkpoint", self.note(size).to_string().as_bytes());
        put("vkey", format!("{}\n", self.vkey()).as_bytes());
        for tile in tile::tiles(size) {
            let bytes = match tile.layer() {
                Layer::Entries => {
                    let start = usize::try_from(tile.index()).unwrap() * usize::from(tile::WIDTH);
                    let leaves = self.leaves.get(start..start + usize::from(tile.width())).unwrap();
                    tile::bundle(leaves.iter().map(Vec::as_slice)).unwrap()
                }
                Layer::Hashes(_) => tile.nodes().flat_map(|node| *self.read(node).unwrap().as_bytes()).collect(),
            };
            put(&tile.to_string(), &bytes);
        }
    }
}
