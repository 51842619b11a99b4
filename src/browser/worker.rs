//! A program beside the page, in a Web Worker: texts go in, texts come out.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageEvent, Worker as Thread};

/// A worker that runs until it is dropped.
pub(crate) struct Worker {
    thread: Thread,
    /// Kept for as long as they may be called.
    _heard: [Closure<dyn FnMut(MessageEvent)>; 2],
}

impl Worker {
    /// Starts a script; `hear` gets what it says, `broken` is called when it cannot go on.
    pub(crate) fn start(script: &str, hear: impl Fn(String) + 'static, broken: impl Fn() + 'static) -> Option<Self> {
        let thread = Thread::new(script).ok()?;
        let heard = [
            Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
                hear(message.data().as_string().unwrap_or_default());
            }),
            Closure::<dyn FnMut(MessageEvent)>::new(move |_| broken()),
        ];
        let [message, error] = &heard;
        thread.set_onmessage(Some(message.as_ref().unchecked_ref()));
        thread.set_onerror(Some(error.as_ref().unchecked_ref()));
        Some(Self { thread, _heard: heard })
    }

    /// Says something to it.
    pub(crate) fn tell(&self, text: &str) {
        let _ = self.thread.post_message(&JsValue::from_str(text));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.thread.set_onmessage(None);
        self.thread.set_onerror(None);
        self.thread.terminate();
    }
}

/// The address of the worker that checks the ledger, which the page names beside the app's own files.
pub(crate) fn auditor() -> Option<String> {
    document().query_selector("script[data-auditor]").ok()??.get_attribute("data-auditor")
}
