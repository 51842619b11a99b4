//! What the app is made from, as one hash.

use std::fs;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::{dist::hex, house};

/// Files and directories that can change `dist/`. A missing one counts as empty.
const SOURCES: [&str; 16] = [
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "books.html",
    "crates/auditor/src",
    "crates/ledger/src",
    "crates/model",
    "crates/scanner/src",
    "crates/ui",
    "index.html",
    "public",
    "src",
    "style",
    "xtask/src/dist",
    "xtask/src/dist.rs",
    "xtask/src/setup",
];

/// Changes whenever a source, or the compiler, does.
pub(crate) fn digest(compiler: &str) -> Result<String> {
    let root = house::root();
    let mut hash = Sha256::new();
    hash.update(compiler);
    // The key of the ledger that the worker is built with, if it is.
    hash.update(std::env::var("SHANLING_LEDGER_VKEY").unwrap_or_default());
    for source in SOURCES.map(|name| root.join(name)).iter().filter(|path| path.exists()) {
        for entry in WalkDir::new(source).sort_by_file_name() {
            let entry = entry?;
            if entry.file_type().is_file() {
                let content =
                    fs::read(entry.path()).with_context(|| format!("cannot read {}", entry.path().display()))?;
                hash.update(entry.path().strip_prefix(&root)?.to_string_lossy().as_bytes());
                hash.update(content.len().to_le_bytes());
                hash.update(content);
            }
        }
    }
    Ok(hex(&hash.finalize()))
}
