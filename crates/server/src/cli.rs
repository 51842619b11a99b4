//! The command line: one binary, a file for each group of commands, one meaning for each exit code.
//!
//! | code | meaning |
//! | --- | --- |
//! | 0 | done |
//! | 1 | refused by a rule, wholly or in part; what and why is in the output |
//! | 2 | the command, its file or the state of the house makes no sense; nothing was changed |
//! | 3 | the sign-in of `--as` failed |
//! | 4 | the database or the machine failed |
//!
//! Answers go to stdout, progress and notices to stderr. No command prints a personal value except `vault show`
//! and `report show`.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};
use store::{Store, StoreError};

use crate::{
    clock::Clock,
    keys::{Keys, KeysError},
};

pub mod backup;
pub mod catalogue;
pub mod claim;
pub mod demo;
pub mod event;
pub mod finance;
mod house;
pub mod import;
pub mod jobs;
pub mod ledger;
mod lines;
pub mod poster;
pub mod privacy;
pub mod project;
pub mod report;
pub mod sandbox;
pub mod serve;
pub mod sign_in;
pub mod staff;
pub mod station;
pub mod vault;
pub mod volunteer;
pub mod wish;

/// `shanling`: wishes of people in need, from a station's file to the hand-over.
#[derive(Debug, Parser)]
#[command(name = "shanling", version, about, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

/// What every command may be told.
#[derive(Debug, Args)]
pub struct Globals {
    /// Where the data lie: `sqlite:PATH`, a bare path, or `postgres://…`
    #[arg(
        long,
        global = true,
        env = "SHANLING_DATABASE",
        hide_env_values = true,
        default_value = "sqlite:shanling.db"
    )]
    pub database: String,
    /// The directory of the key files; beside the database unless said otherwise
    #[arg(long, global = true, env = "SHANLING_KEYS", value_name = "DIR")]
    pub keys: Option<PathBuf>,
    /// Reads the time from this file, for tests and rehearsals
    #[arg(long, global = true, env = "SHANLING_CLOCK_FILE", value_name = "FILE", hide = true)]
    pub clock_file: Option<PathBuf>,
}

/// One line a group of commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Opens the doors: pages, API, jobs
    Serve(serve::Command),
    /// Takes in a station's export: CSV (UTF-8 or GB18030) or XLSX
    Import(import::Command),
    /// What can be wished for
    #[command(subcommand)]
    Catalogue(catalogue::Command),
    /// The service stations
    #[command(subcommand)]
    Station(station::Command),
    /// What staff do to wishes
    #[command(subcommand)]
    Wish(wish::Command),
    /// Who may act for the house
    #[command(subcommand)]
    Staff(staff::Command),
    /// The station's side of a claim
    #[command(subcommand)]
    Claim(claim::Command),
    /// Events: what a poster opens, and its wall
    #[command(subcommand)]
    Event(event::Command),
    /// Posters to print, of a wish, a station, a project or an event
    Poster(poster::Command),
    /// Registered volunteers and their vetting
    #[command(subcommand)]
    Volunteer(volunteer::Command),
    /// Reports and complaints
    #[command(subcommand)]
    Report(report::Command),
    /// Charity projects
    #[command(subcommand)]
    Project(project::Command),
    /// The books as a log that anybody can check
    #[command(subcommand)]
    Ledger(ledger::Command),
    /// What the clock wants done
    #[command(subcommand)]
    Jobs(jobs::Command),
    /// The sealed identities and their keys
    #[command(subcommand)]
    Vault(vault::Command),
    /// Copies the embedded database while it is served
    Backup(backup::Command),
    /// Invented people to look around with
    #[command(subcommand)]
    Demo(demo::Command),
    /// The payment provider of demonstrations; takes no money
    Sandbox(sandbox::Command),
    /// Gifts, refunds, invoices and the bills of payment providers
    #[command(subcommand)]
    Finance(finance::Command),
    /// The text screen
    #[command(subcommand)]
    Privacy(privacy::Command),
}

/// Why a command ends without having done all it was asked to.
#[derive(Debug)]
pub enum Trouble {
    /// A rule refused; the output has said so already.
    Refused,
    /// The command, its file or the state of the house makes no sense: one sentence for the person at the keyboard.
    Unusable(String),
    /// Name, password or code are wrong: one sentence that does not say which.
    SignIn(String),
    /// The machinery failed.
    Failed(anyhow::Error),
    /// Whoever reads our output has stopped doing so.
    Unread,
}

/// How a command ends.
pub type Outcome = Result<(), Trouble>;

/// The open house: database, keys and clock.
pub struct House {
    /// Everything that is kept.
    pub store: Store,
    /// Seals and opens what must not be read.
    pub keys: Keys,
    /// The only source of time.
    pub clock: Clock,
}

/// Reads the command line and does what it says.
pub async fn run() -> ExitCode {
    let Cli { globals, command } = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers, not mistakes.
            let code = u8::from(error.use_stderr()) * 2;
            let _ = error.print();
            return code.into();
        }
    };
    let outcome = match command {
        Command::Serve(command) => command.run(&globals).await,
        Command::Import(command) => command.run(&globals).await,
        Command::Catalogue(command) => command.run(&globals).await,
        Command::Station(command) => command.run(&globals).await,
        Command::Wish(command) => command.run(&globals).await,
        Command::Staff(command) => command.run(&globals).await,
        Command::Claim(command) => command.run(&globals).await,
        Command::Event(command) => command.run(&globals).await,
        Command::Poster(command) => command.run(&globals).await,
        Command::Volunteer(command) => command.run(&globals).await,
        Command::Report(command) => command.run(&globals).await,
        Command::Project(command) => command.run(&globals).await,
        Command::Ledger(command) => command.run(&globals).await,
        Command::Jobs(command) => command.run(&globals).await,
        Command::Vault(command) => command.run(&globals).await,
        Command::Backup(command) => command.run(&globals).await,
        Command::Demo(command) => command.run(&globals).await,
        Command::Privacy(command) => command.run(&globals).await,
        Command::Sandbox(command) => command.run(&globals).await,
        Command::Finance(command) => command.run(&globals).await,
    };
    match outcome {
        Ok(()) | Err(Trouble::Unread) => ExitCode::SUCCESS,
        Err(Trouble::Refused) => 1.into(),
        Err(Trouble::Unusable(sentence)) => complain(&sentence, 2),
        Err(Trouble::SignIn(sentence)) => complain(&sentence, 3),
        Err(Trouble::Failed(error)) => complain(&format!("{error:#}"), 4),
    }
}

fn complain(sentence: &str, code: u8) -> ExitCode {
    let _ = writeln!(io::stderr(), "{sentence}");
    code.into()
}

impl Trouble {
    /// [`Trouble::Unusable`] with this sentence.
    pub fn unusable(sentence: impl Into<String>) -> Self {
        Self::Unusable(sentence.into())
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Unread } else { Self::Failed(error.into()) }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<KeysError> for Trouble {
    fn from(error: KeysError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<serde_json::Error> for Trouble {
    fn from(error: serde_json::Error) -> Self {
        Self::Failed(error.into())
    }
}
