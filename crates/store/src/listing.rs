//! The public list: which wishes anybody can find, in need-first order.
//!
//! A listed wish has a posting for each filter value and each pair of neighbouring characters that it can be found by.
//! All postings of a term lie in the order of the list, so that a page is read from the rarest term of a question, in
//! windows of a bounded number of rows; the other terms are looked up row by row. The last word is with the row itself:
//! what it says is compared with the whole question before anything is shown. **Invariant:** nothing here yields a wish
//! whose state the public does not see.

mod card;
mod filter;
mod home;
mod index;
mod page;
mod similar;
mod terms;
mod view;

pub use card::{cards, promised};
pub use filter::{Filter, Place};
pub use home::{districts, home, open};
pub use index::refresh;
pub use page::{PAGE, page};
pub use similar::similar;
pub use terms::{MAX_WORDS, Words};
pub use view::view;

pub(crate) const STATEMENTS: &[&[(&str, &str)]] =
    &[card::STATEMENTS, home::STATEMENTS, index::STATEMENTS, page::STATEMENTS, similar::STATEMENTS, view::STATEMENTS];
