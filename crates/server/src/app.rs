//! What every handler can reach.

use std::{
    ops::Deref,
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use model::{Day, Millis};
use store::{
    Store, StoreError,
    project::{Giving, Years},
};
use tokio::sync::Mutex;

use crate::{
    assets::{Assets, Embedded},
    cache::{Cache, Ready},
    clock::Clock,
    config::Config,
    in_flight::InFlight,
    keys::Keys,
    ledger::Ledger,
    limits::Limits,
    live::Live,
    metrics::Metrics,
    sender::SenderPort,
    sources::Sources,
    till::{ChannelPort, Offered, Till},
    vouch::Vouchers,
};

/// The state of a running server. Clones share everything.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// The parts of an [`App`].
pub struct Parts {
    /// Everything that is kept.
    pub store: Store,
    /// The only source of time.
    pub clock: Clock,
    /// Seals and opens what must not be read.
    pub keys: Keys,
    /// How this server was told to behave.
    pub config: Config,
    /// Reaches people's phones.
    pub sender: SenderPort,
    /// Takes money, or plays at it.
    pub channel: ChannelPort,
    /// The files of the built app.
    pub dist: &'static [Embedded],
}

/// An [`App`]'s insides: the parts it was given, and what grows while it runs.
pub struct Inner {
    parts: Parts,
    pub(crate) assets: Assets,
    pub(crate) cache: Cache,
    pub(crate) document: OnceLock<Ready>,
    pub(crate) in_flight: InFlight,
    pub(crate) ledger: Ledger,
    pub(crate) limits: Limits,
    pub(crate) live: Live,
    pub(crate) metrics: Metrics,
    pub(crate) sources: Sources,
    pub(crate) vouchers: Vouchers,
    pub(crate) years: Mutex<Years>,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Inner {
            assets: Assets::new(parts.dist, &parts.config.site),
            cache: Cache::default(),
            document: OnceLock::new(),
            in_flight: InFlight::default(),
            ledger: Ledger::default(),
            limits: Limits::new(parts.config.budgets),
            live: Live::default(),
            metrics: Metrics::default(),
            sources: Sources::default(),
            vouchers: Vouchers::new(parts.config.witnesses.clone()),
            years: Mutex::default(),
            parts,
        }))
    }

    /// The instant.
    #[must_use]
    pub fn now(&self) -> Millis {
        self.clock.now()
    }

    /// The log, as far as it is published.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The file of the log's lock.
    #[must_use]
    pub fn ledger_lock(&self) -> PathBuf {
        self.config.ledger_lock.clone().unwrap_or_else(|| self.keys.ledger_lock())
    }

    /// A till for each channel, the preferred one first.
    pub fn tills(&self) -> impl Iterator<Item = Till> {
        let open = |one: &Offered| Till::new(self.store.clone(), self.clock.clone(), one.channel.clone());
        self.channel.all().iter().map(open)
    }

    /// The till of this provider, if it is one of ours.
    #[must_use]
    pub fn till_of(&self, provider: &str) -> Option<Till> {
        self.tills().find(|till| till.provider() == provider)
    }

    /// How this house lets people give.
    #[must_use]
    pub fn giving(&self) -> Giving {
        let channels = self.channel.views();
        Giving { is_demo: self.config.is_demo(), channels, overdue_days: self.config.overdue_days }
    }

    /// Writes the numbers of events that wait in memory.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn write_sources(&self) -> Result<(), StoreError> {
        self.sources.write(&self.store, &self.clock).await
    }

    /// The day in the county.
    #[must_use]
    pub fn today(&self) -> Day {
        self.clock.today()
    }
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Deref for Inner {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}
