//! A year in numbers.

use axum::{extract::State, http::HeaderMap, response::Response};
use model::{ProblemCode, view::YearStats};
use store::project;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    cache,
    extract::{NoQuery, Path},
    failure::Failure,
};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(stats))
}

/// A year as an address writes it: four digits.
fn year(text: &str) -> Option<i32> {
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// A year in the four questions; small numbers and what would give them away are left out. A year without anything is
/// all zeros; one that has not begun is not found.
#[utoipa::path(
    get, path = "/stats/{year}", tag = "public", params(("year" = u32, Path)),
    responses((status = 200, body = YearStats), (status = 304), (status = 404))
)]
async fn stats(
    State(app): State<App>,
    Path(text): Path<String>,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let today = app.today();
    let year = year(&text).filter(|year| *year <= today.ymd().0).ok_or(ProblemCode::NotFound)?;
    cache::answer(&app, &format!("/stats/{year}?{today}"), &headers, async |conn| {
        let mut years = app.years.lock().await;
        project::stats(conn, &mut years, year, today).await?.ok_or_else(|| ProblemCode::NotFound.into())
    })
    .await
}
