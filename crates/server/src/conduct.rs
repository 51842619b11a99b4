//! What every request passes: a number, a deadline, one line in the log, and a net below panics.
//!
//! The log has the template of the path and never the path itself, a query, a cookie or an address: those are people's.

use std::{
    panic::AssertUnwindSafe,
    time::{Duration, Instant},
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::HeaderValue,
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use model::ProblemCode;
use tracing::Instrument;

use crate::{app::App, failure::Failure};

/// How long an answer may take to begin.
const DEADLINE: Duration = Duration::from_secs(20);

/// Sees a request through.
pub(crate) async fn oversee(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = format!("{:016x}", rand::random::<u64>());
    let route = request.extensions().get::<MatchedPath>().map_or("page", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let span = tracing::info_span!("request", request.id = %id, %method, route = %route);
    let start = Instant::now();
    let mut response = answer(request, next).instrument(span.clone()).await;
    let (status, took) = (response.status().as_u16(), start.elapsed());
    app.metrics.count(&method, &route, status, took);
    span.in_scope(|| tracing::info!(status, took_ms = took.as_secs_f64() * 1000.0, "answered {status}"));
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

async fn answer(request: Request, next: Next) -> Response {
    let guarded = AssertUnwindSafe(next.run(request)).catch_unwind();
    match tokio::time::timeout(DEADLINE, guarded).await {
        Ok(Ok(response)) => response,
        // The panic hook has said where; the caller learns nothing.
        Ok(Err(_)) => Failure::new(ProblemCode::Internal).into_response(),
        Err(_) => {
            tracing::error!("no answer within {} s", DEADLINE.as_secs());
            Failure::new(ProblemCode::Unavailable).retry_after(5).into_response()
        }
    }
}
