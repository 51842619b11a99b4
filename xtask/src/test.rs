//! `cargo xtask test`: everything that has to hold before anything lands; stops at the first failure.

mod count;
mod outside;
mod steps;

use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use crate::{
    postgres::Postgres,
    setup::{self, Prover},
    test::count::Count,
};

/// The steps, in their order. Cheap ones come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// Rust is formatted.
    Fmt,
    /// No lint is broken, in host code.
    Clippy,
    /// No lint is broken, as the browser compiles it.
    WasmClippy,
    /// Host tests of every crate, on SQLite and PostgreSQL.
    Host,
    /// Tests inside a browser.
    Web,
    /// The app as visitors download it.
    Dist,
    /// Its size.
    Sizes,
    /// Journeys of a visitor in a real browser, on the real server.
    E2e,
    /// The way through the house in Firefox and `WebKit`, by `WebDriver`.
    Browsers,
    /// The OpenAPI document's operations under attack.
    Api,
    /// Programs that we did not write read what we export.
    Foreign,
    /// Programs that we did not write read, prove and witness the ledger of a running server, and refuse a false one.
    Outside,
}

/// What the steps share.
pub(crate) struct Bench {
    /// Tools.
    pub prover: Prover,
    /// The second database, from the first step that needs it to the end.
    postgres: Option<Postgres>,
}

impl Bench {
    /// The address of a running PostgreSQL.
    pub(crate) fn postgres(&mut self) -> Result<&str> {
        if self.postgres.is_none() {
            self.postgres = Some(Postgres::start(&self.prover.postgres)?);
        }
        Ok(&self.postgres.as_ref().context("PostgreSQL was started just now")?.url)
    }
}

/// Runs all steps, or only some.
///
/// # Errors
/// When a step fails.
pub(crate) fn test(only: &[Step]) -> Result<()> {
    let start = Instant::now();
    let mut bench = Bench { prover: setup::prover()?, postgres: None };
    println!("test: set up after {:.0} s", start.elapsed().as_secs_f64());
    let chosen = Step::value_variants().iter().filter(|step| only.is_empty() || only.contains(step));
    let mut total = Count::default();
    let mut failed = None;
    for step in chosen {
        let began = Instant::now();
        println!("\ntest: {}", name(*step));
        match steps::run(*step, &mut bench) {
            Ok(count) => {
                total += count;
                println!("test: {} holds after {:.0} s", name(*step), began.elapsed().as_secs_f64());
            }
            Err(error) => {
                total.failed += 1;
                println!("\ntest: {} does not hold: {error:#}", name(*step));
                failed = Some(*step);
                break;
            }
        }
    }
    drop(bench);
    println!("\ntest: {:.0} s in all", start.elapsed().as_secs_f64());
    println!("{} passed, {} failed", total.passed, total.failed);
    match failed {
        Some(step) => bail!("a step does not hold; `cargo xtask test --only {}` runs it alone", name(step)),
        None => Ok(()),
    }
}

/// A step as the command line names it.
fn name(step: Step) -> String {
    step.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}
