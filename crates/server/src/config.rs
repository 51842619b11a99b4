//! How this server was told to behave.

use model::view::Site;

/// Settings of one server, decided once at its start.
#[derive(Clone, Debug)]
pub struct Config {
    /// What the pages say about this deployment; `site.demo` also opens what only a demonstration may do.
    pub site: Site,
}

impl Config {
    /// Whether this is a demonstration.
    #[must_use]
    pub const fn is_demo(&self) -> bool {
        self.site.demo
    }
}
