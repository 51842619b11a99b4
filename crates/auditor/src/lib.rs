//! The whole ledger, checked in the visitor's own browser: what a Web Worker does beside the page.
//!
//! [`visit`] is the small check of every visit: signature, and that the log extends what this device saw. [`Walk`] audits
//! every entry, bundle by bundle, and can be stored and taken up again. [`receipt`] checks one entry from a file. All read
//! through a [`Source`], so that a test can lie; the worker around them (`main.rs`) only carries bytes and messages.
//!
//! **Invariants:** no clock and no randomness: the moment is an argument. What came from a source is judged by crate
//! `ledger` before anything is concluded from it. An alarm always carries its [`Evidence`]. A [`Halt`] leaves what is kept
//! as it was: nothing is ever moved on to what was not shown.

mod evidence;
mod files;
mod known;
mod opened;
mod source;
mod upper;
mod visit;
mod walk;

pub use evidence::{Evidence, Found, Halt};
pub use known::{Known, Progress};
pub use opened::{opened, receipt};
pub use source::{Bytes, Source, most};
pub use visit::{Visit, visit};
pub use walk::{Step, Walk};
