//! Reusable pieces. They know nothing of pages and never call the API.

pub(crate) mod books;
pub(crate) mod control;
pub(crate) mod facts;
pub(crate) mod frame;
pub(crate) mod icon;
pub(crate) mod skeleton;
pub(crate) mod station;
pub(crate) mod trouble;
pub(crate) mod wish_card;
