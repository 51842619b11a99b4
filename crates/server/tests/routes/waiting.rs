//! `POST` and `DELETE /wishes/{id}/waiting`

use model::{
    ProblemCode as P,
    view::{Me, WaitingView},
};
use serde_json::json;
use server::testing::TestApp;
use store::both;

use crate::claims::{claim, promise};

both! {
    async fn a_slot_that_comes_free_is_kept_for_whoever_waited(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let (holder, me, stranger) =
            (app.citizen("13800138000").await, app.citizen("13900139000").await, app.citizen("13700137000").await);
        let wish = app.wish(|_| {}).await;
        let path = format!("/api/v1/wishes/{wish}/waiting");
        assert_eq!(me.post_empty(&path).await.problem(), P::SlotsFree);
        let held = promise(&holder, wish).await;
        assert_eq!(holder.post_empty(&path).await.problem(), P::AlreadyYours);
        let answer = me.post_empty(&path).await;
        assert_eq!(answer.status.as_u16(), 200);
        assert_eq!((answer.json::<WaitingView>().ahead, answer.json::<WaitingView>().offer_until), (0, None));
        assert_eq!(me.post_empty(&path).await.problem(), P::AlreadyWaiting);
        holder.post(&format!("/api/v1/claims/{}/cancel", held.id), &json!({})).await;
        assert_eq!(claim(&stranger, wish).await.problem(), P::AlreadyClaimed, "it is kept");
        let page: Me = me.get("/api/v1/me").await.json();
        assert_eq!(page.waiting[0].offer_until, Some(app.now().plus_hours(12)));
        assert_eq!(page.waiting[0].wish.slots.free, 1, "for me it is free");
        assert_eq!(claim(&me, wish).await.status.as_u16(), 201);
        assert!(me.get("/api/v1/me").await.json::<Me>().waiting.is_empty());
    }

    async fn leaving_is_always_fine(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let (holder, me) = (app.citizen("13800138000").await, app.citizen("13900139000").await);
        let wish = app.wish(|_| {}).await;
        promise(&holder, wish).await;
        let path = format!("/api/v1/wishes/{wish}/waiting");
        me.post_empty(&path).await;
        for _ in 0..2 {
            assert_eq!(me.delete(&path).await.status.as_u16(), 204);
        }
        assert!(me.get("/api/v1/me").await.json::<Me>().waiting.is_empty());
        assert_eq!(me.delete("/api/v1/wishes/no-id/waiting").await.problem(), P::NotFound);
        assert_eq!(me.post_empty("/api/v1/wishes/AAAAAAAA/waiting").await.problem(), P::NotFound);
    }
}
