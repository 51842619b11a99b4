//! Events and their walls.

use axum::{extract::State, http::HeaderMap, response::Response};
use model::{
    EventCode, ProblemCode,
    view::{EventView, Wall},
};
use store::event_page;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    cache,
    extract::{NoQuery, Path},
    failure::Failure,
};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(event)).routes(routes!(wall))
}

/// An event: who holds it, its wishes and projects, and how many came from its poster.
#[utoipa::path(
    get, path = "/events/{code}", tag = "public", params(("code" = EventCode, Path)),
    responses((status = 200, body = EventView), (status = 304), (status = 404))
)]
async fn event(
    State(app): State<App>,
    Path(code): Path<EventCode>,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let today = app.today();
    // What it says changes with the day too.
    cache::answer(&app, &format!("/events/{code}/{today}"), &headers, async |conn| {
        event_page::view(conn, &code, today).await?.ok_or_else(|| ProblemCode::NotFound.into())
    })
    .await
}

/// The wall of an event: a light for each wish, and no word on any of them.
#[utoipa::path(
    get, path = "/events/{code}/wall", tag = "public", params(("code" = EventCode, Path)),
    responses((status = 200, body = Wall), (status = 304), (status = 404))
)]
async fn wall(
    State(app): State<App>,
    Path(code): Path<EventCode>,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let today = app.today();
    cache::answer(&app, &format!("/events/{code}/wall/{today}"), &headers, async |conn| {
        event_page::wall(conn, &code, today).await?.ok_or_else(|| ProblemCode::NotFound.into())
    })
    .await
}
