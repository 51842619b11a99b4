//! Reusable pieces of this app, beside those of the design system. They know nothing of pages and never call the API.

pub(crate) mod books;
pub(crate) mod facts;
pub(crate) mod frame;
pub(crate) mod station;
pub(crate) mod trouble;
pub(crate) mod wish_card;

pub(crate) use ui::{control, icon, skeleton};
