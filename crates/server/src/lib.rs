//! The server as a library, so that tests drive the real router.

pub mod app;
pub mod cache;
pub mod cli;
pub mod clock;
pub mod config;
pub mod extract;
pub mod failure;
pub mod keys;
pub mod router;
mod routes;
#[cfg(feature = "testing")]
pub mod testing;
