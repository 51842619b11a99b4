//! The one door for writes: every change waits for one shared durable transaction.
//!
//! Changes are applied one after the other on either engine: SQLite by `begin immediate`, PostgreSQL by an advisory
//! lock that the transaction holds, so that a rule that reads before it writes is right without further care.

use std::{future::Future, pin::Pin};

use tokio::sync::{mpsc, oneshot, watch};

use crate::{Conn, Engine, StoreError, heard, open::WriteConn};

/// Most changes that share a transaction; bounds how long one commit can take.
const MAX_BATCH: usize = 128;

/// One change to the store. It runs inside a transaction it does not own.
///
/// An `Err` rolls this change back and leaves its neighbours alone; a refusal that has to be remembered is an `Ok`.
pub trait Change: Send + 'static {
    /// What the caller learns once the change is durable.
    type Done: Send + 'static;

    /// Makes the change.
    fn apply(self, conn: &mut Conn<'_>) -> impl Future<Output = Result<Self::Done, StoreError>> + Send;
}

/// The only way to write. Clones share one connection and one queue.
#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
    commits: watch::Receiver<u64>,
}

impl Writer {
    pub(crate) fn spawn(conn: WriteConn) -> Self {
        let (queue, inbox) = mpsc::channel(8 * MAX_BATCH);
        let (told, commits) = watch::channel(0);
        tokio::spawn(run(conn, inbox, told));
        Self { queue, commits }
    }

    /// Applies `change`; returns only once it is durable or refused.
    ///
    /// # Errors
    /// The change's own error, or that of the commit it shared.
    pub async fn write<C: Change>(&self, change: C) -> Result<C::Done, StoreError> {
        let (reply, answer) = oneshot::channel();
        let job = Pending { change: Some(change), outcome: None, reply };
        self.queue.send(Box::new(job)).await.map_err(|_| StoreError::Stopped)?;
        answer.await.map_err(|_| StoreError::Stopped)?
    }

    /// Counts the commits of this process; wakes whoever waits for news.
    #[must_use]
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.commits.clone()
    }
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

trait Job: Send {
    fn apply<'a>(&'a mut self, conn: &'a mut Conn<'_>) -> Boxed<'a, Result<(), StoreError>>;
    fn finish(self: Box<Self>, commit: &Result<(), StoreError>);
}

struct Pending<C: Change> {
    change: Option<C>,
    outcome: Option<Result<C::Done, StoreError>>,
    reply: oneshot::Sender<Result<C::Done, StoreError>>,
}

impl<C: Change> Job for Pending<C> {
    fn apply<'a>(&'a mut self, conn: &'a mut Conn<'_>) -> Boxed<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let Some(change) = self.change.take() else { return Ok(()) };
            // A refused change must not take its neighbours down with it.
            conn.script("savepoint change").await?;
            let outcome = change.apply(conn).await;
            match &outcome {
                Ok(_) => conn.script("release savepoint change").await?,
                Err(_) => conn.script("rollback to savepoint change; release savepoint change").await?,
            }
            self.outcome = Some(outcome);
            Ok(())
        })
    }

    fn finish(self: Box<Self>, commit: &Result<(), StoreError>) {
        let outcome = match (commit, self.outcome) {
            (_, Some(Err(refusal))) => Err(refusal),
            (Ok(()), Some(done)) => done,
            (Err(error), _) => Err(error.clone()),
            (Ok(()), None) => Err(StoreError::Stopped),
        };
        // The caller may have gone away; its change stands all the same.
        let _ = self.reply.send(outcome);
    }
}

async fn run(mut conn: WriteConn, mut inbox: mpsc::Receiver<Box<dyn Job>>, told: watch::Sender<u64>) {
    let mut batch = Vec::with_capacity(MAX_BATCH);
    // Whatever queued up during the last commit becomes the next batch: no timer, no idle wait.
    while inbox.recv_many(&mut batch, MAX_BATCH).await > 0 {
        let mut commit = commit(&mut conn, &mut batch).await;
        if commit.is_err() {
            // The transaction is gone one way or the other; a broken connection is replaced.
            if let Err(error) = conn.recover().await {
                commit = Err(error);
            }
        }
        told.send_modify(|count| *count += 1);
        for job in batch.drain(..) {
            job.finish(&commit);
        }
    }
}

/// The number of the advisory lock under which PostgreSQL writers take turns ("shanling" in ASCII).
const TURN: &str = "begin; select pg_advisory_xact_lock(8316291932062674535)";

pub(crate) const BUMP: &str = "update version set n = n + 1";

async fn commit(conn: &mut WriteConn, batch: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
    let mut conn = conn.conn();
    conn.script(match conn.engine() {
        Engine::Sqlite => "begin immediate",
        Engine::Postgres => TURN,
    })
    .await?;
    for job in batch {
        job.apply(&mut conn).await?;
    }
    // Whoever caches an answer notices, in whatever process it lives.
    conn.run(BUMP, &[]).await?;
    conn.script(match conn.engine() {
        Engine::Sqlite => "commit",
        Engine::Postgres => heard::COMMIT,
    })
    .await
}
