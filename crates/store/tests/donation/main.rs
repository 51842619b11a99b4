//! Donations on the real store, on both engines: each fact once, whatever comes how often and in which order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

mod chance;
mod desk;
mod facts;
mod world;
