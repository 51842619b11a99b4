//! schemathesis, which reads the OpenAPI document and attacks every operation that it finds there.

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    house,
    process::{program, run},
};

const VERSION: &str = "4.32.5";

/// The command, installed into an environment of its own in the user's cache.
pub(crate) fn install() -> Result<PathBuf> {
    let home = house::cache()?.join(format!("schemathesis-{VERSION}"));
    let command = home.join("bin/schemathesis");
    if command.is_file() {
        return Ok(command);
    }
    println!("setup: schemathesis {VERSION} into {}", home.display());
    run(program("python3").args(["-m", "venv"]).arg(&home))?;
    run(program(home.join("bin/pip")).args(["install", "--quiet", &format!("schemathesis=={VERSION}")]))?;
    Ok(command)
}
