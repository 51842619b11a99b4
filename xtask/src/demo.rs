//! A server of the demonstration for one step of the tests: its own database, its own port, gone afterwards.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Stdio},
    thread::sleep,
    time::Duration,
};

use anyhow::{Context, Result, bail};

use crate::{
    http,
    process::{program, text},
};

/// A running `shanling serve --demo`.
pub(crate) struct Demo {
    server: Child,
    /// Kept open: a server whose output nobody holds would fail when it speaks.
    output: Option<BufReader<ChildStdout>>,
    /// Its directory: database and keys.
    pub home: PathBuf,
    /// Where it is, without a slash at the end.
    pub url: String,
}

impl Demo {
    /// Loads the demo data into a new SQLite file and serves it, with these options besides.
    ///
    /// # Errors
    /// When the data cannot be loaded or the server does not say where it listens.
    pub(crate) fn start(shanling: &Path, options: &[&str]) -> Result<Self> {
        let home = env::temp_dir().join(format!("shanling-demo-{}", std::process::id()));
        fs::create_dir_all(&home).with_context(|| format!("cannot make {}", home.display()))?;
        let database = format!("sqlite:{}", home.join("demo.db").display());
        text(program(shanling).args(["--database", &database, "demo", "load"]))?;
        let mut server = program(shanling)
            .args(["--database", &database, "serve", "--demo", "--listen", "127.0.0.1:0"])
            // One client asks thousands of questions; the limits themselves have tests of their own.
            .args(["--network-rate", "5000"])
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the server")?;
        let output = server.stdout.take().map(BufReader::new);
        let mut demo = Self { server, output, home, url: String::new() };
        let mut line = String::new();
        while demo.output.as_mut().context("the server has no output")?.read_line(&mut line)? > 0 {
            if let Some((_, url)) = line.split_once("listening on ") {
                url.trim().trim_end_matches('/').clone_into(&mut demo.url);
                demo.wait_for_the_ledger()?;
                return Ok(demo);
            }
            line.clear();
        }
        bail!("the server ended without saying where it listens")
    }

    /// The doors open before the sequencer has read the log; until then the ledger answers 503.
    fn wait_for_the_ledger(&self) -> Result<()> {
        while http::ask("GET", &format!("{}/api/v1/ledger", self.url), &[], b"")?.status == 503 {
            sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.home);
    }
}
