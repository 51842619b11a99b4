//! The list of wishes, and one of them.

mod question;

use axum::{extract::State, http::HeaderMap, response::Response};
use model::{
    ProblemCode, WishId,
    view::{WishList, WishView},
};
use store::listing;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    cache,
    extract::{NoQuery, Pairs, Path},
    failure::Failure,
};
use question::{Question, WishParams};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(one))
}

/// Listed wishes, need first, 20 a page.
#[utoipa::path(
    get, path = "/wishes", tag = "public", params(WishParams),
    responses((status = 200, body = WishList), (status = 304), (status = 400), (status = 422))
)]
async fn list(State(app): State<App>, pairs: Pairs, headers: HeaderMap) -> Result<Response, Failure> {
    let question = Question::read(pairs)?;
    let key = question.key();
    cache::answer(&app, &key, &headers, async |conn| {
        if let Some(district) = &question.filter.district
            && !listing::districts(conn).await?.contains(district)
        {
            return Err(Failure::field("district"));
        }
        Ok(listing::page(conn, &question.filter, question.after).await?)
    })
    .await
}

/// One wish. Withdrawn, unpublished and archived ones are not there.
#[utoipa::path(
    get, path = "/wishes/{id}", tag = "public", params(("id" = WishId, Path)),
    responses((status = 200, body = WishView), (status = 304), (status = 404))
)]
async fn one(
    State(app): State<App>,
    Path(id): Path<WishId>,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    cache::answer(&app, &format!("/wishes/{id}"), &headers, async |conn| {
        listing::view(conn, id).await?.ok_or_else(|| ProblemCode::NotFound.into())
    })
    .await
}
