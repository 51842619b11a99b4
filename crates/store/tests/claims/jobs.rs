//! What the clock does.

use model::{ClaimState as C, Kind, WishState as S, claim::ClaimEvent as E};
use store::{
    args, both,
    claim::{Chore, Due, waiting_chores},
    idempotency::{Answer, Answered, Once},
    outbox::{MessageKind as M, MessagesSent},
};

use crate::town::{Town, key, today};

both! {
    async fn holds_that_nobody_confirmed_end(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let wish = town.wish(5).await;
        for _ in 0..5 {
            town.take(wish, town.person().await).await.unwrap();
        }
        town.minutes(29);
        assert_eq!(town.chore(Chore::Holds).await, 0);
        town.minutes(1);
        assert_eq!(town.state(wish).await, S::Claimed);
        assert_eq!(town.chore(Chore::Holds).await, 5, "in batches of three");
        assert_eq!(town.state(wish).await, S::Open);
        assert!(!town.row(wish).await.reopened, "a hold is no promise");
        assert_eq!(town.chore(Chore::Holds).await, 0);
    }

    async fn reminders_come_three_days_and_one_day_before_and_on_the_day_once_each(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let me = town.person().await;
        let claim = town.promise(town.wish(1).await, me).await;
        let mut heard = Vec::new();
        for day in 0..=9 {
            for _ in 0..2 {
                town.chore(Chore::Reminders).await;
            }
            let messages = town.messages().await;
            heard.extend(messages.iter().map(|message| (day, message.kind)));
            assert!(messages.iter().all(|message| message.claim == Some(claim) && message.due == Some(today().plus(7))));
            town.write(MessagesSent { seqs: messages.iter().map(|message| message.seq).collect(), now: town.now }).await;
            town.hours(24);
        }
        assert_eq!(heard, [(4, M::Reminder3), (6, M::Reminder1), (7, M::Reminder0)]);
    }

    async fn a_server_that_was_down_reminds_late_and_an_extension_reminds_anew(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let me = town.person().await;
        let claim = town.promise(town.wish(1).await, me).await;
        town.hours(24 * 5);
        assert_eq!(town.chore(Chore::Reminders).await, 1, "two days before");
        town.by(me, claim, E::Extend(4)).await.unwrap();
        assert_eq!(town.chore(Chore::Reminders).await, 0);
        town.hours(24 * 3);
        assert_eq!(town.chore(Chore::Reminders).await, 1);
        town.by(me, claim, E::Send).await.unwrap();
        town.hours(24 * 3);
        assert_eq!(town.chore(Chore::Reminders).await, 0, "what is on its way needs no reminder");
    }

    async fn an_appointment_is_what_a_service_is_reminded_of(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let wish = town.wish_like(|seed| {
            seed.kind = Kind::Service;
            seed.delivery = model::Delivery::StationClass;
            seed.term_days = 30;
        }).await;
        let me = town.person().await;
        let claim = town.promise(wish, me).await;
        town.by(me, claim, E::Appoint(today().plus(10))).await.unwrap();
        town.hours(24 * 9);
        assert_eq!(town.chore(Chore::Reminders).await, 1);
        assert_eq!(town.messages().await[0].kind, M::Reminder1);
    }

    async fn a_claim_lapses_two_days_after_its_deadline(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let (wish, me) = (town.wish(1).await, town.person().await);
        let claim = town.promise(wish, me).await;
        let end = today().plus(7 + 2).end();
        town.now = end.plus_seconds(-1);
        assert_eq!(town.chore(Chore::Lapses).await, 0);
        town.now = end;
        assert_eq!(town.chore(Chore::Lapses).await, 1);
        assert_eq!(town.chore(Chore::Lapses).await, 0);
        assert_eq!(town.claim(claim).await.rules.state, C::Lapsed);
        assert_eq!((town.state(wish).await, town.row(wish).await.reopened), (S::Open, true));
        assert_eq!(town.messages().await.iter().map(|message| message.kind).collect::<Vec<_>>(), [M::Lapsed]);
        let standing = town.look(async |conn| store::claim::standing(conn, me, town.now).await).await;
        assert_eq!(standing, model::standing::Standing::Good, "the first one is only told");
    }

    async fn goods_at_the_station_never_lapse(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let claim = town.promise(town.wish(1).await, town.person().await).await;
        town.station(claim, E::Receive).await.unwrap();
        town.hours(24 * 60);
        assert_eq!(town.chore(Chore::Lapses).await, 0);
    }

    async fn a_listing_ends_after_its_last_day_unless_somebody_claims(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let (lonely, wanted) = (town.wish(1).await, town.wish(1).await);
        town.promise(wanted, town.person().await).await;
        town.now = town.row(lonely).await.listed_until.unwrap().end().plus_seconds(-1);
        assert_eq!(town.chore(Chore::Listings).await, 0);
        town.minutes(1);
        assert_eq!(town.chore(Chore::Listings).await, 1);
        assert_eq!((town.state(lonely).await, town.state(wanted).await), (S::Expired, S::Claimed));
        town.hours(24 * 3 - 1);
        assert_eq!(town.chore(Chore::Fallbacks).await, 0, "three days to decide");
        town.hours(1);
        assert_eq!(town.chore(Chore::Fallbacks).await, 1);
        assert_eq!(town.state(lonely).await, S::Fallback);
    }

    async fn a_confirmed_wish_is_completed_and_loses_its_story_after_ninety_days(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let wish = town.wish_like(|seed| seed.state = S::Confirmed).await;
        assert_eq!(town.chore(Chore::Completions).await, 1);
        assert_eq!((town.state(wish).await, town.row(wish).await.completed_on), (S::Completed, Some(today())));
        town.now = today().plus(90).start().plus_seconds(-1);
        assert_eq!(town.chore(Chore::Archive).await, 0);
        town.minutes(1);
        assert_eq!(town.chore(Chore::Archive).await, 1);
        let row = town.row(wish).await;
        assert_eq!((row.state, row.story.as_str(), row.spec), (S::Archived, "", None));
    }

    async fn every_chore_does_nothing_in_an_empty_house(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        for chore in Chore::ALL {
            let done = town.write(Due { chore: *chore, now: town.now, most: 10 }).await;
            assert_eq!((done.changed, done.more), (0, false), "{chore:?}");
        }
        assert_eq!(town.look(async |conn| waiting_chores(conn, town.now).await).await, []);
    }

    async fn an_answer_is_kept_for_two_days_and_a_key_is_for_one_request(fresh: Fresh) {
        struct Count;
        impl store::Change for Count {
            type Done = i64;
            async fn apply(self, conn: &mut store::Conn<'_>) -> Result<i64, store::StoreError> {
                conn.run("insert into tally (name, n) values ('x', 1) on conflict (name) do update set n = tally.n + 1", &[]).await?;
                conn.row("select n from tally where name = 'x'", &[]).await?.unwrap().int(0)
            }
        }
        let mut town = Town::new(&fresh).await;
        let (me, other) = (town.person().await, town.person().await);
        let call = async |person, request, now| {
            let answer = |n: i64| Answer { status: 201, body: n.to_string() };
            town.write(Once { person, key: "key-0001".into(), request: key(request), now, change: Count, answer }).await
        };
        let said = |n: i64| Answer { status: 201, body: n.to_string() };
        assert_eq!(call(me, 1, town.now).await, Answered::First(said(1)));
        assert_eq!(call(me, 1, town.now).await, Answered::Again(said(1)));
        assert_eq!(call(me, 2, town.now).await, Answered::KeyReused);
        assert_eq!(call(other, 2, town.now).await, Answered::First(said(2)), "keys are a person's own");
        let later = town.now.plus_hours(48);
        assert_eq!(call(me, 1, later.plus_seconds(-1)).await, Answered::Again(said(1)));
        assert_eq!(call(me, 2, later).await, Answered::First(said(3)));
        town.now = later;
        assert_eq!(town.chore(Chore::Forgetting).await, 1, "the other's is old");
        let left = town.look(async |conn| conn.rows("select person from idempotency", args![]).await).await;
        assert_eq!(left.len(), 1);
    }

    async fn a_message_that_did_not_go_out_comes_back(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let me = town.person().await;
        let claim = town.promise(town.wish(1).await, me).await;
        town.station(claim, E::Receive).await.unwrap();
        let first = town.messages().await;
        assert_eq!(first.len(), 1);
        assert!(town.messages().await.is_empty(), "leased");
        town.minutes(1);
        let again = town.messages().await;
        assert_eq!(again[0].seq, first[0].seq);
        town.write(MessagesSent { seqs: vec![again[0].seq], now: town.now }).await;
        town.hours(24);
        assert!(town.messages().await.is_empty());
    }

    async fn asking_tells_exactly_the_chores_that_have_something_to_do(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let due = async |town: &Town| town.look(async |conn| waiting_chores(conn, town.now).await).await;
        let (me, waits) = (town.person().await, town.person().await);
        let lonely = town.wish_like(|seed| seed.waiting_since = today().plus(20)).await;
        let claim = town.promise(town.wish(1).await, me).await;
        let (held, other) = (town.wish(1).await, town.person().await);
        town.take(held, other).await.unwrap();
        town.write(store::waiting::JoinWaiting { wish: held, person: waits, now: town.now }).await;
        assert_eq!(due(&town).await, []);
        town.minutes(30);
        assert_eq!(due(&town).await, [Chore::Holds]);
        town.chore(Chore::Holds).await;
        assert_eq!(due(&town).await, []);
        town.hours(12);
        assert_eq!(due(&town).await, [Chore::Offers]);
        town.chore(Chore::Offers).await;
        town.now = today().plus(7).start();
        assert_eq!(due(&town).await, [Chore::Reminders]);
        town.chore(Chore::Reminders).await;
        assert_eq!(due(&town).await, []);
        town.now = today().plus(10).start();
        assert_eq!(due(&town).await, [Chore::Lapses]);
        town.chore(Chore::Lapses).await;
        assert_eq!(town.claim(claim).await.rules.state, C::Lapsed);
        town.now = today().plus(51).start();
        let wanted = [Chore::Listings, Chore::Forgetting];
        assert_eq!(due(&town).await, wanted);
        for chore in wanted {
            town.chore(chore).await;
        }
        assert_eq!((town.state(lonely).await, due(&town).await), (S::Expired, vec![]));
    }

    async fn what_nobody_needs_is_forgotten(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        for _ in 0..7 {
            town.person().await;
        }
        town.hours(24 * 30 - 1);
        assert_eq!(town.chore(Chore::Forgetting).await, 0);
        town.hours(1);
        assert_eq!(town.chore(Chore::Forgetting).await, 7, "sessions are over");
    }
}
