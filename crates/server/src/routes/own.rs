//! What the answers to a person have in common: they are nobody else's, and no cache keeps them.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use model::{Problem, ProblemCode, claim::ClaimRefusal};
use serde::Serialize;
use store::claim::TakeRefusal;

use crate::failure::Failure;

/// A view for the person alone.
pub(super) fn own(status: StatusCode, view: &impl Serialize) -> Result<Response, Failure> {
    let body = serde_json::to_string(view).map_err(Failure::internal)?;
    Ok(raw(status, body))
}

/// A body that is JSON already: a view, or a problem document.
pub(super) fn raw(status: StatusCode, body: String) -> Response {
    let kind = if status.is_success() { "application/json" } else { "application/problem+json" };
    no_store((status, [(header::CONTENT_TYPE, HeaderValue::from_static(kind))], body).into_response())
}

/// Nothing to say.
pub(super) fn done() -> Response {
    no_store(StatusCode::NO_CONTENT.into_response())
}

fn no_store(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Why a slot was not taken, or a place in the waiting list not given, in the words of the wire.
pub(super) fn take_problem(refusal: TakeRefusal) -> Problem {
    let mut problem = Problem::new(match &refusal {
        TakeRefusal::NotFound => ProblemCode::NotFound,
        TakeRefusal::NotListed => ProblemCode::NotListed,
        TakeRefusal::AlreadyClaimed(_) => ProblemCode::AlreadyClaimed,
        TakeRefusal::AlreadyYours(_) => ProblemCode::AlreadyYours,
        TakeRefusal::GivenBack(_) => ProblemCode::GivenBack,
        TakeRefusal::HoldElsewhere(_) => ProblemCode::HoldElsewhere,
        TakeRefusal::TooManyClaims => ProblemCode::TooManyClaims,
        TakeRefusal::VolunteerNeeded => ProblemCode::VolunteerNeeded,
        TakeRefusal::VettingNeeded => ProblemCode::VettingNeeded,
        TakeRefusal::StandingBlocked => ProblemCode::StandingBlocked,
    });
    match refusal {
        TakeRefusal::AlreadyClaimed(similar) => problem.similar = similar,
        TakeRefusal::AlreadyYours(claim) | TakeRefusal::GivenBack(claim) | TakeRefusal::HoldElsewhere(claim) => {
            problem.claim = Some(claim);
        }
        _ => {}
    }
    problem
}

/// Why a step was refused, in the words of the wire.
pub(super) fn step_failure(refusal: ClaimRefusal) -> Failure {
    match refusal {
        ClaimRefusal::WrongState | ClaimRefusal::WrongKind | ClaimRefusal::NotYet => ProblemCode::WrongState.into(),
        ClaimRefusal::HoldOver => ProblemCode::HoldOver.into(),
        ClaimRefusal::AlreadyExtended => ProblemCode::AlreadyExtended.into(),
        ClaimRefusal::ReasonNeeded => ProblemCode::ReasonNeeded.into(),
        ClaimRefusal::TooManyDays => Failure::field("days"),
        ClaimRefusal::BadDay => Failure::field("day"),
    }
}
