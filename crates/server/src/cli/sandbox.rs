//! `shanling sandbox`: the payment provider of demonstrations and tests, which takes no money.

use std::{
    fs,
    io::{self, Write as _},
    net::SocketAddr,
    path::PathBuf,
    sync::Arc,
};

use payment::{
    Key,
    sandbox::{Serve, serve},
};
use tokio::io::AsyncReadExt as _;

use super::{Globals, Outcome, Trouble};
use crate::pay;

/// A payment provider that takes no money, for demonstrations and tests; on this machine only
#[derive(Debug, clap::Args)]
pub struct Command {
    /// Where to listen; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// The file that remembers trades and refunds; nothing is remembered without one
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// The file with the key that the house has too
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Ends when its standard input does: with the server that started it
    #[arg(long)]
    until_eof: bool,
}

impl Command {
    /// Serves until it is told to stop.
    ///
    /// # Errors
    /// When it would be reachable from elsewhere, or its files cannot be used.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let clock = globals.clock()?;
        let unusable = |error: &dyn std::fmt::Display| Trouble::unusable(format!("{}：{error}", self.key.display()));
        let text = fs::read_to_string(&self.key).map_err(|error| unusable(&error))?;
        let key: Key = text.parse().map_err(|error| unusable(&error))?;
        let settings = Serve {
            listen: self.listen,
            key,
            state: self.state,
            prefix: pay::CASHIER.to_owned(),
            now: Arc::new(move || clock.now()),
        };
        let opened = |address| {
            let mut out = io::stdout();
            let _ = writeln!(out, "listening on http://{address}").and_then(|()| out.flush());
        };
        tokio::select! {
            served = serve(settings, opened) => served.map_err(|error| Trouble::unusable(error.to_string())),
            () = end(self.until_eof) => Ok(()),
        }
    }
}

/// The end of the standard input, if that counts.
async fn end(counts: bool) {
    if !counts {
        return std::future::pending().await;
    }
    let mut input = tokio::io::stdin();
    let mut bytes = [0; 64];
    while input.read(&mut bytes).await.is_ok_and(|read| read > 0) {}
}
