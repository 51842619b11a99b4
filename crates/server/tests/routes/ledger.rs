//! `/ledger/…`: what programs and people read of the log, and when it does not go on.

mod files;
mod house;
mod pages;
mod standing;
