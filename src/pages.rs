//! One file for each page.

pub(crate) mod claim;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod lost;
pub(crate) mod me;
pub(crate) mod privacy;
pub(crate) mod report;
pub(crate) mod sign_in;
pub(crate) mod stations;
pub(crate) mod wish;
pub(crate) mod wishes;

use leptos::prelude::*;

use crate::{browser::page, i18n::use_texts};

/// The heading of a page, which takes the focus when the page comes, and the title of the tab.
pub(crate) fn heading(text: &'static str) -> AnyView {
    page::set_title(&(use_texts().common.title)(text));
    view! {
        <h1 tabindex="-1">{text}</h1>
    }
    .into_any()
}
