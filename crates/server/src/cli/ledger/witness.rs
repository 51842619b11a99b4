//! `shanling ledger witness`: vouches for other people's logs, so that none of them can show two histories.

use std::{
    io::{self, Write},
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use axum_server::Handle;
use clap::Args;
use ledger::{SignKey, Trust, VerifyKey, key::Algorithm};

use crate::{
    cli::{Globals, Outcome, Trouble, serve},
    keys,
    witness::{Desk, DeskError, Shelf, router},
};

/// How long a caller may take to send the head of a request.
const HEADS: Duration = Duration::from_secs(10);
/// How long open requests may take to end once the witness is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);
/// The file of its key, in its directory.
const KEY: &str = "witness.key";

/// Cosigns logs that only grow (C2SP tlog-witness)
#[derive(Debug, Args)]
#[command(after_help = "\
The directory holds key and memory of the witness together: copy neither back from a backup. A witness that has lost it \
must begin anew under another name. Put a proxy that speaks TLS in front where others are to reach it.")]
pub struct Command {
    /// The witness's name for good: an address without scheme that is yours, like `witness.example.org/w1`
    #[arg(long, env = "SHANLING_WITNESS_NAME")]
    name: String,
    /// The verifier key of a log to vouch for; may be repeated, for one log too while it changes its key
    #[arg(long, env = "SHANLING_WITNESS_LOGS", value_name = "VKEY", value_delimiter = ',', required = true)]
    log: Vec<VerifyKey>,
    /// The directory of its key and its memory
    #[arg(long, env = "SHANLING_WITNESS_DIR", value_name = "DIR", default_value = "shanling.witness")]
    dir: PathBuf,
    /// Where to listen; port 0 takes a free one
    #[arg(long, env = "SHANLING_WITNESS_LISTEN", default_value = "127.0.0.1:8788")]
    listen: SocketAddr,
}

impl Command {
    /// Witnesses until it is told to stop.
    ///
    /// # Errors
    /// When the directory is another witness's, or it cannot listen.
    pub async fn run(self, globals: &Globals) -> Outcome {
        serve::log_to_stderr(tracing::Level::INFO);
        let clock = globals.clock()?;
        let logs = logs(&self.log)?;
        let dir = self.dir.display();
        let memory = Shelf::take(&self.dir).map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock => Trouble::unusable(format!("{dir} 正被另一个见证进程使用。")),
            _ => Trouble::unusable(format!("无法使用 {dir}：{error}")),
        })?;
        let seed = keys::seed(&self.dir, KEY)?;
        let key = SignKey::new(&self.name, *seed).map_err(|error| Trouble::unusable(error.to_string()))?;
        let desk = Desk::new(key, logs, memory, clock).map_err(|error| match error {
            DeskError::Foreign(origin) => Trouble::unusable(format!(
                "{dir} 中为 {origin} 保存的检查点不是用这个名称和密钥签署的；见证不能换名或换密钥后继续。"
            )),
            DeskError::Shelf(error) => Trouble::unusable(format!("{dir} 中的记录无法读取：{error}")),
        })?;
        let listener = TcpListener::bind(self.listen)
            .map_err(|error| Trouble::unusable(format!("无法监听 {}：{error}", self.listen)))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        writeln!(io::stdout(), "vkey {}", desk.verify_key())?;
        writeln!(io::stdout(), "listening on http://{address}")?;

        let handle = Handle::new();
        let told = serve::told()?;
        let stopping = tokio::spawn({
            let handle = handle.clone();
            async move {
                told.await;
                handle.graceful_shutdown(Some(FAREWELL));
            }
        });
        let mut server = axum_server::from_tcp(listener)?.handle(handle);
        server.http_builder().http1().header_read_timeout(HEADS);
        let outcome = server.serve(router(Arc::new(desk)).into_make_service()).await;
        stopping.abort();
        Ok(outcome?)
    }
}

/// The logs of these keys: a log's origin is its key's name.
fn logs(keys: &[VerifyKey]) -> Result<Vec<Trust>, Trouble> {
    let mut origins: Vec<&str> = Vec::new();
    for key in keys {
        if key.algorithm() != Algorithm::Ed25519 {
            return Err(Trouble::unusable(format!("{key} 不是日志的密钥。")));
        }
        if !origins.contains(&key.name()) {
            origins.push(key.name());
        }
    }
    let of = |origin: &&str| Trust::new(origin, keys.iter().filter(|key| key.name() == *origin).cloned());
    Ok(origins.iter().map(of).collect())
}
