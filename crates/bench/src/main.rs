//! One table: what the house does on this machine, each figure beside a limit or a peer of the same run.
//!
//! Nothing here passes or fails by time. What is *counted* has to be right: an answer that was not expected, or a claim
//! that was acknowledged and is not in the database, ends the run.

mod audit;
mod claims;
mod hot;
mod http;
mod intake;
mod load;
mod machine;
mod nginx;
mod raw;
mod reads;
mod served;
mod table;
mod town;
mod visit;

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::{Context, Result};
use clap::Parser;
use store::Engine;

use crate::{claims::Claims, machine::Machine, nginx::Nginx, raw::Raw, reads::Reads, table::Table, town::Town};

/// What `cargo xtask bench` hands over.
#[derive(Debug, Parser)]
#[command(name = "bench", about = "Measures the house; `cargo xtask bench` starts this with everything it needs.")]
struct Options {
    /// The binary to measure
    #[arg(long)]
    shanling: PathBuf,
    /// nginx, the peer for reads
    #[arg(long)]
    nginx: PathBuf,
    /// The browser
    #[arg(long)]
    chromium: PathBuf,
    /// Where `psql` and `pgbench` are; the server's address is in `SHANLING_TEST_POSTGRES`
    #[arg(long)]
    postgres: PathBuf,
    /// The root of the checkout
    #[arg(long)]
    root: PathBuf,
    /// A directory for databases, emptied first: on the disk that is to be measured
    #[arg(long)]
    room: PathBuf,
    /// Listed wishes: one round of reads and claims for each size
    #[arg(long, value_delimiter = ',')]
    wishes: Vec<u64>,
    /// Short rounds and small numbers: shows that everything works, measures little
    #[arg(long)]
    quick: bool,
    /// Only these parts, in their usual order
    #[arg(long, value_delimiter = ',')]
    only: Vec<Part>,
    /// Also writes everything as JSON
    #[arg(long)]
    out: Option<PathBuf>,
}

/// What is measured, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Pages of the list, beside nginx on the same bytes.
    Reads,
    /// Claims, beside raw durable commits.
    Claims,
    /// One wish, a thousand claimants.
    Hot,
    /// A first visit by a browser, free and throttled.
    Visit,
    /// The ledger: append, prove, audit, beside native SHA-256.
    Audit,
    /// A large file of a station.
    Intake,
}

impl Options {
    fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    /// Whether any part needs a town of wishes and a server.
    fn wants_town(&self) -> bool {
        [Part::Reads, Part::Claims, Part::Hot, Part::Visit, Part::Audit].iter().any(|part| self.wants(*part))
    }

    fn sizes(&self) -> Vec<u64> {
        match (self.wishes.as_slice(), self.quick) {
            ([], true) => vec![1_000],
            ([], false) => vec![1_000, 100_000],
            (sizes, _) => sizes.to_vec(),
        }
    }

    /// Seconds of one measurement.
    fn seconds(&self) -> f64 {
        if self.quick { 0.7 } else { 3.0 }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match measure(&Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(options: &Options) -> Result<()> {
    // What an earlier run left behind would be measured too.
    let _ = fs::remove_dir_all(&options.room);
    fs::create_dir_all(&options.room).context("cannot make a directory for the databases")?;
    let mut table = Table::new(Machine::look(&options.room));
    table.begin();

    let raw = Raw::measure(options, &mut table)?;
    let nginx = Nginx::start(&options.nginx, &options.room)?;
    let mut phone = None;
    let sizes = if options.wants_town() { options.sizes() } else { Vec::new() };
    for (round, wishes) in sizes.into_iter().enumerate() {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let town = Town::build(options, engine, wishes, &mut table).await?;
            let server = town.serve(options)?;
            let reads = Reads { town: &town, server: &server, nginx: &nginx };
            if options.wants(Part::Reads) {
                reads.measure(options, &mut table).await?;
            }
            if options.wants(Part::Claims) {
                Claims { town: &town, server: &server, raw: &raw }.measure(options, &mut table).await?;
            }
            if round == 0 && options.wants(Part::Hot) {
                hot::measure(&town, &server, &raw, &mut table).await?;
            }
            if engine == Engine::Sqlite {
                phone = Some((town, server));
            }
        }
    }
    if let Some((_town, server)) = &phone {
        if options.wants(Part::Visit) {
            visit::measure(options, &server.url(), &nginx, &mut table)?;
        }
        if options.wants(Part::Audit) {
            audit::measure(options, &server.url(), &mut table)?;
        }
    }
    drop(phone);
    if options.wants(Part::Intake) {
        intake::measure(options, &mut table)?;
    }

    table.end();
    if let Some(out) = &options.out {
        fs::write(out, table.json()?).with_context(|| format!("cannot write {}", out.display()))?;
        println!("\nAs JSON: {}", out.display());
    }
    let _ = fs::remove_dir_all(&options.room);
    Ok(())
}
