//! Programs of other people that have to accept our ledger.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::{
    house,
    process::{program, run},
    setup::{debian, python},
};

/// Where Debian puts the sources of Go libraries.
const DEBIAN_GOPATH: &str = "/usr/share/gocode";

/// The programs, ready to be run.
pub(crate) struct Outside {
    /// `tests/foreign/readlog`, made of the Go team's own tlog and note.
    pub readlog: PathBuf,
    /// Verifies `.tlog-proof` files.
    pub proofbundle: PathBuf,
    /// A C2SP witness.
    pub aics_witness: PathBuf,
}

/// All of them, installed or built if need be.
///
/// # Errors
/// When one cannot be had: the ledger then counts as refused, never as accepted.
pub(crate) fn install() -> Result<Outside> {
    Ok(Outside {
        readlog: readlog()?,
        proofbundle: python::command("proofbundle", "6.3.1", "proofbundle", &[])?,
        // It asks for Python 3.12 and runs on the 3.11 of Debian as well; what it does is what the step looks at.
        aics_witness: python::command("aics-witness", "0.1.0", "aics-witness", &["--ignore-requires-python"])?,
    })
}

/// Builds the reader; Go does nothing when it is there already.
fn readlog() -> Result<PathBuf> {
    let go = debian::go()?;
    let file = house::target().join("outside/readlog");
    let dir = file.parent().context("a file lies in a directory")?;
    fs::create_dir_all(dir)?;
    run(program(go)
        .args(["build", "-o"])
        .arg(&file)
        .arg(".")
        .current_dir(house::root().join("tests/foreign/readlog"))
        // Debian's libraries instead of modules from the network.
        .env("GO111MODULE", "off")
        .env("GOPATH", DEBIAN_GOPATH)
        .env("GOFLAGS", "")
        .env("GOCACHE", dir.join("cache")))?;
    Ok(file)
}
