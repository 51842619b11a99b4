//! `POST /reports`

use model::{ProblemCode as P, view::ReportTaken};
use serde_json::json;
use server::testing::TestApp;
use store::both;

const PATH: &str = "/api/v1/reports";

both! {
    async fn anybody_may_report_and_what_they_say_is_sealed(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let wish = app.wish(|_| {}).await;
        let body = json!({ "kind": "privacy", "wish": wish, "text": "页面上有 13812345678", "contact": "王五 13700137000" });
        let answer = app.anonymous().post(PATH, &body).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (201, "no-store"));
        let taken: ReportTaken = answer.json();
        assert_eq!(taken.answer_by.to_string(), "2026-11-30", "five working days after a Monday");
        let mut reader = app.app.store.read().await.unwrap();
        let open = store::report::open(&mut reader.conn(), 10).await.unwrap();
        assert_eq!((open.len(), open[0].id, open[0].wish), (1, taken.id, Some(wish)));
        let sealed = open[0].sealed.clone().into();
        assert!(!String::from_utf8_lossy(&open[0].sealed.bytes).contains("138"));
        let plain = app.app.keys.unseal(&store::report::context(taken.id), &sealed).unwrap();
        let plain: serde_json::Value = serde_json::from_slice(&plain).unwrap();
        assert_eq!(plain, json!({ "text": "页面上有 13812345678", "contact": "王五 13700137000" }));
    }

    async fn reports_are_bounded(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let caller = app.anonymous();
        for (body, field) in [
            (json!({ "kind": "privacy", "text": "" }), Some("text")),
            (json!({ "kind": "privacy", "text": " \n " }), Some("text")),
            (json!({ "kind": "privacy", "text": "长".repeat(501) }), Some("text")),
            (json!({ "kind": "privacy", "text": "a\u{0}b" }), Some("text")),
            (json!({ "kind": "privacy", "text": "x", "contact": "1".repeat(61) }), Some("contact")),
            (json!({ "kind": "nonsense", "text": "x" }), Some("kind")),
            (json!({ "kind": "other", "text": "x", "wish": "no id" }), Some("wish")),
            (json!({ "kind": "other" }), None),
        ] {
            let answer = caller.post(PATH, &body).await;
            assert_eq!(answer.problem(), P::BadField, "{body}");
            assert_eq!(answer.json::<model::Problem>().field.as_deref(), field, "{body}");
        }
        assert_eq!(caller.post(PATH, &json!({ "kind": "other", "text": "长".repeat(500) })).await.status.as_u16(), 201);
    }
}
