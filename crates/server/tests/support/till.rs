//! A demonstration server and a sandbox as processes of their own, with a clock that the test moves.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use model::{DonationId, Millis, view::DonationView};
use payment::{
    Key,
    sandbox::{
        SandboxChannel,
        wire::{Fault, SetFaults},
    },
};
use server::keys::Keys;
use store::{
    Engine, Store,
    testing::{Fresh, Mark},
};

use crate::books::{file, take_in};

const PASSWORD: &str = "十个字以上的演示口令";
const START: &str = "2026-11-23T02:00:00Z";
pub(crate) const PROJECT: &str = "P-DEMO-02";

/// What the giver chooses at the cashier.
#[derive(Clone, Copy)]
pub(crate) enum Choice {
    Paid,
    Twice,
    WrongAmount,
    Late,
    Never,
}

impl Choice {
    const fn word(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Twice => "twice",
            Self::WrongAmount => "wrong_amount",
            Self::Late => "late",
            Self::Never => "never",
        }
    }
}

pub(crate) struct Till {
    fresh: Fresh,
    store: Store,
    clock: PathBuf,
    keys: PathBuf,
    now: Millis,
    sandbox: (Child, SocketAddr),
    server: (Child, SocketAddr),
}

impl Drop for Till {
    fn drop(&mut self) {
        for child in [&mut self.server.0, &mut self.sandbox.0] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn start(command: &mut Command) -> (Child, SocketAddr) {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let line =
        BufReader::new(child.stdout.as_mut().unwrap()).lines().next().expect("it says where it listens").unwrap();
    let address = line.rsplit("http://").next().unwrap().trim().parse().expect(&line);
    (child, address)
}

impl Till {
    pub(crate) async fn open(engine: Engine) -> Self {
        Self::on(Fresh::new(engine).await).await
    }

    pub(crate) async fn on(fresh: Fresh) -> Self {
        let store = fresh.open().await;
        store.writer().write(Mark("demo", "1")).await.unwrap();
        let (clock, keys) = (fresh.dir.join("clock"), fresh.dir.join("keys"));
        Keys::open(&keys).unwrap();
        fs::write(&clock, START).unwrap();
        fs::write(keys.join("sandbox.key"), "07".repeat(32)).unwrap();
        let now: Millis = START.parse().unwrap();
        take_in(&store, &file(), now.day()).await.unwrap();
        let sandbox = Self::sandbox(&clock, &keys, "127.0.0.1:0".parse().unwrap());
        let server = Self::server(&fresh, &clock, &keys, sandbox.1, "127.0.0.1:0".parse().unwrap());
        Self { fresh, store, clock, keys, now, sandbox, server }
    }

    fn sandbox(clock: &Path, keys: &Path, listen: SocketAddr) -> (Child, SocketAddr) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shanling"));
        command.arg("--clock-file").arg(clock).args(["sandbox", "--listen", &listen.to_string(), "--key"]);
        start(command.arg(keys.join("sandbox.key")).arg("--state").arg(keys.join("sandbox.trades")))
    }

    fn server(
        fresh: &Fresh,
        clock: &Path,
        keys: &Path,
        sandbox: SocketAddr,
        listen: SocketAddr,
    ) -> (Child, SocketAddr) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shanling"));
        command.args(["--database", &fresh.url, "--keys"]).arg(keys).arg("--clock-file").arg(clock);
        command.args(["serve", "--demo", "--listen", &listen.to_string(), "--network-rate", "2000"]);
        start(command.args(["--sandbox", &format!("http://{sandbox}")]))
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.server.1
    }

    pub(crate) fn kill_server(&mut self) {
        self.server.0.kill().unwrap();
        self.server.0.wait().unwrap();
    }

    pub(crate) fn kill_sandbox(&mut self) {
        self.sandbox.0.kill().unwrap();
        self.sandbox.0.wait().unwrap();
    }

    /// Starts again whatever has died, where it was.
    pub(crate) fn revive(&mut self) {
        if self.sandbox.0.try_wait().unwrap().is_some() {
            self.sandbox = Self::sandbox(&self.clock, &self.keys, self.sandbox.1);
        }
        if self.server.0.try_wait().unwrap().is_some() {
            self.server = Self::server(&self.fresh, &self.clock, &self.keys, self.sandbox.1, self.server.1);
        }
    }

    /// Moves the clock on and waits until nothing is due any more.
    pub(crate) async fn pass_minutes(&mut self, minutes: i64) {
        self.set(self.now.plus_minutes(minutes));
        self.until("select count(*) from payment_attempt where state in ('created', 'unknown', 'pending')").await;
    }

    /// Moves the clock to noon of the next day and waits until yesterday's bill was compared.
    pub(crate) async fn pass_to_next_day(&mut self) {
        self.set(self.now.day().plus(1).start().plus_hours(12));
        self.until("select 1 - count(*) from recon_run").await;
    }

    /// Moves the clock on, and waits for nothing.
    pub(crate) fn pass_seconds(&mut self, seconds: i64) {
        self.set(self.now.plus_seconds(seconds));
    }

    /// Somebody at the keyboard of this house; both persons of a pair have the same password.
    pub(crate) fn shanling(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shanling"));
        command.args(["--database", &self.fresh.url, "--keys"]).arg(&self.keys).arg("--clock-file").arg(&self.clock);
        command.env("SHANLING_PASSWORD", PASSWORD).env("SHANLING_SECOND_PASSWORD", PASSWORD);
        let output = command.env_remove("SHANLING_ALONE_YUAN").args(arguments).stdin(Stdio::null()).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    pub(crate) fn hire(&self, name: &str, roles: &str) {
        let ran = self.shanling(&["staff", "add", name, "--roles", roles, "--demo"]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }

    /// The file of a key of the house.
    pub(crate) fn key_file(&self, name: &str) -> PathBuf {
        self.keys.join(name)
    }

    /// Makes things go wrong at the sandbox for a donation.
    pub(crate) async fn fail(&self, donation: DonationId, faults: &[Fault]) {
        let (base, key) = (format!("http://{}", self.sandbox.1), Key::new([7; 32]));
        let now = self.now;
        let channel = SandboxChannel::new(base, key, String::new(), String::new(), move || now);
        let mut reader = self.store.read().await.unwrap();
        let number = store::donation::attempt_number(&mut reader.conn(), donation).await.unwrap().unwrap();
        let set = SetFaults { out_trade_no: number, faults: faults.to_vec() };
        assert!(channel.set_faults(&set).await);
    }

    /// Waits until a question to the database is answered by 0.
    pub(crate) async fn until_none(&self, sql: &'static str) {
        self.until(sql).await;
    }

    /// The first number of the answer to a question.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        let mut reader = self.store.read().await.unwrap();
        reader.conn().row(sql, &[]).await.unwrap().unwrap().int(0).unwrap()
    }

    fn set(&mut self, now: Millis) {
        self.now = now;
        // A reader must never see half of it.
        let draft = self.clock.with_extension("draft");
        fs::write(&draft, now.to_string()).unwrap();
        fs::rename(draft, &self.clock).unwrap();
    }

    async fn until(&self, sql: &'static str) {
        for _ in 0..1200 {
            let mut reader = self.store.read().await.unwrap();
            if reader.conn().row(sql, &[]).await.unwrap().unwrap().int(0).unwrap() == 0 {
                return;
            }
            drop(reader);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("it did not come to that: {sql}");
    }

    /// What the sandbox took, as its own file says.
    pub(crate) fn captured(&self) -> Vec<(String, u64)> {
        let text = fs::read_to_string(self.keys.join("sandbox.trades")).unwrap();
        let happened = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let captured = happened.filter_map(|one| one.get("captured").cloned());
        captured
            .map(|one| (one["transaction_id"].as_str().unwrap().to_owned(), one["amount"].as_u64().unwrap()))
            .collect()
    }

    /// What the journal says that was taken.
    pub(crate) async fn booked(&self) -> Vec<(String, u64)> {
        let mut reader = self.store.read().await.unwrap();
        let rows = reader.conn().rows("select ref, amount from journal where kind = 'capture'", &[]).await.unwrap();
        rows.iter().map(|row| (row.text(0).unwrap(), u64::try_from(row.int(1).unwrap()).unwrap())).collect()
    }

    /// At most one credit an order; a receipt and a row of the public ledger for each.
    pub(crate) async fn check_credits(&self) {
        for (what, sql) in [
            (
                "two credits for one order",
                "select count(*) from (select donation from provider_txn where booked = 'project' group by donation \
                 having count(*) > 1) as twice",
            ),
            (
                "a credit without its receipt",
                "select abs((select count(*) from provider_txn where booked = 'project') - (select count(*) from receipt))",
            ),
            (
                "a receipt without its row in the ledger",
                "select count(*) from receipt r where not exists (select 1 from ledger_pending p where p.idem = r.idem) \
                 and not exists (select 1 from ledger_place p where p.idem = r.idem)",
            ),
            (
                "odd money that nobody is told of",
                "select count(*) from provider_txn t where booked = 'suspense' and not exists \
                 (select 1 from finance_item i where i.object in (t.number, t.txn))",
            ),
        ] {
            let mut reader = self.store.read().await.unwrap();
            let count = reader.conn().row(sql, &[]).await.unwrap().unwrap().int(0).unwrap();
            assert_eq!(count, 0, "{what}");
        }
    }

    pub(crate) async fn knows(&self, id: &str) -> bool {
        let id = id.parse().unwrap();
        let mut reader = self.store.read().await.unwrap();
        store::donation::order(&mut reader.conn(), id).await.unwrap().is_some()
    }
}

/// One whole answer, or nothing where the line broke.
fn ask(address: SocketAddr, head: &str, body: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let length = body.len();
    write!(stream, "{head}\r\nhost: {address}\r\nsec-fetch-site: same-origin\r\nconnection: close\r\n").ok()?;
    write!(stream, "content-length: {length}\r\n\r\n{body}").ok()?;
    let mut said = String::new();
    stream.read_to_string(&mut said).ok()?;
    let status = said.split(' ').nth(1)?.parse().ok()?;
    Some((status, said.split_once("\r\n\r\n")?.1.to_owned()))
}

/// What a command did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// What it said, when all went well.
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.out
    }

    /// Its lines of JSON.
    pub(crate) fn json(self) -> Vec<serde_json::Value> {
        let lines = self.ok();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Gives something and goes to the cashier; yields the number of an order that was acknowledged.
pub(crate) fn donate(address: SocketAddr, choice: Choice) -> Option<String> {
    let view = order(address, r#"{"amount":500,"adult":true,"notice":1}"#).ok()?;
    choose(address, &view, choice);
    Some(view.id.to_string())
}

/// Goes to the cashier, if there is one.
pub(crate) fn choose(address: SocketAddr, view: &DonationView, choice: Choice) {
    if let Some(pay) = &view.pay {
        let head = format!("POST {} HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded", pay.url);
        ask(address, &head, &format!("choice={}", choice.word()));
    }
}

/// Orders a donation; a refusal is its status and body, silence is 0.
pub(crate) fn order(address: SocketAddr, body: &str) -> Result<DonationView, (u16, String)> {
    let key = format!("{:032x}", rand::random::<u128>());
    let head = format!(
        "POST /api/v1/projects/{PROJECT}/donations HTTP/1.1\r\ncontent-type: application/json\r\nidempotency-key: {key}"
    );
    let (status, body) = ask(address, &head, body).ok_or((0, String::new()))?;
    if status != 201 {
        return Err((status, body));
    }
    serde_json::from_str(&body).map_err(|_| (status, body))
}

/// What everybody sees at this path.
pub(crate) fn look(address: SocketAddr, path: &str) -> serde_json::Value {
    let (status, body) = ask(address, &format!("GET {path} HTTP/1.1"), "").expect("an answer");
    assert_eq!(status, 200, "{body}");
    serde_json::from_str(&body).expect(&body)
}
