//! What is the person's own: never kept, compressed on the way.

use axum::{body::Body, http::Request};
use server::testing::TestApp;
use store::both;

both! {
    async fn an_own_answer_is_kept_by_nobody_and_comes_small(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let citizen = app.citizen("13800138000").await;
        for _ in 0..2 {
            let wish = app.wish(|_| {}).await;
            let path = format!("/api/v1/wishes/{wish}/claims");
            let body = serde_json::json!({"adult": true, "no_interest": true});
            let claim = citizen.post_once(&path, &format!("key-{wish}"), &body).await;
            assert_eq!(claim.status, 201, "{}", claim.text());
            let id = claim.json::<serde_json::Value>()["id"].as_str().unwrap().to_owned();
            let confirmed = citizen.post_empty(&format!("/api/v1/claims/{id}/confirm")).await;
            assert_eq!(confirmed.status, 200, "{}", confirmed.text());
        }
        let plain = citizen.get("/api/v1/me").await;
        assert_eq!((plain.header("cache-control"), plain.header("etag")), ("no-store", ""));
        let small = citizen.send(Request::get("/api/v1/me").header("accept-encoding", "br"), Body::empty()).await;
        assert_eq!((small.header("content-encoding"), small.header("cache-control")), ("br", "no-store"));
        assert!(small.body.len() * 2 < plain.body.len(), "{} of {}", small.body.len(), plain.body.len());
    }
}
