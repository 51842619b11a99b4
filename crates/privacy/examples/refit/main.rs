//! Makes the data files of the second screen again from their sources: `cargo xtask words` fetches those and calls this.
//!
//! `refit tables SOURCES OUT` writes `lexicon.txt` and `names.txt`; `refit weights SOURCES OUT`, built anew with those
//! tables, fits `weights.txt` and says how the halves that it did not see come out. The same sources give the same files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    reason = "a tool: it stops at what is odd"
)]
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts and rounded logs"
)]

mod corpus;
mod fit;
mod net;
#[allow(dead_code, reason = "what the tests need of it")]
#[path = "../../tests/leaks/random.rs"]
mod random;
mod tables;
#[path = "../../tests/leaks/wishes.rs"]
mod wishes;

use std::{env, path::Path};

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["tables", sources, out] => tables::write(Path::new(sources), Path::new(out)),
        ["weights", sources, out] => fit::write(Path::new(sources), Path::new(out)),
        _ => panic!("refit tables|weights SOURCES OUT"),
    }
}
