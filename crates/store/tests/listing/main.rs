//! The public list: it says what a plain filter over all wishes would say, and reads few rows to say it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod order;
mod plans;
mod shows;
