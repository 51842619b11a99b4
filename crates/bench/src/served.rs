//! The house as it is really served: the release binary, its own process, behind a proxy that we stand in for.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// The cookie that carries a session to a server behind a proxy.
pub(crate) const COOKIE: &str = "__Host-shanling";

/// A running server; killed when dropped.
pub(crate) struct Served {
    child: Child,
    /// Kept open: a server whose output nobody holds would fail when it speaks.
    _output: BufReader<ChildStdout>,
    pub(crate) address: SocketAddr,
}

impl Served {
    /// Starts it on this database, logging one line a request to a file as it does by default, with budgets that let one
    /// address put load on.
    ///
    /// # Errors
    /// When it does not say where it listens.
    pub(crate) fn start(shanling: &Path, database: &str, keys: &Path, log: &Path) -> Result<Self> {
        let mut child = Command::new(shanling)
            .args(["--database", database, "--keys"])
            .arg(keys)
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--trusted-proxy",
                "--ledger-origin",
                "bench.example.org/ledger",
            ])
            .args(["--network-rate", "10000000", "--session-rate", "10000000"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(log)?)
            .spawn()
            .with_context(|| format!("cannot start {}", shanling.display()))?;
        let mut output = BufReader::new(child.stdout.take().context("the server has no output")?);
        // The key of the ledger comes first.
        let address = output.by_ref().lines().map_while(Result::ok).find_map(|line| {
            let (_, address) = line.trim().rsplit_once("http://")?;
            address.parse().ok()
        });
        let Some(address) = address else {
            let _ = child.kill();
            let _ = child.wait();
            bail!("the server did not say where it listens; its log: {}", log.display());
        };
        Ok(Self { child, _output: output, address })
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Its address for a browser.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
