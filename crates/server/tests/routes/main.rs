//! The API as a caller sees it, a file for each resource and verb.

mod cache;
mod home;
mod stations;
mod unknown;
mod wishes;
