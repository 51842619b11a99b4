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

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, http::Request, middleware, routing::get};
    use tower::ServiceExt;

    use super::*;

    async fn ask(path: &str) -> (u16, String) {
        async fn boom() {
            panic!("a secret");
        }
        let router = Router::new().route("/boom", get(boom)).route("/never", get(std::future::pending::<()>));
        let router = router.layer(middleware::from_fn(answer));
        let response = router.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_panic_is_a_500_that_tells_nothing() {
        let (status, body) = ask("/boom").await;
        assert_eq!(status, 500);
        assert_eq!(body, r#"{"status":500,"code":"internal","title":"internal"}"#);
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_too_long_is_told_to_come_back() {
        let (status, body) = ask("/never").await;
        assert_eq!(status, 503);
        assert!(body.contains(r#""retry_after":5"#), "{body}");
    }
}
