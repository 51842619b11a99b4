//! The person who is signed in.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::Response,
};
use model::{PersonId, ProblemCode, view::Me};
use store::{claim, person, person::ErasePerson, waiting};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::own::{done, own};
use crate::{
    app::App,
    failure::Failure,
    phone::Phone,
    session_cookie::{self, Person},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show, erase))
}

/// The own number, claims and places in waiting lists.
#[utoipa::path(get, path = "/me", tag = "person", responses((status = 200, body = Me), (status = 401), (status = 429)))]
async fn show(State(app): State<App>, person: Person) -> Result<Response, Failure> {
    own(StatusCode::OK, &view(&app, person.id).await?)
}

/// Erases the person: promises that can be given back are, number and sessions are gone.
#[utoipa::path(delete, path = "/me", tag = "person", responses((status = 204), (status = 401), (status = 403), (status = 429)))]
async fn erase(State(app): State<App>, person: Person) -> Result<Response, Failure> {
    app.store.writer().write(ErasePerson { person: person.id, now: app.now() }).await?;
    let mut response = done();
    response.headers_mut().append(header::SET_COOKIE, session_cookie::gone(&app.config));
    Ok(response)
}

/// Everything that the person sees of themselves.
pub(super) async fn view(app: &App, person: PersonId) -> Result<Me, Failure> {
    let now = app.now();
    let mut reader = app.store.read().await?;
    let mut conn = reader.conn();
    let sealed = person::phone(&mut conn, person).await?.ok_or(ProblemCode::SignInNeeded)?;
    let plain = app.keys.unseal(&person::context(person), &sealed.into()).map_err(Failure::internal)?;
    let phone = Phone::from_sealed(&plain).ok_or(ProblemCode::Internal)?;
    let live_limit = claim::standing(&mut conn, person, now).await?.live_limit();
    Ok(Me {
        phone: phone.masked(),
        now,
        claims: claim::of_person(&mut conn, person, now).await?,
        waiting: waiting::of_person(&mut conn, person, now).await?,
        live_limit: u32::try_from(live_limit).unwrap_or_default(),
    })
}
