//! What a person sees of the jobs.

use model::{
    ClaimState, PublicStatus,
    view::{Me, WishView},
};
use server::{
    jobs::{Jobs, Round},
    phone::Phone,
    sender::{Sent, Text},
    testing::TestApp,
};
use store::{both, outbox::MessageKind};

use crate::claims::{claim, promise};

const DAY: i64 = 24 * 60;

both! {
    async fn a_promise_is_reminded_of_and_lapses_and_the_wish_is_free_again(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let (jobs, me) = (Jobs::of(&app.app), app.citizen("13800138000").await);
        let wish = app.wish(|_| {}).await;
        let page = format!("/api/v1/wishes/{wish}");
        let id = promise(&me, wish).await.id;
        assert_eq!(me.get(&page).await.json::<WishView>().card.status, PublicStatus::Claimed);
        let due = Some(app.today().plus(7));
        let mut rounds = Vec::new();
        for _ in 0..11 {
            rounds.push(jobs.round().await.unwrap());
            app.pass_minutes(DAY);
        }
        let days: Vec<_> = rounds.iter().enumerate().filter(|(_, round)| round.sent > 0).map(|(day, _)| day).collect();
        assert_eq!(days, [4, 6, 7, 10], "three days, one day, the day, and two days of grace later");
        let sent = app.sent.sent_to(&Phone::parse("13800138000").unwrap());
        let kinds = [MessageKind::Reminder3, MessageKind::Reminder1, MessageKind::Reminder0, MessageKind::Lapsed];
        let text = |(number, kind)| Sent::Message(Text { id: number, kind, claim: Some(id), donation: None, due });
        assert_eq!(sent, (1..).zip(kinds).map(text).collect::<Vec<_>>());
        assert_eq!(me.get("/api/v1/me").await.json::<Me>().claims[0].state, ClaimState::Lapsed);
        assert_eq!(me.get(&page).await.json::<WishView>().card.status, PublicStatus::Waiting);
    }

    async fn a_quiet_house_writes_nothing(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let (jobs, me) = (Jobs::of(&app.app), app.citizen("13800138000").await);
        claim(&me, app.wish(|_| {}).await).await;
        let before = app.app.store.version().await.unwrap();
        for _ in 0..3 {
            assert_eq!(jobs.round().await.unwrap(), Round::default());
        }
        assert_eq!(app.app.store.version().await.unwrap(), before, "cached answers stay good");
        app.pass_minutes(30);
        let (one, two) = tokio::join!(jobs.round(), jobs.round());
        let changed = one.unwrap().changed + two.unwrap().changed;
        assert_eq!(changed, 1, "two rounds at once end the hold once");
    }
}
