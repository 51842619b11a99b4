//! Whether the server lives, whether it can work, and what it counts.

use std::{net::IpAddr, time::Duration};

use axum::{
    Router,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use model::ProblemCode;

use crate::{app::App, extract::Caller, failure::Failure, ledger::Standing};

/// How long the database may take to show that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready)).route("/metrics", get(metrics))
}

/// This process answers.
async fn alive() -> Response {
    text("ok\n".to_owned())
}

/// The database answers too, and the ledger is not refused.
async fn ready(State(app): State<App>) -> Result<Response, Failure> {
    match tokio::time::timeout(PATIENCE, app.store.version()).await {
        Ok(Ok(_)) => match app.ledger.standing() {
            Standing::Opening | Standing::Open => Ok(text("ready\n".to_owned())),
            // Wishes and claims go on meanwhile; whoever watches this has to know.
            Standing::Refused(refusal) => Err(Failure::new(ProblemCode::LedgerRefused).because(refusal)),
        },
        Ok(Err(error)) => Err(Failure::new(ProblemCode::Unavailable).because(error)),
        Err(_) => Err(ProblemCode::Unavailable.into()),
    }
}

/// Numbers for the operator's own machines: only callers on this machine or in private networks are answered.
async fn metrics(State(app): State<App>, Caller(caller): Caller) -> Result<Response, Failure> {
    let near = match caller.to_canonical() {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    };
    if near { Ok(text(app.metrics.text(&app))) } else { Err(ProblemCode::NotFound.into()) }
}

fn text(body: String) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    ([kind, (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], body).into_response()
}
