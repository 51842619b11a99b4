//! The browser journeys' npm packages, and Lighthouse's.

use std::fs;

use anyhow::{Context, Result};

use crate::{
    house,
    process::{program, run},
};

/// Installs what the browser journeys need.
///
/// # Errors
/// When npm refuses.
pub(crate) fn install() -> Result<()> {
    install_in("tests/e2e")
}

/// Installs what the package-lock.json of this directory names, unless that is what is there.
///
/// # Errors
/// When npm refuses.
pub(crate) fn install_in(directory: &str) -> Result<()> {
    let room = house::root().join(directory);
    let lock = fs::read(room.join("package-lock.json"))
        .with_context(|| format!("cannot read {directory}/package-lock.json"))?;
    let stamp = room.join("node_modules/.shanling-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("setup: npm packages of {directory}");
    run(program("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&room))?;
    fs::write(&stamp, lock).context("cannot note what npm installed")
}
