//! The public app: what a citizen sees, from the list of wishes to what became of a claim.
//!
//! **Invariants:** only `api/client.rs` does HTTP, only `router.rs` touches the history, only `browser/` touches
//! `window` otherwise; decisions are plain functions with table tests that run on the host.

mod api;
mod app;
mod browser;
mod catalog;
mod components;
mod format;
mod i18n;
mod markup;
mod pages;
mod reactive;
mod remote;
mod router;
pub mod routes;
mod sending;
mod session;
mod site;

pub use app::App;
