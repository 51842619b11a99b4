//! A PostgreSQL of one's own for the tests: made for one run, reached on the loopback only, gone afterwards.

use std::{
    env, fs,
    net::TcpListener,
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::process::{program, run, text};

/// The variable by which tests learn the address of the server; they may create databases there.
pub(crate) const ADDRESS: &str = "SHANLING_TEST_POSTGRES";

/// How long a start may take on a machine that is busy with other things.
const START_LIMIT: Duration = Duration::from_mins(1);

/// A running server; it stops and its files vanish when this is dropped.
pub(crate) struct Postgres {
    server: Child,
    bin: PathBuf,
    home: PathBuf,
    user: Option<User>,
    /// Its address, as sqlx takes it.
    pub url: String,
}

/// Whom it runs as: PostgreSQL refuses to be root.
#[derive(Clone, Copy)]
struct User {
    uid: u32,
    gid: u32,
}

impl Postgres {
    /// Starts one, with the programs in `bin`.
    ///
    /// # Errors
    /// When it cannot be made or does not answer in time; never goes on without it.
    pub(crate) fn start(bin: &Path) -> Result<Self> {
        // The database does not outlive the run, so nothing need survive a power cut.
        Self::with(bin, &["-c", "fsync=off", "-c", "full_page_writes=off"])
    }

    /// Starts one that keeps what it acknowledges, as in earnest: for measuring.
    ///
    /// # Errors
    /// As [`Postgres::start`].
    pub(crate) fn durable(bin: &Path) -> Result<Self> {
        Self::with(bin, &[])
    }

    fn with(bin: &Path, settings: &[&str]) -> Result<Self> {
        let user = if number(program("id").arg("-u"))? == 0 { Some(unprivileged()?) } else { None };
        // Not below target/: the unprivileged user need not be able to enter the checkout.
        let home = env::temp_dir().join(format!("shanling-postgres-{}", std::process::id()));
        fs::create_dir(&home).with_context(|| format!("cannot make {}", home.display()))?;
        if let Some(user) = user {
            chown(&home, Some(user.uid), Some(user.gid))?;
        }
        let data = home.join("data");
        // One order of text on every machine, the same as SQLite's: that of the bytes.
        let options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"];
        text(by(user, &bin.join("initdb"), &home).args(options).arg("--pgdata").arg(&data))?;

        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let log = fs::File::create(home.join("log"))?;
        let server = by(user, &bin.join("postgres"), &home)
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(&home)
            .args(["-h", "127.0.0.1", "-p", &port.to_string()])
            .args(["-c", "max_connections=300"])
            .args(settings)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .context("cannot start PostgreSQL")?;
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let mut postgres = Self { server, bin: bin.to_owned(), home, user, url };
        postgres.wait(port)?;
        Ok(postgres)
    }

    /// Waits until it answers.
    fn wait(&mut self, port: u16) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < START_LIMIT {
            let mut ready = by(self.user, &self.bin.join("pg_isready"), &self.home);
            if text(ready.args(["--host=127.0.0.1", &format!("--port={port}")])).is_ok() {
                return Ok(());
            }
            if let Some(status) = self.server.try_wait()? {
                let log = fs::read_to_string(self.home.join("log")).unwrap_or_default();
                bail!("PostgreSQL ended with {status}:\n{log}");
            }
            sleep(Duration::from_millis(50));
        }
        bail!("PostgreSQL did not answer within {START_LIMIT:?}")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut stop = by(self.user, &self.bin.join("pg_ctl"), &self.home);
        if text(stop.arg("stop").args(["--mode=immediate", "--pgdata"]).arg(self.home.join("data"))).is_err() {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.home);
    }
}

/// `cargo xtask postgres COMMAND …`: runs a command while a server is there.
///
/// # Errors
/// When the server does not start or the command fails.
pub(crate) fn during(bin: &Path, command: &[String]) -> Result<()> {
    let postgres = Postgres::start(bin)?;
    let Some((name, arguments)) = command.split_first() else {
        bail!("what is to be run while PostgreSQL is there? For example: cargo xtask postgres cargo test -p store");
    };
    run(program(name).args(arguments).env(ADDRESS, &postgres.url))
}

/// A program of PostgreSQL's, run as a user that it accepts.
fn by(user: Option<User>, file: &Path, home: &Path) -> Command {
    let mut command = program(file);
    command.current_dir(home).env_remove("PGHOST").env_remove("PGPORT").env_remove("PGUSER").env("HOME", home);
    if let Some(user) = user {
        command.uid(user.uid).gid(user.gid);
    }
    command
}

/// A user without rights that root can become.
fn unprivileged() -> Result<User> {
    for name in ["postgres", "nobody"] {
        if let (Ok(uid), Ok(gid)) = (number(program("id").args(["-u", name])), number(program("id").args(["-g", name])))
        {
            return Ok(User { uid, gid });
        }
    }
    bail!("PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as")
}

fn number(command: &mut Command) -> Result<u32> {
    Ok(text(command)?.trim().parse()?)
}
