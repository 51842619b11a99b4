//! Token buckets: a burst, and so many more a second.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Buckets kept at most.
const MOST: usize = 50_000;
/// What a bucket without refill tells the caller to wait.
const LONG: u32 = 3600;

/// How many requests at once, and how many more a second.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// At once.
    pub burst: u32,
    /// More a second.
    pub per_second: u32,
}

struct Bucket {
    left: f64,
    at: Instant,
}

pub(super) struct Buckets<K> {
    budget: Budget,
    buckets: Mutex<HashMap<K, Bucket>>,
}

impl<K: Eq + Hash> Buckets<K> {
    pub(super) fn new(budget: Budget) -> Self {
        Self { budget, buckets: Mutex::default() }
    }

    /// Takes one; the seconds to wait if nothing is left.
    pub(super) fn take(&self, key: K, now: Instant) -> Result<(), u32> {
        let (burst, rate) = (f64::from(self.budget.burst), f64::from(self.budget.per_second));
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST && !buckets.contains_key(&key) {
            // Full buckets say nothing; if all are in use, everybody starts anew.
            buckets.retain(|_, bucket| bucket.left + (now - bucket.at).as_secs_f64() * rate < burst);
            if buckets.len() >= MOST {
                buckets.clear();
            }
        }
        let bucket = buckets.entry(key).or_insert(Bucket { left: burst, at: now });
        bucket.left = (bucket.left + now.saturating_duration_since(bucket.at).as_secs_f64() * rate).min(burst);
        bucket.at = now;
        if bucket.left >= 1.0 {
            bucket.left -= 1.0;
            return Ok(());
        }
        let wait = (1.0 - bucket.left) / rate;
        let wait = Duration::try_from_secs_f64(wait).map_or(LONG, |wait| u32::try_from(wait.as_secs()).unwrap_or(LONG));
        Err(wait.saturating_add(1).min(LONG))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_let_through_and_then_so_many_a_second() {
        let buckets = Buckets::new(Budget { burst: 3, per_second: 2 });
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(buckets.take("a", start), Ok(()));
        }
        assert_eq!(buckets.take("a", start), Err(1));
        assert_eq!(buckets.take("b", start), Ok(()), "others have their own");
        let later = start + Duration::from_millis(1100);
        assert_eq!((buckets.take("a", later), buckets.take("a", later)), (Ok(()), Ok(())));
        assert_eq!(buckets.take("a", later), Err(1));
    }

    #[test]
    fn memory_is_bounded() {
        let buckets = Buckets::new(Budget { burst: 1, per_second: 0 });
        let now = Instant::now();
        for key in 0..=MOST {
            assert_eq!(buckets.take(key, now), Ok(()));
        }
        assert!(buckets.buckets.lock().unwrap().len() <= MOST);
        assert_eq!(Buckets::new(Budget { burst: 0, per_second: 0 }).take(1, now), Err(LONG));
    }
}
