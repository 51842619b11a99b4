//! schemathesis, which reads the OpenAPI document and attacks every operation that it finds there.

use std::path::PathBuf;

use anyhow::Result;

use crate::setup::python;

const VERSION: &str = "4.32.5";

/// The command, installed into an environment of its own in the user's cache.
pub(crate) fn install() -> Result<PathBuf> {
    python::command("schemathesis", VERSION, "schemathesis", &[])
}
