//! One file for each page.

pub(crate) mod claim;
#[cfg(feature = "design")]
pub(crate) mod design;
pub(crate) mod donate;
pub(crate) mod entry;
pub(crate) mod gift;
pub(crate) mod gifts;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod ledger;
pub(crate) mod lost;
pub(crate) mod me;
pub(crate) mod privacy;
pub(crate) mod project;
pub(crate) mod projects;
pub(crate) mod receipt;
pub(crate) mod report;
pub(crate) mod sign_in;
pub(crate) mod stations;
pub(crate) mod stats;
pub(crate) mod verify;
pub(crate) mod wish;
pub(crate) mod wishes;

use crate::{
    browser::page,
    i18n::Texts,
    markup::{Html, html},
};

/// The heading of a page, which takes the focus when the page comes; the tab is called the same.
pub(crate) fn heading(t: &Texts, text: &str) -> Html {
    page::set_title(&(t.common.title)(text));
    html!("<h1 tabindex='-1'>", text, "</h1>")
}
