//! `GET /me` and `DELETE /me`

use model::{
    ClaimState, ProblemCode as P,
    view::{ClaimAction, ClaimView, Me},
};
use serde_json::json;
use server::testing::TestApp;
use store::both;

use crate::claims::{claim, promise};

both! {
    async fn my_page_shows_claims_and_places_newest_first(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let (me, other) = (app.citizen("13800138000").await, app.citizen("13900139000").await);
        let (first, second, full) = (app.wish(|_| {}).await, app.wish(|_| {}).await, app.wish(|_| {}).await);
        promise(&other, full).await;
        me.post_empty(&format!("/api/v1/wishes/{full}/waiting")).await;
        promise(&me, first).await;
        app.pass_minutes(1);
        claim(&me, second).await;
        let page: Me = me.get("/api/v1/me").await.json();
        let wishes: Vec<_> = page.claims.iter().map(|claim| claim.wish.as_ref().unwrap().id).collect();
        assert_eq!(wishes, [second, first]);
        assert_eq!(page.claims[0].actions, [ClaimAction::Confirm, ClaimAction::ExtendHold, ClaimAction::CancelFree]);
        assert_eq!((page.waiting.len(), page.waiting[0].wish.id, page.live_limit, page.now), (1, full, 3, app.now()));
    }

    async fn whoever_goes_leaves_nothing_behind(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let me = app.citizen("13800138000").await;
        let wish = app.wish(|_| {}).await;
        promise(&me, wish).await;
        let answer = me.delete("/api/v1/me").await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (204, "no-store"));
        assert_eq!(me.get("/api/v1/me").await.problem(), P::SignInNeeded);
        let other = app.citizen("13900139000").await;
        assert_eq!(claim(&other, wish).await.status.as_u16(), 201, "the wish is free again");
        let again: Me = app.citizen("13800138000").await.get("/api/v1/me").await.json();
        assert!(again.claims.is_empty(), "a stranger now");
    }

    async fn the_number_of_a_claimant_is_in_no_answer_and_not_in_the_database(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let (phone, me) = ("13857419283", app.anonymous());
        let asked = me.post("/api/v1/codes", &json!({ "phone": phone, "notice": 1 })).await;
        let code = asked.json::<model::view::CodeSent>().demo_code.unwrap();
        let mut heard = vec![me.post("/api/v1/session", &json!({ "phone": phone, "code": code })).await.text()];
        let (wish, full) = (app.wish(|_| {}).await, app.wish(|_| {}).await);
        promise(&app.citizen("13900139000").await, full).await;
        heard.push(claim(&me, wish).await.text());
        heard.push(claim(&me, full).await.text());
        heard.push(me.post_empty(&format!("/api/v1/wishes/{full}/waiting")).await.text());
        heard.push(me.post("/api/v1/reports", &json!({ "kind": "other", "text": phone, "contact": phone })).await.text());
        heard.push(me.get("/api/v1/me").await.text());
        for path in ["home", "wishes", "stations", &format!("wishes/{wish}")] {
            heard.push(me.get(&format!("/api/v1/{path}")).await.text());
        }
        for text in heard {
            assert!(!text.contains(phone) && !text.contains("57419283") && !text.contains("5741"), "{text}");
        }
        // What the embedded database has on disk, journal included.
        for name in ["test.db", "test.db-wal"] {
            if let Ok(bytes) = std::fs::read(app.fresh.dir.join(name)) {
                assert!(!bytes.windows(phone.len()).any(|part| part == phone.as_bytes()), "{name}");
                assert!(!bytes.windows(code.len()).any(|part| part == code.as_bytes()), "the code in {name}");
            }
        }
        let on_disk = app.fresh.dir.join("test.db").exists();
        assert_eq!(on_disk, app.fresh.url.starts_with("sqlite:"), "the file that was searched is the database");
    }

    async fn nobody_sees_a_page_without_signing_in(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let wish = app.wish(|_| {}).await;
        let nobody = app.anonymous();
        nobody.set_cookie("shanling", &"ab".repeat(32));
        assert_eq!(nobody.get("/api/v1/me").await.problem(), P::SignInNeeded);
        assert_eq!(nobody.delete("/api/v1/me").await.problem(), P::SignInNeeded);
        assert_eq!(claim(&nobody, wish).await.problem(), P::SignInNeeded);
        assert_eq!(nobody.post_empty(&format!("/api/v1/wishes/{wish}/waiting")).await.problem(), P::SignInNeeded);
        for (verb, body) in [("confirm", json!({})), ("cancel", json!({})), ("extend", json!({})), ("sent", json!({}))] {
            let answer = nobody.post(&format!("/api/v1/claims/7K3QZ8MV/{verb}"), &body).await;
            assert_eq!(answer.problem(), P::SignInNeeded, "{verb}");
        }
    }

    async fn a_withdrawn_wish_is_gone_from_my_page_too(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let me = app.citizen("13800138000").await;
        let wish = app.wish(|seed| seed.title = "独一无二的标题".into()).await;
        let view: ClaimView = promise(&me, wish).await;
        app.write(Withdraw(wish, app.now())).await;
        let answer = me.get("/api/v1/me").await;
        assert!(!answer.text().contains("独一无二"));
        let page: Me = answer.json();
        assert_eq!((page.claims[0].id, page.claims[0].state, page.claims[0].wish.clone()), (view.id, ClaimState::Revoked, None));
        assert!(page.claims[0].actions.is_empty());
    }
}

struct Withdraw(model::WishId, model::Millis);

impl store::Change for Withdraw {
    type Done = ();

    async fn apply(self, conn: &mut store::Conn<'_>) -> Result<(), store::StoreError> {
        let wish = store::wish::load(conn, self.0).await?.unwrap();
        let act = store::wish::Act::new(model::wish::WishEvent::Withdraw, Some("reviewer"), self.1);
        store::wish::step(conn, &wish, act).await?.unwrap();
        store::claim::revoke_all(conn, self.0, self.1).await?;
        Ok(())
    }
}
