//! Where the bytes of a log come from: a server, a folder, a test that lies.

use std::pin::Pin;

use ledger::{note, tile};
use model::verify::Trouble;

/// Bytes on their way.
pub type Bytes<'s> = Pin<Box<dyn Future<Output = Result<Vec<u8>, Trouble>> + 's>>;

/// The files of a log by their path below its prefix: `checkpoint`, `vkey`, `tile/…`, `consistency?from=…&to=…`.
///
/// Nothing that comes from it is believed before it was checked.
pub trait Source {
    /// Asks for a file at once; the answer is awaited. Callers ask for several before they await the first.
    fn get(&self, path: &str) -> Bytes<'_>;
}

/// The most bytes that the file at this path may have.
#[must_use]
pub fn most(path: &str) -> usize {
    let width = usize::from(tile::WIDTH);
    if path.starts_with("tile/entries/") {
        width * (2 + tile::MAX_ENTRY)
    } else if path.starts_with("tile/") {
        width * 32
    } else {
        note::MAX_BYTES
    }
}
