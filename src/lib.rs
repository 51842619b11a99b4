//! The public app: what a citizen sees, from the list of wishes to the last fen of the ledger.
//!
//! It is built into two programs, one for each room (see [`model::Room`]).
//!
//! **Invariants:** only `api/client.rs` does HTTP, only `router.rs` touches the history, only `browser/` touches
//! `window` otherwise; decisions are plain functions with table tests that run on the host.

mod api;
mod app;
mod browser;
mod catalog;
mod components;
mod given;
mod i18n;
mod pages;
mod remote;
mod router;
pub mod routes;
mod sending;
mod session;
mod site;
mod start;

use ui::{format, markup, reactive};

#[cfg(feature = "design")]
pub use app::Design;
pub use app::{App, Books};
pub use start::start;
