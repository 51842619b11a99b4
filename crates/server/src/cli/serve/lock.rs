//! One server for one SQLite file: its caches and its writer believe that they are alone.

use std::fs::{File, OpenOptions, TryLockError};

use super::Trouble;
use crate::keys::Keys;

/// Keeps others from serving the same file as long as it lives; nothing for a shared database. The lock is the
/// operating system's, so a killed server leaves none behind. Commands do not take it.
pub(super) fn take(database: &str) -> Result<Option<File>, Trouble> {
    let Some(path) = Keys::file_of(database) else { return Ok(None) };
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(format!("{path}.serving"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => {
            Err(Trouble::unusable("已有另一个 shanling serve 正在使用这个数据库文件。多台服务器请改用 PostgreSQL。"))
        }
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
