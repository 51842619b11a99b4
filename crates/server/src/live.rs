//! What just happened, told to whoever listens: ids of wishes and projects that are public already, and how many wishes are open.
//!
//! One task reads the public events, woken by the commits of this process and, for those of other processes, by what
//! PostgreSQL tells and by a look at the version of the database every second. All listeners hear the same text. Whoever falls behind is cut off: their
//! browser connects anew and asks for the present state.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use serde::Serialize;
use store::{Store, StoreError, event, listing, project};
use tokio::sync::{broadcast, watch};

use crate::limits::Network;

/// Listeners at one time.
const LISTENERS: usize = 2000;
/// Of these, how many may sit in one network: a full hall, but not everybody.
const IN_ONE_NETWORK: usize = 500;
/// Messages that a slow listener may be behind.
const BEHIND: usize = 64;
/// Events in one message.
const AT_ONCE: u32 = 200;
/// How often the database is asked about commits of other processes.
const LOOK: Duration = Duration::from_secs(1);

/// The data of `event: changed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Changed {
    /// Wishes to which something happened.
    pub ids: Vec<model::WishId>,
    /// Projects whose sums or standing changed; absent when none did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub projects: Vec<model::ProjectId>,
    /// How many wishes are listed now.
    pub open: u32,
}

/// The news of one server.
#[derive(Clone)]
pub struct Live {
    news: broadcast::Sender<Arc<str>>,
    seats: Arc<Mutex<HashMap<Network, usize>>>,
    begun: watch::Sender<bool>,
    stop: watch::Sender<bool>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            news: broadcast::Sender::new(BEHIND),
            seats: Arc::default(),
            begun: watch::Sender::new(false),
            stop: watch::Sender::new(false),
        }
    }
}

/// A place among the listeners, free again when dropped.
pub struct Listener {
    /// What is told from now on.
    pub news: broadcast::Receiver<Arc<str>>,
    /// Turns true when the server stops.
    pub stop: watch::Receiver<bool>,
    seats: Arc<Mutex<HashMap<Network, usize>>>,
    network: Network,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = seats.get_mut(&self.network) {
            *taken -= 1;
            if *taken == 0 {
                seats.remove(&self.network);
            }
        }
    }
}

impl Live {
    /// A place among the listeners, unless all of them, or all of this network's, are taken.
    #[must_use]
    pub fn listen(&self, network: Network) -> Option<Listener> {
        let mut seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        if seats.values().sum::<usize>() >= LISTENERS {
            return None;
        }
        let taken = seats.entry(network).or_default();
        if *taken >= IN_ONE_NETWORK {
            return None;
        }
        *taken += 1;
        let (news, stop) = (self.news.subscribe(), self.stop.subscribe());
        Some(Listener { news, stop, seats: Arc::clone(&self.seats), network })
    }

    /// How many listen.
    #[must_use]
    pub fn listeners(&self) -> usize {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner).values().sum()
    }

    /// Waits until everything that happens from now on will be told.
    ///
    /// # Errors
    /// Never: the sender lives as long as this.
    pub async fn begun(&self) -> Result<(), watch::error::RecvError> {
        self.begun.subscribe().wait_for(|begun| *begun).await.map(|_| ())
    }

    /// Ends every stream, so that the server can stop.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Tells the news until [`stop`](Self::stop) is called. Runs beside the server.
    pub async fn run(self, store: Store) {
        let mut commits = store.writer().commits();
        let mut stop = self.stop.subscribe();
        let mut seen = None;
        let mut heard = store.heard().await.unwrap_or_else(|error| {
            tracing::warn!(cause = %error, "other servers are not heard; their news comes a second later");
            None
        });
        loop {
            if let Err(error) = self.tell(&store, &mut seen).await {
                tracing::warn!(cause = %error, "the news could not be read");
            }
            self.begun.send_if_modified(|begun| !std::mem::replace(begun, seen.is_some()) && seen.is_some());
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                changed = commits.changed() => if changed.is_err() { return },
                () = told(&mut heard) => {}
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }

    /// Reads what happened since, and tells it.
    async fn tell(&self, store: &Store, seen: &mut Option<Seen>) -> Result<(), StoreError> {
        let version = store.version().await?;
        if seen.as_ref().is_some_and(|seen| seen.version == version) {
            return Ok(());
        }
        let mut reader = store.read().await?;
        let mut conn = reader.conn();
        // At its start nothing is news yet.
        let Some(before) = seen else {
            let (seq, projects) = (event::last(&mut conn).await?, project::Seen::at(version));
            *seen = Some(Seen { version, seq, projects });
            return Ok(());
        };
        loop {
            let events = event::since(&mut conn, before.seq, AT_ONCE).await?;
            let Some(last) = events.last() else { break };
            before.seq = last.seq;
            let mut ids: Vec<_> = events.iter().map(|event| event.wish).collect();
            ids.sort_unstable();
            ids.dedup();
            self.say(&Changed { ids, projects: Vec::new(), open: listing::open(&mut conn).await? });
        }
        loop {
            let (projects, after) = project::touched(&mut conn, &before.projects, AT_ONCE).await?;
            if projects.is_empty() {
                break;
            }
            self.say(&Changed { ids: Vec::new(), projects, open: listing::open(&mut conn).await? });
            before.projects = after;
        }
        before.projects = project::Seen::at(version);
        before.version = version;
        Ok(())
    }

    fn say(&self, changed: &Changed) {
        // Without listeners there is nobody to tell.
        let _ = self.news.send(serde_json::to_string(changed).unwrap_or_default().into());
    }
}

struct Seen {
    version: i64,
    seq: i64,
    projects: project::Seen,
}

/// Waits until another server is heard; for ever where none can be.
async fn told(heard: &mut Option<watch::Receiver<()>>) {
    if let Some(line) = heard
        && line.changed().await.is_ok()
    {
        return;
    }
    *heard = None;
    std::future::pending::<()>().await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_network_cannot_take_every_seat_and_seats_come_free_again() {
        let (live, hall) = (Live::default(), Network::of([192, 0, 2, 1].into()));
        let listeners: Vec<Listener> = (0..IN_ONE_NETWORK).map_while(|_| live.listen(hall)).collect();
        assert_eq!((listeners.len(), live.listeners()), (IN_ONE_NETWORK, IN_ONE_NETWORK));
        assert!(live.listen(hall).is_none());
        assert!(live.listen(Network::of([198, 51, 100, 1].into())).is_some());
        drop(listeners);
        assert_eq!(live.listeners(), 0);
        assert!(live.listen(hall).is_some());
    }
}
