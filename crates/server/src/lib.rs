//! The server as a library, so that tests drive the real router.

pub mod app;
pub mod assets;
pub mod cache;
pub mod cli;
pub mod clock;
mod compress;
mod conduct;
pub mod config;
pub mod demo;
pub mod extract;
pub mod failure;
mod headers;
mod health;
pub mod import;
pub mod in_flight;
pub mod jobs;
pub mod keys;
pub mod ledger;
pub mod limits;
pub mod live;
pub mod metrics;
pub mod openapi;
mod origin;
pub mod outward;
pub mod phone;
pub mod project;
pub mod review;
pub mod router;
mod routes;
pub mod sender;
pub mod session_cookie;
pub mod staff;
#[cfg(feature = "testing")]
pub mod testing;
pub mod vouch;
pub mod witness;
pub mod work;
