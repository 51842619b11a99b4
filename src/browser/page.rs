//! The window and its document.

use leptos::prelude::{document, request_animation_frame, window};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, History, HtmlElement, Location};

/// The address line.
pub(crate) fn location() -> Location {
    window().location()
}

/// The history of this tab.
pub(crate) fn history() -> Option<History> {
    window().history().ok()
}

/// How far the page is scrolled, in CSS pixels.
pub(crate) fn scroll_y() -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "no page is that long, and half a pixel is nobody's loss")]
    window().page_y_offset().map_or(0, |y| y.round() as i32)
}

/// Scrolls there, at once.
pub(crate) fn scroll_to(y: i32) {
    window().scroll_to_with_x_and_y(0.0, y.into());
}

/// Moves the focus to the first element that fits, without scrolling.
pub(crate) fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Moves the focus to the first element that fits and brings it into sight.
pub(crate) fn show(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Gives the focus back to the link that has it now, should it be built anew before the next picture.
pub(crate) fn keep_focus() {
    let href = document().active_element().and_then(|element| element.get_attribute("href"));
    let Some(href) = href.filter(|href| !href.contains(['"', '\\'])) else { return };
    request_animation_frame(move || {
        let is_lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
        if is_lost {
            focus(&format!("main a[href=\"{href}\"]"));
        }
    });
}

/// Names the tab.
pub(crate) fn set_title(title: &str) {
    document().set_title(title);
}

/// Says which language the page is in.
pub(crate) fn set_lang(lang: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", lang);
    }
}

/// The text of the element with this id, as the server wrote it.
pub(crate) fn text_of(id: &str) -> Option<String> {
    document().get_element_by_id(id)?.text_content()
}

/// Whether the tab is out of sight.
pub(crate) fn is_hidden() -> bool {
    document().visibility_state() == web_sys::VisibilityState::Hidden
}

/// The full address of a path of this site.
pub(crate) fn address(path: &str) -> String {
    format!("{}{path}", location().origin().unwrap_or_default())
}

/// The full address of this page.
pub(crate) fn href() -> String {
    location().href().unwrap_or_default()
}

/// What stands behind the `#` of the address; nothing where nothing does.
pub(crate) fn fragment() -> Option<String> {
    location().hash().ok()?.strip_prefix('#').filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Opens the browser's own print sheet.
pub(crate) fn print() {
    let _ = window().print();
}

/// Leaves for another page, as a link would.
pub(crate) fn visit(path: &str) {
    let _ = location().assign(path);
}

/// Loads the page anew.
pub(crate) fn reload() {
    let _ = location().reload();
}
