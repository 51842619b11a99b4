//! Proofs and tiles, made from the stored hashes: a node between two stored levels is folded from those below it.

use std::collections::HashMap;

use ledger::{
    Hash, Range,
    proof::{self, Node, Span},
    tile::{HEIGHT, Layer, Tile},
};
use store::{Conn, StoreError, ledger as kept};

/// The highest level of which nodes are stored.
const TOP: u8 = 3 * HEIGHT;

/// The proof that the entry at `index` is in the log of `size` entries; `None` when it is not.
///
/// # Errors
/// When the database fails.
pub async fn inclusion(conn: &mut Conn<'_>, index: u64, size: u64) -> Result<Option<Vec<Hash>>, StoreError> {
    let Some(spans) = proof::inclusion(index, size) else { return Ok(None) };
    gather(conn, &spans).await
}

/// The proof that the log of `new` entries begins with the one of `old`; `None` unless `0 < old <= new` and there are so many.
///
/// # Errors
/// When the database fails.
pub async fn consistency(conn: &mut Conn<'_>, old: u64, new: u64) -> Result<Option<Vec<Hash>>, StoreError> {
    let Some(spans) = proof::consistency(old, new) else { return Ok(None) };
    gather(conn, &spans).await
}

/// The bytes of a tile of hashes; `None` when the log has no such tile, or `tile` is a bundle of entries.
///
/// # Errors
/// When the database fails.
pub async fn tile_hashes(conn: &mut Conn<'_>, tile: Tile) -> Result<Option<Vec<u8>>, StoreError> {
    let Layer::Hashes(layer) = tile.layer() else { return Ok(None) };
    let Some(level) = layer.checked_mul(HEIGHT).filter(|level| *level <= TOP) else { return Ok(None) };
    let Some(first) = tile.nodes().next() else { return Ok(None) };
    let hashes = kept::nodes(conn, level, first.index, tile.width().into()).await?;
    let is_whole = hashes.len() == usize::from(tile.width());
    Ok(is_whole.then(|| hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()))
}

async fn gather(conn: &mut Conn<'_>, spans: &[Span]) -> Result<Option<Vec<Hash>>, StoreError> {
    let mut found = HashMap::new();
    for node in spans.iter().copied().flat_map(Span::nodes) {
        let Some(hash) = subtree(conn, node).await? else { return Ok(None) };
        found.insert(node, hash);
    }
    Ok(proof::gather(spans, |node| found.get(&node).copied()))
}

/// The root of a complete subtree.
async fn subtree(conn: &mut Conn<'_>, node: Node) -> Result<Option<Hash>, StoreError> {
    let stored = (node.level / HEIGHT * HEIGHT).min(TOP);
    let above = u32::from(node.level - stored);
    let (Some(first), Some(width)) = (node.index.checked_shl(above), 1_u32.checked_shl(above)) else { return Ok(None) };
    let below = kept::nodes(conn, stored, first, width).await?;
    if u32::try_from(below.len()).ok() != Some(width) {
        return Ok(None);
    }
    let mut range = Range::new();
    for hash in below {
        range.push(hash);
    }
    Ok(Some(range.root()))
}
