//! `GET /live`

use std::time::Duration;

use axum::{
    body::{Body, BodyDataStream},
    http::Request,
};
use futures_util::StreamExt;
use model::{Millis, WishId};
use server::testing::TestApp;
use store::{Change, Conn, StoreError, both, event, project::Suspend};
use tower::ServiceExt;

use crate::books::{file, sequence, take_in};

/// Something that happened to a wish; everybody may hear of it or nobody.
struct Happens(WishId, bool, Millis);

impl Change for Happens {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        event::note(conn, self.0, "claimed", self.1, self.2).await.map(drop)
    }
}

async fn listen(app: &TestApp) -> BodyDataStream {
    let request = Request::get("/api/v1/live").body(Body::empty()).unwrap();
    let response = app.router().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(response.headers()["cache-control"], "no-store");
    response.into_body().into_data_stream()
}

/// The data of the next event; a minute is only there so that a broken stream ends the test.
async fn next(stream: &mut BodyDataStream) -> serde_json::Value {
    loop {
        let chunk = tokio::time::timeout(Duration::from_mins(1), stream.next()).await.unwrap().unwrap().unwrap();
        let text = String::from_utf8(chunk.to_vec()).unwrap();
        if let Some(data) = text.lines().find_map(|line| line.strip_prefix("data: ")) {
            assert!(text.starts_with("event: changed\n"), "{text}");
            return serde_json::from_str(data).unwrap();
        }
    }
}

both! {
    async fn whoever_listens_hears_of_every_process_and_of_no_secret(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let (one, two, hidden) = (app.wish(|_| {}).await, app.wish(|_| {}).await, app.wish(|_| {}).await);
        let news = app.open_news().await;
        let mut stream = listen(&app).await;
        assert_eq!(next(&mut stream).await, serde_json::json!({"ids": [], "open": 3}));
        let now = app.now();
        app.write(Happens(one, true, now)).await;
        assert_eq!(next(&mut stream).await, serde_json::json!({"ids": [one], "open": 3}));
        let elsewhere = app.fresh.open().await;
        elsewhere.writer().write(Happens(hidden, false, now)).await.unwrap();
        elsewhere.writer().write(Happens(two, true, now)).await.unwrap();
        assert_eq!(next(&mut stream).await, serde_json::json!({"ids": [two], "open": 3}), "nothing of {hidden}");
        app.close_news(news).await;
        assert!(stream.next().await.is_none(), "streams end when the server does");
    }

    async fn whoever_listens_hears_of_projects_whose_sums_or_standing_change(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        take_in(&app.app.store, &file(), app.today()).await.unwrap();
        let news = app.open_news().await;
        let mut stream = listen(&app).await;
        assert_eq!(next(&mut stream).await, serde_json::json!({"ids": [], "open": 0}), "what was before is no news");
        let elsewhere = app.fresh.open().await;
        let suspend = Suspend {
            id: "P-DEMO-02".parse().unwrap(),
            reason: "核查中".into(),
            actor: "演示财务员".into(),
            now: app.now(),
        };
        elsewhere.writer().write(suspend.clone()).await.unwrap();
        assert_eq!(next(&mut stream).await, serde_json::json!({"ids": [], "projects": ["P-DEMO-02"], "open": 0}));
        // Stopped already: nothing changes, nothing is told. The lines of the file get their places.
        elsewhere.writer().write(suspend).await.unwrap();
        assert!(sequence(&elsewhere, app.now()).await > 0);
        let told = next(&mut stream).await;
        let projects: Vec<String> = serde_json::from_value(told["projects"].clone()).unwrap();
        assert!(projects.len() > 1 && projects.contains(&"P-DEMO-01".to_owned()), "{told}");
        app.close_news(news).await;
    }
}
