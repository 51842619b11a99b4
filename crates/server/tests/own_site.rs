//! Giving on the charity's own site: what it lacks is named, demo keys are refused, and money comes by gateways with keys of their
//! own that speak our provider protocol.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

#[path = "support/books.rs"]
mod books;
#[path = "support/shell.rs"]
mod shell;

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use axum::http::{Request, header};
use model::{
    donation::DonationState,
    project::{DonationMode, GivingOff},
    view::{DonationView, ProjectView},
};
use serde_json::json;
use server::{
    clock::Clock,
    jobs::Jobs,
    merchant::Merchants,
    staff::Totp,
    testing::{START, TestApp},
    till::ChannelPort,
};
use store::{both, testing::Fresh};
use tokio::task::JoinHandle;

use books::{changed, file, sequence, take_in};
use shell::{Said, Shell};

const PROJECT: &str = "P-DEMO-02";
const PASSWORD: &str = "一个够长的口令啊啊啊";
const KEYS: [&str; 2] = [
    "00112233445566778899aabbccddeeff0123456789abcdef0f1e2d3c4b5a6978",
    "8f7e6d5c4b3a29181706f5e4d3c2b1a0998877665544332211ffeeddccbbaa00",
];

/// A gateway: the sandbox as a process of its own, with a key of its own.
struct Gateway(Child, SocketAddr);

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Gateway {
    fn start(clock: &Path, key: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shanling"));
        command.arg("--clock-file").arg(clock).arg("sandbox").arg("--key").arg(key);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let line = BufReader::new(child.stdout.as_mut().unwrap()).lines().next().unwrap().unwrap();
        let address = line.rsplit("http://").next().unwrap().trim().parse().expect(&line);
        Self(child, address)
    }

    /// The payer pays at the cashier.
    fn pay(&self, url: &str) {
        let path = url.strip_prefix(&format!("http://{}", self.1)).expect("the cashier of this gateway");
        let mut stream = TcpStream::connect(self.1).unwrap();
        let form = "choice=paid";
        let kind = "content-type: application/x-www-form-urlencoded";
        let head = format!("POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{kind}\r\n");
        write!(stream, "{head}content-length: {}\r\n\r\n{form}", form.len()).unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap();
        assert!(said.starts_with("HTTP/1.1 303") && said.contains("/donation/"), "{said}");
        assert!(said.contains("location: http://127.0.0.1:"), "the payer comes back to our address: {said}");
    }
}

struct House {
    fresh: Fresh,
    shell: Shell,
    totp: Totp,
}

impl House {
    async fn open(fresh: Fresh) -> Self {
        let shell = Shell::new(&fresh.url, &fresh.dir, START);
        let totp = shell.hire("财务甲", PASSWORD, &["--roles", "finance"]);
        let store = fresh.open().await;
        take_in(&store, &file(), "2026-11-23".parse().unwrap()).await.unwrap();
        sequence(&store, START.parse().unwrap()).await;
        Self { fresh, shell, totp }
    }

    /// The charity files everything as it is, nothing of it a sample.
    async fn file_for_real(&self) {
        let real = changed(|file| {
            let project = &mut file.projects[1];
            project.is_sample = false;
            project.organisation.public_fundraising_cert = Some("公募证第0001号".into());
            project.organisation.uscc = "53370000MJD000000N".into();
            project.filing.number = Some("53370000MJD000000NA26001".into());
            project.filing.is_real = true;
        });
        take_in(&self.fresh.open().await, &real, "2026-11-23".parse().unwrap()).await.unwrap();
    }

    fn mode(&self, project: &str, mode: &str, channels: Option<&Path>) -> Said {
        let mut words = vec!["project", "mode", project, mode, "--as", "财务甲"];
        let path = channels.map(|path| path.to_str().unwrap().to_owned());
        if let Some(path) = &path {
            words.extend(["--channels", path.as_str()]);
        }
        self.shell.act(&self.totp, PASSWORD, &words)
    }

    fn key(&self, name: &str, text: &str) -> PathBuf {
        let path = self.fresh.dir.join(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// The file of the merchant accounts.
    fn channels(&self, accounts: &[(&str, &str, &Path)]) -> PathBuf {
        let one = |(name, address, key): &(&str, &str, &Path)| {
            json!({ "name": name, "title": format!("渠道{name}"), "address": address, "merchant": format!("1900{name}"),
                    "key_file": key })
        };
        let all: Vec<_> = accounts.iter().map(one).collect();
        self.key("channels.json", &serde_json::to_string(&all).unwrap())
    }
}

/// A running house with its doors open, and where they are.
struct Open {
    app: TestApp,
    doors: JoinHandle<()>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.doors.abort();
    }
}

impl Open {
    async fn with(fresh: Fresh, channels: Option<&Path>) -> Self {
        let door = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let site = format!("http://{}", door.local_addr().unwrap());
        let clock = Clock::standing(START.parse().unwrap());
        let port = match channels {
            Some(file) => Merchants::read(file).unwrap().open(&site, &clock),
            None => ChannelPort::default(),
        };
        let app = TestApp::owning(fresh, clock, port).await;
        let router = app.router();
        let doors = tokio::spawn(async move { axum::serve(door, router).await.unwrap() });
        Self { app, doors }
    }

    async fn project(&self) -> ProjectView {
        self.app.anonymous().get(&format!("/api/v1/projects/{PROJECT}")).await.json()
    }

    async fn order(&self, key: &str, channel: Option<&str>) -> server::testing::Answer {
        let mut body = json!({ "amount": 500, "adult": true, "notice": 1 });
        if let Some(channel) = channel {
            body["channel"] = channel.into();
        }
        self.app.anonymous().post_once(&format!("/api/v1/projects/{PROJECT}/donations"), key, &body).await
    }

    async fn look(&self, view: &DonationView) -> DonationView {
        let request = Request::get(format!("/api/v1/donations/{}", view.id))
            .header(header::AUTHORIZATION, format!("Bearer {}", view.key.as_deref().unwrap()));
        self.app.anonymous().send(request, axum::body::Body::empty()).await.json()
    }

    async fn text(&self, sql: &'static str) -> String {
        let mut reader = self.app.app.store.read().await.unwrap();
        reader.conn().row(sql, &[]).await.unwrap().unwrap().text(0).unwrap()
    }
}

both! {
    async fn what_is_missing_is_named_and_nothing_is_changed(fresh: Fresh) {
        let house = House::open(fresh).await;
        let key = house.key("a.key", KEYS[0]);
        let channels = house.channels(&[("a", "http://127.0.0.1:1", &key)]);
        let lacks = |said: &Said| -> Vec<String> {
            assert_eq!(said.code, 1, "{said:?}");
            said.out.lines().skip(1).map(|line| line.split('\t').nth(1).unwrap().to_owned()).collect()
        };
        assert_eq!(lacks(&house.mode(PROJECT, "own_site", None)), ["real", "merchant"]);
        assert_eq!(lacks(&house.mode("P-DEMO-06", "own_site", Some(&channels)))[0], "public");
        house.file_for_real().await;
        assert_eq!(lacks(&house.mode(PROJECT, "own_site", None)), ["merchant"]);
        // The same key as that of a demonstration's sandbox, which makes the house's own keys suspect too.
        let demo = house.shell.keys.join("sandbox.key");
        fs::write(&demo, KEYS[0]).unwrap();
        assert_eq!(lacks(&house.mode(PROJECT, "own_site", Some(&channels))), ["own_keys"]);
        fs::remove_file(demo).unwrap();
        house.key("a.key", &"07".repeat(32));
        assert_eq!(lacks(&house.mode(PROJECT, "own_site", Some(&channels))), ["own_keys"]);
        house.key("a.key", KEYS[0]);
        for (mode, code) in [("demo", 2), ("own", 2)] {
            assert_eq!(house.mode(PROJECT, mode, Some(&channels)).code, code, "{mode}");
        }
        assert_eq!(house.mode("P-NONE", "own_site", Some(&channels)).code, 2);
        let store = house.fresh.open().await;
        assert!(!store::project::any_own_site(&mut store.read().await.unwrap().conn()).await.unwrap());
        assert!(house.mode(PROJECT, "own_site", Some(&channels)).ok().contains("本站直接捐赠"));
        assert!(house.mode(PROJECT, "own_site", Some(&channels)).ok().contains("没有变化"));
        assert!(house.mode(PROJECT, "handoff", None).ok().contains("前往指定平台"));
    }

    async fn without_a_channel_the_button_is_off_and_says_why(fresh: Fresh) {
        let house = House::open(fresh).await;
        house.file_for_real().await;
        let key = house.key("a.key", KEYS[0]);
        let channels = house.channels(&[("a", "http://127.0.0.1:1", &key)]);
        house.mode(PROJECT, "own_site", Some(&channels)).ok();
        let House { fresh, .. } = house;
        let open = Open::with(fresh, None).await;
        let view = open.project().await;
        assert_eq!((view.donation.mode, view.donation.off), (Some(DonationMode::OwnSite), Some(GivingOff::NoChannel)));
        assert_eq!((view.card.giving_off, view.donation.channels.len()), (Some(GivingOff::NoChannel), 0));
        let refused = open.order("key-of-the-form-1", None).await;
        assert!(refused.status == 409 && refused.text().contains("no_channel"), "{}", refused.text());
    }

    async fn money_comes_by_gateways_with_keys_of_their_own(fresh: Fresh) {
        let house = House::open(fresh).await;
        house.file_for_real().await;
        let keys = [house.key("a.key", KEYS[0]), house.key("b.key", KEYS[1])];
        // Their clock stands, as the house's does.
        let clock = house.key("gateways.clock", START);
        let gateways = keys.each_ref().map(|key| Gateway::start(&clock, key));
        let addresses = gateways.each_ref().map(|one| format!("http://{}", one.1));
        let channels = house.channels(&[("bank-a", &addresses[0], &keys[0]), ("bank-b", &addresses[1], &keys[1])]);
        house.mode(PROJECT, "own_site", Some(&channels)).ok();
        let House { fresh, .. } = house;
        let open = Open::with(fresh, Some(&channels)).await;
        let donation = open.project().await.donation;
        assert_eq!((donation.mode, donation.off), (Some(DonationMode::OwnSite), None));
        let names: Vec<_> = donation.channels.iter().map(|one| (one.name.as_str(), one.title.as_str())).collect();
        assert_eq!(names, [("bank-a", "渠道bank-a"), ("bank-b", "渠道bank-b")]);

        let unknown = open.order("key-of-the-form-1", Some("bank-c")).await;
        assert!(unknown.status == 422 && unknown.text().contains("channel"), "{}", unknown.text());
        for (at, wanted) in [(0, None), (1, Some("bank-b"))] {
            let answer = open.order(&format!("key-of-the-form-{}", at + 2), wanted).await;
            assert_eq!(answer.status, 201, "{}", answer.text());
            let view: DonationView = answer.json();
            assert_eq!((view.mode, view.state), (DonationMode::OwnSite, DonationState::AwaitingPayment));
            gateways[at].pay(&view.pay.as_ref().unwrap().url);
            let mut last = open.look(&view).await;
            for _ in 0..200 {
                if last.state == DonationState::Paid {
                    break;
                }
                Jobs::of(&open.app.app).round().await.unwrap();
                tokio::time::sleep(Duration::from_millis(25)).await;
                last = open.look(&view).await;
            }
            assert_eq!(last.state, DonationState::Paid, "{last:?}");
        }
        let accounts = "select min(debit) || ' ' || max(debit) from journal where kind = 'capture'";
        assert_eq!(open.text(accounts).await, "assets:psp:bank-a assets:psp:bank-b");
        assert_eq!(open.text("select min(merchant) from provider_txn").await, "1900bank-a");

        // Real money is given to nothing that says that it is a sample, whatever it said when the mode was set.
        take_in(&open.app.app.store, &file(), open.app.today()).await.unwrap();
        assert_eq!(open.project().await.donation.off, Some(GivingOff::NotFiled));

        // Neither can speak for the other, and there is no sandbox behind a real house.
        let body = br#"{"event":"paid","resource":{}}"#;
        for (path, status) in [("bank-a", 401), ("bank-b", 500), ("sandbox", 404)] {
            let signature = payment::testing::notice(&KEYS[1].parse().unwrap(), open.app.now(), body);
            let request = Request::post(format!("/pay/{path}/notice")).header("sandbox-signature", signature);
            let answer = open.app.anonymous().send(request, axum::body::Body::from(body.to_vec())).await;
            assert_eq!(answer.status, status, "{path}");
        }
    }

    async fn a_house_does_not_open_on_its_own_site_with_demo_keys(fresh: Fresh) {
        let house = House::open(fresh).await;
        house.file_for_real().await;
        let key = house.key("a.key", KEYS[0]);
        let channels = house.channels(&[("bank-a", "http://127.0.0.1:1", &key)]);
        let serve = |more: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_shanling"));
            command.args(["--database", &house.fresh.url, "--keys"]).arg(&house.shell.keys);
            command.args(["serve", "--listen", "127.0.0.1:0", "--trusted-proxy", "--ledger-origin", "love.example.org/ledger"]);
            command.args(more).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
            command
        };
        let refused = |more: &[&str], why: &str| {
            let output = serve(more).output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(output.status.code() == Some(2) && said.contains(why), "{why}: {said}");
        };
        let file = channels.to_str().unwrap();
        let with = ["--channels", file, "--public-url", "https://love.example.org"];
        refused(&["--channels", file], "--public-url");
        house.key("a.key", &"07".repeat(32));
        refused(&with, "演示用的或随手写的");
        fs::write(&key, KEYS[0]).unwrap();
        let demo = house.shell.keys.join("sandbox.key");
        fs::write(&demo, KEYS[1]).unwrap();
        refused(&with, "演示环境用过的密钥");
        fs::remove_file(&demo).unwrap();
        house.mode(PROJECT, "own_site", Some(&channels)).ok();
        fs::write(&demo, KEYS[1]).unwrap();
        refused(&[], "演示环境用过的密钥");
        fs::remove_file(&demo).unwrap();
        for (text, why) in [
            ("[]", "没有收款渠道"),
            (r#"[{"name":"a"}]"#, "missing field"),
            (r#"[{"name":"sandbox","title":"x","address":"http://127.0.0.1:1","merchant":"1","key_file":"/x"}]"#, "另有用处"),
            (r#"[{"name":"a","title":"x","address":"http://pay.example.org","merchant":"1","key_file":"/x"}]"#, "本机"),
            (r#"[{"name":"A b","title":"x","address":"http://127.0.0.1:1","merchant":"1","key_file":"/x"}]"#, "小写"),
            (r#"[{"name":"a","title":"x","address":"http://127.0.0.1:1","merchant":"1","key_file":"/none"}]"#, "无法读取"),
        ] {
            let broken = house.key("broken.json", text);
            refused(&["--channels", broken.to_str().unwrap(), "--public-url", "https://love.example.org"], why);
        }
        let mut child = serve(&with).spawn().unwrap();
        let line = BufReader::new(child.stdout.take().unwrap()).lines().next().unwrap().unwrap();
        assert!(line.starts_with("listening on"), "{line}");
        child.kill().unwrap();
        child.wait().unwrap();
    }
}
