//! Where commands may come from.

use axum::{
    body::Body,
    http::{Method, Request},
};
use model::ProblemCode;
use server::testing::{Answer, TestApp};
use store::both;

/// A report, which anybody may send, with these headers.
async fn report(app: &TestApp, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::post("/api/v1/reports").header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    app.anonymous().send(request, Body::from(r#"{"kind":"other","text":"内容不实"}"#)).await
}

both! {
    async fn a_command_from_another_site_is_refused_and_changes_nothing(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let before = app.app.store.version().await.unwrap();
        for headers in [
            &[][..],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
            &[("sec-fetch-site", "same-site"), ("origin", "https://other.demo.example"), ("host", "demo.example")],
            &[("sec-fetch-site", "none")],
            &[("origin", "https://evil.example"), ("host", "demo.example")],
            &[("origin", "null"), ("host", "demo.example")],
        ] {
            assert_eq!(report(&app, headers).await.problem(), ProblemCode::ForeignOrigin, "{headers:?}");
        }
        assert_eq!(app.app.store.version().await.unwrap(), before);
        for headers in [&[("sec-fetch-site", "same-origin")][..], &[("origin", "https://demo.example"), ("host", "demo.example")]] {
            let answer = report(&app, headers).await;
            assert_eq!(answer.status, 201, "{headers:?} {}", answer.text());
        }
    }

    async fn a_listed_place_that_serves_the_app_may_send_commands(fresh: Fresh) {
        let app = TestApp::with(fresh, |config| config.app_origins.push("https://app.demo.example".into())).await;
        let listed = ("origin", "https://app.demo.example");
        let answer = report(&app, &[listed, ("sec-fetch-site", "same-site"), ("host", "demo.example")]).await;
        assert_eq!((answer.status.as_u16(), answer.header("access-control-allow-origin")), (201, listed.1));
        assert_eq!(answer.header("access-control-allow-credentials"), "true");
        let ask = Request::builder().method(Method::OPTIONS).uri("/api/v1/reports").header(listed.0, listed.1);
        let preflight = app.anonymous().send(ask, Body::empty()).await;
        assert_eq!(preflight.status, 204);
        assert!(preflight.header("access-control-allow-headers").contains("idempotency-key"));
        for origin in ["https://app.demo.example.evil.example", "http://app.demo.example", "https://APP.demo.example"] {
            let answer = report(&app, &[("origin", origin), ("host", "demo.example")]).await;
            assert_eq!(answer.problem(), ProblemCode::ForeignOrigin, "{origin}");
            assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
        }
    }

    async fn a_wrong_method_is_told_with_those_that_there_are(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        for (method, path, allow) in [
            (Method::PUT, "/api/v1/home", "GET,HEAD"),
            (Method::POST, "/api/v1/wishes", "GET,HEAD"),
            (Method::GET, "/api/v1/reports", "POST"),
            (Method::OPTIONS, "/api/v1/home", "GET,HEAD"),
            (Method::POST, "/healthz", "GET,HEAD"),
        ] {
            let request = Request::builder().method(method.clone()).uri(path).header("sec-fetch-site", "cross-site");
            let answer = app.anonymous().send(request, Body::empty()).await;
            assert_eq!((answer.problem(), answer.header("allow")), (ProblemCode::MethodNotAllowed, allow), "{method} {path}");
        }
    }
}
