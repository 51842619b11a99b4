//! The service stations.

use axum::{extract::State, http::HeaderMap, response::Response};
use model::view::StationView;
use store::station;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{app::App, cache, extract::NoQuery, failure::Failure};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(stations))
}

/// Every station, with address, hours and telephone.
#[utoipa::path(get, path = "/stations", tag = "public", responses((status = 200, body = [StationView]), (status = 304)))]
async fn stations(State(app): State<App>, _: NoQuery, headers: HeaderMap) -> Result<Response, Failure> {
    cache::answer(&app, "/stations", &headers, async |conn| Ok(station::all(conn).await?)).await
}
