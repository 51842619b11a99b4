//! `shanling ledger`: the books as a log that anybody can check, and what others can check with it.

pub mod audit;
pub mod check;
pub mod import_project;
pub mod witness;

use super::{Globals, Outcome};

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Judges rows of JSON, so that public test vectors run against us without our code
    Check(check::Command),
    /// Audits a log from outside: ours or another that keeps such books
    Audit(audit::Command),
    /// Takes in a charity's own file of projects: budgets, lines of its books, disclosures
    ImportProject(import_project::Command),
    /// Vouches for other people's logs (C2SP tlog-witness)
    Witness(witness::Command),
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// What the command says of itself.
    pub async fn run(self, globals: &Globals) -> Outcome {
        match self {
            Self::Check(command) => command.run(),
            Self::Audit(command) => command.run(globals).await,
            Self::ImportProject(command) => command.run(globals).await,
            Self::Witness(command) => command.run(globals).await,
        }
    }
}
