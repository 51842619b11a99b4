//! `POST /claims/{id}/…`

use model::{ClaimState, Kind, ProblemCode as P, view::ClaimView};
use serde_json::{Value, json};
use server::testing::TestApp;
use store::both;

use super::{claim, promise};

const VERBS: [(&str, Option<&str>); 6] = [
    ("confirm", None),
    ("hold", None),
    ("cancel", Some(r#"{"reason":"illness"}"#)),
    ("extend", Some(r#"{"days":3,"reason":"stock"}"#)),
    ("sent", None),
    ("appointment", Some(r#"{"day":"2026-11-25"}"#)),
];

both! {
    async fn a_promise_is_confirmed_extended_and_sent(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let me = app.citizen("13800138000").await;
        let held: ClaimView = claim(&me, app.wish(|_| {}).await).await.json();
        let at = |verb: &str| format!("/api/v1/claims/{}/{verb}", held.id);
        let view: ClaimView = me.post_empty(&at("hold")).await.json();
        assert_eq!(view.hold_until, Some(app.now().plus_minutes(60)));
        assert_eq!(me.post_empty(&at("hold")).await.problem(), P::AlreadyExtended);
        let answer = me.post_empty(&at("confirm")).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"));
        assert_eq!(me.post_empty(&at("confirm")).await.body, answer.body, "a lost answer is given again");
        let view: ClaimView = answer.json();
        assert_eq!((view.state, view.due), (ClaimState::Active, Some(app.today().plus(7))));
        assert_eq!(view.free_until, Some(app.now().plus_hours(24)));
        let view: ClaimView = me.post(&at("extend"), &json!({ "days": 7, "reason": "stock" })).await.json();
        assert_eq!(view.due, Some(app.today().plus(14)));
        assert_eq!(me.post(&at("extend"), &json!({ "days": 1, "reason": "stock" })).await.problem(), P::AlreadyExtended);
        let view: ClaimView = me.post_empty(&at("sent")).await.json();
        assert_eq!(view.state, ClaimState::Shipped);
        assert_eq!(me.post(&at("appointment"), &json!({ "day": "2026-11-25" })).await.problem(), P::WrongState);
        app.pass_minutes(24 * 60);
        assert_eq!(me.post(&at("cancel"), &json!({})).await.problem(), P::ReasonNeeded);
        let view: ClaimView = me.post(&at("cancel"), &json!({ "reason": "out_of_stock" })).await.json();
        assert_eq!((view.state, view.actions), (ClaimState::CancelledLate, vec![]));
    }

    async fn bodies_that_do_not_fit_change_nothing(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let me = app.citizen("13800138000").await;
        let id = promise(&me, app.wish(|_| {}).await).await.id;
        for (verb, body, want, field) in [
            ("extend", json!({ "days": 8, "reason": "stock" }), P::BadField, Some("days")),
            ("extend", json!({ "days": 0, "reason": "stock" }), P::BadField, Some("days")),
            ("extend", json!({ "days": -1, "reason": "stock" }), P::BadField, Some("days")),
            ("extend", json!({ "days": 3 }), P::BadField, None),
            ("extend", json!({ "days": 3, "reason": "because" }), P::BadField, Some("reason")),
            ("extend", json!({ "days": 99_999_999_999_u64, "reason": "stock" }), P::BadField, Some("days")),
            ("cancel", json!({ "reason": "x' or 1=1" }), P::BadField, Some("reason")),
            ("cancel", json!({ "reason": null, "more": 1 }), P::BadField, Some("more")),
            ("appointment", json!({ "day": "tomorrow" }), P::BadField, Some("day")),
            ("appointment", json!({ "day": "2026-02-30" }), P::BadField, Some("day")),
        ] {
            let answer = me.post(&format!("/api/v1/claims/{id}/{verb}"), &body).await;
            assert_eq!(answer.problem(), want, "{verb} {body}");
            let problem: Value = answer.json();
            if field != Some("more") {
                assert_eq!(problem["field"].as_str(), field, "{verb} {body}");
            }
            assert!(!answer.text().contains("1=1") && !answer.text().contains("because"), "{}", answer.text());
        }
        let page: model::view::Me = me.get("/api/v1/me").await.json();
        assert_eq!((page.claims[0].state, page.claims[0].due), (ClaimState::Active, Some(app.today().plus(7))));
    }

    async fn somebody_elses_claim_is_not_found_and_untouched(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let (me, other) = (app.citizen("13800138000").await, app.citizen("13900139000").await);
        let view = promise(&me, app.wish(|_| {}).await).await;
        for (verb, body) in VERBS {
            let path = format!("/api/v1/claims/{}/{verb}", view.id);
            let answer = match body {
                None => other.post_empty(&path).await,
                Some(body) => other.post(&path, &serde_json::from_str::<Value>(body).unwrap()).await,
            };
            assert_eq!(answer.problem(), P::NotFound, "{verb}");
        }
        let page: model::view::Me = me.get("/api/v1/me").await.json();
        assert_eq!(page.claims, [view]);
    }

    async fn a_service_is_appointed_within_its_time(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let me = app.citizen("13800138000").await;
        let wish = app.wish(|seed| {
            seed.kind = Kind::Service;
            seed.delivery = model::Delivery::StationClass;
            seed.term_days = 14;
        })
        .await;
        let id = promise(&me, wish).await.id;
        let path = format!("/api/v1/claims/{id}/appointment");
        for (days, good) in [(-1, false), (15, false), (14, true), (0, true)] {
            let answer = me.post(&path, &json!({ "day": app.today().plus(days) })).await;
            assert_eq!(answer.status.as_u16(), if good { 200 } else { 422 }, "in {days} days");
        }
        assert_eq!(me.post_empty(&format!("/api/v1/claims/{id}/sent")).await.problem(), P::WrongState);
    }

    async fn a_hold_that_ran_out_cannot_be_confirmed(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let me = app.citizen("13800138000").await;
        let view: ClaimView = claim(&me, app.wish(|_| {}).await).await.json();
        app.pass_minutes(30);
        assert_eq!(me.post_empty(&format!("/api/v1/claims/{}/confirm", view.id)).await.problem(), P::HoldOver);
    }
}
