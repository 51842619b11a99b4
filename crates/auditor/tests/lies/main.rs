//! The audit over a source that lies: whatever is served, what is wrong is caught and named, and what is right passes.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail loudly")]

mod bytes;
mod device;
mod growth;
#[allow(dead_code, reason = "the charity of the ledger's own tests can do more than is asked of it here")]
#[path = "../../../ledger/tests/audit/house.rs"]
mod house;
mod keys;
mod operator;
mod receipts;
mod served;
