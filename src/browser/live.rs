//! What changes while one is looking: one stream of events a tab, closed while the tab is out of sight.

use leptos::{ev, prelude::*};
use model::WishId;
use serde::Deserialize;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

use super::page;
use crate::{api::json, reactive::listen};

/// `GET /api/v1/live`
const STREAM: &str = "/api/v1/live";

/// Something public changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Change {
    /// The wishes that changed.
    #[serde(default)]
    pub(crate) ids: Vec<WishId>,
    /// The projects that changed, as text: only the books ask.
    #[serde(default)]
    pub(crate) projects: Vec<String>,
    /// How many are listed now.
    #[serde(default)]
    pub(crate) open: Option<u32>,
}

/// The last change, for whoever shows something that it concerns.
#[derive(Clone, Copy)]
pub(crate) struct Live {
    change: RwSignal<Change>,
    stream: StoredValue<Option<EventSource>, LocalStorage>,
}

impl Live {
    /// Opens the stream whenever the tab is in sight; once per app.
    pub(crate) fn provide() {
        let stream = StoredValue::new_local(None::<EventSource>);
        let live = Self { change: RwSignal::new(Change::default()), stream };
        provide_context(live);
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            if let Ok(change) = json::read::<Change>(&text) {
                live.change.try_set(change);
            }
        });
        let listener: js_sys::Function = heard.into_js_value().unchecked_into();
        let follow = move || {
            stream.try_update_value(|stream| {
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
        listen(ev::visibilitychange, move |_| follow());
        on_cleanup(move || {
            if let Some(open) = stream.try_update_value(Option::take).flatten() {
                open.close();
            }
        });
    }

    /// The last change; reading it tracks it.
    pub(crate) fn change(self) -> Change {
        self.change.get()
    }

    /// Whether the stream is open, so that nobody has to ask.
    pub(crate) fn is_on(self) -> bool {
        self.stream.with_value(|stream| stream.as_ref().is_some_and(|open| open.ready_state() == EventSource::OPEN))
    }
}

/// The live changes of this app.
pub(crate) fn use_live() -> Live {
    expect_context()
}
