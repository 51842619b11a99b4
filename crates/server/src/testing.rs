//! The real router on a fresh database, for tests. Time stands still until the test moves it.

mod client;

use std::sync::Arc;

use axum::Router;
use model::{Day, Millis, PersonId, WishId, view::Site};
use store::{
    Change, StoreError,
    session::Seeded,
    testing::{Fresh, Seed},
};

use tokio::task::JoinHandle;

pub use client::{Answer, Client};

use crate::{
    app::{App, Parts},
    assets::Embedded,
    clock::Clock,
    config::{Config, Transport},
    keys::Keys,
    ledger::{SequenceError, Sequenced, Sequencer},
    phone::Phone,
    router::router,
    sender::{DemoSender, SenderPort},
    session_cookie::{self, NewToken},
    till::ChannelPort,
};

/// The moment at which every test begins: 23 November 2026, ten in the morning in China.
pub const START: &str = "2026-11-23T02:00:00Z";

/// A built app in small: a page for each room with a script, and one file that is named by its content.
pub const DIST: &[Embedded] = &[
    Embedded {
        path: "index.html",
        plain: b"<!doctype html><html><head><title>app</title>\n<meta name=\"description\" content=\"app\">\
                 <script type=\"application/json\" id=\"site\">{}</script></head>\
                 <body><script>let a = 1;</script></body></html>",
        gzip: None,
        brotli: None,
    },
    Embedded {
        path: "books.html",
        plain:
            b"<!doctype html><html><head><title>books</title><script type=\"application/json\" id=\"site\">{}</script>\
                 </head><body id=\"books\"><script>let a = 1;</script></body></html>",
        gzip: None,
        brotli: None,
    },
    Embedded {
        path: "assets/app-0123456789abcdef.wasm",
        plain: b"\0asm\x01\0\0\0",
        gzip: None,
        brotli: Some(b"small"),
    },
    Embedded { path: "assets/auditor-0123456789abcdef.js", plain: b"'use strict'", gzip: None, brotli: None },
    Embedded { path: "icon.svg", plain: b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", gzip: None, brotli: None },
    Embedded { path: "sw.js", plain: b"'use strict';", gzip: None, brotli: None },
];

/// A server without a network.
pub struct TestApp {
    /// The state that its handlers see.
    pub app: App,
    /// The database below it.
    pub fresh: Fresh,
    /// What went to people's phones.
    pub sent: Arc<DemoSender>,
    router: Router,
}

impl TestApp {
    /// A demonstration server on this database.
    pub async fn new(fresh: Fresh) -> Self {
        Self::with(fresh, |_| {}).await
    }

    /// A server that was told to behave otherwise.
    ///
    /// # Panics
    /// When it cannot be built, so that the test fails loudly.
    #[expect(clippy::expect_used, reason = "a test without its server has to fail")]
    pub async fn with(fresh: Fresh, settle: impl FnOnce(&mut Config)) -> Self {
        let clock = Clock::standing(START.parse().expect("an instant"));
        Self::build(fresh, clock, ChannelPort::default(), settle).await
    }

    /// A demonstration server to which one can give by this channel, with a clock that others have too.
    pub async fn paying(fresh: Fresh, clock: Clock, channel: ChannelPort) -> Self {
        Self::build(fresh, clock, channel, |_| {}).await
    }

    /// A real house to which one can give by these channels.
    pub async fn owning(fresh: Fresh, clock: Clock, channel: ChannelPort) -> Self {
        Self::build(fresh, clock, channel, |config| config.site.demo = false).await
    }

    #[expect(clippy::expect_used, reason = "a test without its server has to fail")]
    async fn build(fresh: Fresh, clock: Clock, channel: ChannelPort, settle: impl FnOnce(&mut Config)) -> Self {
        let site = Site { demo: true, hotline: "0000-0000000".into(), operator: "示例市慈善总会".into() };
        let mut config = Config::new(site, Transport::Plain);
        settle(&mut config);
        let sent = Arc::new(DemoSender::default());
        // Only a demonstration has a sender of its own.
        let sender = if config.is_demo() { SenderPort::shared(sent.clone()) } else { SenderPort::default() };
        let app = App::new(Parts {
            store: fresh.open().await,
            clock,
            keys: Keys::open(&fresh.dir.join("keys")).expect("keys for the test"),
            config,
            sender,
            channel,
            dist: DIST,
        });
        Self { router: router(app.clone()), app, fresh, sent }
    }

    /// Somebody without a cookie.
    #[must_use]
    pub fn anonymous(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// Somebody who is signed in by this number.
    ///
    /// # Panics
    /// When it is no mobile number, or somebody signed in by it before.
    #[expect(clippy::expect_used, reason = "a test without its person has to fail")]
    pub async fn citizen(&self, phone: &str) -> Client {
        let phone = Phone::parse(phone).expect("a mobile number");
        let token = NewToken::random();
        let person = PersonId::from_bits(rand::random());
        let sealed = self.app.keys.seal(&store::person::context(person), phone.digits().as_bytes()).expect("a seal");
        self.write(Seeded {
            person,
            phone_key: phone.key(&self.app.keys),
            phone: sealed.into(),
            token: token.hash(),
            now: self.now(),
        })
        .await;
        let client = self.anonymous();
        client.set_cookie(session_cookie::name(&self.app.config), token.text());
        client
    }

    /// The server itself, for what a [`Client`] cannot say.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// The instant on the server's clock.
    #[must_use]
    pub fn now(&self) -> Millis {
        self.app.now()
    }

    /// The day on the server's clock.
    #[must_use]
    pub fn today(&self) -> Day {
        self.app.today()
    }

    /// Moves the clock on.
    pub fn pass_minutes(&self, minutes: i64) {
        self.app.clock.set(self.now().plus_minutes(minutes));
    }

    /// Makes a change below the API.
    ///
    /// # Panics
    /// When the store refuses it.
    #[expect(clippy::expect_used, reason = "a test without its data has to fail")]
    pub async fn write<C: Change>(&self, change: C) -> C::Done {
        let done: Result<C::Done, StoreError> = self.app.store.writer().write(change).await;
        done.expect("the change of the test")
    }

    /// Has everything that waits enter the ledger, by a sequencer that begins anew.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn sequence(&self) -> Result<Sequenced, SequenceError> {
        Sequencer::of(&self.app).round().await
    }

    /// Begins to tell the news, as a running server does.
    ///
    /// # Panics
    /// When the database does not answer.
    #[expect(clippy::expect_used, reason = "a test without its news has to fail")]
    pub async fn open_news(&self) -> JoinHandle<()> {
        let news = tokio::spawn(self.app.live.clone().run(self.app.store.clone()));
        self.app.live.begun().await.expect("the news begin");
        news
    }

    /// Ends the news, and every stream of them.
    ///
    /// # Panics
    /// When telling them had failed.
    #[expect(clippy::expect_used, reason = "a test without its news has to fail")]
    pub async fn close_news(&self, news: JoinHandle<()>) {
        self.app.live.stop();
        news.await.expect("the news end");
    }

    /// Plants an open wish, changed as the test wants it, and yields its id.
    pub async fn wish(&self, change: impl FnOnce(&mut Seed)) -> WishId {
        let mut seed = Seed::new(WishId::from_bits(rand::random()), self.today().plus(-3));
        change(&mut seed);
        self.write(seed).await
    }
}
