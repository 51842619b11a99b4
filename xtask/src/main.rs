//! Every chore of the house, in Rust: `cargo xtask --help`.

mod dist;
mod house;
mod process;
mod setup;
mod shim;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Every chore of the house.")]
struct Chores {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Installs what this machine lacks; the other chores do so by themselves.
    Setup,
    /// Builds the public app into dist/.
    Dist,
}

fn main() -> anyhow::Result<()> {
    if shim::is_called() {
        return shim::become_cargo();
    }
    match Chores::parse().chore {
        Chore::Setup => setup::everything(),
        Chore::Dist => dist::dist(&setup::builder()?),
    }
}
