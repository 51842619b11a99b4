//! Who gets a slot, and what keeps others from it.

use model::{
    AgeBand, ClaimState, Delivery, Kind, WishId, WishState,
    claim::{CancelReason, ClaimEvent},
};
use store::{
    both,
    claim::TakeRefusal as R,
    person::Sealed,
    volunteer::{Register, Registered, Vet},
};

use crate::town::{Town, next, today};

both! {
    async fn a_slot_is_held_for_half_an_hour(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let (wish, me) = (town.wish(2).await, town.person().await);
        let claim = town.claim(town.take(wish, me).await.unwrap()).await;
        assert_eq!((claim.slot, claim.rules.state, claim.person), (1, ClaimState::Held, me));
        assert_eq!(claim.rules.hold_until, town.now.plus_minutes(30));
        assert_eq!(town.state(wish).await, WishState::PartlyClaimed);
        let other = town.person().await;
        let second = town.claim(town.take(wish, other).await.unwrap()).await;
        assert_eq!(second.slot, 2);
        assert_eq!(town.state(wish).await, WishState::Claimed);
    }

    async fn the_loser_gets_three_similar_wishes_that_are_free(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let wish = town.wish(1).await;
        let near = town.wish_like(|seed| seed.title = "同区".into()).await;
        let full = town.wish(1).await;
        let visit = town.wish_like(|seed| { seed.kind = Kind::Service; seed.delivery = Delivery::VolunteerVisit; }).await;
        let far = town.wish_like(|seed| seed.district = "示例市青禾区".into()).await;
        let farther = town.wish_like(|seed| seed.class = model::ServiceClass::Support).await;
        let beyond = town.wish_like(|seed| { seed.class = model::ServiceClass::Support; seed.waiting_since = today(); }).await;
        town.take(full, town.person().await).await.unwrap();
        town.take(wish, town.person().await).await.unwrap();
        let Err(R::AlreadyClaimed(similar)) = town.take(wish, town.person().await).await else { panic!() };
        let ids: Vec<WishId> = similar.iter().map(|card| card.id).collect();
        assert_eq!(ids, [near, farther, beyond], "not {visit} (a visit), {full} (full), {wish} or {far} (another district)");
        assert!(similar.iter().all(|card| card.slots.free == 1));
    }

    async fn a_person_has_one_claim_on_a_wish_and_one_hold_in_all(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let (one, two, me) = (town.wish(3).await, town.wish(1).await, town.person().await);
        let claim = town.take(one, me).await.unwrap();
        assert_eq!(town.take(one, me).await, Err(R::AlreadyYours(claim)));
        assert_eq!(town.take(two, me).await, Err(R::HoldElsewhere(claim)));
        town.by(me, claim, ClaimEvent::Confirm).await.unwrap();
        assert_eq!(town.take(one, me).await, Err(R::AlreadyYours(claim)));
        assert!(town.take(two, me).await.is_ok());
    }

    async fn a_person_has_three_live_claims_at_most(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let me = town.person().await;
        let mut first = None;
        for _ in 0..3 {
            let claim = town.promise(town.wish(1).await, me).await;
            first.get_or_insert(claim);
        }
        let fourth = town.wish(1).await;
        assert_eq!(town.take(fourth, me).await, Err(R::TooManyClaims));
        assert_eq!(town.state(fourth).await, WishState::Open, "nothing changed");
        town.by(me, first.unwrap(), ClaimEvent::Cancel(None)).await.unwrap();
        assert!(town.take(fourth, me).await.is_ok());
    }

    async fn what_is_not_listed_cannot_be_claimed(fresh: Fresh) {
        use WishState as S;
        let mut town = Town::new(&fresh).await;
        let me = town.person().await;
        assert_eq!(town.take(WishId::from_bits(next()), me).await, Err(R::NotFound));
        for (state, want) in [
            (S::Draft, R::NotFound),
            (S::Review, R::NotFound),
            (S::Rejected, R::NotFound),
            (S::Confirmed, R::NotListed),
            (S::Completed, R::NotListed),
            (S::Fallback, R::NotListed),
        ] {
            let wish = town.wish_like(|seed| seed.state = state).await;
            assert_eq!(town.take(wish, me).await, Err(want), "{state:?}");
        }
        let wish = town.wish(1).await;
        let end = town.row(wish).await.listed_until.unwrap();
        town.now = end.end().plus_seconds(-1);
        let claim = town.take(wish, me).await.unwrap();
        town.by(me, claim, ClaimEvent::Cancel(None)).await.unwrap();
        town.now = end.end();
        assert_eq!(town.take(wish, me).await, Err(R::NotListed), "the listing is over, whether or not a job has seen it");
    }

    async fn a_promise_given_back_is_for_others_then_but_a_hold_that_ran_out_is_not(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let (wish, me) = (town.wish(1).await, town.person().await);
        town.take(wish, me).await.unwrap();
        town.minutes(30);
        let again = town.take(wish, me).await.expect("the hold ran out a moment ago, before any job");
        town.by(me, again, ClaimEvent::Confirm).await.unwrap();
        assert!(!town.row(wish).await.reopened);
        town.by(me, again, ClaimEvent::Cancel(None)).await.unwrap();
        assert_eq!(town.state(wish).await, WishState::Open);
        assert!(town.row(wish).await.reopened, "back at the top");
        assert_eq!(town.take(wish, me).await, Err(R::GivenBack(again)));
        assert!(town.take(wish, town.person().await).await.is_ok());
    }

    async fn visits_need_a_volunteer_and_minors_a_vetted_one(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let me = town.person().await;
        let visit = |seed: &mut store::testing::Seed| {
            seed.kind = Kind::Service;
            seed.delivery = Delivery::VolunteerVisit;
        };
        let old = town.wish_like(visit).await;
        let young = town.wish_like(|seed| {
            seed.kind = Kind::Service;
            seed.delivery = Delivery::StationClass;
            seed.age = AgeBand::PrimaryLower;
            seed.household = None;
        }).await;
        let schoolbag = town.wish_like(|seed| { seed.age = AgeBand::PrimaryLower; seed.household = None; }).await;
        for wish in [old, young] {
            assert_eq!(town.take(wish, me).await, Err(R::VolunteerNeeded));
        }
        assert!(town.take(schoolbag, town.person().await).await.is_ok(), "goods for a child go through the station");

        let phone_key = town.look(async |conn| {
            let row = conn.row("select phone_key from person where id = $1", store::args![me]).await?;
            row.unwrap().bytes(0)
        }).await;
        let register = Register {
            number: "V1".into(),
            phone_key: phone_key.try_into().unwrap(),
            name: Sealed { key_id: "s1".into(), bytes: vec![1] },
            actor: "station-a".into(),
            now: town.now,
        };
        assert_eq!(town.write(register.clone()).await, Registered::New("V1".into()));
        assert_eq!(town.write(Register { number: "V2".into(), ..register }).await, Registered::Before("V1".into()));
        assert_eq!(town.take(young, me).await, Err(R::VettingNeeded));
        let vet = |number: &str, until| Vet { number: number.into(), until, actor: "station-a".into(), now: town.now };
        assert!(!town.write(vet("V9", today())).await, "there is no such volunteer");
        assert!(town.write(vet("V1", today().plus(-1))).await);
        assert_eq!(town.take(young, me).await, Err(R::VettingNeeded), "it ran out yesterday");
        assert!(town.write(vet("V1", today())).await);
        town.promise(young, me).await;
        town.hours(24);
        assert!(town.take(old, me).await.is_ok(), "a visit to an adult needs no vetting");
    }

    async fn promises_not_kept_narrow_what_may_be_promised(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let me = town.person().await;
        let blameless = town.promise(town.wish(1).await, me).await;
        let (first, second) = (town.promise(town.wish(1).await, me).await, town.promise(town.wish(1).await, me).await);
        town.hours(25);
        town.by(me, blameless, ClaimEvent::Cancel(Some(CancelReason::Recipient))).await.unwrap();
        town.fail(me, first).await;
        let third = town.promise(town.wish(1).await, me).await;
        town.fail(me, second).await;
        let fresh_wish = town.wish(1).await;
        assert_eq!(town.take(fresh_wish, me).await, Err(R::TooManyClaims), "two faults: one live claim at a time");
        town.hours(25);
        town.fail(me, third).await;
        assert_eq!(town.take(fresh_wish, me).await, Err(R::StandingBlocked), "three: the station decides");
        town.hours(24 * 90 - 1);
        let fresh_wish = town.wish_like(|seed| seed.waiting_since = today().plus(85)).await;
        assert_eq!(town.take(fresh_wish, me).await, Err(R::StandingBlocked));
        town.hours(1);
        assert!(town.take(fresh_wish, me).await.is_ok());
    }
}
