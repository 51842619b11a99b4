//! Why a request was declined, on its way out: the one place where refusals become HTTP.
//!
//! The caller gets a stable code (`application/problem+json`), the log gets the cause. A rule that refuses is a
//! [`ProblemCode`]; machinery that fails is a [`StoreError`] or anything else, and is never told to the caller.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use model::{ClaimId, Problem, ProblemCode, project::GivingOff, view::WishCard};
use store::StoreError;

/// A declined request.
#[derive(Debug)]
pub struct Failure(Box<Inner>);

#[derive(Debug)]
struct Inner {
    problem: Problem,
    cause: Option<anyhow::Error>,
}

impl Failure {
    /// The refusal of this code.
    #[must_use]
    pub fn new(code: ProblemCode) -> Self {
        Self(Box::new(Inner { problem: Problem::new(code), cause: None }))
    }

    /// A field that does not fit.
    #[must_use]
    pub fn field(name: &str) -> Self {
        let mut failure = Self::new(ProblemCode::BadField);
        failure.0.problem.field = Some(name.to_owned());
        failure
    }

    /// Something broke that the caller can do nothing about; the cause goes to the log.
    pub fn internal(cause: impl Into<anyhow::Error>) -> Self {
        Self::new(ProblemCode::Internal).because(cause)
    }

    /// With a cause for the log.
    #[must_use]
    pub fn because(mut self, cause: impl Into<anyhow::Error>) -> Self {
        self.0.cause = Some(cause.into());
        self
    }

    /// With the seconds to wait before another try; sent as `Retry-After` too.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.0.problem.retry_after = Some(seconds);
        self
    }

    /// With the person's own claim that stands in the way.
    #[must_use]
    pub fn claim(mut self, claim: ClaimId) -> Self {
        self.0.problem.claim = Some(claim);
        self
    }

    /// With the work that is asked for first.
    #[must_use]
    pub fn challenge(mut self, challenge: String) -> Self {
        self.0.problem.challenge = Some(challenge);
        self
    }

    /// With the reason why nothing can be given.
    #[must_use]
    pub fn off(mut self, off: GivingOff) -> Self {
        self.0.problem.off = Some(off);
        self
    }

    /// With wishes that are still free.
    #[must_use]
    pub fn similar(mut self, similar: Vec<WishCard>) -> Self {
        self.0.problem.similar = similar;
        self
    }

    /// The document that the caller gets.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0.problem
    }
}

impl From<ProblemCode> for Failure {
    fn from(code: ProblemCode) -> Self {
        Self::new(code)
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self(Box::new(Inner { problem, cause: None }))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let code = match error {
            StoreError::Occupied | StoreError::Stopped => ProblemCode::Unavailable,
            // A broken unique rule that no change has mapped to a refusal of its own is our mistake.
            StoreError::Conflict(_) | StoreError::Database(_) | StoreError::Corrupt(_) => ProblemCode::Internal,
        };
        Self::new(code).because(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let Inner { problem, cause } = *self.0;
        let code = problem.code.as_str();
        if let Some(cause) = cause {
            tracing::error!(problem.code = code, cause = format!("{cause:#}"), "request failed: `{code}`");
        }
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = problem.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
