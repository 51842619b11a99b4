//! The worked examples of tlog-tiles.

use ledger::tile::{Layer, Tile, tiles};

use crate::folder::json;

#[test]
fn trees_have_the_tiles_of_the_examples() {
    let Some(examples) = json("c2sp-examples/spec_examples.json") else { return };
    for example in examples["tile_counts"].as_array().unwrap() {
        let size = example["tree_size"].as_u64().unwrap();
        for level in 0..8_u8 {
            let here: Vec<Tile> = tiles(size).filter(|tile| tile.layer() == Layer::Hashes(level)).collect();
            let full = here.iter().filter(|tile| tile.is_full()).count() as u64;
            let partial = here.iter().find(|tile| !tile.is_full()).map(|tile| u64::from(tile.width()));
            assert_eq!(full, example["full"][level.to_string()].as_u64().unwrap_or(0), "level {level} of {size}");
            assert_eq!(partial, example["partial"][level.to_string()].as_u64(), "level {level} of {size}");
        }
    }
}

#[test]
fn indices_are_written_as_in_the_examples() {
    let Some(examples) = json("c2sp-examples/spec_examples.json") else { return };
    for example in examples["tile_index_path"].as_array().unwrap() {
        let tile = Tile::new(Layer::Entries, example["n"].as_u64().unwrap(), 256).unwrap();
        assert_eq!(tile.to_string(), format!("tile/entries/{}", example["path"].as_str().unwrap()));
    }
}
