//! What changes while one is looking: one stream of events a tab, closed while the tab is out of sight.

use leptos::prelude::*;
use model::WishId;
use serde::Deserialize;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

use super::page;
use crate::api::json;

/// `GET /api/v1/live`
const STREAM: &str = "/api/v1/live";

/// Something public changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Change {
    /// The wishes that changed.
    #[serde(default)]
    pub(crate) ids: Vec<WishId>,
    /// How many are listed now.
    #[serde(default)]
    pub(crate) open: Option<u32>,
}

/// The last change, for whoever shows something that it concerns.
#[derive(Clone, Copy)]
pub(crate) struct Live(RwSignal<Change>);

impl Live {
    /// Opens the stream whenever the tab is in sight; once per app.
    pub(crate) fn provide() {
        let live = Self(RwSignal::new(Change::default()));
        provide_context(live);
        let stream: StoredValue<Option<EventSource>, LocalStorage> = StoredValue::new_local(None);
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            if let Ok(change) = json::read::<Change>(&text) {
                live.0.set(change);
            }
        });
        let listener: js_sys::Function = heard.into_js_value().unchecked_into();
        let follow = move || {
            stream.update_value(|stream| {
                if page::is_hidden() {
                    if let Some(open) = stream.take() {
                        open.close();
                    }
                } else if stream.is_none()
                    && let Ok(opened) = EventSource::new(STREAM)
                {
                    let _ = opened.add_event_listener_with_callback("changed", &listener);
                    *stream = Some(opened);
                }
            });
        };
        // The first answer has the line for itself.
        let begin = follow.clone();
        set_timeout(begin, std::time::Duration::from_secs(2));
        document_visibility(follow);
    }

    /// The last change; reading it tracks it.
    pub(crate) fn change(self) -> Change {
        self.0.get()
    }
}

/// The live changes of this app.
pub(crate) fn use_live() -> Live {
    expect_context()
}

fn document_visibility(then: impl Fn() + 'static) {
    let called = Closure::<dyn Fn()>::new(then);
    let listener: js_sys::Function = called.into_js_value().unchecked_into();
    let _ = document().add_event_listener_with_callback("visibilitychange", &listener);
}
