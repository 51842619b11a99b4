//! The witness's few addresses.

use std::{error::Error, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use http_body_util::LengthLimitError;
use ledger::{note, witness::Refusal};

use super::{Desk, desk::Reply};

/// The largest body: a note, and a proof of at most 63 lines.
const MOST_BYTES: usize = 2 * note::MAX_BYTES;
/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

const TEXT: &str = "text/plain; charset=utf-8";
/// The type of an answer that only tells the last cosigned size.
const SIZE: &str = "text/x.tlog.size";

/// `POST /add-checkpoint`, `GET /HASH/checkpoint` for monitors, `GET /vkey` and `GET /healthz`.
pub fn router(desk: Arc<Desk>) -> Router {
    let vkey = format!("{}\n", desk.verify_key());
    Router::new()
        .route("/add-checkpoint", post(add))
        .route("/{log}/checkpoint", get(latest))
        .route("/vkey", get(|| async { text(StatusCode::OK, TEXT, vkey) }))
        .route("/healthz", get(|| async { text(StatusCode::OK, TEXT, "ok\n") }))
        .with_state(desk)
}

async fn add(State(desk): State<Arc<Desk>>, body: Body) -> Response {
    let bytes = match tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, MOST_BYTES)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(error)) if error.source().is_some_and(<dyn Error>::is::<LengthLimitError>) => {
            return text(StatusCode::PAYLOAD_TOO_LARGE, TEXT, "the body is too large\n");
        }
        Ok(Err(_)) => return refused(Refusal::Malformed),
        Err(_) => return text(StatusCode::REQUEST_TIMEOUT, TEXT, "the body did not arrive\n"),
    };
    let Ok(body) = String::from_utf8(bytes.into()) else { return refused(Refusal::Malformed) };
    // The disk is waited for on a thread of its own.
    match tokio::task::spawn_blocking(move || desk.answer(&body)).await {
        Ok(Reply::Cosigned(line)) => text(StatusCode::OK, TEXT, line),
        Ok(Reply::Refused(refusal)) => refused(refusal),
        Ok(Reply::TooEarly(seconds)) => {
            let later = [(header::RETRY_AFTER, seconds.to_string())];
            (later, text(StatusCode::SERVICE_UNAVAILABLE, TEXT, "the clock is behind\n")).into_response()
        }
        Ok(Reply::Failed) | Err(_) => text(StatusCode::SERVICE_UNAVAILABLE, TEXT, "it cannot be kept\n"),
    }
}

async fn latest(State(desk): State<Arc<Desk>>, uri: Uri) -> Response {
    let name = uri.path().trim_start_matches('/').split('/').next().unwrap_or_default();
    match desk.latest(name) {
        Some(note) => text(StatusCode::OK, TEXT, note),
        None => text(StatusCode::NOT_FOUND, TEXT, "nothing was cosigned for this log\n"),
    }
}

fn refused(refusal: Refusal) -> Response {
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::BAD_REQUEST);
    match refusal {
        Refusal::Stale { latest } => text(status, SIZE, format!("{latest}\n")),
        other => text(status, TEXT, format!("{other}\n")),
    }
}

fn text(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body.into()).into_response()
}
