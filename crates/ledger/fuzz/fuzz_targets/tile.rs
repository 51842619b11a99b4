//! The address of a tile has one text, and bundles are read to their end.
#![no_main]

use ledger::tile::{Tile, bundle, entries};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some(tile) = std::str::from_utf8(bytes).ok().and_then(|text| text.parse::<Tile>().ok()) {
        assert_eq!(tile.to_string().as_bytes(), bytes);
        let _ = (tile.needs(), tile.nodes().count());
    }
    if let Some(all) = entries(bytes).collect::<Option<Vec<&[u8]>>>() {
        assert_eq!(bundle(all).as_deref(), Some(bytes));
    }
});
