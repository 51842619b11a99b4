//! A directory for one test.

use std::path::PathBuf;

/// Gone at the end.
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self { path: std::env::temp_dir().join(format!("shanling-outside-{}", rand::random::<u64>())) }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}
