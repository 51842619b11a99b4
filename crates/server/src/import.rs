//! `shanling import`: a station's file comes in, all of it or nothing.
//!
//! The file is looked through first (format, header, limits), then read once more in a stream: a thread judges rows, the
//! task here seals and stages what is accepted, and one switch makes it real. **Invariant:** a private value leaves this
//! module only sealed or as a keyed hash.

pub mod catalogue;
pub mod cells;
pub mod columns;
pub mod private;
pub mod reason;
pub mod rules;
mod screen;
pub mod source;
mod stage;
pub mod stations;
pub mod verdict;

pub use stage::{Import, Progress, Report, Trouble, run};
pub use verdict::{Change, Verdict};
