//! Real servers, as processes of their own, and a street full of people who call them over real connections.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use model::{ClaimId, Day, Millis, PersonId, WishId};
use server::{clock::Clock, keys::Keys, phone::Phone, session_cookie::NewToken};
use store::{
    Engine, Store,
    session::Seeded,
    testing::{Fresh, Mark, Seed},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// A database with its keys, and the way to serve it.
pub(crate) struct Street {
    pub(crate) fresh: Fresh,
    pub(crate) store: Store,
    pub(crate) keys: Keys,
    pub(crate) keys_dir: PathBuf,
    clock: Clock,
}

/// Somebody with a session.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) person: PersonId,
    token: String,
}

/// A running server; it is killed without warning when this is dropped.
pub(crate) struct Served {
    child: Child,
    pub(crate) address: SocketAddr,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Street {
    pub(crate) async fn new(engine: Engine) -> Self {
        Self::on(Fresh::new(engine).await).await
    }

    pub(crate) async fn on(fresh: Fresh) -> Self {
        let store = fresh.open().await;
        store.writer().write(Mark("demo", "1")).await.unwrap();
        let keys_dir = fresh.dir.join("keys");
        let keys = Keys::open(&keys_dir).unwrap();
        Self { fresh, store, keys, keys_dir, clock: Clock::system() }
    }

    pub(crate) fn now(&self) -> Millis {
        self.clock.now()
    }

    fn today(&self) -> Day {
        self.clock.today()
    }

    /// Starts a server on this database and waits until it listens.
    pub(crate) fn serve(&self) -> Served {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shanling"))
            .args(["--database", &self.fresh.url, "--keys"])
            .arg(&self.keys_dir)
            // Everybody here calls from one address, and shows a session that is new to the server.
            .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--network-rate", "2000"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next().expect("the server says where it listens").unwrap();
        let address = line.rsplit("http://").next().unwrap().trim().parse().expect(&line);
        Served { child, address }
    }

    pub(crate) async fn people(&self, count: u32) -> Vec<Caller> {
        let mut writes = Vec::new();
        for _ in 0..count {
            let person = PersonId::from_bits(rand::random());
            let phone = Phone::parse(&format!("139{:08}", rand::random_range(0..100_000_000_u32))).unwrap();
            let sealed = self.keys.seal(&store::person::context(person), phone.digits().as_bytes()).unwrap();
            let token = NewToken::random();
            let change = Seeded {
                person,
                // Numbers may meet by chance; people do not.
                phone_key: rand::random(),
                phone: sealed.into(),
                token: token.hash(),
                now: self.now(),
            };
            let store = self.store.clone();
            writes.push(tokio::spawn(async move {
                store.writer().write(change).await.unwrap();
                Caller { person, token: token.text().to_owned() }
            }));
        }
        let mut people = Vec::new();
        for write in writes {
            people.push(write.await.unwrap());
        }
        people
    }

    pub(crate) async fn wishes(&self, count: u32, slots: u32) -> Vec<WishId> {
        let mut wishes = Vec::new();
        for _ in 0..count {
            let mut seed = Seed::new(WishId::from_bits(rand::random()), self.today().plus(-3));
            seed.slots = slots;
            wishes.push(self.store.writer().write(seed).await.unwrap());
        }
        wishes
    }

    pub(crate) async fn claims_of(&self, wish: WishId) -> Vec<store::claim::ClaimRow> {
        let mut reader = self.store.read().await.unwrap();
        store::claim::of_wish(&mut reader.conn(), wish).await.unwrap()
    }

    /// What a question to the database yields: the first two columns, as `one two`.
    pub(crate) async fn texts(&self, sql: &'static str) -> Vec<String> {
        let mut reader = self.store.read().await.unwrap();
        let rows = reader.conn().rows(sql, &[]).await.unwrap();
        rows.iter().map(|row| format!("{} {}", row.text(0).unwrap(), row.text(1).unwrap())).collect()
    }

    /// What a question to the database yields: the bytes of its first column.
    pub(crate) async fn bytes(&self, sql: &'static str) -> Vec<Vec<u8>> {
        let mut reader = self.store.read().await.unwrap();
        let rows = reader.conn().rows(sql, &[]).await.unwrap();
        rows.iter().map(|row| row.bytes(0).unwrap()).collect()
    }

    pub(crate) async fn claim(&self, claim: ClaimId) -> Option<store::claim::ClaimRow> {
        let mut reader = self.store.read().await.unwrap();
        store::claim::load(&mut reader.conn(), claim).await.unwrap()
    }
}

impl Served {
    /// `kill -9`
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An open line, before anything is said.
pub(crate) struct Line(TcpStream, SocketAddr);

impl Line {
    pub(crate) async fn open(address: SocketAddr) -> Option<Self> {
        Some(Self(TcpStream::connect(address).await.ok()?, address))
    }

    /// Says one thing and hears the whole answer; `None` when the line broke before its end.
    async fn post(mut self, path: &str, caller: &Caller, key: Option<&str>, body: Option<&str>) -> Option<Answer> {
        let key = key.map_or_else(String::new, |key| format!("idempotency-key: {key}\r\n"));
        let body = body.unwrap_or_default();
        let kind = if body.is_empty() { "" } else { "content-type: application/json\r\n" };
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {}\r\ncookie: shanling={}\r\nsec-fetch-site: same-origin\r\n{key}{kind}\
             content-length: {}\r\nconnection: close\r\n\r\n{body}",
            self.1,
            caller.token,
            body.len()
        );
        self.0.write_all(request.as_bytes()).await.ok()?;
        self.answer().await
    }

    /// The whole answer.
    async fn answer(&mut self) -> Option<Answer> {
        let mut said = Vec::new();
        self.0.read_to_end(&mut said).await.ok()?;
        let said = String::from_utf8(said).ok()?;
        let (head, rest) = said.split_once("\r\n\r\n")?;
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().ok())?
        })?;
        // Half an answer is none.
        (rest.len() == length).then_some(())?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Answer { status, body: rest.to_owned() })
    }

    /// Asks for something that anybody may read; `None` when the line broke before the end of the answer.
    pub(crate) async fn get(mut self, path: &str) -> Option<Answer> {
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", self.1);
        self.0.write_all(request.as_bytes()).await.ok()?;
        self.answer().await
    }

    /// Asks for a slot.
    pub(crate) async fn claim(self, caller: &Caller, wish: WishId, key: &str) -> Option<Answer> {
        let body = r#"{"adult":true,"no_interest":true}"#;
        self.post(&format!("/api/v1/wishes/{wish}/claims"), caller, Some(key), Some(body)).await
    }

    /// Confirms a claim.
    pub(crate) async fn confirm(self, caller: &Caller, claim: ClaimId) -> Option<Answer> {
        self.post(&format!("/api/v1/claims/{claim}/confirm"), caller, None, None).await
    }
}

impl Answer {
    /// The code of the problem document that this is.
    pub(crate) fn code(&self) -> String {
        let problem: serde_json::Value = serde_json::from_str(&self.body).unwrap();
        problem["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The number of the claim that this is.
    pub(crate) fn id(&self) -> ClaimId {
        let view: model::view::ClaimView = serde_json::from_str(&self.body).expect(&self.body);
        view.id
    }
}
