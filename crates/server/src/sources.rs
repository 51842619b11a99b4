//! How many came from an event's poster: numbers, and nothing about whom.
//!
//! The page of an event leaves a cookie that holds the event's code alone, the same for everybody, for half a day. What
//! is counted waits in memory and is written once a minute, since every commit makes all ready answers anew. A crash
//! loses a minute of numbers; they are for the organiser's report, nothing depends on them.

use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use model::EventCode;
use store::{
    Store, StoreError,
    event_page::{AddCounts, Counted},
};

use crate::{app::App, clock::Clock, config::Config};

/// Events that are counted at one time; more cannot go on at once in a county.
const MOST: usize = 256;
/// How long numbers wait.
const PAUSE: Duration = Duration::from_mins(1);
/// How long somebody is taken to have come from an event, in seconds.
const HALF_A_DAY: u32 = 12 * 60 * 60;

/// What was counted and is not yet written. Clones share it.
#[derive(Clone, Default)]
pub struct Sources(Arc<Mutex<HashMap<(EventCode, Counted), u32>>>);

impl Sources {
    /// Counts one more.
    pub fn count(&self, code: EventCode, what: Counted) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (code, what);
        if counts.len() < MOST || counts.contains_key(&key) {
            let n = counts.entry(key).or_default();
            *n = n.saturating_add(1);
        }
    }

    /// Writes what waits; numbers that could not be written wait on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn write(&self, store: &Store, clock: &Clock) -> Result<(), StoreError> {
        let taken = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        if taken.is_empty() {
            return Ok(());
        }
        let counts: Vec<_> = taken.into_iter().map(|((code, what), n)| (code, what, n)).collect();
        let written = store.writer().write(AddCounts { counts: counts.clone(), day: clock.today() }).await;
        if written.is_err() {
            let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            for (code, what, n) in counts {
                let waits = waiting.entry((code, what)).or_default();
                *waits = waits.saturating_add(n);
            }
        }
        written
    }

    /// Goes on for ever; drop the future to stop.
    pub async fn run(&self, store: &Store, clock: &Clock) {
        loop {
            tokio::time::sleep(PAUSE).await;
            if let Err(error) = self.write(store, clock).await {
                tracing::warn!(cause = %error, "the numbers of events could not be written");
            }
        }
    }
}

/// The event that the visitor came from, as their browser says.
pub struct CameFrom(pub Option<EventCode>);

impl FromRequestParts<App> for CameFrom {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(from(&app.config, &parts.headers)))
    }
}

fn name(config: &Config) -> &'static str {
    if config.transport.is_tls() { "__Host-event" } else { "event" }
}

fn from(config: &Config, headers: &HeaderMap) -> Option<EventCode> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name(config)).and_then(|(_, code)| code.parse().ok())
}

/// The header that leaves the code of an event in the browser.
#[must_use]
pub fn cookie(config: &Config, code: &EventCode) -> HeaderValue {
    let secure = if config.transport.is_tls() { "; Secure" } else { "" };
    let text = format!("{}={code}; Path=/; Max-Age={HALF_A_DAY}; HttpOnly; SameSite=Lax{secure}", name(config));
    // Name and code are plain ASCII.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}
