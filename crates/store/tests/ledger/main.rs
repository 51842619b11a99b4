//! The ledger as it is kept: what cannot be changed, what waits, what is found, what is erased.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has to fail")]

mod desk;
mod house;
mod pending;
mod traps;
