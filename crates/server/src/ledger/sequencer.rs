//! Gives places to what waits: commit, lock, publish.
//!
//! Every server runs one. Each reads on, checks, locks and publishes; the one that leads also appends. Two that append at the
//! same time cannot do harm: the second finds the log longer than it believed, and reads on.

use std::time::Duration;

use ledger::entry::What;
use model::{Day, Millis};
use store::{
    Change, Conn, Lead, Store, StoreError,
    ledger::{self as kept, Desk, Head, Pending},
};

use super::{
    keys::{LedgerKeys, Signers},
    lock::{LockError, LockFile, Mark},
    standing::{Ledger, Published, Refusal},
};
use crate::{app::App, clock::Clock, keys::KeysError};

/// Entries that one checkpoint adds at most.
const BATCH: u32 = 500;
/// The shortest time between two checkpoints.
const PERIOD: Duration = Duration::from_millis(200);
/// How often the database is asked about what other processes entered.
const LOOK: Duration = Duration::from_secs(1);

/// Why a round did not go through; the next one tries again.
#[derive(Debug, thiserror::Error)]
pub enum SequenceError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The lock could not be read or moved.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The keys could not be read.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// Nothing can be signed.
    #[error("the checkpoint cannot be signed")]
    Sign,
    /// The log must not go on.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sequenced {
    /// Entries that got their place.
    pub entered: u64,
    /// Entries that were set aside.
    pub aside: u64,
}

/// The sequencer of one server.
pub struct Sequencer {
    store: Store,
    clock: Clock,
    keys: LedgerKeys,
    lock: LockFile,
    origin: String,
    ledger: Ledger,
    desk: Desk,
    /// What this server locked or found locked last, once everything below it was read.
    locked: Option<Mark>,
    lead: Option<Lead>,
    beaten: Option<Day>,
    /// What was seen when the log was refused; it is looked at again when either changes.
    refused: Option<(Option<Mark>, Option<Head>)>,
}

/// Pends what shows that the log is alive.
struct Beat(Day, Millis);

impl Change for Beat {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        let Self(day, now) = self;
        let beat = Pending::new(format!("heartbeat/{day}"), day, What::Heartbeat);
        kept::pend(conn, beat, now).await?.map(drop).map_err(|_| StoreError::Corrupt("heartbeat"))
    }
}

impl Sequencer {
    /// The sequencer of a running server.
    #[must_use]
    pub fn of(app: &App) -> Self {
        let (store, clock, ledger) = (app.store.clone(), app.clock.clone(), app.ledger.clone());
        Self::new(store, clock, app.keys.ledger(), LockFile::new(app.ledger_lock()), &app.config.ledger_origin, ledger)
    }

    /// A sequencer of these parts.
    #[must_use]
    pub fn new(store: Store, clock: Clock, keys: LedgerKeys, lock: LockFile, origin: &str, ledger: Ledger) -> Self {
        Self {
            store,
            clock,
            keys,
            lock,
            origin: origin.to_owned(),
            ledger,
            desk: Desk::default(),
            locked: None,
            lead: None,
            beaten: None,
            refused: None,
        }
    }

    /// Goes on for ever; drop the future to stop.
    pub async fn run(mut self) {
        let mut commits = self.store.writer().commits();
        let mut said = None;
        loop {
            commits.mark_unchanged();
            let pause = match self.round().await {
                Ok(Sequenced { entered: 0, aside: 0 }) => None,
                Ok(_) => Some(PERIOD),
                Err(error) => {
                    let text = error.to_string();
                    if said.as_ref() != Some(&text) {
                        tracing::error!(cause = text, "the ledger does not go on: {text}");
                    }
                    said = Some(text);
                    Some(LOOK)
                }
            };
            if pause.is_none() {
                said = None;
            }
            if let Some(pause) = pause {
                tokio::time::sleep(pause).await;
            } else {
                tokio::select! {
                    changed = commits.changed() => if changed.is_err() { return },
                    () = tokio::time::sleep(LOOK) => {}
                }
            }
        }
    }

    /// Reads on, publishes what is new, and gives everything that waits its place.
    ///
    /// # Errors
    /// When a part of it failed or the log must not go on; nothing that was not locked is published.
    pub async fn round(&mut self) -> Result<Sequenced, SequenceError> {
        let signers = self.keys.signers(&self.origin)?;
        self.follow(&signers).await?;
        let mut done = Sequenced::default();
        if !self.leads().await? {
            return Ok(done);
        }
        let now = self.clock.now();
        if self.beaten != Some(now.day()) {
            self.store.writer().write(Beat(now.day(), now)).await?;
            self.beaten = Some(now.day());
        }
        while let Some((entered, aside)) = self.append(&signers, now).await? {
            done.entered += entered;
            done.aside += aside;
            self.follow(&signers).await?;
        }
        Ok(done)
    }

    /// Whether this server is the one that appends.
    async fn leads(&mut self) -> Result<bool, StoreError> {
        if let Some(lead) = &mut self.lead {
            if lead.holds().await {
                return Ok(true);
            }
            self.lead = None;
        }
        self.lead = self.store.try_lead().await?;
        Ok(self.lead.is_some())
    }

    /// Appends what waits; `None` when nothing does, or somebody else was quicker.
    async fn append(&mut self, signers: &Signers, now: Millis) -> Result<Option<(u64, u64)>, SequenceError> {
        let plan = self.desk.plan(&mut self.store.read().await?.conn(), BATCH, now).await?;
        let Some(plan) = plan else { return Ok(None) };
        for aside in plan.aside() {
            tracing::error!(ledger.pending = aside.id, "a ledger entry was set aside: {}", aside.fault);
        }
        let head = match plan.checkpoint(&self.origin) {
            Some(head) => {
                let note = signers.sign(&head).map_err(|_| SequenceError::Sign)?;
                Some((head, note))
            }
            None => None,
        };
        let (append, desk) = plan.signed(head);
        let counts = (count(append.entries.len()), count(append.aside.len()));
        match self.store.writer().write(append).await? {
            Ok(kept::Appended) => {
                self.desk = desk;
                Ok(Some(counts))
            }
            Err(overtaken) => {
                tracing::warn!("{overtaken}");
                Ok(None)
            }
        }
    }

    /// Reads on to the newest checkpoint, checks it against the lock, moves the lock, and publishes.
    async fn follow(&mut self, signers: &Signers) -> Result<(), SequenceError> {
        // In this order: a database is never behind a lock that was read before it.
        let mark = self.lock.read()?;
        let head = kept::head(&mut self.store.read().await?.conn()).await?;
        if let Some((old_mark, old_head)) = &self.refused
            && (old_mark, old_head) == (&mark, &head)
        {
            return match self.ledger.standing() {
                super::Standing::Refused(refusal) => Err(refusal.into()),
                _ => Ok(()),
            };
        }
        match self.check(signers, mark.as_ref(), head.as_ref()).await {
            Err(SequenceError::Refused(refusal)) => {
                self.refused = Some((mark, head));
                self.forget();
                self.ledger.refuse(refusal.clone());
                Err(refusal.into())
            }
            Err(other) => Err(other),
            Ok(()) => {
                self.refused = None;
                self.lock_and_publish(signers, mark.as_ref(), head)
            }
        }
    }

    /// Begins from the first entry the next time.
    fn forget(&mut self) {
        self.desk = Desk::default();
        self.locked = None;
    }

    async fn check(
        &mut self,
        signers: &Signers,
        mark: Option<&Mark>,
        head: Option<&Head>,
    ) -> Result<(), SequenceError> {
        if self.locked.as_ref() != mark && mark.is_none_or(|mark| mark.size < self.desk.size()) {
            // Somebody moved the lock to where this desk has been already: look at everything anew.
            self.forget();
        }
        let found = head.map_or(0, |head| head.size);
        let Some(mark) = mark else {
            return if found == 0 { Ok(()) } else { Err(Refusal::NoLock { found }.into()) };
        };
        if found < mark.size {
            return Err(Refusal::Behind { locked: mark.size, found }.into());
        }
        let by_hand = self.locked.as_ref() != Some(mark);
        let marked = self.desk.read_on(&self.store, mark.size).await?.map_err(Refusal::Broken)?;
        if by_hand && marked != Some(mark.root) {
            return Err(Refusal::Forked { locked: mark.size }.into());
        }
        if let Some(head) = head {
            let signed = signers.trust(&self.origin).open(head.note.as_bytes()).map_err(|_| Refusal::Signer)?;
            if signed.checkpoint.size() != head.size || signed.checkpoint.root() != head.root {
                return Err(Refusal::Signer.into());
            }
        }
        Ok(())
    }

    fn lock_and_publish(
        &mut self,
        signers: &Signers,
        mark: Option<&Mark>,
        head: Option<Head>,
    ) -> Result<(), SequenceError> {
        let next = head.as_ref().map_or_else(Mark::empty, Mark::from);
        if mark != Some(&next) {
            self.lock.swap(mark, &next)?;
        }
        self.locked = Some(next);
        match head {
            None => self.ledger.open(),
            Some(head) => {
                let is_known = self.ledger.published().is_some_and(|known| {
                    known.head == head && known.vkeys.iter().eq(&signers.vkeys().collect::<Vec<_>>())
                });
                if !is_known {
                    let (books, vkeys) = (self.desk.books().clone(), signers.vkeys().collect());
                    self.ledger.publish(Published { head, books, vkeys });
                }
            }
        }
        Ok(())
    }
}

fn count(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}
