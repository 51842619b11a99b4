//! Makes a fresh machine able to build, run and test this project; quick when everything is there.
//!
//! Nothing is installed that is already there in a fitting version. What has to be built (Trunk, wasm-bindgen, geckodriver) goes to
//! the user's cache directory, so that every checkout shares it; what the system provides (a browser, PostgreSQL) comes
//! from the system's packages.

pub(crate) mod debian;
pub(crate) mod foreign;
pub(crate) mod node;
pub(crate) mod others;
pub(crate) mod outside;
pub(crate) mod python;
pub(crate) mod schemathesis;
pub(crate) mod tools;
pub(crate) mod wasm;

use std::{path::PathBuf, time::Instant};

use anyhow::Result;

use crate::setup::{others::Others, outside::Outside, wasm::WasmToolchain};

/// What the build of the app needs.
pub(crate) struct Builder {
    /// How Rust is compiled to wasm here.
    pub wasm: WasmToolchain,
    /// Directories of `trunk`, `wasm-bindgen` and `wasm-opt`.
    pub tools: Vec<PathBuf>,
}

/// What the tests need besides.
pub(crate) struct Prover {
    /// The build tools.
    pub builder: Builder,
    /// Chromium or Chrome.
    pub chromium: PathBuf,
    /// The driver that wasm-bindgen's test runner talks to.
    pub chromedriver: PathBuf,
    /// Browsers of other makes, and what drives them.
    pub others: Others,
    /// Where `initdb` and `postgres` are.
    pub postgres: PathBuf,
    /// The command `schemathesis`.
    pub schemathesis: PathBuf,
    /// The command `hledger`.
    pub hledger: PathBuf,
    /// The directory of `bean-check` and `frictionless`.
    pub foreign: PathBuf,
    /// Programs that have to accept the ledger.
    pub outside: Outside,
}

/// Everything that `run` and `dist` need.
pub(crate) fn builder() -> Result<Builder> {
    let wasm = wasm::toolchain()?;
    let wasm_opt = debian::wasm_opt()?;
    let trunk = tools::trunk()?;
    let bindgen = tools::wasm_bindgen()?;
    let mut tools = vec![trunk, bindgen];
    tools.extend(wasm_opt.parent().map(PathBuf::from));
    Ok(Builder { wasm, tools })
}

/// Everything that `test` needs.
pub(crate) fn prover() -> Result<Prover> {
    debian::install_missing()?;
    let builder = builder()?;
    node::install()?;
    Ok(Prover {
        builder,
        chromium: debian::chromium()?,
        chromedriver: debian::chromedriver()?,
        others: others::install()?,
        postgres: debian::postgres()?,
        schemathesis: schemathesis::install()?,
        hledger: debian::hledger()?,
        foreign: foreign::install()?,
        outside: outside::install()?,
    })
}

/// `cargo xtask setup`: everything, and says where it is.
pub(crate) fn everything() -> Result<()> {
    let start = Instant::now();
    let prover = prover()?;
    println!("setup: wasm is compiled by {}", prover.builder.wasm.says);
    for dir in &prover.builder.tools {
        println!("setup: tools in {}", dir.display());
    }
    println!("setup: browser {}", prover.chromium.display());
    println!("setup: driver {}", prover.chromedriver.display());
    println!("setup: {} by {}", prover.others.firefox.display(), prover.others.geckodriver.display());
    println!("setup: WebKit by {}", prover.others.webkit.display());
    println!("setup: PostgreSQL in {}", prover.postgres.display());
    println!("setup: schemathesis {}", prover.schemathesis.display());
    println!("setup: hledger {}, others in {}", prover.hledger.display(), prover.foreign.display());
    println!("setup: readers of the ledger {}", prover.outside.readlog.display());
    println!("setup: {} and {}", prover.outside.proofbundle.display(), prover.outside.aics_witness.display());
    println!("setup: ready after {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}
