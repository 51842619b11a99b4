//! What a witness must not forget: one small file for each log, replaced as a whole.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use ledger::{Note, note::MAX_BYTES};
use sha2::{Digest as _, Sha256};

use crate::keys::hex;

/// A directory that one witness has to itself, as long as this lives.
#[derive(Debug)]
pub struct Shelf {
    dir: PathBuf,
    _lock: File,
}

impl Shelf {
    /// Takes the directory; makes it where there is none.
    ///
    /// # Errors
    /// When it cannot be used, or another witness is using it (`WouldBlock`): two would cosign two histories.
    pub fn take(dir: &Path) -> io::Result<Self> {
        fs::create_dir_all(dir)?;
        let lock = File::options().create(true).truncate(false).write(true).open(dir.join("serving"))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => io::ErrorKind::WouldBlock.into(),
            TryLockError::Error(error) => error,
        })?;
        Ok(Self { dir: dir.to_owned(), _lock: lock })
    }

    /// The name of a log in addresses and files: the SHA-256 of its origin, in hexadecimal digits.
    #[must_use]
    pub fn name(origin: &str) -> String {
        hex(&Sha256::digest(origin.as_bytes()))
    }

    /// What was cosigned last for this log.
    ///
    /// # Errors
    /// When the file cannot be read or is no note.
    pub fn read(&self, origin: &str) -> io::Result<Option<Note>> {
        let file = self.file(origin, "note");
        match fs::metadata(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Ok(meta) if meta.len() > MAX_BYTES as u64 => return Err(io::ErrorKind::InvalidData.into()),
            other => other?,
        };
        let note = Note::parse(&fs::read(&file)?);
        note.map(Some).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }

    /// Keeps what is about to be answered. After it returns, a power cut does not undo it.
    ///
    /// # Errors
    /// When it is not certain to be kept: then nothing may be answered.
    pub fn keep(&self, origin: &str, note: &Note) -> io::Result<()> {
        self.replace(&self.file(origin, "note"), note.to_string().as_bytes())
    }

    /// Keeps the first proof that a log signed two histories: what was cosigned, and the other note of the same size.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn convict(&self, origin: &str, cosigned: &Note, other: &Note) -> io::Result<()> {
        let file = self.file(origin, "fork");
        if file.exists() { Ok(()) } else { self.replace(&file, format!("{cosigned}\n\n{other}").as_bytes()) }
    }

    fn file(&self, origin: &str, what: &str) -> PathBuf {
        self.dir.join(format!("{}.{what}", Self::name(origin)))
    }

    fn replace(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let draft = file.with_extension("draft");
        let mut written = File::create(&draft)?;
        written.write_all(bytes)?;
        written.sync_all()?;
        fs::rename(&draft, file)?;
        // The name is durable when the directory is.
        File::open(&self.dir)?.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use ledger::SignKey;

    use super::*;

    #[test]
    fn what_is_kept_is_there_again_and_a_shelf_has_one_user() {
        let dir = std::env::temp_dir().join(format!("shanling-shelf-{}", rand::random::<u64>()));
        let shelf = Shelf::take(&dir).unwrap();
        assert_eq!(shelf.read("a.example/log").unwrap(), None);
        assert_eq!(Shelf::take(&dir).unwrap_err().kind(), io::ErrorKind::WouldBlock);
        let key = SignKey::new("a.example/log", [1; 32]).unwrap();
        let [one, two] = ["one\n", "two\n"].map(|text| Note::new(text, vec![key.sign(text)]).unwrap());
        for note in [&one, &two] {
            shelf.keep("a.example/log", note).unwrap();
            assert_eq!(shelf.read("a.example/log").unwrap().as_ref(), Some(note));
        }
        assert_eq!(shelf.read("b.example/log").unwrap(), None);
        drop(shelf);
        let again = Shelf::take(&dir).unwrap();
        assert_eq!(again.read("a.example/log").unwrap(), Some(two));
        fs::write(again.file("a.example/log", "note"), "torn").unwrap();
        assert_eq!(again.read("a.example/log").unwrap_err().kind(), io::ErrorKind::InvalidData);
        fs::remove_dir_all(&dir).unwrap();
    }
}
