//! The API as a caller sees it, a file for each resource and verb.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

#[path = "../support/books.rs"]
mod books;
mod cache;
mod claims;
mod codes;
mod donations;
mod events;
mod headers;
mod health;
mod home;
mod hostile;
mod jobs;
mod ledger;
mod limits;
mod live;
mod me;
mod openapi;
mod origin;
mod own;
mod pages;
mod posters;
mod projects;
mod reports;
mod session;
mod stations;
mod stats;
mod unknown;
mod waiting;
mod wishes;
