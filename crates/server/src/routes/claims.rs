//! Claiming a wish, and every later step of the claimant's.

use axum::{extract::State, http::StatusCode, response::Response};
use model::{
    ClaimId, ProblemCode, WishId,
    claim::ClaimEvent,
    command::{Appoint, CancelClaim, ClaimWish, ExtendClaim},
    view::ClaimView,
};
use store::{
    claim::{By, Said, SlotTaken, StepClaim, Stepped, TakeSlot},
    event_page::Counted,
    idempotency::{Answer, Answered, Once},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    key::{Key, request_hash},
    own::{own, raw, step_failure, take_problem},
};
use crate::{
    app::App,
    extract::{Json, Path},
    failure::Failure,
    session_cookie::Person,
    sources::CameFrom,
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(take))
        .routes(routes!(confirm))
        .routes(routes!(hold))
        .routes(routes!(cancel))
        .routes(routes!(extend))
        .routes(routes!(sent))
        .routes(routes!(appoint))
}

/// Takes a slot of a wish and holds it for half an hour.
///
/// The same `Idempotency-Key` with the same body gets the stored answer, refusals included, for 48 hours.
#[utoipa::path(
    post, path = "/wishes/{id}/claims", tag = "person", request_body = ClaimWish,
    params(("id" = WishId, Path), Key),
    responses(
        (status = 201, body = ClaimView), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409),
        (status = 413), (status = 415), (status = 422), (status = 429)
    )
)]
async fn take(
    State(app): State<App>,
    Path(wish): Path<WishId>,
    person: Person,
    Key(key): Key,
    CameFrom(event): CameFrom,
    Json(promise): Json<ClaimWish>,
) -> Result<Response, Failure> {
    if !promise.adult || !promise.no_interest {
        return Err(ProblemCode::DeclarationMissing.into());
    }
    let Some(_flight) = app.in_flight.begin(person.id, &key) else {
        return Err(Failure::new(ProblemCode::InFlight).retry_after(1));
    };
    let now = app.now();
    let once = Once {
        person: person.id,
        key,
        request: request_hash(&format!("claim {wish}"), &promise)?,
        now,
        change: TakeSlot { claim: ClaimId::from_bits(rand::random()), wish, person: person.id, now },
        answer,
    };
    let answered = app.store.writer().write(once).await?;
    if let (Answered::First(Answer { status: 201, .. }), Some(event)) = (&answered, event) {
        app.sources.count(event, Counted::Claim);
    }
    match answered {
        Answered::First(Answer { status, body }) | Answered::Again(Answer { status, body }) => {
            let status = StatusCode::from_u16(status).map_err(Failure::internal)?;
            Ok(raw(status, body))
        }
        Answered::KeyReused => Err(ProblemCode::KeyReused.into()),
    }
}

/// The words that are stored with the effect.
fn answer(taken: SlotTaken) -> Answer {
    // Views and problems are plain structs: writing them cannot fail.
    match taken {
        SlotTaken::Held(view) => Answer { status: 201, body: serde_json::to_string(&view).unwrap_or_default() },
        SlotTaken::Refused(refusal) => {
            let problem = take_problem(refusal);
            Answer { status: problem.status, body: serde_json::to_string(&problem).unwrap_or_default() }
        }
    }
}

macro_rules! step {
    ($(#[$doc:meta])+ $name:ident $path:literal $(, $body:ident: $command:ty)? => $event:expr, $said:expr) => {
        $(#[$doc])+
        #[utoipa::path(
            post, path = $path, tag = "person", params(("id" = ClaimId, Path)), $(request_body = $command,)?
            responses(
                (status = 200, body = ClaimView), (status = 400), (status = 401), (status = 403), (status = 404),
                (status = 409), (status = 413), (status = 415), (status = 422), (status = 429)
            )
        )]
        async fn $name(
            State(app): State<App>,
            Path(claim): Path<ClaimId>,
            person: Person,
            $(Json($body): Json<$command>,)?
        ) -> Result<Response, Failure> {
            step(&app, claim, &person, $event, $said).await
        }
    };
}

step! {
    /// Confirms the promise; repeating it is answered the same.
    confirm "/claims/{id}/confirm" => ClaimEvent::Confirm, Said::Nothing
}

step! {
    /// Extends the hold, once.
    hold "/claims/{id}/hold" => ClaimEvent::ExtendHold, Said::Nothing
}

step! {
    /// Gives the promise back; after the free hours with a reason.
    cancel "/claims/{id}/cancel", cancel: CancelClaim => ClaimEvent::Cancel(cancel.reason), Said::Nothing
}

step! {
    /// Asks for more days, once.
    extend "/claims/{id}/extend", extend: ExtendClaim => ClaimEvent::Extend(extend.days), Said::Extend(extend.reason)
}

step! {
    /// Says that the goods are on their way.
    sent "/claims/{id}/sent" => ClaimEvent::Send, Said::Nothing
}

step! {
    /// Notes the day that was agreed with the station.
    appoint "/claims/{id}/appointment", appoint: Appoint => ClaimEvent::Appoint(appoint.day), Said::Nothing
}

async fn step(app: &App, claim: ClaimId, person: &Person, event: ClaimEvent, said: Said) -> Result<Response, Failure> {
    let change = StepClaim { claim, by: By::Person(person.id), event, said, now: app.now() };
    match app.store.writer().write(change).await? {
        Stepped::Done(view) => own(StatusCode::OK, &view),
        Stepped::NotFound => Err(ProblemCode::NotFound.into()),
        Stepped::Refused(refusal) => Err(step_failure(refusal)),
    }
}
