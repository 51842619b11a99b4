//! What only a browser can tell about the app: run in one by `cargo xtask test --only web`.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use leptos::{
    mount::mount_to,
    prelude::{document, window},
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};
use shanling_app::App;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// An element of its own for one test.
fn room() -> Element {
    let room = document().create_element("section").unwrap();
    document().body().unwrap().append_child(&room).unwrap();
    room
}

#[wasm_bindgen_test]
fn a_mounted_app_has_a_heading() {
    let room = room();
    let _mounted = mount_to(room.clone().unchecked_into::<HtmlElement>(), App);
    assert!(room.query_selector("h1").unwrap().is_some(), "{}", room.inner_html());
}

/// Waits until `is_so` holds, for a second at the most.
async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..100 {
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

#[wasm_bindgen_test]
async fn a_link_of_ours_opens_its_page_without_a_reload_and_back_undoes_it() {
    let room = room();
    let _mounted = mount_to(room.clone().unchecked_into::<HtmlElement>(), App);
    link(&room, "/help").click();
    until("the help page", || path() == "/help").await;
    until("its heading in focus", || {
        let focus = document().active_element();
        focus.is_some_and(|element| element.tag_name() == "H1" && room.contains(Some(&element)))
    })
    .await;
    link(&room, "/privacy").click();
    until("the privacy page", || path() == "/privacy").await;
    assert!(document().title().contains("隐私说明"), "{}", document().title());
    window().history().unwrap().back().unwrap();
    until("the way back", || path() == "/help" && document().title().contains("求助")).await;
}

#[wasm_bindgen_test]
async fn where_one_was_is_kept_for_the_tab() {
    let room = room();
    let _mounted = mount_to(room.clone().unchecked_into::<HtmlElement>(), App);
    link(&room, "/stations").click();
    until("the stations", || path() == "/stations").await;
    window().dispatch_event(&web_sys::Event::new("pagehide").unwrap()).unwrap();
    let kept = window().session_storage().unwrap().unwrap().get_item("scrolls").unwrap();
    assert!(kept.is_some_and(|kept| kept.contains(':')), "positions of the entries outlive a reload");
}
