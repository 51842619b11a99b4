//! The proof of promise 1: nobody in need is exposed. A whole file goes through the house, everything that may be
//! published is, people claim; then every byte that leaves the house or lies in its database is searched for every name,
//! identity number, phone and address of the file, for unmistakable canaries of the other private columns, and for the
//! claimants' phones.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "whatever goes wrong has to fail the test"
)]

#[path = "support/needles.rs"]
mod needles;
#[path = "support/shell.rs"]
mod shell;
#[path = "support/station.rs"]
mod station;

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Stdio},
};

use server::import::columns::Column as C;
use store::{Engine, meta, testing::Fresh};

use needles::{Needles, of_export};
use shell::Shell;
use station::{Line, demo, fixture};

const PASSWORD: &str = "一个够长的口令啊啊啊";
const CLAIMANT: &str = "13987650123";

/// Everything that was seen, by where it was seen.
#[derive(Default)]
struct Hay(Vec<(String, Vec<u8>)>);

impl Hay {
    fn add(&mut self, place: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.push((place.into(), bytes.into()));
    }

    fn size(&self) -> usize {
        self.0.iter().map(|(_, bytes)| bytes.len()).sum()
    }
}

/// Rows whose sex, category and birth day cannot be mistaken for anybody else's.
fn canaries() -> Vec<Line> {
    let canary = |number: &str| {
        Line::new(number)
            .born("1931-02-03", 17)
            .with(C::Sex, "金丝雀性别")
            .with(C::AidCategory, "金丝雀救助类别")
            .with(C::ConsentUntil, "2027-02-20")
    };
    vec![canary("CANARY-1"), canary("CANARY-2").with(C::Story, "旧被子薄了，请联系13812349876。")]
}

fn canary_values() -> Vec<(String, String)> {
    let row = &canaries()[0];
    let mut values: Vec<(String, String)> = ["1931-02-03", "1931/02/03", "1931年2月3日", "19310203"]
        .map(|day| ("出生日期 of the canary".to_owned(), day.to_owned()))
        .to_vec();
    for column in [C::Name, C::Identity, C::Phone, C::Address, C::Sex, C::AidCategory] {
        values.push((format!("{} of the canary", column.zh()), row.get(column).to_owned()));
    }
    values
}

/// A running server.
struct Served {
    process: Child,
    address: String,
    out: PathBuf,
}

impl Served {
    fn start(shell: &Shell, dir: &Path) -> Self {
        let (out, err) = (dir.join("serve.out"), dir.join("serve.err"));
        let options = [
            "serve",
            "--demo",
            "--listen",
            "127.0.0.1:0",
            "--network-rate",
            "100000",
            "--session-rate",
            "10000",
            "--log",
            "debug",
        ];
        let mut process =
            shell.command(&options).stdout(Stdio::piped()).stderr(std::fs::File::create(err).unwrap()).spawn().unwrap();
        let mut first = String::new();
        let mut lines = BufReader::new(process.stdout.take().unwrap());
        lines.read_line(&mut first).unwrap();
        let address = first.trim().rsplit("http://").next().unwrap().trim_end_matches('/').to_owned();
        std::fs::write(&out, &first).unwrap();
        Self { process, address, out }
    }

    /// One request; the whole answer with its head.
    fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        let host = &self.address;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer
    }

    fn get(&self, hay: &mut Hay, path: &str) -> serde_json::Value {
        let answer = self.ask("GET", path, "", "");
        let value = body(&answer);
        hay.add(format!("GET {path}"), answer);
        value
    }
}

fn body(answer: &[u8]) -> serde_json::Value {
    let text = String::from_utf8_lossy(answer);
    let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    serde_json::from_str(body).unwrap_or_default()
}

fn status(answer: &[u8]) -> &str {
    std::str::from_utf8(&answer[9..12]).unwrap()
}

/// Somebody signs in and claims, over the wire.
fn claim(served: &Served, hay: &mut Hay, wish: &str) {
    let code = served.ask("POST", "/api/v1/codes", "", &format!(r#"{{"phone":"{CLAIMANT}","notice":1}}"#));
    let digits = body(&code)["demo_code"].as_str().expect("a demonstration shows its codes").to_owned();
    let cookie = |answer: &[u8]| {
        let head = String::from_utf8_lossy(answer).into_owned();
        let set = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        format!("cookie: {}\r\n", set.split(';').next().unwrap())
    };
    let typed = format!(r#"{{"phone":"{CLAIMANT}","code":"{digits}"}}"#);
    let session = served.ask("POST", "/api/v1/session", &cookie(&code), &typed);
    assert_eq!(status(&session), "200");
    let cookie = cookie(&session);
    let once = format!("{cookie}idempotency-key: the-claim-of-the-proof\r\n");
    let claimed =
        served.ask("POST", &format!("/api/v1/wishes/{wish}/claims"), &once, r#"{"adult":true,"no_interest":true}"#);
    assert_eq!(status(&claimed), "201", "{}", String::from_utf8_lossy(&claimed));
    let id = body(&claimed)["id"].as_str().unwrap().to_owned();
    let confirmed = served.ask(
        "POST",
        &format!("/api/v1/claims/{id}/confirm"),
        &format!("{cookie}idempotency-key: the-confirmation\r\n"),
        "",
    );
    let report = format!(r#"{{"kind":"other","wish":"{wish}","text":"想问一下进展","contact":"{CLAIMANT}"}}"#);
    let reported = served.ask("POST", "/api/v1/reports", "", &report);
    let me = served.ask("GET", "/api/v1/me", &cookie, "");
    assert!(String::from_utf8_lossy(&me).contains("139****0123"));
    for (place, answer) in [
        ("codes", code),
        ("session", session),
        ("claim", claimed),
        ("confirm", confirmed),
        ("report", reported),
        ("me", me),
    ] {
        hay.add(format!("answer to {place}"), answer);
    }
}

/// Every page that anybody can read: the API's and the app's.
fn walk(served: &Served, hay: &mut Hay, claimed: &str) -> usize {
    for path in [
        "/",
        "/wishes",
        "/help",
        "/privacy",
        "/robots.txt",
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/v1/home",
        "/api/v1/stations",
        "/api/v1/openapi.json",
        "/api/v1/wishes?q=%E5%91%A8%E4%BA%94",
        "/api/v1/wishes?q=nonsense",
    ] {
        served.get(hay, path);
    }
    let (mut after, mut ids) = (String::new(), BTreeSet::new());
    loop {
        let page = served.get(hay, &format!("/api/v1/wishes{after}"));
        for card in page["items"].as_array().expect("a page of wishes") {
            ids.insert(card["id"].as_str().unwrap().to_owned());
        }
        let Some(next) = page["next"].as_str() else { break };
        after = format!("?after={next}");
    }
    // What is wholly claimed is in the list no more, but its page is public still.
    ids.insert(claimed.to_owned());
    for id in &ids {
        assert_eq!(served.get(hay, &format!("/api/v1/wishes/{id}"))["card"]["id"], **id);
    }
    for id in ids.iter().take(3) {
        served.get(hay, &format!("/w/{id}"));
    }
    ids.len()
}

/// Every cell of every table, the sealed ones too: what is sealed cannot be read.
async fn dump(fresh: &Fresh, engine: Engine, hay: &mut Hay) {
    let store = fresh.open().await;
    let mut reader = store.read().await.unwrap();
    let tables = match engine {
        Engine::Sqlite => "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
        Engine::Postgres => "select tablename::text from pg_tables where schemaname = 'public'",
    };
    let tables = reader.conn().rows(tables, &[]).await.unwrap();
    assert!(tables.len() > 20, "every table is looked at");
    for table in tables {
        let table = table.text(0).unwrap();
        let sql: &'static str = Box::leak(format!("select * from {table}").into_boxed_str());
        let mut bytes = Vec::new();
        for row in reader.conn().rows(sql, &[]).await.unwrap() {
            for at in 0..row.width() {
                let cell = row.opt_text(at).map(|text| text.unwrap_or_default().into_bytes());
                let cell = cell.or_else(|_| row.opt_bytes(at).map(Option::unwrap_or_default));
                let cell =
                    cell.or_else(|_| row.opt_int(at).map(|int| int.unwrap_or_default().to_string().into_bytes()));
                bytes.extend(cell.unwrap());
                bytes.push(b'\n');
            }
        }
        hay.add(format!("table {table}"), bytes);
    }
}

async fn prove(engine: Engine) {
    let fresh = Fresh::new(engine).await;
    let shell = Shell::new(&fresh.url, &fresh.dir, "2026-11-22T02:00:00Z");
    let mut hay = Hay::default();
    shell.run(&["catalogue", "import", demo("catalogue.json").to_str().unwrap()]).ok();
    shell.run(&["station", "import", demo("stations.csv").to_str().unwrap()]).ok();
    let totp = shell.hire("复核员", PASSWORD, &["--roles", "reviewer"]);
    let canary_file = fresh.dir.join("canaries.csv");
    std::fs::write(&canary_file, station::text(&canaries())).unwrap();
    let export = fixture("station_export.csv");
    for file in [&export, &canary_file] {
        for options in [&["--json"][..], &["--show", "1000"]] {
            let said = shell.run(&[&["import", file.to_str().unwrap()][..], options].concat());
            assert_eq!(said.code, 1, "{}", said.err);
            hay.add("import, stdout", said.out);
            hay.add("import, stderr", said.err);
        }
    }
    let listed = shell.run(&["wish", "list", "--json"]);
    let ids: Vec<String> = listed.json().iter().map(|wish| wish["id"].as_str().unwrap().to_owned()).collect();
    hay.add("wish list", listed.out);
    for id in ids.iter().take(5) {
        hay.add("wish show", shell.run(&["wish", "show", id]).ok());
    }
    let all: Vec<&str> = ids.iter().map(String::as_str).collect();
    let published = shell.act(&totp, PASSWORD, &[&["wish", "publish", "--as", "复核员"][..], &all].concat());
    let open = published.out.lines().filter(|line| line.contains("\topen\t")).count();
    assert!(open > 350, "{open} of {} are open", ids.len());
    hay.add("wish publish", published.out);

    // From here on it is served; only a demonstration shows its codes.
    fresh.open().await.writer().write(meta::Set { key: meta::DEMO, value: "1".into() }).await.unwrap();
    let mut served = Served::start(&shell, &fresh.dir);
    let canary = shell.run(&["wish", "list", "--json"]).json();
    let canary = canary.iter().find(|wish| wish["number"] == "CANARY-1").unwrap();
    assert_eq!(canary["state"], "open", "the canary is public");
    let canary = canary["id"].as_str().unwrap();
    claim(&served, &mut hay, canary);
    assert_eq!(walk(&served, &mut hay, canary), open, "every published wish was looked at");
    // While it runs, the write-ahead log still holds what the file does not.
    dump(&fresh, engine, &mut hay).await;
    let files = std::fs::read_dir(&fresh.dir).unwrap().map(|entry| entry.unwrap().path());
    for file in files.filter(|file| file.file_name().unwrap().to_string_lossy().starts_with("test.db")) {
        hay.add(format!("file {}", file.display()), std::fs::read(&file).unwrap_or_default());
    }
    if engine == Engine::Sqlite {
        let copy = fresh.dir.join("copy.db");
        hay.add("backup, stdout", shell.run(&["backup", copy.to_str().unwrap()]).ok());
        hay.add("backup", std::fs::read(copy).unwrap());
    }
    served.process.kill().unwrap();
    served.process.wait().unwrap();
    hay.add("serve, stdout", std::fs::read(&served.out).unwrap());
    let log = std::fs::read(fresh.dir.join("serve.err")).unwrap();
    assert!(log.len() > 10_000, "the log was on: {} bytes", log.len());
    hay.add("serve, log", log);

    let mut values = of_export(&export);
    values.extend(canary_values());
    values.push(("a claimant's phone".into(), CLAIMANT.into()));
    let needles = Needles::new(values);
    assert!(needles.count() > 2_000, "{} needles", needles.count());
    assert!(!needles.found("the export itself", &std::fs::read(&export).unwrap()).is_empty(), "the search can find");
    let found: Vec<String> = hay.0.iter().flat_map(|(place, bytes)| needles.found(place, bytes)).collect();
    assert!(hay.size() > 2_000_000, "{} bytes were searched", hay.size());
    assert!(
        found.is_empty(),
        "{} finds in {} bytes:\n{}",
        found.len(),
        hay.size(),
        found[..found.len().min(40)].join("\n")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_private_value_of_a_whole_file_can_be_read_anywhere_on_sqlite() {
    prove(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_private_value_of_a_whole_file_can_be_read_anywhere_on_postgresql() {
    prove(Engine::Postgres).await;
}
