//! Trunk, wasm-bindgen and geckodriver: taken from PATH when their version fits, else built once into the user's cache.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{
    house,
    process::{cargo, run, text},
};

/// 0.22 wants a newer compiler than the one this project promises to build with.
const TRUNK: &str = "0.21.14";

/// The directory of a fitting `trunk`.
pub(crate) fn trunk() -> Result<PathBuf> {
    // Its own lock file is needed: with newer dependencies it does not compile. Without `update_check` it is smaller,
    // and asks nobody anything.
    provide("trunk", "trunk", TRUNK, &["--locked", "--no-default-features", "--features", "rustls"])
}

/// The directory of the `wasm-bindgen` that matches Cargo.lock, and of its test runner.
pub(crate) fn wasm_bindgen() -> Result<PathBuf> {
    provide("wasm-bindgen", "wasm-bindgen-cli", &locked("wasm-bindgen")?, &[])
}

/// What drives Firefox: speaks `WebDriver` to us and Marionette to it.
const GECKODRIVER: &str = "0.37.1";

/// The directory of a fitting `geckodriver`.
pub(crate) fn geckodriver() -> Result<PathBuf> {
    provide("geckodriver", "geckodriver", GECKODRIVER, &["--locked"])
}

/// The version of a package in Cargo.lock.
pub(crate) fn locked(package: &str) -> Result<String> {
    let lock = fs::read_to_string(house::root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    version_in(&lock, package).with_context(|| format!("Cargo.lock has no `{package}`"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"').map(str::to_owned)
}

fn provide(command: &str, package: &str, version: &str, options: &[&str]) -> Result<PathBuf> {
    let root = house::cache()?.join(format!("{package}-{version}"));
    let found =
        house::which(command).into_iter().chain([root.join("bin").join(command)]).find(|file| fits(file, version));
    if let Some(dir) = found.as_deref().and_then(Path::parent) {
        return Ok(dir.to_owned());
    }
    println!("setup: building {package} {version} into {} (minutes, once)", root.display());
    run(cargo()
        .args(["install", package, "--version", version, "--root"])
        .arg(&root)
        .args(options)
        // Built once, run for seconds: a quick build is worth more than a quick tool.
        .args(["--config", "profile.release.lto=false", "--config", "profile.release.codegen-units=16"])
        .args(["--config", "profile.release.opt-level=1", "--config", "profile.release.debug=false"])
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("RUSTFLAGS"))?;
    Ok(root.join("bin"))
}

/// Whether this program is of that very version.
fn fits(program: &Path, version: &str) -> bool {
    program.is_file()
        && text(Command::new(program).arg("--version"))
            .is_ok_and(|said| said.split_whitespace().any(|word| word == version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "wasm"), None);
    }
}
