//! A consistent copy of an embedded database, made while it is in use.

use std::path::Path;

use crate::{Engine, Store, StoreError, args};

/// No other engine has it, so it is in no list of shared statements.
const COPY: &str = "vacuum into $1";

/// Copies the database into a file that is new or empty; `false` on an engine that has tools of its own for it.
///
/// What was acknowledged before the call is in the copy; what is written meanwhile is in it wholly or not at all.
///
/// # Errors
/// When the file cannot be written.
pub async fn copy(store: &Store, file: &Path) -> Result<bool, StoreError> {
    if store.engine() == Engine::Postgres {
        return Ok(false);
    }
    let path = file.to_str().ok_or(StoreError::Corrupt("path (it is not UTF-8)"))?;
    store.read().await?.conn().run(COPY, args![path]).await?;
    Ok(true)
}
