//! `cargo xtask run`: the demonstration, from nothing to an address that a browser can open.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::{
    dist, house,
    process::{cargo, program, run},
    setup,
};

/// Builds app and server, loads the demo data, and serves until it is interrupted.
///
/// # Errors
/// When something cannot be built, or the server ends in failure.
pub(crate) fn serve(port: u16, lan: bool) -> Result<()> {
    dist::dist(&setup::builder()?)?;
    let shanling = server(true)?;
    let home = house::root().join("demo-data");
    fs::create_dir_all(&home).context("cannot make demo-data/")?;
    let database = format!("sqlite:{}", home.join("demo.db").display());
    run(program(&shanling).args(["--database", &database, "demo", "load"]))?;

    let host = if lan { "0.0.0.0" } else { "127.0.0.1" };
    let mut serve = program(&shanling);
    serve.args(["--database", &database, "serve", "--demo", "--listen", &format!("{host}:{port}")]);
    if lan {
        serve.arg("--lan");
    }
    let scheme = if lan { "https" } else { "http" };
    println!(
        "\n  The demonstration will be at  {scheme}://localhost:{port}/\n  Ctrl-C ends it; demo-data/ keeps what was done in it.\n"
    );
    run(&mut serve)
}

/// Builds the page `/design` and serves it until it is interrupted.
///
/// # Errors
/// When it cannot be built, or served.
pub(crate) fn design(port: u16) -> Result<()> {
    dist::design(&setup::builder()?)?;
    println!("\n  The design system will be at  http://localhost:{port}/design\n  Ctrl-C ends it.\n");
    run(program("node").args(["tests/e2e/mock.mjs", &port.to_string(), "design"]))
}

/// The binary `shanling`, with what `dist/` holds inside it.
///
/// # Errors
/// When it does not compile.
pub(crate) fn server(release: bool) -> Result<PathBuf> {
    let mut build = cargo();
    build.args(["build", "--package", "server", "--bin", "shanling"]);
    if release {
        build.arg("--release");
    }
    run(&mut build)?;
    Ok(house::target().join(if release { "release" } else { "debug" }).join("shanling"))
}
