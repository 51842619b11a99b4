//! Programs that we did not write and that have to accept what we export.

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    house,
    process::{program, run},
};

/// What is installed, and the version that counts in the name of the environment.
const PACKAGES: [&str; 2] = ["beancount==3.2.3", "frictionless==5.21.0"];
const VERSION: &str = "1";

/// The directory of `bean-check` and `frictionless`, in an environment of its own in the user's cache.
pub(crate) fn install() -> Result<PathBuf> {
    let home = house::cache()?.join(format!("foreign-{VERSION}"));
    let bin = home.join("bin");
    if bin.join("bean-check").is_file() && bin.join("frictionless").is_file() {
        return Ok(bin);
    }
    println!("setup: {} into {}", PACKAGES.join(", "), home.display());
    run(program("python3").args(["-m", "venv"]).arg(&home))?;
    run(program(bin.join("pip")).args(["install", "--quiet"]).args(PACKAGES))?;
    Ok(bin)
}
