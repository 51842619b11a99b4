//! What callers may keep, and how soon a change is seen.

use axum::{body::Body, http::Request};
use model::WishId;
use server::testing::{Answer, Client, TestApp};
use store::{Change, Conn, StoreError, args, both, listing};

/// What `shanling wish withdraw` does to the public part.
struct Withdraw(WishId);

impl Change for Withdraw {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        conn.run("update wish set state = 'withdrawn', title = '', story = '' where id = $1", args![self.0]).await?;
        listing::refresh(conn, self.0).await
    }
}

async fn again(client: &Client, path: &str, etag: &str) -> Answer {
    client.send(Request::get(path).header("if-none-match", etag), Body::empty()).await
}

both! {
    async fn an_answer_is_known_again_by_its_content(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let id = app.wish(|_| {}).await;
        for path in ["/api/v1/home", "/api/v1/wishes", "/api/v1/stations", &format!("/api/v1/wishes/{id}")] {
            let first = app.anonymous().get(path).await;
            assert_eq!((first.status.as_u16(), first.header("cache-control")), (200, "no-cache"), "{path}");
            let etag = first.header("etag").to_owned();
            assert!(etag.starts_with('"') && etag.ends_with('"'), "{etag} is strong");
            let known = again(&app.anonymous(), path, &etag).await;
            assert_eq!((known.status.as_u16(), known.body.len()), (304, 0), "{path}");
            assert_eq!(known.header("etag"), etag, "{path}");
            let head = app.anonymous().send(Request::head(path), Body::empty()).await;
            assert_eq!((head.status.as_u16(), head.body.len(), head.header("etag")), (200, 0, etag.as_str()), "{path}");
            assert_eq!(head.header("content-length"), first.body.len().to_string(), "{path}");
        }
    }

    async fn a_wish_withdrawn_by_another_process_is_gone_from_the_very_next_answer(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let (id, other) = (app.wish(|_| {}).await, app.wish(|_| {}).await);
        let (one, list, home) = (format!("/api/v1/wishes/{id}"), "/api/v1/wishes", "/api/v1/home");
        let client = app.anonymous();
        let mut etags = Vec::new();
        for path in [one.as_str(), list, home] {
            client.get(path).await;
            let warm = client.get(path).await;
            assert!(warm.text().contains(&id.to_string()), "{path}");
            etags.push(warm.header("etag").to_owned());
        }
        // Another process has its own store on the same database.
        let elsewhere = app.fresh.open().await;
        elsewhere.writer().write(Withdraw(id)).await.unwrap();
        assert_eq!(again(&client, &one, &etags[0]).await.status, 404);
        for (path, etag) in [list, home].into_iter().zip(&etags[1..]) {
            let next = again(&client, path, etag).await;
            assert_eq!(next.status, 200, "{path}");
            assert!(!next.text().contains(&id.to_string()) && next.text().contains(&other.to_string()), "{path}");
        }
    }

    async fn answers_are_compressed_for_whoever_takes_it(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        for _ in 0..5 {
            app.wish(|_| {}).await;
        }
        let client = app.anonymous();
        let plain = client.get("/api/v1/wishes").await;
        assert_eq!((plain.header("content-encoding"), plain.header("vary")), ("", "accept-encoding"));
        for coding in ["br", "gzip"] {
            let request = Request::get("/api/v1/wishes").header("accept-encoding", coding);
            let small = client.send(request, Body::empty()).await;
            assert_eq!(small.header("content-encoding"), coding);
            assert!(small.body.len() * 2 < plain.body.len(), "{coding}: {} of {}", small.body.len(), plain.body.len());
            assert_ne!(small.header("etag"), plain.header("etag"), "another coding is another representation");
        }
    }
}
