//! The log as the page's own server serves it.

use auditor::{Bytes, Source, most};
use js_sys::Uint8Array;
use model::verify::Trouble;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, RequestCache, RequestInit, Response};

/// Files below `/ledger/` of the page's server.
pub(crate) struct Net {
    scope: DedicatedWorkerGlobalScope,
    base: String,
}

impl Net {
    /// The server that the worker came from.
    pub(crate) fn new(scope: &DedicatedWorkerGlobalScope) -> Self {
        Self { scope: scope.clone(), base: format!("{}/ledger/", scope.location().origin()) }
    }
}

impl Source for Net {
    fn get(&self, path: &str) -> Bytes<'_> {
        let init = RequestInit::new();
        if path == "checkpoint" {
            // One that the browser kept for a moment may be older than what the page has just seen: that would look like a lie.
            init.set_cache(RequestCache::NoStore);
        }
        let asked = self.scope.fetch_with_str_and_init(&format!("{}{path}", self.base), &init);
        let path = path.to_owned();
        Box::pin(async move {
            let response = JsFuture::from(asked).await.map_err(|_| Trouble::Unreachable)?;
            let response: Response = response.dyn_into().map_err(|_| Trouble::Unreachable)?;
            // A server without a ledger may answer any address with its page.
            let is_page =
                response.headers().get("content-type").ok().flatten().is_some_and(|kind| kind.contains("html"));
            match response.status() {
                404 | 410 => return Err(Trouble::Missing { path }),
                200 if is_page => return Err(Trouble::Missing { path }),
                200 => {}
                status => return Err(Trouble::Refused { status }),
            }
            let body = response.array_buffer().map_err(|_| Trouble::Unreachable)?;
            let body = Uint8Array::new(&JsFuture::from(body).await.map_err(|_| Trouble::Unreachable)?);
            if usize::try_from(body.length()).unwrap_or(usize::MAX) > most(&path) {
                return Err(Trouble::TooLong { path });
            }
            Ok(body.to_vec())
        })
    }
}
