//! The server as a library, so that tests drive the real router.

pub mod keys;
