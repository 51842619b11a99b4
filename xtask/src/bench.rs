//! `cargo xtask bench`: everything the measuring needs, then the measuring itself, which is a program of its own (crate
//! `bench`) so that the load is put on by optimised code.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::{
    demo::Demo,
    dist, house,
    postgres::{ADDRESS, Postgres},
    process::{cargo, program, run},
    run::server,
    setup::{self, debian, node},
};

/// A part of the measuring that can be run alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Pages of the list, beside nginx on the same bytes.
    Reads,
    /// Claims, beside raw durable commits.
    Claims,
    /// One wish, a thousand claimants.
    Hot,
    /// A first visit by a browser.
    Visit,
    /// The ledger: append, prove, audit, beside native SHA-256.
    Audit,
    /// A large file of a station.
    Intake,
    /// Lighthouse, on four pages of the demonstration.
    Lighthouse,
}

/// How much to measure.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Only these parts.
    #[arg(long, value_name = "PART", value_delimiter = ',')]
    only: Vec<Part>,
    /// Short rounds and small numbers: shows that everything works, measures little.
    #[arg(long)]
    quick: bool,
    /// Listed wishes, a round for each; 1000,100000 unless said otherwise.
    #[arg(long, value_name = "N", value_delimiter = ',')]
    wishes: Vec<u64>,
    /// Also writes everything as JSON.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Builds, starts the peers, measures.
///
/// # Errors
/// When something cannot be built or started, or an answer is wrong; never because something is slow.
pub(crate) fn bench(options: &Options) -> Result<()> {
    if options.only.is_empty() || options.only.iter().any(|part| *part != Part::Lighthouse) {
        table(options)?;
    }
    if options.only.is_empty() || options.only.contains(&Part::Lighthouse) {
        lighthouse(options)?;
    }
    Ok(())
}

/// What Lighthouse says of a page of each kind; what it counts has to be right, how quick it was is told.
fn lighthouse(options: &Options) -> Result<()> {
    let chromium = debian::chromium()?;
    node::install_in("tests/lighthouse")?;
    dist::dist(&setup::builder()?)?;
    let demo = Demo::start(&server(true)?, &[])?;
    let runs = if options.quick { 1 } else { 3 };
    let out = house::target().join("lighthouse.json");
    let ask = format!(r#"{{"url":{:?},"runs":{runs},"out":{:?}}}"#, demo.url, out.to_string_lossy());
    run(program("node").arg("tests/lighthouse/run.mjs").arg(ask).env("SHANLING_CHROMIUM", chromium))
}

/// The measuring itself, in one table.
fn table(options: &Options) -> Result<()> {
    let (nginx, chromium, bin) = (debian::nginx()?, debian::chromium()?, debian::postgres()?);
    node::install()?;
    dist::dist(&setup::builder()?)?;
    let shanling = server(true)?;
    // Not in one build with the server: the measured binary must not get the features that seeding needs.
    run(cargo().args(["build", "--release", "--package", "bench"]))?;
    let postgres = Postgres::durable(&bin)?;
    let mut bench = program(house::target().join("release/bench"));
    bench.env(ADDRESS, &postgres.url);
    let room = house::target().join("bench-room");
    for (name, path) in [
        ("--shanling", &shanling),
        ("--nginx", &nginx),
        ("--chromium", &chromium),
        ("--postgres", &bin),
        ("--root", &house::root()),
        ("--room", &room),
    ] {
        bench.arg(name).arg(path);
    }
    if options.quick {
        bench.arg("--quick");
    }
    for wishes in &options.wishes {
        bench.args(["--wishes", &wishes.to_string()]);
    }
    for part in options.only.iter().filter(|part| **part != Part::Lighthouse).filter_map(ValueEnum::to_possible_value) {
        bench.args(["--only", part.get_name()]);
    }
    if let Some(out) = &options.out {
        bench.arg("--out").arg(std::env::current_dir()?.join(out));
    }
    run(&mut bench)
}
