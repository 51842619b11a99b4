//! The log of this deployment while the server runs: who signs it, how far it is published, and whether it may go on.
//!
//! [`Sequencer`] gives places to what waits, in this order and no other: **commit** entries and signed checkpoint, move the
//! [`lock`](LockFile) forward, **publish**. What is published is therefore durable here and known outside of the database, so
//! a database that was put back from a copy is noticed before anything is signed over it a second time.
//!
//! **Invariant:** nothing of the log goes out to anybody but by [`Published`]; a checkpoint that is not locked is not there.

mod keys;
mod lock;
mod proof;
mod sequencer;
mod standing;

pub use keys::{LedgerKeys, Signers};
pub use lock::{LockError, LockFile, Mark};
pub use proof::{consistency, inclusion, tile_hashes};
pub use sequencer::{SequenceError, Sequenced, Sequencer};
pub use standing::{Ledger, Published, Refusal, Standing};
