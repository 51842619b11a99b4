//! Which version the database has now, asked once for all who want to know at the same time.

use std::sync::atomic::{AtomicU64, Ordering};

use store::{Store, StoreError};
use tokio::sync::Mutex;

#[derive(Default)]
pub(super) struct Version {
    /// How many checks have begun.
    begun: AtomicU64,
    /// The newest check that came back: its number and what it found.
    last: Mutex<(u64, i64)>,
}

impl Version {
    /// The version at some moment after this was called: a check that began after the request came is as good as its own.
    pub(super) async fn now(&self, store: &Store) -> Result<i64, StoreError> {
        let before = self.begun.load(Ordering::SeqCst);
        let mut last = self.last.lock().await;
        let (number, version) = *last;
        if number > before {
            return Ok(version);
        }
        let number = self.begun.fetch_add(1, Ordering::SeqCst) + 1;
        let version = store.version().await?;
        *last = (number, version);
        Ok(version)
    }
}

#[cfg(test)]
mod tests {
    use store::{
        Engine,
        testing::{Fresh, Mark},
    };

    use super::*;

    #[tokio::test]
    async fn many_who_ask_at_once_share_a_check_that_began_after_they_came() {
        let fresh = Fresh::new(Engine::Sqlite).await;
        let store = fresh.open().await;
        let version = Version::default();
        let first = version.now(&store).await.unwrap();
        store.writer().write(Mark("x", "1")).await.unwrap();
        let second = version.now(&store).await.unwrap();
        assert!(second > first, "a check before the change says nothing about after it");
        let begun = version.begun.load(Ordering::SeqCst);
        let (held, _turn) = (version.last.lock().await, ());
        let asking = async { tokio::join!(version.now(&store), version.now(&store), version.now(&store)) };
        let let_go = async {
            tokio::task::yield_now().await;
            drop(held);
        };
        let ((a, b, c), ()) = tokio::join!(asking, let_go);
        assert_eq!((a.unwrap(), b.unwrap(), c.unwrap()), (second, second, second));
        assert_eq!(version.begun.load(Ordering::SeqCst), begun + 1);
    }
}
