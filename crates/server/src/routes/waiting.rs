//! Waiting lists.

use axum::{extract::State, http::StatusCode, response::Response};
use model::{ProblemCode, WishId, view::WaitingView};
use store::waiting::{JoinWaiting, Joined, LeaveWaiting};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::own::{done, own, take_problem};
use crate::{app::App, extract::Path, failure::Failure, session_cookie::Person};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(join, leave))
}

/// Joins the waiting list of a wish whose slots are all taken.
#[utoipa::path(
    post, path = "/wishes/{id}/waiting", tag = "person", params(("id" = WishId, Path)),
    responses(
        (status = 200, body = WaitingView), (status = 401), (status = 403), (status = 404), (status = 409), (status = 429)
    )
)]
async fn join(State(app): State<App>, Path(wish): Path<WishId>, person: Person) -> Result<Response, Failure> {
    let change = JoinWaiting { wish, person: person.id, now: app.now() };
    match app.store.writer().write(change).await? {
        Joined::Yes(place) => own(StatusCode::OK, &place),
        Joined::Already => Err(ProblemCode::AlreadyWaiting.into()),
        Joined::SlotsFree => Err(ProblemCode::SlotsFree.into()),
        Joined::Refused(refusal) => Err(take_problem(refusal).into()),
    }
}

/// Leaves the waiting list; whoever is not on it is told the same.
#[utoipa::path(
    delete, path = "/wishes/{id}/waiting", tag = "person", params(("id" = WishId, Path)),
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 429))
)]
async fn leave(State(app): State<App>, Path(wish): Path<WishId>, person: Person) -> Result<Response, Failure> {
    app.store.writer().write(LeaveWaiting { wish, person: person.id, now: app.now() }).await?;
    Ok(done())
}
