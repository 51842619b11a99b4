//! Commands from `PyPI`, each in an environment of its own in the user's cache.

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    house,
    process::{program, run},
};

/// The command of this package in this very version, installed if need be.
///
/// # Errors
/// When Python cannot make the environment, or `PyPI` cannot be reached and it is not there yet.
pub(crate) fn command(package: &str, version: &str, command: &str, options: &[&str]) -> Result<PathBuf> {
    let home = house::cache()?.join(format!("{package}-{version}"));
    let file = home.join("bin").join(command);
    if file.is_file() {
        return Ok(file);
    }
    println!("setup: {package} {version} into {}", home.display());
    run(program("python3").args(["-m", "venv", "--clear"]).arg(&home))?;
    let pip = home.join("bin/pip");
    run(program(pip).args(["install", "--quiet", &format!("{package}=={version}")]).args(options))?;
    Ok(file)
}
