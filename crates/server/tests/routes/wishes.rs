//! `/wishes`

mod get;
mod list;
