//! What an audit remembers for the next one.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use auditor::{Known, Progress};
use serde::{Deserialize, Serialize};

use crate::cli::Trouble;

#[derive(Default, Deserialize, Serialize)]
struct Kept {
    known: Option<Known>,
    progress: Option<Progress>,
}

/// The state file, or nothing that outlives the command.
pub(super) struct State {
    file: Option<PathBuf>,
    kept: Kept,
}

impl State {
    /// Reads the file; one that is not there yet remembers nothing.
    ///
    /// # Errors
    /// When it cannot be read or holds something else: going on without it would forget what was seen.
    pub(super) fn open(file: Option<&Path>) -> Result<Self, Trouble> {
        let text = match file.map(fs::read_to_string) {
            None => None,
            Some(Err(error)) if error.kind() == io::ErrorKind::NotFound => None,
            Some(text) => Some(text?),
        };
        let kept = match text.map(|text| serde_json::from_str(&text)) {
            None => Kept::default(),
            Some(Ok(kept)) => kept,
            Some(Err(error)) => return Err(Trouble::unusable(format!("状态文件不可读：{error}"))),
        };
        Ok(Self { file: file.map(Path::to_owned), kept })
    }

    pub(super) const fn known(&self) -> Option<&Known> {
        self.kept.known.as_ref()
    }

    pub(super) fn progress(&self) -> Option<Progress> {
        self.kept.progress.clone()
    }

    /// A checkpoint that extends all earlier ones.
    pub(super) fn saw(&mut self, known: &Known) {
        self.kept.known = Some(known.clone());
    }

    /// How far the entries are audited.
    pub(super) fn audited(&mut self, progress: &Progress) {
        self.kept.progress = Some(progress.clone());
    }

    /// Remembers all of it.
    ///
    /// # Errors
    /// When the file cannot be written; the old one then stands.
    pub(super) fn keep(&self) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let draft = file.with_extension("draft");
        let mut written = File::create(&draft)?;
        written.write_all(&serde_json::to_vec(&self.kept)?)?;
        written.sync_all()?;
        fs::rename(draft, file)
    }
}
