//! Where things are.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The root of the checkout.
#[must_use]
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Cargo's target directory for the host.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The built app: what the server embeds.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// What setup may build once for every checkout of this user: `$XDG_CACHE_HOME/shanling` or `~/.cache/shanling`.
///
/// # Errors
/// When neither variable is set, there is no place to keep tools.
pub(crate) fn cache() -> Result<PathBuf> {
    if let Some(dir) = env::var_os("XDG_CACHE_HOME").filter(|dir| !dir.is_empty()) {
        return Ok(PathBuf::from(dir).join("shanling"));
    }
    let home = env::home_dir().context("no home directory and no XDG_CACHE_HOME: nowhere to keep tools")?;
    Ok(home.join(".cache/shanling"))
}

/// Where a program is, as a shell would find it.
pub(crate) fn which(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|dir| dir.join(program)).find(|file| file.is_file())
}

/// `PATH` with some directories in front.
///
/// # Errors
/// A directory whose name holds a `:` cannot be part of `PATH`.
pub(crate) fn path_with(first: &[PathBuf]) -> Result<std::ffi::OsString> {
    let old = env::var_os("PATH").unwrap_or_default();
    let all = first.iter().cloned().chain(env::split_paths(&old));
    env::join_paths(all).context("a directory with a colon in its name cannot be in PATH")
}
