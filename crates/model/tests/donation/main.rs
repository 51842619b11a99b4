//! The law of money: every row of the table, and worlds in which everything goes wrong that can.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

mod chance;
mod giving_back;
mod matrix;
mod mutants;
mod paying;
