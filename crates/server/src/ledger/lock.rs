//! The lock: the last checkpoint that was signed, kept apart from the database.
//!
//! A database that was put back from an old copy, or a standby that lagged behind, knows less than was published. Signing
//! over it would make a second history. The lock remembers what the first one was, in a small file that is replaced as a
//! whole, written through to the disk, and only moved forward from the very content that was expected.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use ledger::Hash;
use serde::{Deserialize, Serialize};
use store::ledger::Head;

/// What is locked: a log of this size and root was signed, and may be known to anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// How many entries.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// The signed note; empty for a log without entries.
    pub note: String,
}

impl Mark {
    /// The mark of a log that has not begun.
    #[must_use]
    pub const fn empty() -> Self {
        Self { size: 0, root: Hash::EMPTY, note: String::new() }
    }
}

impl From<&Head> for Mark {
    fn from(head: &Head) -> Self {
        Self { size: head.size, root: head.root, note: head.note.clone() }
    }
}

/// Why the lock was not moved.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Something else stands in it than was expected: another server moved it.
    #[error("the lock was moved by somebody else")]
    Moved,
    /// What stands in the file is no lock.
    #[error("`{0}` is not a lock of a ledger")]
    Malformed(PathBuf),
    /// The file cannot be read or written.
    #[error("the lock of the ledger cannot be kept in `{0}`")]
    Files(PathBuf, #[source] io::Error),
}

/// The file of the lock.
#[derive(Clone, Debug)]
pub struct LockFile(PathBuf);

impl LockFile {
    /// The lock in this file.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    fn trouble(&self, error: io::Error) -> LockError {
        LockError::Files(self.0.clone(), error)
    }

    /// What is locked; `None` where there is no lock.
    ///
    /// # Errors
    /// When the file cannot be read, or is no lock.
    pub fn read(&self) -> Result<Option<Mark>, LockError> {
        match fs::read(&self.0) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|_| LockError::Malformed(self.0.clone())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.trouble(error)),
        }
    }

    /// Puts `to` in the place of `from`; durable when it returns.
    ///
    /// # Errors
    /// [`LockError::Moved`] when something else than `from` is locked; else when the file cannot be written.
    pub fn swap(&self, from: Option<&Mark>, to: &Mark) -> Result<(), LockError> {
        let turn = OpenOptions::new().create(true).truncate(false).write(true).open(self.beside("turn"));
        let turn = turn.map_err(|error| self.trouble(error))?;
        // Another server on this machine waits; the operating system lets go when this file is closed.
        turn.lock().map_err(|error| self.trouble(error))?;
        if self.read()?.as_ref() != from {
            return Err(LockError::Moved);
        }
        self.write(to).map_err(|error| self.trouble(error))
    }

    fn write(&self, mark: &Mark) -> io::Result<()> {
        let draft = self.beside("new");
        let mut file = File::create(&draft)?;
        file.write_all(&serde_json::to_vec(mark)?)?;
        file.sync_all()?;
        fs::rename(&draft, &self.0)?;
        // The name is durable only with its directory.
        let parent = self.0.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(parent)?.sync_all()
    }

    fn beside(&self, ending: &str) -> PathBuf {
        let mut name = self.0.clone().into_os_string();
        name.push(".");
        name.push(ending);
        name.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(size: u64) -> Mark {
        Mark { size, root: Hash::leaf(&size.to_be_bytes()), note: format!("note {size}") }
    }

    #[test]
    fn a_lock_moves_only_from_what_was_expected() {
        let dir = std::env::temp_dir().join(format!("shanling-lock-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let lock = LockFile::new(dir.join("ledger.lock"));
        assert_eq!(lock.read().unwrap(), None);
        lock.swap(None, &mark(1)).unwrap();
        assert_eq!(lock.read().unwrap(), Some(mark(1)));
        for wrong in [None, Some(mark(2))] {
            assert!(matches!(lock.swap(wrong.as_ref(), &mark(3)), Err(LockError::Moved)), "{wrong:?}");
        }
        lock.swap(Some(&mark(1)), &mark(3)).unwrap();
        assert_eq!(lock.read().unwrap(), Some(mark(3)));
        // A crash while writing leaves the old one.
        fs::write(dir.join("ledger.lock.new"), b"{\"size\":").unwrap();
        assert_eq!(lock.read().unwrap(), Some(mark(3)));
        lock.swap(Some(&mark(3)), &mark(4)).unwrap();
        fs::write(lock.path(), b"{}").unwrap();
        assert!(matches!(lock.read(), Err(LockError::Malformed(_))));
        fs::remove_dir_all(&dir).unwrap();
        assert!(matches!(lock.swap(None, &mark(1)), Err(LockError::Files(..))), "there is no such directory");
    }

    #[test]
    fn of_many_who_move_it_at_once_one_succeeds() {
        let dir = std::env::temp_dir().join(format!("shanling-locks-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let lock = LockFile::new(dir.join("ledger.lock"));
        let racers: Vec<_> = (1..=8)
            .map(|size| {
                let lock = lock.clone();
                std::thread::spawn(move || lock.swap(None, &mark(size)).is_ok())
            })
            .collect();
        let won = racers.into_iter().map(|racer| racer.join().unwrap());
        assert_eq!(won.filter(|won| *won).count(), 1);
        fs::remove_dir_all(&dir).unwrap();
    }
}
