//! The design system: what every program of the house that people look at is built from.
//!
//! **Invariant:** it knows nothing of addresses and of the API, and keeps nothing. What a piece says, it says in
//! [`i18n::UiTexts`]; how it looks stands in `style/`, in one file for each piece. The page `/design` shows all of it.

pub mod call;
pub mod contrast;
pub mod control;
pub mod facts;
pub mod format;
pub mod i18n;
pub mod icon;
pub mod markup;
pub mod net;
pub mod notice;
pub mod reactive;
pub mod skeleton;
