//! `shanling jobs`: what the clock wants done. A running server does it by itself.

use std::io::{self, Write};

use super::{Globals, House, Outcome};
use crate::{jobs::Jobs, sender::SenderPort};

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Does once whatever is due; messages are left to the server, which has the sender
    Run,
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When the house cannot be opened.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let Self::Run = self;
        let House { store, keys, clock } = globals.open().await?;
        let round = Jobs { store, keys, clock, sender: SenderPort::default(), tills: Vec::new() }.round().await?;
        writeln!(io::stdout(), "办理到期事项 {} 件。", round.changed)?;
        Ok(())
    }
}
