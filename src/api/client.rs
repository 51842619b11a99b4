//! The only place that does HTTP. One core without type parameters, so that it is compiled once.

use std::{future::Future, pin::Pin, time::Duration};

use js_sys::{Promise, Reflect};
use leptos::prelude::{set_timeout_with_handle, window};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, Headers, RequestInit, Response};

use super::{
    error::{ApiError, ApiResult, pause_before_retry, understand},
    json,
};
use crate::browser::{clock, net};

/// How long an answer may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(20);

const GET: &str = "GET";

/// A request.
#[derive(Clone)]
pub(crate) struct Ask {
    method: &'static str,
    path: String,
    body: Option<String>,
    key: Option<String>,
    opener: Option<String>,
}

impl Ask {
    /// A read.
    pub(crate) fn get(path: String) -> Self {
        Self { method: GET, path, body: None, key: None, opener: None }
    }

    /// A command.
    pub(crate) fn post(path: String) -> Self {
        Self { method: "POST", ..Self::get(path) }
    }

    /// A removal.
    pub(crate) fn delete(path: String) -> Self {
        Self { method: "DELETE", ..Self::get(path) }
    }

    /// With a body.
    pub(crate) fn with<T: Serialize>(self, command: &T) -> Self {
        Self { body: serde_json::to_string(command).ok(), ..self }
    }

    /// With the `Idempotency-Key` of its form.
    pub(crate) fn keyed(self, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..self }
    }

    /// With what opens something that belongs to nobody who has signed in.
    pub(crate) fn opened(self, opener: Option<String>) -> Self {
        Self { opener, ..self }
    }
}

/// What a request yields, once it is there. Boxed, so that the work of a call is not copied into every caller.
pub(crate) type Fetch<T> = Pin<Box<dyn Future<Output = ApiResult<T>>>>;

/// Reads what is at a path.
pub(crate) fn get<T: DeserializeOwned + 'static>(path: String) -> Fetch<T> {
    read(call(Ask::get(path)))
}

/// The answer as what it stands for.
pub(crate) fn read<T: DeserializeOwned + 'static>(answer: Fetch<String>) -> Fetch<T> {
    Box::pin(async move { json::read(&answer.await?).map_err(|_| ApiError::Unintelligible { status: 200 }) })
}

/// An answer of which only counts that it came.
pub(crate) fn done(answer: Fetch<String>) -> Fetch<()> {
    Box::pin(async move { answer.await.map(drop) })
}

/// Sends a request and yields the body of the answer.
pub(crate) fn call(ask: Ask) -> Fetch<String> {
    Box::pin(once(ask))
}

async fn once(ask: Ask) -> ApiResult<String> {
    let controller = AbortController::new().ok();
    let signal = controller.as_ref().map(AbortController::signal);
    let late = set_timeout_with_handle(
        move || {
            if let Some(controller) = controller {
                controller.abort();
            }
        },
        PATIENCE,
    );
    let answer = exchange(ask, signal.as_ref()).await;
    if let Ok(late) = late {
        late.clear();
    }
    let Answer { status, body, is_kept } = answer.ok_or(ApiError::Unreachable)?;
    net::answered(!is_kept);
    understand(status, body)
}

/// Sends a request as often as [`pause_before_retry`] allows.
pub(crate) fn persist(ask: Ask) -> Fetch<String> {
    Box::pin(async move {
        let mut tried = 0;
        loop {
            let answer = call(ask.clone()).await;
            let pause = answer.as_ref().err().and_then(|error| pause_before_retry(error, tried));
            let Some(pause) = pause else { return answer };
            clock::sleep(pause).await;
            tried += 1;
        }
    })
}

/// What came back.
struct Answer {
    status: u16,
    body: String,
    /// Whether it is what the service worker had kept, for want of a network.
    is_kept: bool,
}

/// The answer, if there is one.
async fn exchange(ask: Ask, signal: Option<&AbortSignal>) -> Option<Answer> {
    let answer = match early(&ask) {
        // What boot.js began may have failed for want of a network that is there by now.
        Some(answer) => JsFuture::from(answer).await.ok(),
        None => None,
    };
    let answer = match answer {
        Some(answer) => answer,
        None => JsFuture::from(begin(&ask, signal)?).await.ok()?,
    };
    let response: Response = answer.dyn_into().ok()?;
    let body = JsFuture::from(response.text().ok()?).await.ok()?;
    let is_kept = response.headers().has("x-as-of").unwrap_or(false);
    Some(Answer { status: response.status(), body: body.as_string()?, is_kept })
}

/// Sends a request.
fn begin(ask: &Ask, signal: Option<&AbortSignal>) -> Option<Promise> {
    let headers = Headers::new().ok()?;
    headers.set("accept", "application/json").ok()?;
    let init = RequestInit::new();
    init.set_method(ask.method);
    init.set_signal(signal);
    if let Some(key) = &ask.key {
        headers.set("idempotency-key", key).ok()?;
    }
    if let Some(opener) = &ask.opener {
        headers.set("authorization", &format!("Bearer {opener}")).ok()?;
    }
    if let Some(body) = &ask.body {
        headers.set("content-type", "application/json").ok()?;
        init.set_body(&JsValue::from_str(body));
    }
    init.set_headers(&headers);
    Some(window().fetch_with_str_and_init(&ask.path, &init))
}

/// The answer that boot.js has asked for while the app was on its way; it can be taken once.
fn early(ask: &Ask) -> Option<Promise> {
    if ask.method != GET {
        return None;
    }
    let window = window();
    let name = JsValue::from_str("shanlingFirst");
    let first = Reflect::get(&window, &name).ok().filter(JsValue::is_object)?;
    let part = |part: &str| Reflect::get(&first, &JsValue::from_str(part)).ok();
    if part("path")?.as_string()? != ask.path {
        return None;
    }
    let _ = Reflect::set(&window, &name, &JsValue::UNDEFINED);
    part("answer")?.dyn_into().ok()
}
