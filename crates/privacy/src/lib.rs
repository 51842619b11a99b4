//! Keeps people out of public text: the screen that every public word passes, and the size of the crowd they hide in.
//!
//! [`screen`] is the light screen: browser and server run the very same code. With the feature `second-screen`
//! the server and the command line also have [`screen_deep`], which knows bare names from ordinary words.
//! [`screen_own`] looks for the values of one person in the public fields of the same row.
//!
//! **Invariant:** no I/O, no clock, no panic on any text, and no finding carries a piece of the text, only its place.
//!
//! Each file is one family of rules (domain rules 4.7 and 4.8); `text` is the normaliser that they all read through.

mod address;
pub mod band;
mod birth;
mod cash;
mod codes;
mod contact;
mod digits;
mod disease;
mod finding;
mod hospital;
mod identity;
mod lexicon;
mod name;
mod own;
mod phrases;
mod proper;
mod school;
mod text;

#[cfg(feature = "second-screen")]
mod deep;

#[cfg(feature = "fitting")]
pub use deep::fitting;
pub use finding::{Code, Finding, Level};
pub use identity::{Identity, check_identity};
pub use own::{Owned, screen_own};

use finding::Hits;
use text::Text;

/// What the light screen finds in a public text, in the order of the text.
#[must_use]
pub fn screen(text: &str) -> Vec<Finding> {
    let mut hits = light(text);
    let plain = Text::new(text);
    name::bare(&plain, &mut hits);
    name::bare(&plain.dense(), &mut hits);
    hits.sorted()
}

/// What the light and the heavy screen find together. Host only: several megabytes of dictionary.
#[cfg(feature = "second-screen")]
#[must_use]
pub fn screen_deep(text: &str) -> Vec<Finding> {
    let mut hits = light(text);
    deep::names(text, &mut hits);
    hits.sorted()
}

fn light(text: &str) -> Hits {
    let plain = Text::new(text);
    let mut hits = Hits::default();
    digits::find(&plain, &mut hits);
    contact::find(&plain, &mut hits);
    codes::find(&plain, &mut hits);
    birth::find(&plain, &mut hits);
    words(&plain, &mut hits);
    // The same once more with everything taken out that only stands between the characters of a word.
    let dense = plain.dense();
    if dense.chars.len() != plain.chars.len() {
        contact::find(&dense, &mut hits);
        codes::find(&dense, &mut hits);
        birth::find(&dense, &mut hits);
        words(&dense, &mut hits);
    }
    hits
}

fn words(text: &Text, hits: &mut Hits) {
    address::find(text, hits);
    school::find(text, hits);
    hospital::find(text, hits);
    disease::find(text, hits);
    phrases::find(text, hits);
    cash::find(text, hits);
    name::find(text, hits);
}
