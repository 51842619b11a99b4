//! How much one visitor may ask for: by session, and by network for everybody who has shown none.
//!
//! A village hall and a mobile operator put hundreds of people behind one address, so the network's budget is wide and a
//! person who is signed in has one of their own. A cookie counts as a session only after the store has confirmed it:
//! otherwise invented cookies would be invented budgets. Memory is bounded: forgetting somebody gives them a full budget.

mod bucket;
mod network;

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
    time::Instant,
};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use model::ProblemCode;

use bucket::Buckets;
pub use bucket::Budget;
pub use network::{Network, caller};

use crate::{app::App, extract::Caller, failure::Failure, session_cookie};

/// Sessions that are remembered as confirmed.
const SESSIONS: usize = 50_000;

/// The budgets of one server.
#[derive(Clone, Copy, Debug)]
pub struct Budgets {
    /// Of a signed-in person.
    pub session: Budget,
    /// Of a network (`/24`, `/48`), for everybody in it who is not signed in.
    pub network: Budget,
}

impl Default for Budgets {
    fn default() -> Self {
        Self {
            session: Budget { burst: 120, per_second: 10 },
            // Three hundred people in a hall open the page at once, and each asks for a handful of things.
            network: Budget { burst: 3000, per_second: 300 },
        }
    }
}

/// What everybody has left.
pub struct Limits {
    sessions: Buckets<[u8; 32]>,
    networks: Buckets<Network>,
    confirmed: Mutex<HashSet<[u8; 32]>>,
}

impl Limits {
    /// Full budgets for everybody.
    #[must_use]
    pub fn new(budgets: Budgets) -> Self {
        Self {
            sessions: Buckets::new(budgets.session),
            networks: Buckets::new(budgets.network),
            confirmed: Mutex::default(),
        }
    }

    /// Remembers that the store knows the session with this hash: from now on it has a budget of its own.
    pub fn confirm(&self, session: [u8; 32]) {
        let mut confirmed = self.confirmed.lock().unwrap_or_else(PoisonError::into_inner);
        if confirmed.len() >= SESSIONS {
            confirmed.clear();
        }
        confirmed.insert(session);
    }

    fn is_confirmed(&self, session: &[u8; 32]) -> bool {
        self.confirmed.lock().unwrap_or_else(PoisonError::into_inner).contains(session)
    }

    /// Takes one request from the budget it belongs to; the seconds to wait if there is nothing left.
    fn take(&self, session: Option<[u8; 32]>, network: Network) -> Result<(), u32> {
        let now = Instant::now();
        match session.filter(|session| self.is_confirmed(session)) {
            Some(session) => self.sessions.take(session, now),
            None => self.networks.take(network, now),
        }
    }
}

/// Lets a request pass if its sender has budget left.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let Caller(address) = Caller::of(&app, request.extensions(), request.headers());
    let session = session_cookie::token(request.headers(), session_cookie::name(&app.config));
    match app.limits.take(session, Network::of(address)) {
        Ok(()) => next.run(request).await,
        Err(seconds) => Failure::new(ProblemCode::TooManyRequests).retry_after(seconds).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    #[test]
    fn an_invented_cookie_is_no_budget_and_a_confirmed_one_is_its_own() {
        let one = Budget { burst: 1, per_second: 0 };
        let limits = Limits::new(Budgets { session: one, network: one });
        let hall = Network::of(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)));
        assert_eq!(limits.take(Some([1; 32]), hall), Ok(()));
        assert!(limits.take(Some([2; 32]), hall).is_err(), "the network has nothing left");
        limits.confirm([2; 32]);
        assert_eq!(limits.take(Some([2; 32]), hall), Ok(()));
        assert!(limits.take(Some([2; 32]), hall).is_err());
    }
}
