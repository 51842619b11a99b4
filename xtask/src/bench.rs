//! `cargo xtask bench`: everything the measuring needs, then the measuring itself, which is a program of its own (crate
//! `bench`) so that the load is put on by optimised code.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::{
    dist, house,
    postgres::{ADDRESS, Postgres},
    process::{cargo, program, run},
    run::server,
    setup::{self, debian, node},
};

/// How much to measure.
#[derive(Debug, Args)]
pub(crate) struct Options {
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
    if let Some(out) = &options.out {
        bench.arg("--out").arg(std::env::current_dir()?.join(out));
    }
    run(&mut bench)
}
