//! How this server was told to behave.

use std::path::PathBuf;

use model::{project::OVERDUE_DAYS, view::Site};
use store::{Store, StoreError, code::CodeLimits, meta};

use crate::{limits::Budgets, vouch::Asked};

/// How visitors reach us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// By http on this machine, or in a demonstration; nothing is promised about the way.
    Plain,
    /// Through a proxy that speaks TLS and tells who the visitor is (`X-Forwarded-For`).
    Proxy,
    /// By TLS that ends here.
    Tls,
}

impl Transport {
    /// Whether the visitor came by TLS.
    #[must_use]
    pub const fn is_tls(self) -> bool {
        matches!(self, Self::Proxy | Self::Tls)
    }
}

/// Settings of one server, decided once at its start.
#[derive(Clone, Debug)]
pub struct Config {
    /// What the pages say about this deployment; `site.demo` also opens what only a demonstration may do.
    pub site: Site,
    /// How visitors reach us.
    pub transport: Transport,
    /// The address that codes and share cards say, without a slash at its end; the request's own host unless given.
    pub public_url: Option<String>,
    /// Other places that serve the app and may send commands, as exact origins (`https://app.example`).
    pub app_origins: Vec<String>,
    /// How much one visitor may ask for.
    pub budgets: Budgets,
    /// How often sign-in codes may be asked for.
    pub codes: CodeLimits,
    /// Which log it is: the name in its checkpoints and keys, a prefix of its address without a scheme, no spaces.
    pub ledger_origin: String,
    /// The file of the log's lock; among the keys unless said otherwise.
    pub ledger_lock: Option<PathBuf>,
    /// Who is asked to vouch for the log.
    pub witnesses: Vec<Asked>,
    /// Days for which a disclosure may be overdue before nothing can be given to a project any more.
    pub overdue_days: i32,
}

/// The origin of a demonstration's log, unless said otherwise.
pub const DEMO_ORIGIN: &str = "demo.shanling.example/ledger";
/// By what the database knows its own log again.
const ORIGIN: &str = "ledger_origin";

/// The origin that the log of this database has had from its beginning.
///
/// # Errors
/// When the database fails.
pub async fn stored_origin(store: &Store) -> Result<Option<String>, StoreError> {
    meta::value(&mut store.read().await?.conn(), ORIGIN).await
}

/// Settles the origin for ever.
///
/// # Errors
/// When the database fails.
pub async fn store_origin(store: &Store, origin: &str) -> Result<(), StoreError> {
    store.writer().write(meta::Set { key: ORIGIN, value: origin.to_owned() }).await
}

impl Config {
    /// Settings with nothing unusual about them.
    #[must_use]
    pub fn new(site: Site, transport: Transport) -> Self {
        Self {
            site,
            transport,
            public_url: None,
            app_origins: Vec::new(),
            budgets: Budgets::default(),
            codes: CodeLimits::default(),
            ledger_origin: DEMO_ORIGIN.to_owned(),
            ledger_lock: None,
            witnesses: Vec::new(),
            overdue_days: OVERDUE_DAYS,
        }
    }

    /// Whether this is a demonstration.
    #[must_use]
    pub const fn is_demo(&self) -> bool {
        self.site.demo
    }
}
