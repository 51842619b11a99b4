//! Public vectors, none of them made by us (`shared/vectors/ledger/README.md` names origin, licence and odd cases).
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod black_box;
mod folder;
mod notes;
mod proofs;
mod texts;
mod tiles;
