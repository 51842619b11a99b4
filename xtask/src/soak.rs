//! `cargo xtask soak`: the tests that live from repetition, many times over.

use anyhow::Result;
use clap::Args;

use crate::{
    postgres::{ADDRESS, Postgres},
    process::{cargo, run},
    setup::debian,
};

/// How long to keep at it.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// How often the server is killed under load, on each engine.
    #[arg(long, value_name = "N", default_value_t = 100)]
    kills: u32,
    /// How often every race is run.
    #[arg(long, value_name = "N", default_value_t = 10)]
    races: u32,
    /// Worlds in which everything goes wrong with a payment, on each engine.
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    worlds: u32,
    /// Cases of every property test.
    #[arg(long, value_name = "N", default_value_t = 2000)]
    cases: u32,
}

/// Kills, races, and looks for broken laws; stops at the first failure.
///
/// # Errors
/// When a test fails.
pub(crate) fn soak(options: &Options) -> Result<()> {
    let postgres = Postgres::start(&debian::postgres()?)?;
    let locked = |words: &[&str]| {
        let mut cargo = cargo();
        cargo.args(["test", "--locked"]).args(words).env(ADDRESS, &postgres.url);
        cargo
    };
    // What `cargo xtask test` has built is used as it is.
    let test = |words: &[&str]| locked(&[&["--workspace"], words].concat());
    println!("soak: {} kills on each engine", options.kills);
    run(test(&["--test", "crash"]).env("SHANLING_KILLS", options.kills.to_string()))?;
    run(test(&["--test", "money"]).env("SHANLING_KILLS", options.kills.to_string()))?;
    println!("soak: {} worlds of money on each engine", options.worlds);
    run(test(&["--test", "donation", "world"]).env("SHANLING_WORLDS", options.worlds.to_string()))?;
    for round in 1..=options.races {
        println!("soak: races, round {round} of {}", options.races);
        run(&mut test(&["--test", "race"]))?;
        run(&mut test(&["--test", "claims", "race"]))?;
    }
    println!("soak: laws, {} cases each", options.cases);
    let laws = ["--package", "model", "--package", "ledger", "--package", "store"];
    run(locked(&laws).env("PROPTEST_CASES", options.cases.to_string()))
}
