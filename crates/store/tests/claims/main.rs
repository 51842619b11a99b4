//! Claims, waiting lists, people and codes on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has to fail"
)]

mod codes;
mod consent;
mod jobs;
mod kin;
mod laws;
mod people;
mod race;
mod steps;
mod taking;
mod told;
mod town;
mod vault;
mod waiting;
