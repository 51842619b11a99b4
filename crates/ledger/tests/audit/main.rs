//! The audit of a served log: what is true passes at every prefix, every lie is caught and, where it can be, named.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod house;
mod laws;
mod lies;
mod notes;
mod operator;
mod receipts;
mod witness;
