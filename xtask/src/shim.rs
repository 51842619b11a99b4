//! Trunk's `cargo`.
//!
//! Trunk calls `cargo build --bin NAME` without naming a package, and cargo then looks only among the default
//! members, of which the app is none. So Trunk finds this program under the name `cargo`: it names the package and hands
//! everything else on. Where the program is to be built, it asks for the other room's too: the two are linked beside each
//! other on two processors, and Trunk's next run finds its own ready.

use std::{env, os::unix::process::CommandExt, path::Path, process::Command};

use anyhow::{Context, Result};

/// The variable that holds the true cargo.
pub(crate) const REAL_CARGO: &str = "SHANLING_CARGO";

/// Whether we were started as `cargo`.
pub(crate) fn is_called() -> bool {
    env::args_os().next().is_some_and(|name| Path::new(&name).file_name().is_some_and(|name| name == "cargo"))
}

/// Becomes the true cargo.
///
/// # Errors
/// Only when that cannot be started.
pub(crate) fn become_cargo() -> Result<()> {
    let real = env::var_os(REAL_CARGO).with_context(|| format!("{REAL_CARGO} does not say where cargo is"))?;
    // With this Trunk only asks where its program lies, and two would confuse it.
    let is_question = env::args_os().any(|argument| argument == "--message-format=json");
    let mut cargo = Command::new(real);
    for argument in env::args_os().skip(1) {
        let is_build = argument == "build";
        cargo.arg(argument);
        if is_build {
            cargo.args(["--package", "shanling-app"]);
        }
        if is_build && !is_question {
            cargo.arg("--bins");
        }
    }
    Err(cargo.exec().into())
}
