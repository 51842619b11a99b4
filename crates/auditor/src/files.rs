//! Tiles, bundles and proofs of a log of one size, read through a source.

use std::collections::{BTreeMap, btree_map::Entry};

use ledger::{
    Checkpoint, Hash,
    checkpoint::Growth,
    proof::{self, Node, Span},
    tile::{self, Layer, Tile},
};
use model::verify::Trouble;

use crate::Source;

/// The bytes of a tile that was asked for. Where a mirror has dropped a partial tile since the full one exists, its
/// beginning is taken (C2SP tlog-tiles allows both).
///
/// # Errors
/// When it does not come.
pub(crate) async fn arrived(
    source: &impl Source,
    tile: Tile,
    asked: Result<Vec<u8>, Trouble>,
) -> Result<Vec<u8>, Trouble> {
    let gone = matches!(&asked, Err(Trouble::Missing { .. })) && !tile.is_full();
    let Some(full) = Tile::new(tile.layer(), tile.index(), tile::WIDTH).filter(|_| gone) else { return asked };
    let Ok(bytes) = source.get(&full.to_string()).await else { return asked };
    Ok(beginning(tile, bytes))
}

/// As much of a full tile as this one holds.
fn beginning(tile: Tile, mut bytes: Vec<u8>) -> Vec<u8> {
    let width = usize::from(tile.width());
    let end = match tile.layer() {
        Layer::Hashes(_) => width * 32,
        Layer::Entries => tile::entries(&bytes).take(width).flatten().map(|entry| entry.len() + 2).sum(),
    };
    bytes.truncate(end);
    bytes
}

/// The hashes of a tile, or the trouble that it is not as long as such a tile is.
///
/// # Errors
/// When it does not come, or is no tile of that width.
pub(crate) async fn hashes(source: &impl Source, tile: Tile) -> Result<Vec<Hash>, Trouble> {
    let path = tile.to_string();
    let asked = source.get(&path).await;
    let bytes = arrived(source, tile, asked).await?;
    tile.hashes(&bytes).ok_or(Trouble::Missing { path })
}

/// The hashes of nodes of a log of `size` entries.
pub(crate) async fn nodes(source: &impl Source, nodes: &[Node], size: u64) -> Result<BTreeMap<Node, Hash>, Trouble> {
    let mut tiles: BTreeMap<Tile, Vec<Hash>> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for node in nodes {
        let missing = || Trouble::Missing { path: format!("tile/{}", node.level / tile::HEIGHT) };
        let tile = Tile::holding(*node, size).ok_or_else(missing)?;
        if let Entry::Vacant(place) = tiles.entry(tile) {
            place.insert(hashes(source, tile).await?);
        }
        let hash = tiles.get(&tile).and_then(|hashes| tile.node(hashes, *node)).ok_or_else(missing)?;
        found.insert(*node, hash);
    }
    Ok(found)
}

/// The consistency proof between two checkpoints; empty where none is needed or none can help.
///
/// The server's short answer is taken when it holds, else the proof is made from tiles: what decides is the tree.
///
/// # Errors
/// When the tiles do not come.
pub(crate) async fn growth(source: &impl Source, seen: &Checkpoint, now: &Checkpoint) -> Result<Vec<Hash>, Trouble> {
    let (from, to) = (seen.size(), now.size());
    let Some(spans) = proof::consistency(from, to).filter(|spans| !spans.is_empty()) else { return Ok(Vec::new()) };
    if let Ok(bytes) = source.get(&format!("consistency?from={from}&to={to}")).await {
        let short = lines(&bytes).filter(|proof| seen.growth(now, proof) == Growth::Grown);
        if let Some(proof) = short {
            return Ok(proof);
        }
    }
    let wanted: Vec<Node> = spans.iter().copied().flat_map(Span::nodes).collect();
    let found = nodes(source, &wanted, to).await?;
    Ok(proof::gather(&spans, |node| found.get(&node).copied()).unwrap_or_default())
}

/// Hashes, one a line.
fn lines(bytes: &[u8]) -> Option<Vec<Hash>> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.lines().take(proof::MAX_HASHES + 1).map(|line| line.parse().ok()).collect()
}
