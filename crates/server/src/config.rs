//! How this server was told to behave.

use model::view::Site;
use store::code::CodeLimits;

use crate::limits::Budgets;

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
    /// Other places that serve the app and may send commands, as exact origins (`https://app.example`).
    pub app_origins: Vec<String>,
    /// How much one visitor may ask for.
    pub budgets: Budgets,
    /// How often sign-in codes may be asked for.
    pub codes: CodeLimits,
}

impl Config {
    /// Settings with nothing unusual about them.
    #[must_use]
    pub fn new(site: Site, transport: Transport) -> Self {
        Self { site, transport, app_origins: Vec::new(), budgets: Budgets::default(), codes: CodeLimits::default() }
    }

    /// Whether this is a demonstration.
    #[must_use]
    pub const fn is_demo(&self) -> bool {
        self.site.demo
    }
}
