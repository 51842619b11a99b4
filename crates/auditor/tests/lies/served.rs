//! A log as the files that a server hands out.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use auditor::{Bytes, Source, most};
use ledger::{
    key::Algorithm,
    proof,
    tile::{self, Layer, Tile},
};
use model::verify::Trouble;

use crate::house::{Log, key};

/// Files by their path below `/ledger/`, and how many bytes were taken.
#[derive(Clone, Default)]
pub(crate) struct Files {
    pub(crate) all: BTreeMap<String, Vec<u8>>,
    pub(crate) sent: Cell<usize>,
    pub(crate) asked: RefCell<Vec<String>>,
}

impl Files {
    /// Everything that is served of the first `size` entries.
    pub(crate) fn of(log: &Log, size: u64) -> Self {
        let mut files = BTreeMap::new();
        files.insert("checkpoint".to_owned(), log.note(size).to_string().into_bytes());
        files.insert("vkey".to_owned(), format!("{}\n", key().verify_key(Algorithm::Ed25519)).into_bytes());
        for tile in tile::tiles(size) {
            files.insert(tile.to_string(), content(log, tile));
        }
        Self { all: files, ..Self::default() }
    }

    /// The same, with the short proofs that the log extends the one of `from` entries.
    pub(crate) fn with_growth(mut self, log: &Log, from: u64, to: u64) -> Self {
        let lines = log.growth(from, to).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        self.all.insert(format!("consistency?from={from}&to={to}"), lines.into_bytes());
        self
    }

    /// The paths that a whole audit reads, in order.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.all.keys().filter(|path| *path != "vkey").cloned().collect()
    }
}

/// The bytes of a tile.
pub(crate) fn content(log: &Log, tile: Tile) -> Vec<u8> {
    match tile.layer() {
        Layer::Entries => {
            let start = usize::try_from(tile.index() * u64::from(tile::WIDTH)).unwrap();
            tile::bundle(log.leaves[start..start + usize::from(tile.width())].iter().map(Vec::as_slice)).unwrap()
        }
        Layer::Hashes(_) => tile.nodes().flat_map(|node| *log.read(node).unwrap().as_bytes()).collect(),
    }
}

/// The receipt of an entry in the log of `size` entries.
pub(crate) fn receipt(log: &Log, index: u64, size: u64, disclosures: Vec<ledger::disclosure::Disclosure>) -> String {
    let hashes = log.proof(&proof::inclusion(index, size).unwrap());
    let leaf = &log.leaves[usize::try_from(index).unwrap()];
    ledger::Receipt::new(index, hashes, log.note(size).to_string(), leaf, disclosures).unwrap().to_string()
}

impl Source for Files {
    fn get(&self, path: &str) -> Bytes<'_> {
        self.asked.borrow_mut().push(path.to_owned());
        let found = self.all.get(path).cloned().ok_or_else(|| Trouble::Missing { path: path.to_owned() });
        if let Ok(bytes) = &found {
            assert!(bytes.len() <= most(path), "{path}");
            self.sent.set(self.sent.get() + bytes.len());
        }
        Box::pin(async move { found })
    }
}

/// No network at all.
pub(crate) struct Nothing;

impl Source for Nothing {
    fn get(&self, _: &str) -> Bytes<'_> {
        Box::pin(async { Err(Trouble::Unreachable) })
    }
}
