//! Commands that are being answered at this moment, so that a second tap is told to wait instead of racing the first.
//!
//! This is courtesy within one process. What decides, also between processes, is the stored answer.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use model::PersonId;

type Keys = Mutex<HashSet<(PersonId, String)>>;

/// The keys that are in flight. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct InFlight(Arc<Keys>);

/// A key in flight; it lands when this is dropped.
#[derive(Debug)]
pub struct Flight {
    keys: Arc<Keys>,
    key: (PersonId, String),
}

impl InFlight {
    /// Lets a key take off, unless it is up already.
    #[must_use]
    pub fn begin(&self, person: PersonId, key: &str) -> Option<Flight> {
        let key = (person, key.to_owned());
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        keys.insert(key.clone()).then(|| Flight { keys: Arc::clone(&self.0), key })
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_flies_once_at_a_time_and_only_for_its_person() {
        let (one, two) = (PersonId::from_bits(1), PersonId::from_bits(2));
        let flights = InFlight::default();
        let first = flights.begin(one, "key");
        assert!(first.is_some());
        assert!(flights.clone().begin(one, "key").is_none());
        assert!(flights.begin(two, "key").is_some());
        drop(first);
        assert!(flights.begin(one, "key").is_some());
    }
}
