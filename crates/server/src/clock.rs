//! What time it is: the one place that asks, so that tests and demonstrations decide.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use model::{Day, Millis};

/// Tells the time. Clones tell the same one.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    /// The instant in this file; the last one that could be read.
    File(Arc<PathBuf>, Arc<AtomicI64>),
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that shows whatever instant (RFC 3339) stands in `file`, read anew each time it is asked.
    ///
    /// # Errors
    /// When the file cannot be read or holds no instant now; later the last good one stands.
    pub fn file(file: &Path) -> io::Result<Self> {
        let first = read(file)?;
        Ok(Self(Source::File(Arc::new(file.to_owned()), Arc::new(AtomicI64::new(first.get())))))
    }

    /// A clock that stands still until it is [`set`](Self::set).
    #[must_use]
    pub fn standing(at: Millis) -> Self {
        Self(Source::Set(Arc::new(AtomicI64::new(at.get()))))
    }

    /// The instant.
    #[must_use]
    pub fn now(&self) -> Millis {
        match &self.0 {
            Source::System => system(),
            Source::File(file, last) => match read(file) {
                Ok(now) => {
                    last.store(now.get(), Ordering::Relaxed);
                    now
                }
                Err(_) => Millis::new(last.load(Ordering::Relaxed)),
            },
            Source::Set(at) => Millis::new(at.load(Ordering::Relaxed)),
        }
    }

    /// The day in the county.
    #[must_use]
    pub fn today(&self) -> Day {
        self.now().day()
    }

    /// Sets a standing clock; every other kind goes its own way.
    pub fn set(&self, to: Millis) {
        if let Source::Set(at) = &self.0 {
            at.store(to.get(), Ordering::Relaxed);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else takes")]
fn system() -> Millis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Millis::new(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

fn read(file: &Path) -> io::Result<Millis> {
    let text = std::fs::read_to_string(file)?;
    text.trim().parse().map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_file_is_read_anew_and_nonsense_leaves_the_last_instant() {
        let file = std::env::temp_dir().join(format!("shanling-clock-{}", std::process::id()));
        assert!(Clock::file(&file).is_err(), "there is no file yet");
        std::fs::write(&file, "2026-11-23T08:00:00Z\n").unwrap();
        let clock = Clock::file(&file).unwrap();
        assert_eq!(clock.now().to_string(), "2026-11-23T08:00:00Z");
        std::fs::write(&file, "2026-11-24T17:00:00Z").unwrap();
        assert_eq!(clock.today().to_string(), "2026-11-25", "it is the next day in China");
        std::fs::write(&file, "tomorrow").unwrap();
        assert_eq!(clock.now().to_string(), "2026-11-24T17:00:00Z");
        std::fs::remove_file(&file).unwrap();
    }

    #[test]
    fn a_standing_clock_moves_only_when_it_is_set() {
        let clock = Clock::standing(Millis::new(1000));
        let same = clock.clone();
        same.set(Millis::new(5000));
        assert_eq!(clock.now(), Millis::new(5000));
    }
}
