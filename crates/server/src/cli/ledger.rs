//! `shanling ledger`: the books as a log that anybody can check, and what others can check with it.

pub mod audit;
pub mod check;
pub mod export;
pub mod import_project;
pub mod operate;
pub mod witness;

use super::{Globals, Outcome};

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Judges rows of JSON, so that public test vectors run against us without our code
    Check(check::Command),
    /// Audits a log from outside: ours or another that keeps such books
    Audit(audit::Command),
    /// Writes the books for others: CSV, hledger, beancount, 360Giving, and the log itself
    Export(export::Command),
    /// Takes in a charity's own file of projects: budgets, lines of its books, disclosures
    ImportProject(import_project::Command),
    /// Vouches for other people's logs (C2SP tlog-witness)
    Witness(witness::Command),
    /// How far our log is, what waits, what was set aside
    Status(operate::Place),
    /// The keys that sign our log
    #[command(subcommand)]
    Key(operate::Key),
    /// What is known outside of the database of how far our log was published
    #[command(subcommand)]
    Lock(operate::Lock),
    /// Entries that broke a rule of the books
    #[command(subcommand)]
    Aside(operate::Aside),
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
            Self::Export(command) => command.run(globals).await,
            Self::ImportProject(command) => command.run(globals).await,
            Self::Witness(command) => command.run(globals).await,
            Self::Status(place) => place.run(globals).await,
            Self::Key(key) => key.run(globals).await,
            Self::Lock(lock) => lock.run(globals).await,
            Self::Aside(aside) => aside.run(globals).await,
        }
    }
}
