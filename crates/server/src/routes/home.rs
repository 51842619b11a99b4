//! The first page.

use axum::{extract::State, http::HeaderMap, response::Response};
use model::view::Home;
use store::listing;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{app::App, cache, extract::NoQuery, failure::Failure};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(home))
}

/// The first page: counts, what is most needed, districts.
#[utoipa::path(get, path = "/home", tag = "public", responses((status = 200, body = Home), (status = 304)))]
async fn home(State(app): State<App>, _: NoQuery, headers: HeaderMap) -> Result<Response, Failure> {
    cache::answer(&app, "/home", &headers, async |conn| Ok(listing::home(conn).await?)).await
}
