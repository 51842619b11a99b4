//! The real router on a fresh database, for tests. Time stands still until the test moves it.

mod client;

use axum::Router;
use model::{Day, Millis, WishId, view::Site};
use store::{
    Change, StoreError,
    testing::{Fresh, Seed},
};

pub use client::{Answer, Client};

use crate::{
    app::{App, Parts},
    clock::Clock,
    config::Config,
    keys::Keys,
    router::router,
};

/// The moment at which every test begins: 23 November 2026, ten in the morning in China.
pub const START: &str = "2026-11-23T02:00:00Z";

/// A server without a network.
pub struct TestApp {
    /// The state that its handlers see.
    pub app: App,
    /// The database below it.
    pub fresh: Fresh,
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
        let site = Site { demo: true, hotline: "0000-0000000".into(), operator: "示例市慈善总会".into() };
        let mut config = Config { site };
        settle(&mut config);
        let app = App::new(Parts {
            store: fresh.open().await,
            clock: Clock::standing(START.parse().expect("an instant")),
            keys: Keys::open(&fresh.dir.join("keys")).expect("keys for the test"),
            config,
        });
        Self { router: router(app.clone()), app, fresh }
    }

    /// Somebody without a cookie.
    #[must_use]
    pub fn anonymous(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// The server itself, for what a [`Client`] cannot say.
    #[must_use]
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

    /// Plants an open wish, changed as the test wants it, and yields its id.
    pub async fn wish(&self, change: impl FnOnce(&mut Seed)) -> WishId {
        let mut seed = Seed::new(WishId::from_bits(rand::random()), self.today().plus(-3));
        change(&mut seed);
        self.write(seed).await
    }
}
