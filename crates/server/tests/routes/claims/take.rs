//! `POST /wishes/{id}/claims`

use model::{
    ClaimState, Delivery, Kind, Problem, ProblemCode as P,
    view::{ClaimView, WishView},
};
use serde_json::json;
use server::testing::TestApp;
use store::both;

use super::{claim, key, promise};

both! {
    async fn a_slot_is_held_and_the_wish_page_says_so_at_once(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let me = app.citizen("13800138000").await;
        let wish = app.wish(|_| {}).await;
        let page = format!("/api/v1/wishes/{wish}");
        let before = me.get(&page).await;
        assert_eq!(before.json::<WishView>().card.slots.free, 1);
        let answer = claim(&me, wish).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (201, "no-store"));
        assert_eq!(answer.header("content-type"), "application/json");
        let view: ClaimView = answer.json();
        assert_eq!((view.state, view.hold_until), (ClaimState::Held, Some(app.now().plus_minutes(30))));
        assert_eq!(view.wish.unwrap().slots.free, 0);
        assert_eq!(me.get(&page).await.json::<WishView>().card.slots.free, 0);
    }

    async fn the_loser_of_a_race_gets_three_similar_wishes(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let (me, other) = (app.citizen("13800138000").await, app.citizen("13900139000").await);
        let wish = app.wish(|_| {}).await;
        for _ in 0..4 {
            app.wish(|_| {}).await;
        }
        claim(&other, wish).await;
        let answer = claim(&me, wish).await;
        assert_eq!((answer.status.as_u16(), answer.problem()), (409, P::AlreadyClaimed));
        let problem: Problem = answer.json();
        assert_eq!(problem.similar.len(), 3);
        assert!(problem.similar.iter().all(|card| card.id != wish && card.slots.free == 1));
    }

    async fn the_same_key_gets_the_same_answer_refusals_too(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let (me, other) = (app.citizen("13800138000").await, app.citizen("13900139000").await);
        let (wish, full) = (app.wish(|_| {}).await, app.wish(|_| {}).await);
        promise(&other, full).await;
        let body = json!({ "adult": true, "no_interest": true });
        let path = format!("/api/v1/wishes/{wish}/claims");
        let (yes, no) = (key(), key());
        let first = me.post_once(&path, &yes, &body).await;
        app.pass_minutes(10);
        let again = me.again().post_once(&path, &yes, &json!({ "no_interest": true, "adult": true })).await;
        assert_eq!((first.status, &first.body), (again.status, &again.body));
        let full = format!("/api/v1/wishes/{full}/claims");
        assert_eq!(me.post_once(&full, &yes, &body).await.problem(), P::KeyReused, "another wish");
        assert_eq!(me.post_once(&full, &no, &body).await.problem(), P::HoldElsewhere);
        let view: ClaimView = first.json();
        me.post_empty(&format!("/api/v1/claims/{}/confirm", view.id)).await;
        let again = me.post_once(&full, &no, &body).await;
        assert_eq!((again.problem(), again.header("content-type")), (P::HoldElsewhere, "application/problem+json"), "as it was then");
        assert_eq!(other.post_once(&path, &yes, &body).await.problem(), P::AlreadyClaimed, "keys are a person's own");
        app.pass_minutes(48 * 60);
        assert_eq!(me.post_once(&full, &no, &body).await.problem(), P::AlreadyClaimed, "forgotten after two days");
    }

    async fn two_taps_at_once_make_one_claim(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let me = app.citizen("13800138000").await;
        let (wish, key) = (app.wish(|seed| seed.slots = 5).await, key());
        let path = format!("/api/v1/wishes/{wish}/claims");
        let body = json!({ "adult": true, "no_interest": true });
        let (one, two) = tokio::join!(me.post_once(&path, &key, &body), me.post_once(&path, &key, &body));
        let mut codes = [one.status.as_u16(), two.status.as_u16()];
        codes.sort_unstable();
        if codes == [201, 409] {
            let late = if one.status.as_u16() == 409 { one } else { two };
            assert_eq!((late.problem(), late.header("retry-after")), (P::InFlight, "1"));
        } else {
            assert_eq!((codes, one.body), ([201, 201], two.body));
        }
        assert_eq!(me.post_once(&path, &key, &body).await.status.as_u16(), 201, "a retry gets the answer");
        let claims: model::view::Me = me.get("/api/v1/me").await.json();
        assert_eq!(claims.claims.len(), 1);
    }

    async fn a_claim_needs_both_declarations_and_a_key(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let me = app.citizen("13800138000").await;
        let path = format!("/api/v1/wishes/{}/claims", app.wish(|_| {}).await);
        let good = json!({ "adult": true, "no_interest": true });
        assert_eq!(me.post(&path, &good).await.problem(), P::KeyMissing);
        for bad in ["short", "with space 123", &"x".repeat(65), "quote'quote'"] {
            assert_eq!(me.post_once(&path, bad, &good).await.problem(), P::BadField, "{bad}");
        }
        let key = key();
        for (body, want) in [
            (json!({ "adult": false, "no_interest": true }), P::DeclarationMissing),
            (json!({ "adult": true, "no_interest": false }), P::DeclarationMissing),
            (json!({ "adult": true }), P::BadField),
            (json!({ "adult": "yes", "no_interest": true }), P::BadField),
            (json!({ "adult": true, "no_interest": true, "note": "<b>" }), P::BadField),
        ] {
            assert_eq!(me.post_once(&path, &key, &body).await.problem(), want, "{body}");
        }
        assert_eq!(me.post_once(&path, &key, &good).await.status.as_u16(), 201, "nothing was stored for the key before");
    }

    async fn wishes_that_nobody_can_claim_say_why(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let me = app.citizen("13800138000").await;
        let visit = app.wish(|seed| {
            seed.kind = Kind::Service;
            seed.delivery = Delivery::VolunteerVisit;
        })
        .await;
        assert_eq!(claim(&me, visit).await.problem(), P::VolunteerNeeded);
        let hidden = app.wish(|seed| seed.state = model::WishState::Review).await;
        assert_eq!(claim(&me, hidden).await.problem(), P::NotFound);
        let done = app.wish(|seed| seed.state = model::WishState::Completed).await;
        assert_eq!(claim(&me, done).await.problem(), P::NotListed);
        for id in ["AAAAAAAA", "nonsense", "'%20or%201=1", "%3Cb%3E"] {
            let body = json!({ "adult": true, "no_interest": true });
            let answer = me.post_once(&format!("/api/v1/wishes/{id}/claims"), &key(), &body).await;
            assert_eq!(answer.problem(), P::NotFound, "{id}");
        }
        let mine: ClaimView = claim(&me, app.wish(|_| {}).await).await.json();
        let answer = claim(&me, app.wish(|_| {}).await).await;
        assert_eq!((answer.problem(), answer.json::<Problem>().claim), (P::HoldElsewhere, Some(mine.id)));
    }

    async fn a_fourth_promise_is_one_too_many(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let me = app.citizen("13800138000").await;
        for _ in 0..3 {
            promise(&me, app.wish(|_| {}).await).await;
        }
        assert_eq!(claim(&me, app.wish(|_| {}).await).await.problem(), P::TooManyClaims);
    }
}
