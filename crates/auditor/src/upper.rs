//! The tiles above the first level: an audit does without them, but whoever makes proofs from them must not be misled.

use ledger::{
    Alarm, Hash, Range,
    tile::{self, HEIGHT, Layer, Tile},
};

use crate::{Evidence, Halt, Source, files};

/// Compares every tile above the first level with the audited tree.
///
/// # Errors
/// The alarm with the first tile that is not the tree's; trouble when one does not come.
pub(crate) async fn check(source: &impl Source, range: &Range, evidence: &Evidence) -> Result<(), Halt> {
    let mut above: Vec<Hash> = Vec::new();
    let mut tiles: Vec<Tile> =
        tile::tiles(range.size()).filter(|tile| matches!(tile.layer(), Layer::Hashes(1..))).collect();
    // From the top down: each full tile stands as one hash in the level above it.
    tiles.sort_by_key(|tile| (std::cmp::Reverse(tile.layer()), tile.index()));
    let mut layer = None;
    let mut this: Vec<Hash> = Vec::new();
    for tile in tiles {
        if layer.replace(tile.layer()) != Some(tile.layer()) {
            above = std::mem::take(&mut this);
        }
        let path = tile.to_string();
        let asked = source.get(&path).await;
        let bytes = files::arrived(source, tile, asked).await?;
        let hashes = tile.hashes(&bytes).filter(|hashes| holds(tile, hashes, range, &above));
        let Some(hashes) = hashes else { return Err(evidence.clone().with(&path, &bytes).of(Alarm::Tile { path })) };
        this.extend(hashes);
    }
    Ok(())
}

/// Whether these hashes are the tree's: a full tile is one hash of the level above, a partial one ends the tree.
fn holds(tile: Tile, hashes: &[Hash], range: &Range, above: &[Hash]) -> bool {
    let Layer::Hashes(level) = tile.layer() else { return false };
    let low = level.saturating_mul(HEIGHT);
    if tile.is_full() {
        let place = usize::try_from(tile.index()).unwrap_or(usize::MAX);
        return above.get(place) == Some(&over(hashes).root());
    }
    over(hashes).peaks() == range.between(low, low.saturating_add(HEIGHT))
}

/// The tree over these hashes.
fn over(hashes: &[Hash]) -> Range {
    let mut range = Range::new();
    for hash in hashes {
        range.push(*hash);
    }
    range
}
