//! The browser journeys' npm packages.

use std::fs;

use anyhow::{Context, Result};

use crate::{
    house,
    process::{program, run},
};

/// Installs what tests/e2e/package-lock.json names, unless that is what is there.
pub(crate) fn install() -> Result<()> {
    let room = house::root().join("tests/e2e");
    let lock = fs::read(room.join("package-lock.json")).context("cannot read tests/e2e/package-lock.json")?;
    let stamp = room.join("node_modules/.shanling-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("setup: npm packages of the browser journeys");
    run(program("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&room))?;
    fs::write(&stamp, lock).context("cannot note what npm installed")
}
