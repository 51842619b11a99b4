//! The log itself, as the server serves it (C2SP tlog-tiles): a mirror puts these files on any web server.

use ledger::{
    Hash,
    tile::{self, HEIGHT, Layer, WIDTH},
};

use super::{ExportError, Log, Out};

pub(super) fn write(log: &Log, out: &Out<'_>) -> Result<(), ExportError> {
    let wide = usize::from(WIDTH);
    let mut levels: Vec<Vec<Hash>> = vec![log.entries.iter().map(|one| one.hash).collect()];
    while let Some(top) = levels.last().filter(|top| top.len() >= wide) {
        let next = top.chunks_exact(wide).map(root).collect();
        levels.push(next);
    }
    for tile in tile::tiles(log.head.size) {
        let first = usize::try_from(tile.index()).unwrap_or(usize::MAX).saturating_mul(wide);
        let these = first..first.saturating_add(tile.width().into());
        let bytes = match tile.layer() {
            Layer::Entries => {
                let leaves = log.entries.get(these).unwrap_or_default().iter().map(|one| one.leaf.as_slice());
                tile::bundle(leaves).ok_or(store::StoreError::Corrupt("leaf"))?
            }
            Layer::Hashes(level) => {
                let hashes = levels.get(usize::from(level)).and_then(|level| level.get(these)).unwrap_or_default();
                hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()
            }
        };
        out.put(&tile.to_string(), &bytes)?;
    }
    // Last of all: whoever sees it finds everything that it covers.
    out.put("checkpoint", log.head.note.as_bytes())
}

/// The hash over a full tile.
fn root(hashes: &[Hash]) -> Hash {
    let mut row = hashes.to_vec();
    for _ in 0..HEIGHT {
        row = row.chunks(2).filter_map(|pair| Some(Hash::node(*pair.first()?, *pair.get(1)?))).collect();
    }
    row.first().copied().unwrap_or_else(|| Hash::leaf(&[]))
}
