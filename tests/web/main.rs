//! What only a browser can tell about the app: run in one by `cargo xtask test --only web`.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::{cell::Cell, rc::Rc};

use leptos::{
    ev,
    mount::mount_to,
    prelude::{document, window, window_event_listener},
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};
use shanling_app::App;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// An element of its own for one test; the page is looked at as a whole, so those of earlier tests go.
fn room() -> HtmlElement {
    while let Some(earlier) = document().query_selector("body > section").unwrap() {
        earlier.remove();
    }
    let room = document().create_element("section").unwrap();
    document().body().unwrap().append_child(&room).unwrap();
    room.unchecked_into()
}

/// Waits until `is_so` holds, for two seconds at the most.
async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..200 {
        if is_so() {
            return;
        }
        let tick = js_sys::Promise::new(&mut |done, _| {
            let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, 10);
        });
        wasm_bindgen_futures::JsFuture::from(tick).await.unwrap();
    }
    panic!("{what} did not come about");
}

fn path() -> String {
    window().location().pathname().unwrap()
}

fn link(room: &Element, href: &str) -> HtmlElement {
    room.query_selector(&format!("a[href='{href}']")).unwrap().unwrap().unchecked_into()
}

/// Whether the app has taken a click on this link, which then leads nowhere else in any case.
fn is_taken(link: &HtmlElement) -> bool {
    let taken = Rc::new(Cell::new(false));
    let seen = Rc::clone(&taken);
    let last = window_event_listener(ev::click, move |event| {
        seen.set(event.default_prevented());
        event.prevent_default();
    });
    link.click();
    last.remove();
    taken.get()
}

#[wasm_bindgen_test]
fn a_mounted_app_has_a_heading() {
    let room = room();
    let _mounted = mount_to(room.clone(), App);
    assert!(room.query_selector("h1").unwrap().is_some(), "{}", room.inner_html());
}

#[wasm_bindgen_test]
async fn a_link_of_this_room_opens_its_page_without_a_reload_and_back_undoes_it() {
    let room = room();
    let _mounted = mount_to(room.clone(), App);
    link(&room, "/help").click();
    until("the help page", || path() == "/help").await;
    link(&room, "/stations").click();
    until("the stations", || path() == "/stations").await;
    until("their title", || document().title().contains("服务站")).await;
    window().history().unwrap().back().unwrap();
    until("the way back", || path() == "/help" && document().title().contains("求助")).await;
}

#[wasm_bindgen_test]
async fn where_one_was_is_kept_for_the_tab() {
    let room = room();
    let _mounted = mount_to(room.clone(), App);
    link(&room, "/wishes").click();
    until("the list", || path() == "/wishes").await;
    window().dispatch_event(&web_sys::Event::new("pagehide").unwrap()).unwrap();
    let kept = window().session_storage().unwrap().unwrap().get_item("scrolls").unwrap();
    assert!(kept.is_some_and(|kept| kept.contains(':')), "positions of the entries outlive a reload");
}

#[wasm_bindgen_test]
fn a_link_into_the_other_room_is_left_to_the_browser() {
    let room = room();
    let _mounted = mount_to(room.clone(), App);
    let before = path();
    assert!(is_taken(&link(&room, "/wishes")), "its own room's are the app's");
    assert!(!is_taken(&link(&room, "/projects")));
    assert_ne!(path(), "/projects", "it was {before}");
}

#[wasm_bindgen_test]
fn an_app_that_is_gone_hears_nothing() {
    let room = room();
    let mounted = mount_to(room.clone(), App);
    let link = link(&room, "/help");
    assert!(is_taken(&link), "while it is there");
    drop(mounted);
    let orphan = document().create_element("a").unwrap();
    orphan.set_attribute("href", "/stations").unwrap();
    room.append_child(&orphan).unwrap();
    let before = path();
    assert!(!is_taken(orphan.unchecked_ref()), "the click is the browser's");
    assert_eq!(path(), before);
}
