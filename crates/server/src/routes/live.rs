//! The stream of news.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream;
use model::ProblemCode;
use store::listing;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    extract::{Caller, NoQuery},
    failure::Failure,
    limits::Network,
    live::{Changed, Listener},
};

/// A sign of life for proxies and phones.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// When a browser that lost the stream tries again.
const RETRY: Duration = Duration::from_secs(5);
/// Seconds after which somebody who found no seat may try again.
const FULL: u32 = 30;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(live))
}

/// News as server-sent events: `event: changed`, `data:` [`Changed`]. It begins with the present count and no ids.
#[utoipa::path(
    get, path = "/live", tag = "public",
    responses((status = 200, content_type = "text/event-stream", body = Changed), (status = 503))
)]
async fn live(State(app): State<App>, Caller(address): Caller, _: NoQuery) -> Result<Response, Failure> {
    let full = || Failure::new(ProblemCode::Unavailable).retry_after(FULL);
    let listener = app.live.listen(Network::of(address)).ok_or_else(full)?;
    let open = listing::open(&mut app.store.read().await?.conn()).await?;
    let first = Changed { ids: Vec::new(), projects: Vec::new(), open };
    let first = serde_json::to_string(&first).map_err(Failure::internal)?;
    let events = stream::unfold((Some(first), listener), |(first, mut listener)| async {
        let text = match first {
            Some(text) => text,
            None => next(&mut listener).await?,
        };
        let event = Event::default().event("changed").data(text).retry(RETRY);
        Some((Ok::<_, Infallible>(event), (None, listener)))
    });
    let mut response = Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Proxies that collect answers before they pass them on would keep the news to themselves.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

/// The next piece of news; nothing when the server stops or this listener fell behind.
async fn next(listener: &mut Listener) -> Option<String> {
    tokio::select! {
        _ = listener.stop.wait_for(|stop| *stop) => None,
        news = listener.news.recv() => news.ok().map(|text| text.to_string()),
    }
}
