//! What a charity has kept of its projects so far, taken in from its own file: everything is checked, nothing half-applied.

pub mod book;
pub mod check;
pub mod file;
pub mod take;

pub use check::{Complaint, check};
pub use file::{File, FileError};
