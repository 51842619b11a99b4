//! Load in a closed circle: so many connections, each asks anew as soon as it was answered.
//!
//! All of it runs on one thread, as `wrk -t1` does, and shares the machine with what it measures; so rates are those of
//! server *and* generator on this machine, and latency counts from sending, not from when a person meant to ask.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use crate::http::Line;

/// How a load is put on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) address: SocketAddr,
    pub(crate) connections: u64,
    /// When no more is asked; otherwise when there are no more requests.
    pub(crate) stop_after: Option<Duration>,
}

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Answers by status.
    pub(crate) statuses: BTreeMap<u16, u64>,
    /// From the first question to the last answer.
    pub(crate) took: Duration,
    /// Microseconds from question to answer, sorted.
    latencies: Vec<u32>,
}

/// One request; cloned cheaply.
pub(crate) type Request = Arc<[u8]>;

impl Load {
    /// Asks with the requests that `make` yields for 0, 1, 2 …, until it yields no more or time is up.
    ///
    /// # Errors
    /// When a line cannot be opened or breaks.
    pub(crate) async fn put_on(self, make: impl Fn(u64) -> Option<Request> + Send + Sync + 'static) -> Result<Tally> {
        let mut lines = Vec::new();
        for _ in 0..self.connections {
            lines.push(Line::open(self.address).await?);
        }
        let (make, next, start) = (Arc::new(make), Arc::new(AtomicU64::new(0)), Instant::now());
        let tasks: Vec<_> = lines
            .into_iter()
            .map(|mut line| {
                let (make, next) = (Arc::clone(&make), Arc::clone(&next));
                tokio::spawn(async move {
                    let mut tally = Tally::default();
                    while self.stop_after.is_none_or(|limit| start.elapsed() < limit)
                        && let Some(request) = make(next.fetch_add(1, Ordering::Relaxed))
                    {
                        let asked = Instant::now();
                        let status = line.ask(&request).await?;
                        tally.note(status, asked.elapsed());
                    }
                    anyhow::Ok(tally)
                })
            })
            .collect();
        let mut all = Tally::default();
        for task in tasks {
            all.add(task.await??);
        }
        all.took = start.elapsed();
        all.latencies.sort_unstable();
        Ok(all)
    }
}

impl Tally {
    fn note(&mut self, status: u16, took: Duration) {
        *self.statuses.entry(status).or_default() += 1;
        self.latencies.push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    fn add(&mut self, other: Self) {
        for (status, n) in other.statuses {
            *self.statuses.entry(status).or_default() += n;
        }
        self.latencies.extend(other.latencies);
    }

    /// How many answers came.
    pub(crate) fn answers(&self) -> u64 {
        self.statuses.values().sum()
    }

    /// How many of this status.
    pub(crate) fn of(&self, status: u16) -> u64 {
        self.statuses.get(&status).copied().unwrap_or_default()
    }

    /// Answers a second.
    pub(crate) fn rate(&self) -> f64 {
        crate::table::ratio(self.answers(), self.took.as_secs_f64())
    }

    /// The time within which this share of the answers came, in milliseconds.
    pub(crate) fn within(&self, share: f64) -> Option<f64> {
        percentile(&self.latencies, share).map(|us| f64::from(us) / 1000.0)
    }

    /// Whether every answer had this status.
    ///
    /// # Errors
    /// When one had not: then the figure would be that of something else.
    pub(crate) fn all(self, status: u16) -> Result<Self> {
        if self.answers() == 0 || self.of(status) != self.answers() {
            bail!("{status} was expected from all, and these came: {:?}", self.statuses);
        }
        Ok(self)
    }
}

/// The smallest value that at least this share of the sorted values does not exceed (nearest rank).
pub(crate) fn percentile(sorted: &[u32], share: f64) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a rank")]
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.max(1) - 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let hundred: Vec<u32> = (1..=100).collect();
        for (share, want) in [(0.0, 1), (0.5, 50), (0.99, 99), (0.995, 100), (1.0, 100)] {
            assert_eq!(percentile(&hundred, share), Some(want), "{share}");
        }
        assert_eq!(percentile(&[7], 0.5), Some(7));
        assert_eq!(percentile(&[], 0.5), None);
    }

    #[test]
    fn one_wrong_answer_spoils_a_figure() {
        let mut tally = Tally::default();
        assert!(Tally::default().all(200).is_err(), "nothing was measured");
        tally.note(200, Duration::from_millis(1));
        tally.note(200, Duration::from_millis(3));
        assert_eq!(tally.of(200), 2);
        let mut spoilt = tally.all(200).unwrap();
        spoilt.note(429, Duration::from_millis(1));
        assert!(spoilt.all(200).is_err());
    }
}
