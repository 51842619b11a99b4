//! Public answers, ready to be sent: each is made once for every state of the database.
//!
//! Before any answer is taken from here, and before any 304, the database is asked for its version, which every commit of
//! every process raises. So a wish that was withdrawn by a command in another process is gone from the very next answer.

mod ready;
mod version;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{http::HeaderMap, response::Response};
use serde::Serialize;
use store::Conn;
use tokio::sync::OnceCell;

pub use ready::Ready;
pub(crate) use ready::{Coding, accepted};

use crate::{app::App, failure::Failure};

/// Answers kept at most; a page and its two compressed forms take about 10 kB.
const MOST: usize = 512;

/// The ready answers of one server.
#[derive(Default)]
pub struct Cache {
    version: version::Version,
    slots: Mutex<Slots>,
}

#[derive(Default)]
struct Slots {
    version: i64,
    ready: HashMap<String, Arc<OnceCell<Ready>>>,
}

impl Cache {
    /// The place of an answer made from this version of the database. Older answers are dropped here.
    fn slot(&self, version: i64, key: &str) -> Arc<OnceCell<Ready>> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.version < version {
            slots.version = version;
            slots.ready.clear();
        } else if slots.version > version {
            // Somebody saw a newer version meanwhile: this answer is for its own caller only.
            return Arc::default();
        }
        if slots.ready.len() >= MOST && !slots.ready.contains_key(key) {
            slots.ready.clear();
        }
        Arc::clone(slots.ready.entry(key.to_owned()).or_default())
    }

    /// How many answers are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner).ready.len()
    }

    /// Whether nothing is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Answers a public read: from the cache if the database has not changed since, else by `make`.
///
/// `key` names the answer: the path, and the query in one fixed order.
///
/// # Errors
/// When the database fails, or `make` refuses; refusals are not kept.
pub(crate) async fn answer<T, F>(app: &App, key: &str, headers: &HeaderMap, make: F) -> Result<Response, Failure>
where
    T: Serialize,
    F: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Failure>,
{
    let version = app.cache.version.now(&app.store).await?;
    let slot = app.cache.slot(version, key);
    let ready = slot
        .get_or_try_init(async || {
            let mut reader = app.store.read().await?;
            let value = make(&mut reader.conn()).await?;
            Ready::json(&value).map_err(Failure::internal)
        })
        .await?;
    Ok(ready.respond(headers, "no-cache"))
}
