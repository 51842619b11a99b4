//! A server with a project, a sandbox behind it, and a door for the sandbox's notices.

use std::sync::Arc;

use axum::http::{Request, header};
use model::{DonationId, Fen, Millis, view::DonationView};
use payment::{
    Key,
    sandbox::{
        SandboxChannel, Serve, serve,
        wire::{Fault, SetFaults},
    },
};
use serde_json::{Value, json};
use server::{
    clock::Clock,
    jobs::{Jobs, Round},
    testing::{Answer, Client, TestApp},
    till::ChannelPort,
};
use store::{
    donation::{self, AskRefund, Asked},
    testing::Fresh,
};
use tokio::task::JoinHandle;

use crate::books::{file, sequence, take_in};

pub(super) const PROJECT: &str = "P-DEMO-02";

pub(super) struct Counter {
    pub(super) app: TestApp,
    pub(super) channel: SandboxChannel,
    pub(super) key: Key,
    tasks: Vec<JoinHandle<()>>,
}

impl Drop for Counter {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Counter {
    pub(super) async fn open(fresh: Fresh) -> Self {
        let clock = Clock::standing(server::testing::START.parse().unwrap());
        let door = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let notices = format!("http://{}/pay/sandbox/notice", door.local_addr().unwrap());
        let key = Key::new([7; 32]);
        let (tell, told) = tokio::sync::oneshot::channel();
        let now = {
            let clock = clock.clone();
            move || clock.now()
        };
        let settings = Serve {
            listen: "127.0.0.1:0".parse().unwrap(),
            key: key.clone(),
            state: None,
            prefix: "/sandbox".into(),
            now: Arc::new(now.clone()),
        };
        let sandbox = tokio::spawn(async move {
            serve(settings, |address| tell.send(address).unwrap()).await.unwrap();
        });
        let base = format!("http://{}", told.await.unwrap());
        let channel = SandboxChannel::new(base, key.clone(), notices, "/sandbox".into(), now);
        let app = TestApp::paying(fresh, clock, ChannelPort::sandbox(channel.clone())).await;
        take_in(&app.app.store, &file(), app.today()).await.unwrap();
        sequence(&app.app.store, app.now()).await;
        let router = app.router();
        let doors = tokio::spawn(async move { axum::serve(door, router).await.unwrap() });
        Self { app, channel, key, tasks: vec![sandbox, doors] }
    }

    pub(super) async fn fail(&self, faults: &[Fault]) {
        let set = SetFaults { out_trade_no: "*".into(), faults: faults.to_vec() };
        assert!(self.channel.set_faults(&set).await);
    }

    /// Does what is due, once.
    pub(super) async fn round(&self) -> Round {
        Jobs::of(&self.app.app).round().await.unwrap()
    }

    /// Waits until this holds of the donation; rounds of the jobs go on meanwhile.
    pub(super) async fn until(&self, guest: &Guest, holds: impl Fn(&DonationView) -> bool) -> DonationView {
        let mut last = None;
        for _ in 0..400 {
            let view = guest.look().await;
            if holds(&view) {
                return view;
            }
            last = Some(view);
            self.round().await;
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        panic!("it did not come to that: {last:?}");
    }

    pub(super) async fn sequence(&self) {
        sequence(&self.app.app.store, self.app.now()).await;
    }

    /// The transaction that paid a donation.
    pub(super) async fn txn_of(&self, id: DonationId) -> String {
        let id = id.to_string();
        let find = async |conn: &mut store::Conn<'_>| {
            let found = conn.row("select txn from provider_txn where donation = $1", &[id.as_str().into()]).await?;
            found.expect("it was paid").text(0)
        };
        self.app.fresh.outside(find).await.unwrap()
    }

    /// Finance sends so much of the only transaction back; `at` tells refunds apart.
    pub(super) async fn refund(&self, at: u32, fen: u64) {
        let find = async |conn: &mut store::Conn<'_>| {
            conn.row("select txn from provider_txn", &[]).await?.expect("it was paid").text(0)
        };
        let txn = self.app.fresh.outside(find).await.unwrap();
        self.refund_of(txn, at, fen).await;
    }

    /// The same of a transaction.
    pub(super) async fn refund_of(&self, txn: String, at: u32, fen: u64) {
        let ask = AskRefund {
            number: format!("R-TEST-{at}"),
            provider: "sandbox".into(),
            txn,
            amount: Fen::new(fen).unwrap(),
            why: ledger::kind::Why::DonorRequest,
            actor: "演示财务员".into(),
            second: None,
            alone: Fen::MAX,
            now: self.now(),
        };
        assert_eq!(self.app.write(ask).await, Asked::Open);
    }

    /// Lets twenty minutes pass, with a round of the jobs in each.
    pub(super) async fn rounds(&self) {
        for _ in 0..20 {
            self.round().await;
            self.app.pass_minutes(1);
        }
    }

    /// The kinds of what finance has to look into.
    pub(super) async fn items(&self) -> Vec<String> {
        let mut reader = self.app.app.store.read().await.unwrap();
        let items = donation::open_items(&mut reader.conn(), 0, 100).await.unwrap();
        items.into_iter().map(|item| item.kind).collect()
    }

    /// How many orders were made.
    pub(super) async fn orders(&self) -> u32 {
        let count = async |conn: &mut store::Conn<'_>| {
            conn.row("select count(*) from donation", &[]).await?.expect("a count").count(0)
        };
        self.app.fresh.outside(count).await.unwrap()
    }

    pub(super) async fn give(&self, body: &Value) -> Guest {
        let client = self.app.anonymous();
        let answer = self.order(&client, "key-of-the-form-1", body).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        Guest { client, view: answer.json() }
    }

    pub(super) async fn order(&self, client: &Client, key: &str, body: &Value) -> Answer {
        client.post_once(&format!("/api/v1/projects/{PROJECT}/donations"), key, body).await
    }

    pub(super) fn now(&self) -> Millis {
        self.app.now()
    }
}

pub(super) fn gift(fen: u64) -> Value {
    json!({ "amount": fen, "adult": true, "notice": 1 })
}

/// Somebody with the donation that they made: by its key, or by the session where they have signed in.
pub(super) struct Guest {
    pub(super) client: Client,
    pub(super) view: DonationView,
}

impl Guest {
    async fn ask(&self, method: &str, path: &str) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/donations/{}{path}", self.view.id))
            .header("sec-fetch-site", "same-origin");
        if let Some(key) = &self.view.key {
            request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
        }
        self.client.send(request, axum::body::Body::empty()).await
    }

    pub(super) async fn try_look(&self) -> Answer {
        self.ask("GET", "").await
    }

    pub(super) async fn look(&self) -> DonationView {
        self.ask("GET", "").await.json()
    }

    pub(super) async fn come_back(&self) -> DonationView {
        self.ask("POST", "/return").await.json()
    }

    pub(super) async fn remove_name(&self) {
        assert_eq!(self.ask("DELETE", "/name").await.status, 204);
    }

    /// Opens the cashier and chooses.
    pub(super) async fn choose(&self, choice: &str) {
        let url = self.view.pay.as_ref().expect("a way to pay").url.clone();
        let page = self.client.get(&url).await;
        assert!(page.text().contains("这里不收钱"), "{} {}", page.status, page.text());
        assert!(page.header("content-security-policy").contains("form-action 'self'"));
        let form = axum::body::Body::from(format!("choice={choice}"));
        let request = Request::post(&url).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.client.send(request, form).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        assert_eq!(answer.header("location"), format!("/donation/{}", self.view.id));
    }
}
