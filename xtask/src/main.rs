//! Every chore of the house, in Rust: `cargo xtask --help`.

mod bench;
mod demo;
mod dist;
mod house;
mod http;
mod postgres;
mod process;
mod run;
mod setup;
mod shim;
mod sizes;
mod soak;
mod test;
mod words;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::test::Step;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Every chore of the house.")]
struct Chores {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Builds everything and serves the demonstration.
    Run {
        /// The port to listen on.
        #[arg(long, default_value_t = 8787)]
        port: u16,
        /// Also for phones in the same network, with a certificate made for the occasion.
        #[arg(long)]
        lan: bool,
    },
    /// Runs everything that has to hold before anything lands.
    Test {
        /// Only these steps, in their usual order.
        #[arg(long, value_name = "STEP", value_delimiter = ',')]
        only: Vec<Step>,
    },
    /// Builds the public app into dist/.
    Dist,
    /// Builds the page /design, which shows every component and is never shipped, and serves it until it is interrupted.
    Design {
        /// The port to listen on.
        #[arg(long, default_value_t = 8788)]
        port: u16,
    },
    /// Prints what a first visit costs, and fails beyond the limit.
    Sizes,
    /// Measures what it does beside limits and peers of the same run, in one table.
    Bench(bench::Options),
    /// Kills, races and property tests, many times over.
    Soak(soak::Options),
    /// Makes the data files of the text screen again from their sources.
    Words(words::Options),
    /// Installs what this machine lacks; the other chores do so by themselves.
    Setup,
    /// Runs a command while a fresh PostgreSQL is there for it: `cargo xtask postgres cargo test -p store`.
    Postgres {
        /// The command; it finds the server's address in `SHANLING_TEST_POSTGRES`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<String>,
    },
}

fn main() -> ExitCode {
    let done = if shim::is_called() { shim::become_cargo() } else { work() };
    if let Err(error) = &done {
        eprintln!("xtask: {error:#}");
    }
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn work() -> anyhow::Result<()> {
    match Chores::parse().chore {
        Chore::Run { port, lan } => run::serve(port, lan),
        Chore::Test { only } => test::test(&only),
        Chore::Dist => dist::dist(&setup::builder()?),
        Chore::Design { port } => run::design(port),
        Chore::Sizes => {
            dist::dist(&setup::builder()?)?;
            sizes::sizes()
        }
        Chore::Bench(options) => bench::bench(&options),
        Chore::Soak(options) => soak::soak(&options),
        Chore::Words(options) => words::words(&options),
        Chore::Setup => setup::everything(),
        Chore::Postgres { command } => postgres::during(&setup::debian::postgres()?, &command),
    }
}
