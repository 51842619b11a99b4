//! What every answer tells the browser, whatever it says.

use axum::{body::Body, http::Request};
use server::{config::Transport, testing::TestApp};
use store::{Engine, testing::Fresh};

const PATHS: [&str; 6] = ["/", "/icon.svg", "/api/v1/home", "/api/v1/nothing", "/healthz", "/api/v1/me"];

#[tokio::test]
async fn no_answer_can_be_sniffed_framed_or_confused_with_another() {
    let app = TestApp::new(Fresh::new(Engine::Sqlite).await).await;
    let mut numbers = Vec::new();
    for path in PATHS {
        let request = Request::get(path).header("accept", "text/html");
        let answer = app.anonymous().send(request, Body::empty()).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin", "{path}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(answer.header("permissions-policy").contains("geolocation=()"), "{path}");
        assert!(!answer.header("cache-control").is_empty(), "{path} says what may be kept");
        assert_eq!(answer.header("strict-transport-security"), "", "{path} came by http");
        numbers.push(answer.header("x-request-id").to_owned());
    }
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), PATHS.len(), "every request has its own number");
}

#[tokio::test]
async fn behind_tls_browsers_are_told_to_stay_there() {
    let fresh = Fresh::new(Engine::Sqlite).await;
    let app = TestApp::with(fresh, |config| config.transport = Transport::Proxy).await;
    for path in PATHS {
        let answer = app.anonymous().get(path).await;
        assert_eq!(answer.header("strict-transport-security"), "max-age=31536000", "{path}");
    }
}
