//! The log as files that never change: tiles of hashes and bundles of entries (C2SP tlog-tiles).

use std::{fmt, str::FromStr};

use crate::{Hash, proof::Node, text::decimal};

/// Hashes in a full tile, entries in a full bundle.
pub const WIDTH: u16 = 256;
/// Levels of the tree that one level of tiles spans.
pub const HEIGHT: u8 = 8;
/// The most bytes an entry of a bundle can have.
pub const MAX_ENTRY: usize = 65_535;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// The entries themselves.
    Entries,
    /// Hashes of this level of tiles, at most 63.
    Hashes(u8),
}

/// The address of a tile: `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`.
///
/// [`Tile::new`] and parsing let only addresses through that the format knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    layer: Layer,
    index: u64,
    width: u16,
}

/// The text is not the address of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not the address of a tile")]
pub struct ParseTileError;

impl Tile {
    /// The tile of `layer` with this index and width (1 to 256), or `None` where the format has none.
    #[must_use]
    pub fn new(layer: Layer, index: u64, width: u16) -> Option<Self> {
        let level_fits = !matches!(layer, Layer::Hashes(64..));
        (level_fits && (1..=WIDTH).contains(&width)).then_some(Self { layer, index, width })
    }

    /// What it holds.
    #[must_use]
    pub const fn layer(self) -> Layer {
        self.layer
    }

    /// Its place in its layer, from the left.
    #[must_use]
    pub const fn index(self) -> u64 {
        self.index
    }

    /// How many hashes or entries it holds.
    #[must_use]
    pub const fn width(self) -> u16 {
        self.width
    }

    /// Whether it is as wide as tiles get.
    #[must_use]
    pub const fn is_full(self) -> bool {
        self.width == WIDTH
    }

    const fn level(self) -> u8 {
        match self.layer {
            Layer::Entries => 0,
            Layer::Hashes(level) => level,
        }
    }

    /// The number of leaves a tree must have for this tile to exist, or `None` beyond 2^64 of them.
    #[must_use]
    pub fn needs(self) -> Option<u64> {
        let hashes = self.index.checked_mul(u64::from(WIDTH))?.checked_add(u64::from(self.width))?;
        let shift = u32::from(self.level()) * u32::from(HEIGHT);
        (hashes.leading_zeros() >= shift).then(|| hashes.checked_shl(shift)).flatten()
    }

    /// The hashes it holds, as nodes of the tree, left to right. For a bundle: the hashes of its entries.
    pub fn nodes(self) -> impl Iterator<Item = Node> {
        let first = self.index.saturating_mul(u64::from(WIDTH));
        let level = self.level().saturating_mul(HEIGHT);
        (0..u64::from(self.width)).map(move |place| Node { level, index: first.saturating_add(place) })
    }

    /// The hashes in the bytes of this tile, or `None` unless they are just as many as it must hold.
    #[must_use]
    pub fn hashes(self, bytes: &[u8]) -> Option<Vec<Hash>> {
        let (chunks, rest) = bytes.as_chunks::<32>();
        let right = rest.is_empty() && chunks.len() == usize::from(self.width) && self.layer != Layer::Entries;
        right.then(|| chunks.iter().map(|chunk| Hash::new(*chunk)).collect())
    }

    /// The tile in which the node lies (itself, or the nodes it is made of), as wide as a tree of `size` has it.
    /// `None` when the tree does not have the node.
    #[must_use]
    pub fn holding(node: Node, size: u64) -> Option<Self> {
        let end = node.index.checked_add(1)?;
        let fits = u32::from(node.level) <= end.leading_zeros() && end.checked_shl(node.level.into())? <= size;
        let level = node.level / HEIGHT;
        let below = node.level % HEIGHT;
        let index = node.index.checked_shl(below.into())? / u64::from(WIDTH);
        let tile = Self { layer: Layer::Hashes(level), index, width: width_in(size, level, index)? };
        fits.then_some(tile)
    }

    /// The hash of a node that lies in this tile, made of the hashes of the tile. `None` when it does not lie in them.
    #[must_use]
    pub fn node(self, hashes: &[Hash], node: Node) -> Option<Hash> {
        let below = node.level.checked_sub(self.level().checked_mul(HEIGHT)?).filter(|below| *below < HEIGHT)?;
        let first = node.index.checked_shl(below.into())?.checked_sub(self.index.checked_mul(u64::from(WIDTH))?)?;
        let first = usize::try_from(first).ok()?;
        let mut row = hashes.get(first..first.checked_add(1 << below)?)?.to_vec();
        while row.len() > 1 {
            row = row.as_chunks::<2>().0.iter().map(|[left, right]| Hash::node(*left, *right)).collect();
        }
        row.pop()
    }
}

/// How wide the tile `index` of `level` is in a tree of `size`, or `None` when it is empty.
fn width_in(size: u64, level: u8, index: u64) -> Option<u16> {
    let hashes = size.checked_shr(u32::from(level) * u32::from(HEIGHT))?;
    let width = hashes.checked_sub(index.checked_mul(u64::from(WIDTH))?)?.min(u64::from(WIDTH));
    u16::try_from(width).ok().filter(|width| *width > 0)
}

/// Every tile of hashes and every bundle of a log of `size` entries: bundles first, then level by level.
pub fn tiles(size: u64) -> impl Iterator<Item = Tile> {
    let layers = std::iter::once(Layer::Entries).chain((0..8).map(Layer::Hashes));
    layers.flat_map(move |layer| {
        let level = if let Layer::Hashes(level) = layer { level } else { 0 };
        (0..).map_while(move |index| Some(Tile { layer, index, width: width_in(size, level, index)? }))
    })
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.layer {
            Layer::Entries => f.write_str("tile/entries/")?,
            Layer::Hashes(level) => write!(f, "tile/{level}/")?,
        }
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        while let Some(group) = groups.pop() {
            if groups.is_empty() { write!(f, "{group:03}")? } else { write!(f, "x{group:03}/")? }
        }
        if self.is_full() { Ok(()) } else { write!(f, ".p/{}", self.width) }
    }
}

impl FromStr for Tile {
    type Err = ParseTileError;

    fn from_str(text: &str) -> Result<Self, ParseTileError> {
        parse(text).filter(|tile| tile.to_string() == text).ok_or(ParseTileError)
    }
}

fn parse(text: &str) -> Option<Tile> {
    let (layer, rest) = text.strip_prefix("tile/")?.split_once('/')?;
    let layer = if layer == "entries" { Layer::Entries } else { Layer::Hashes(decimal(layer)?.try_into().ok()?) };
    let (number, width) = match rest.split_once(".p/") {
        Some((number, width)) => (number, decimal(width).filter(|width| *width < WIDTH.into())?.try_into().ok()?),
        None => (rest, WIDTH),
    };
    let mut index = 0_u64;
    for group in number.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        let well_formed = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let group: u64 = if well_formed { digits.parse().ok()? } else { return None };
        index = index.checked_mul(1000)?.checked_add(group)?;
    }
    Tile::new(layer, index, width)
}

/// The bytes of a bundle of these entries, or `None` when one is longer than [`MAX_ENTRY`].
#[must_use]
pub fn bundle<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for entry in entries {
        bytes.extend_from_slice(&u16::try_from(entry.len()).ok()?.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Some(bytes)
}

/// The entries of a bundle, one after the other. `None` stands for bytes that end inside an entry; nothing follows it.
pub fn entries(bundle: &[u8]) -> impl Iterator<Item = Option<&[u8]>> {
    let mut rest = bundle;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let entry = rest
            .split_first_chunk::<2>()
            .and_then(|(length, after)| after.split_at_checked(usize::from(u16::from_be_bytes(*length))));
        let (entry, after) = entry.map_or((None, [].as_slice()), |(entry, after)| (Some(entry), after));
        rest = after;
        Some(entry)
    })
}
