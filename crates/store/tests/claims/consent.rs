//! Consent that is taken back, and consent that runs out.

use model::{ClaimState as C, PublicStatus, WishId, WishState as S, claim::ClaimEvent as E, wish::Guard};
use store::{
    Change, Conn, StoreError, args, both,
    claim::{Chore, TakeRefusal as R},
    listing::{self, Filter},
    outbox::MessageKind,
    waiting::{JoinWaiting, Joined},
    wish::{self, Act, lapse_consent, withdraw},
};

use crate::town::{Town, morning, today};

struct Withdraw(WishId, model::Millis);

impl Change for Withdraw {
    type Done = Result<S, Vec<Guard>>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
        let found = wish::load(conn, self.0).await?.ok_or(StoreError::Corrupt("wish"))?;
        withdraw(conn, &found, Some("station-a"), self.1).await
    }
}

struct Lists(WishId, model::wish::WishEvent, model::Millis);

impl Change for Lists {
    type Done = Result<S, Vec<Guard>>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
        let found = wish::load(conn, self.0).await?.ok_or(StoreError::Corrupt("wish"))?;
        wish::step(conn, &found, Act { text_blocked: false, ..Act::new(self.1, Some("reviewer"), self.2) }).await
    }
}

struct Seal(WishId);

impl Change for Seal {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        conn.run("insert into vault (wish, key_id, sealed) values ($1, 's1', $2)", args![self.0, &b"x"[..]]).await?;
        Ok(())
    }
}

struct Lapse(WishId, model::Millis);

impl Change for Lapse {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        let found = wish::load(conn, self.0).await?.ok_or(StoreError::Corrupt("wish"))?;
        lapse_consent(conn, &found, self.1).await
    }
}

impl Town {
    async fn page(&self, wish: WishId) -> Option<PublicStatus> {
        self.look(async |conn| listing::view(conn, wish).await).await.map(|view| view.card.status)
    }

    async fn is_listed(&self, wish: WishId) -> bool {
        let list = self.look(async |conn| listing::page(conn, &Filter::default(), None).await).await;
        list.items.iter().any(|card| card.id == wish)
    }

    async fn sealed(&self) -> i64 {
        let sql = "select count(*) from vault";
        self.look(async |conn| conn.row(sql, &[]).await?.ok_or(StoreError::Corrupt("count"))?.int(0)).await
    }
}

both! {
    async fn a_wish_that_came_true_can_be_taken_back_and_nothing_of_it_stays(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        for state in [S::Delivered, S::Confirmed, S::Completed, S::Rejected, S::Disputed, S::Fallback] {
            let wish = town.wish_like(|seed| seed.state = state).await;
            town.write(Seal(wish)).await;
            assert_eq!(town.write(Withdraw(wish, town.now)).await, Ok(S::Withdrawn), "{state:?}");
            let row = town.row(wish).await;
            assert_eq!((row.title.as_str(), row.story.as_str(), row.thing, row.spec), ("", "", None, None), "{state:?}");
            assert_eq!((town.sealed().await, town.page(wish).await), (0, None), "{state:?}");
            assert_eq!(town.write(Withdraw(wish, town.now)).await, Err(vec![Guard::WrongState]), "once is enough");
        }
    }

    async fn the_sentence_of_the_station_goes_with_the_wish_and_the_count_stays(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let (wish, me) = (town.wish(1).await, town.person().await);
        let claim = town.promise(wish, me).await;
        for event in [E::Receive, E::HandOver, E::Close] {
            town.station(claim, event).await.unwrap();
        }
        town.chore(Chore::Completions).await;
        let fulfilled = async || town.look(async |conn| listing::home(conn).await).await.fulfilled;
        assert_eq!((town.state(wish).await, fulfilled().await), (S::Completed, 1));
        assert_eq!(town.write(Withdraw(wish, town.now)).await, Ok(S::Withdrawn));
        let view = town.look(async |conn| store::claim::of_person(conn, me, town.now).await).await.remove(0);
        assert_eq!((view.state, view.wish, view.spec), (C::Closed, None, None));
        assert_eq!(view.feedback.map(|feedback| feedback.note).as_deref(), Some(""));
        assert_eq!(fulfilled().await, 1, "a count that falls would tell who took something back");
    }

    async fn a_wish_is_listed_to_the_last_day_of_its_consent_and_not_longer(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let wish = town.wish_like(|seed| seed.consent_until = today()).await;
        assert_eq!(town.chore(Chore::Consents).await, 0);
        assert!(town.is_listed(wish).await && town.page(wish).await.is_some());
        town.now = today().end();
        assert_eq!(town.take(wish, town.person().await).await, Err(R::NotListed), "whether or not a job has noticed");
        assert_eq!(town.chore(Chore::Consents).await, 1);
        assert_eq!(town.chore(Chore::Consents).await, 0);
        let seen = (town.state(wish).await, town.is_listed(wish).await, town.page(wish).await);
        assert_eq!(seen, (S::ConsentPending, false, None));
        town.hours(24 * 40);
        assert_eq!(town.chore(Chore::Fallbacks).await, 0, "nobody buys for somebody who was not asked");
        assert_eq!(town.take(wish, town.person().await).await, Err(R::NotListed));
        assert_eq!(town.write(Withdraw(wish, town.now)).await, Ok(S::Withdrawn));
    }

    async fn what_was_promised_goes_on_and_what_was_held_is_let_go(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let wish = town.wish_like(|seed| {
            seed.slots = 2;
            seed.consent_until = today();
        }).await;
        let (promised, holds, waits) = (town.person().await, town.person().await, town.person().await);
        let claim = town.promise(wish, promised).await;
        town.now = today().end().plus_minutes(-5);
        let held = town.take(wish, holds).await.unwrap();
        assert!(matches!(town.write(JoinWaiting { wish, person: waits, now: town.now }).await, Joined::Yes(_)));
        town.minutes(10);
        assert_eq!(town.chore(Chore::Consents).await, 1);
        assert_eq!((town.claim(claim).await.rules.state, town.claim(held).await.rules.state), (C::Active, C::Revoked));
        assert_eq!((town.state(wish).await, town.page(wish).await), (S::Claimed, None), "one slot is all there is now");
        let told: Vec<_> = town.messages().await.into_iter().map(|message| (message.person, message.kind)).collect();
        assert_eq!(told, [(holds, MessageKind::Revoked), (waits, MessageKind::WaitOver)]);
        let again = town.write(JoinWaiting { wish, person: waits, now: town.now }).await;
        assert_eq!(again, Joined::Refused(R::NotListed));
        let view = town.look(async |conn| store::claim::of_person(conn, promised, town.now).await).await.remove(0);
        let told = (view.wish.map(|card| card.title), view.spec);
        assert_eq!(told, (Some("一床厚棉被".into()), Some("1.5米宽，6斤".into())), "they need to know what to bring");
        for event in [E::Receive, E::HandOver, E::Close] {
            town.station(claim, event).await.unwrap();
        }
        assert_eq!((town.state(wish).await, town.page(wish).await), (S::Confirmed, None));
        let view = town.look(async |conn| store::claim::of_person(conn, promised, town.now).await).await.remove(0);
        assert_eq!((view.state, view.wish), (C::Closed, None), "who has brought it need not read it any more");
    }

    async fn a_promise_given_back_after_the_consent_does_not_bring_the_wish_back(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let wish = town.wish_like(|seed| seed.consent_until = today()).await;
        let me = town.person().await;
        let claim = town.promise(wish, me).await;
        town.now = today().end();
        town.chore(Chore::Consents).await;
        assert_eq!(town.state(wish).await, S::Claimed);
        town.by(me, claim, E::Cancel(None)).await.unwrap();
        assert_eq!((town.state(wish).await, town.is_listed(wish).await), (S::ConsentPending, false));
    }

    async fn what_is_done_leaves_the_public_too_when_the_consent_is_over(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        for state in [S::Delivered, S::Confirmed, S::Completed, S::Fallback, S::InTransit] {
            town.now = morning();
            let wish = town.wish_like(|seed| {
                seed.state = state;
                seed.consent_until = today();
            }).await;
            assert!(town.page(wish).await.is_some(), "{state:?}");
            town.now = today().end();
            town.write(Lapse(wish, town.now)).await;
            assert_eq!(town.page(wish).await, None, "{state:?}");
        }
    }

    async fn nobody_lists_what_has_no_consent_and_a_listing_ends_with_it(fresh: Fresh) {
        use model::wish::WishEvent::{Publish, Renew};
        let town = Town::new(&fresh).await;
        let with = async |state, days| town.wish_like(|seed| {
            seed.state = state;
            seed.consent_until = today().plus(days);
        }).await;
        let over = with(S::Review, -1).await;
        assert_eq!(town.write(Lists(over, Publish, town.now)).await, Err(vec![Guard::ConsentExpired]));
        let expired = with(S::Expired, -1).await;
        assert_eq!(town.write(Lists(expired, Renew, town.now)).await, Err(vec![Guard::ConsentExpired]));
        let short = with(S::Review, 9).await;
        assert_eq!(town.write(Lists(short, Publish, town.now)).await, Ok(S::Open));
        assert_eq!(town.row(short).await.listed_until, Some(today().plus(9)), "the page names the true last day");
    }
}
