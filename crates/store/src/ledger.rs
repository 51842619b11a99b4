//! The ledger as it is kept: entries that wait, the log itself, what its digests commit to, and what it is found by.
//!
//! # For whoever changes something that belongs into the ledger
//!
//! Call [`pend`] inside the [`Change`](crate::Change) that makes it happen: business row and [`Pending`] entry become durable
//! together or not at all. The entry waits until the sequencer gives it its place, a moment later; [`whereabouts`] tells
//! where it is. The same [`idem`](Pending::idem) pended again adds nothing, so a repeated callback is harmless.
//!
//! ```ignore
//! let gift = Money::new(Kind::Donation, vec![Posting::new(wechat, 10_000), Posting::new(project, -10_000)]);
//! let pending = Pending::new(format!("pay/{trade}"), now.day(), What::Money(gift))
//!     .about(format!("donation/{id}"))               // whose entries `erase` finds
//!     .closed("trade", Value::text(trade))           // committed to, shown by the receipt alone
//!     .open("message", Value::text(message));        // committed to, and shown to anybody until it is erased
//! let secret = pending.secret().clone();             // opens the receipt: /r/RECEIPT#secret
//! ledger::pend(conn, pending, now).await?
//! ```
//!
//! An entry that takes an earlier one back or corrects it names it by [`Pending::naming`], whether or not that one has its
//! place by now.
//!
//! **Invariants:** the tables of the log (`ledger_entry`, `ledger_node`, `ledger_checkpoint`) are written by [`Append`] alone,
//! are never changed, and hold nothing that has to be erased. Salts and values lie in tables of their own; [`erase`] deletes them.

mod append;
mod aside;
mod desk;
mod erase;
mod line;
mod pend;
mod read;
mod search;
mod step;
mod tree;
mod waiting;

pub use append::{Append, Appended, Aside, New, Overtaken};
pub use aside::{Refused, Retry, refused};
pub use desk::{Broken, Desk, Plan};
pub use erase::{Erase, erase};
pub use line::line;
pub use pend::{Pended, Pending, Unfit, pend};
pub use read::{
    Disclosed, Entries, Head, Whereabouts, disclosed, entries, fund, funds, hashes, head, head_at, nodes, secret, size,
    whereabouts,
};
pub use search::{Filter, Found, KindFilter, search};
pub use step::batch;
pub use waiting::{Waits, is_waiting, waiting, waits};

pub(crate) use step::{claim, wish};

use crate::StoreError;

pub(crate) const STATEMENTS: &[&[(&str, &str)]] = &[
    append::STATEMENTS,
    aside::STATEMENTS,
    erase::STATEMENTS,
    line::STATEMENTS,
    pend::STATEMENTS,
    read::STATEMENTS,
    search::STATEMENTS,
    step::STATEMENTS,
    waiting::STATEMENTS,
];

/// An index or size as the databases keep it. Beyond their range there is nothing.
fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// An index or size that the database gave.
fn natural(number: i64) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| StoreError::Corrupt("index"))
}
