//! The contract itself.

use axum::{extract::State, http::HeaderMap, response::Response};
use model::ProblemCode;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{app::App, extract::NoQuery, failure::Failure};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(document))
}

/// This document.
#[utoipa::path(get, path = "/openapi.json", tag = "public", responses((status = 200, body = Object), (status = 304)))]
async fn document(State(app): State<App>, _: NoQuery, headers: HeaderMap) -> Result<Response, Failure> {
    let ready = app.document.get().ok_or(ProblemCode::Unavailable)?;
    Ok(ready.respond(&headers, "no-cache"))
}
