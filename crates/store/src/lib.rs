//! Everything that is kept, on embedded SQLite or on PostgreSQL: the only crate that knows SQL.
//!
//! One SQL text serves both engines; [`Conn`] hides which one it is. All writes are [`Change`]s through the one
//! [`Writer`]; reads take a connection from the read-only pool by [`Store::read`]. **Invariants:** nothing here knows
//! HTTP or reads a clock; whoever calls passes the moment in.

pub mod audit;
pub mod backup;
pub mod catalogue;
pub mod claim;
pub mod code;
mod conn;
pub mod donation;
mod error;
pub mod event;
pub mod event_page;
mod heard;
pub mod idempotency;
pub mod import;
mod lead;
pub mod ledger;
pub mod listing;
pub mod meta;
mod open;
pub mod outbox;
pub mod person;
pub mod project;
pub mod report;
pub mod reseal;
mod schema;
pub mod session;
pub mod staff;
pub mod statements;
pub mod station;
#[cfg(feature = "testing")]
pub mod testing;
pub mod vault;
pub mod volunteer;
pub mod waiting;
pub mod wish;
mod writer;

pub use conn::{Arg, Conn, Row};
pub use error::StoreError;
pub use lead::Lead;
pub use open::{Engine, Store};
pub use writer::{Change, Writer};
