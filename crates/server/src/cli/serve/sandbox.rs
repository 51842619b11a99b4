//! The sandbox of a demonstration: a process of its own, started and kept up by the server, gone with it.

use std::{
    fs,
    io::{self, Write as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::Context as _;
use payment::{Key, sandbox::SandboxChannel};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, ChildStdin, Command},
    task::JoinHandle,
};

use crate::{clock::Clock, merchant, pay};

/// The pause before a sandbox that died is started again.
const PAUSE: Duration = Duration::from_millis(500);

/// Where the sandbox comes from.
pub(super) struct Sandbox<'a> {
    /// Where its files lie: beside the keys of the house.
    pub(super) dir: &'a Path,
    /// The address of one that somebody else has started.
    pub(super) running: Option<String>,
    /// The file that it reads the time from too.
    pub(super) clock_file: Option<PathBuf>,
    /// Where the server listens.
    pub(super) server: SocketAddr,
}

impl Sandbox<'_> {
    /// The channel to the sandbox, and the task that keeps it up.
    pub(super) async fn open(self, clock: &Clock) -> anyhow::Result<(SandboxChannel, Option<JoinHandle<()>>)> {
        let key_file = self.dir.join(merchant::DEMO_KEY);
        let key = key(&key_file).with_context(|| format!("the key of the sandbox in {}", key_file.display()))?;
        let (base, keeper) = if let Some(base) = self.running {
            (base.trim_end_matches('/').to_owned(), None)
        } else {
            let mut start = Start {
                listen: SocketAddr::from(([127, 0, 0, 1], 0)),
                key: key_file,
                state: self.dir.join("sandbox.trades"),
                clock_file: self.clock_file,
            };
            let (running, address) = start.run().await.context("the sandbox does not start")?;
            start.listen = address;
            (format!("http://{address}"), Some(tokio::spawn(keep(start, running))))
        };
        let notices = format!("http://{}{}", self.server, pay::notice_path(payment::sandbox::NAME));
        let clock = clock.clone();
        let channel = SandboxChannel::new(base, key, notices, pay::CASHIER.to_owned(), move || clock.now());
        Ok((channel, keeper))
    }
}

/// How a sandbox is started.
struct Start {
    listen: SocketAddr,
    key: PathBuf,
    state: PathBuf,
    clock_file: Option<PathBuf>,
}

impl Start {
    async fn run(&self) -> io::Result<(Running, SocketAddr)> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("sandbox").arg("--listen").arg(self.listen.to_string()).arg("--until-eof");
        command.arg("--key").arg(&self.key).arg("--state").arg(&self.state);
        if let Some(file) = &self.clock_file {
            command.arg("--clock-file").arg(file);
        }
        // Its input ends with us, however we end; then it ends too.
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let out = child.stdout.take().ok_or_else(|| io::Error::other("no output"))?;
        let line = BufReader::new(out).lines().next_line().await?.unwrap_or_default();
        let address = line.rsplit("http://").next().and_then(|text| text.parse().ok());
        // Waiting for a child closes the input that it still holds.
        let input = child.stdin.take();
        let running = Running { child, _input: input };
        address.map(|address| (running, address)).ok_or_else(|| io::Error::other("it did not say where it listens"))
    }
}

/// A sandbox that runs until this is dropped.
struct Running {
    child: Child,
    _input: Option<ChildStdin>,
}

/// Starts the sandbox again whenever it dies, at the same address and with the same memory.
async fn keep(start: Start, mut running: Running) {
    loop {
        let ended = running.child.wait().await;
        tracing::warn!("the sandbox has ended ({ended:?}) and is started again");
        loop {
            tokio::time::sleep(PAUSE).await;
            match start.run().await {
                Ok((next, _)) => {
                    running = next;
                    break;
                }
                Err(error) => tracing::error!(%error, "the sandbox does not start"),
            }
        }
    }
}

/// The key in this file; a fresh one where there is none.
fn key(path: &Path) -> anyhow::Result<Key> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text.parse()?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = Key::new(rand::random());
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(path)?;
            file.write_all(key.reveal().as_bytes())?;
            file.sync_all()?;
            Ok(key)
        }
        Err(error) => Err(error.into()),
    }
}
