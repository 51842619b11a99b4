//! The charity's books as a transparency log that anybody can check.
//!
//! Entries are canonical JSON ([`canonical`], [`entry`]) with double entry in them ([`books`]), personal fields are salted
//! [`disclosure`]s; entries are the leaves of an RFC 6962 tree ([`range`], [`proof`], [`tile`]) whose head is a signed
//! [`checkpoint`]. [`audit`] checks a whole log, [`receipt`] one entry of it. Formats are those of C2SP (signed-note,
//! tlog-checkpoint, tlog-tiles, tlog-cosignature, tlog-proof), so that tools that we did not write verify us.
//!
//! # The leaf
//!
//! One ASCII JSON object without white space, keys sorted ([`canonical`]); its index is its place in the log. Which fields
//! a leaf has follows from its `kind`; no other field is allowed.
//!
//! | field | in | is |
//! |---|---|---|
//! | `v` | every leaf | 1 |
//! | `date` | every leaf | the day in China, `2026-11-23` |
//! | `kind` | every leaf | a word of [`kind::Kind`] or [`kind::Step`], `erasure`, or `heartbeat` |
//! | `_sd` | money (6 for a donation, else 4), steps (4) | digests of disclosures and decoys, base64url, sorted |
//! | `currency`, `postings` | money | `CNY`; `account`, `fen` (debit positive) and, for costs of a project, its budget `line` |
//! | `reverses` / `corrects` | refund, reversal / correction | the index of the earlier entry |
//! | `why` | those, reallocation, transfer out | a word of [`kind::Why`] |
//! | `count` | money, where public | how many gifts, things or hours it sums up |
//! | `batch` | steps of wishes and claims | the batch in which the wish was listed |
//! | `erases`, `fields` | erasure | the index of the earlier entry, and the names of its erased fields |
//!
//! **Invariants:** no I/O, no clock, no randomness: whatever a rule needs is an argument. No parser panics on any bytes.
//! No type of a public leaf can hold a person; free text lives in disclosures only.

pub mod account;
pub mod alarm;
pub mod audit;
pub mod books;
pub mod canonical;
#[cfg(feature = "check")]
pub mod check;
pub mod checkpoint;
pub mod disclosure;
pub mod entry;
pub mod fault;
pub mod hash;
pub mod key;
pub mod kind;
pub mod note;
pub mod proof;
pub mod range;
pub mod receipt;
pub mod tile;
pub mod tlog_proof;
pub mod trust;
pub mod witness;
pub mod word;

mod text;

pub use alarm::Alarm;
pub use audit::Audit;
pub use books::Books;
pub use checkpoint::Checkpoint;
pub use entry::Entry;
pub use fault::Fault;
pub use hash::Hash;
pub use key::{SignKey, VerifyKey};
pub use note::Note;
pub use range::Range;
pub use receipt::Receipt;
pub use trust::Trust;
