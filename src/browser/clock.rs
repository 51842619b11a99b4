//! The time, as the server has it: phones are often wrong by minutes, and a hold lasts thirty.

use std::{cell::Cell, time::Duration};

use leptos::prelude::*;
use model::{Day, Millis};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// How much the server's clock is ahead of this phone's, in milliseconds.
    static AHEAD: Cell<f64> = const { Cell::new(0.0) };
}

/// Learns from an instant that the server has just named.
pub(crate) fn learn(server: Millis) {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of this age of the world fit a double exactly")]
    AHEAD.set(server.get() as f64 - js_sys::Date::now());
}

/// Now.
pub(crate) fn now() -> Millis {
    #[expect(clippy::cast_possible_truncation, reason = "a double holds no instant that an i64 does not")]
    Millis::new((js_sys::Date::now() + AHEAD.get()) as i64)
}

/// Today in the county.
pub(crate) fn today() -> Day {
    now().day()
}

/// A signal of the time, once a second, while the owner lives.
pub(crate) fn every_second() -> ReadSignal<Millis> {
    let (time, set_time) = signal(now());
    let ticking = set_interval_with_handle(
        move || {
            set_time.try_set(now());
        },
        Duration::from_secs(1),
    );
    on_cleanup(move || {
        if let Ok(handle) = ticking {
            handle.clear();
        }
    });
    time
}

/// Waits.
pub(crate) async fn sleep(ms: u32) {
    let wait = js_sys::Promise::new(&mut |done, _| {
        set_timeout(
            move || {
                let _ = done.call0(&wasm_bindgen::JsValue::NULL);
            },
            Duration::from_millis(ms.into()),
        );
    });
    let _ = JsFuture::from(wait).await;
}
