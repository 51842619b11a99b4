//! What every handler can reach.

use std::{ops::Deref, sync::Arc};

use model::{Day, Millis};
use store::Store;

use crate::{cache::Cache, clock::Clock, config::Config, keys::Keys};

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
}

/// An [`App`]'s insides: the parts it was given, and what grows while it runs.
pub struct Inner {
    parts: Parts,
    pub(crate) cache: Cache,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Inner { parts, cache: Cache::default() }))
    }

    /// The instant.
    #[must_use]
    pub fn now(&self) -> Millis {
        self.clock.now()
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
