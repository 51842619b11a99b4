//! The two witnesses that the demonstration asks: ours, and one of somebody else's.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use ledger::{Checkpoint, Hash, Note, SignKey, key::Algorithm, trust::Signed, witness::Submission};

use crate::{
    dist, http,
    process::{program, text},
};

/// How long a witness may take to open its door.
const PATIENCE: Duration = Duration::from_mins(1);

/// A witness, from before it knows a log to the end.
pub(super) struct Witness {
    /// Which.
    pub name: &'static str,
    /// What its cosignatures are checked with.
    pub vkey: String,
    url: String,
    home: PathBuf,
    tool: PathBuf,
    begin: fn(&Self, &str) -> Result<Command>,
    running: Option<Child>,
}

/// A directory and an address of its own.
fn place(name: &str) -> Result<(PathBuf, String)> {
    let home = env::temp_dir().join(format!("shanling-{name}-{}", std::process::id()));
    fs::create_dir_all(&home).with_context(|| format!("cannot make {}", home.display()))?;
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    Ok((home, address.to_string()))
}

/// Ours. Its key is made here, so that it is known before the witness runs.
pub(super) fn ours(shanling: &Path) -> Result<Witness> {
    let (home, address) = place("witness-ours")?;
    let mut seed = [0; 32];
    fs::File::open("/dev/urandom").and_then(|mut file| std::io::Read::read_exact(&mut file, &mut seed))?;
    fs::write(home.join("witness.key"), dist::hex(&seed))?;
    let vkey = SignKey::new(OURS, seed)?.verify_key(Algorithm::Cosignature).to_string();
    let begin = |own: &Witness, log: &str| {
        let mut command = program(&own.tool);
        let listen = own.url.trim_start_matches("http://");
        command.args(["ledger", "witness", "--name", OURS, "--log", log, "--listen", listen, "--dir"]).arg(&own.home);
        Ok(command)
    };
    let url = format!("http://{address}");
    Ok(Witness { name: "our witness", vkey, url, home, tool: shanling.to_owned(), begin, running: None })
}

const OURS: &str = "witness.example/ours";

/// aics-witness from `PyPI`.
pub(super) fn aics(tool: &Path) -> Result<Witness> {
    let (home, address) = place("witness-aics")?;
    let config = |home: &Path| home.join("witness.json");
    let mut init = program(tool);
    init.env("AICS_WITNESS_CONFIG", config(&home));
    let vkey = text(init.args(["init", "--name", "witness.example/aics", "--listen", &address]))?.trim().to_owned();
    let begin = |own: &Witness, log: &str| {
        let config = own.home.join("witness.json");
        let origin = log.split('+').next().unwrap_or_default();
        let mut add = program(&own.tool);
        text(add.env("AICS_WITNESS_CONFIG", &config).args(["add-log", "--origin", origin, "--vkey", log]))?;
        let mut serve = program(&own.tool);
        serve.env("AICS_WITNESS_CONFIG", &config).arg("serve");
        Ok(serve)
    };
    let url = format!("http://{address}");
    Ok(Witness { name: "aics-witness", vkey, url, home, tool: tool.to_owned(), begin, running: None })
}

/// The key that the demonstration's log signs with: whoever has it can try to fork the log.
pub(super) fn log_key(home: &Path, vkey: &str) -> Result<SignKey> {
    let name = vkey.split('+').next().unwrap_or_default();
    let mut open = vec![home.to_owned()];
    while let Some(dir) = open.pop() {
        for file in fs::read_dir(dir)? {
            let file = file?.path();
            if file.is_dir() {
                open.push(file);
            } else if let Some(key) = fs::read_to_string(&file).ok().and_then(|hex| sign_key(name, hex.trim()))
                && key.verify_key(Algorithm::Ed25519).to_string() == vkey
            {
                return Ok(key);
            }
        }
    }
    bail!("the key of {vkey} is not below {}", home.display())
}

fn sign_key(name: &str, hex: &str) -> Option<SignKey> {
    let pairs = (0..64).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok());
    let bytes: Option<Vec<u8>> = pairs.collect();
    SignKey::new(name, bytes.filter(|_| hex.len() == 64)?.try_into().ok()?).ok()
}

impl Witness {
    /// What the server is told of it.
    pub(super) fn options(&self) -> [String; 4] {
        ["--witness".to_owned(), self.url.clone(), "--witness-vkey".to_owned(), self.vkey.clone()]
    }

    /// Runs it for the log with this key.
    pub(super) fn start(&mut self, log: &str) -> Result<()> {
        let mut command = (self.begin)(self, log)?;
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        // Somebody has to listen to what it says, or it stops at the first word.
        if let Some(output) = child.stdout.take() {
            std::thread::spawn(move || BufReader::new(output).lines().for_each(drop));
        }
        self.running = Some(child);
        let start = Instant::now();
        while http::get(&format!("{}/healthz", self.url)).is_err() {
            ensure!(start.elapsed() < PATIENCE, "{} does not answer within {PATIENCE:?}", self.name);
            sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn add(&self, old: u64, note: &Note, proof: Vec<Hash>) -> Result<(u16, String)> {
        let body = Submission { old, proof, note: note.to_string() }.to_string();
        let answer = http::ask("POST", &format!("{}/add-checkpoint", self.url), &[], body.as_bytes())?;
        Ok((answer.status, answer.text()))
    }

    /// It cosigned this checkpoint last, and cosigns nothing but what extends it.
    pub(super) fn refuses(&self, log: &SignKey, last: &Signed) -> Result<()> {
        let (origin, size) = (last.checkpoint.origin(), last.checkpoint.size());
        let signed = |key: &SignKey, origin: &str, size: u64, root: Hash| -> Result<Note> {
            let text = Checkpoint::new(origin, size, root).context("an origin is one line")?.to_string();
            Ok(Note::new(&text, vec![key.sign(&text)])?)
        };
        let other = Hash::leaf(b"another history");
        let stranger = SignKey::new("stranger.example/ledger", [7; 32])?;
        let forger = SignKey::new(origin, [7; 32])?;
        let same = signed(log, origin, size, last.checkpoint.root())?;
        let want = |what: &str, answer: (u16, String), status: u16| {
            ensure!(answer.0 == status, "{} answered {what} with {}: {}", self.name, answer.0, answer.1);
            Ok(answer.1)
        };
        let told = want("a gap", self.add(size - 1, &same, Vec::new())?, 409)?;
        ensure!(told.trim() == size.to_string(), "{} tells the size {told}", self.name);
        want("a fork", self.add(size, &signed(log, origin, size, other)?, Vec::new())?, 422)?;
        want("a fork that goes on", self.add(size, &signed(log, origin, size + 1, other)?, vec![other])?, 422)?;
        want("a forgery", self.add(size, &signed(&forger, origin, size, last.checkpoint.root())?, Vec::new())?, 403)?;
        want("a stranger", self.add(0, &signed(&stranger, "stranger.example/ledger", 1, other)?, Vec::new())?, 404)?;
        // It was not shaken by any of it.
        want("the true log", self.add(size, &same, Vec::new())?, 200)?;
        Ok(())
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        if let Some(mut child) = self.running.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = fs::remove_dir_all(&self.home);
    }
}
