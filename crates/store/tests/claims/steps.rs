//! From the promise to the feedback, by person and station.

use model::{
    ClaimState as C, Kind, WishState as S,
    claim::{CancelReason, ClaimEvent as E, ClaimRefusal},
    command::ExtendReason,
    view::ClaimAction,
};
use store::{
    both,
    claim::{By, Said, Stepped, TakeRefusal},
    outbox::MessageKind,
    session::SignOut,
    wish::Act,
};

use crate::town::{Town, key, staff, today};

both! {
    async fn a_thing_travels_from_promise_to_feedback(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let (wish, me) = (town.wish(1).await, town.person().await);
        let claim = town.take(wish, me).await.unwrap();
        let view = town.by(me, claim, E::Confirm).await.unwrap();
        assert_eq!((view.state, view.due), (C::Active, Some(today().plus(7))));
        assert_eq!(view.actions, [ClaimAction::CancelFree, ClaimAction::Extend, ClaimAction::Send]);
        assert_eq!(town.state(wish).await, S::Claimed);
        town.hours(30);
        let view = town.by(me, claim, E::Send).await.unwrap();
        assert_eq!(view.actions, [ClaimAction::CancelLate]);
        assert_eq!(town.state(wish).await, S::InTransit);
        town.station(claim, E::Receive).await.unwrap();
        assert_eq!(town.state(wish).await, S::AtStation);
        town.station(claim, E::HandOver).await.unwrap();
        assert_eq!(town.state(wish).await, S::Delivered);
        let view = town.station(claim, E::Close).await.unwrap();
        assert_eq!(town.state(wish).await, S::Confirmed);
        let feedback = view.feedback.unwrap();
        assert_eq!((feedback.day, feedback.fits, feedback.note.as_str()), (town.now.day(), true, "已交到本人手中。"));
        let kinds: Vec<_> = town.messages().await.into_iter().map(|message| message.kind).collect();
        assert_eq!(kinds, [MessageKind::Received, MessageKind::Feedback]);
        let events = town.look(async |conn| store::event::since(conn, 0, 100).await).await;
        let kinds: Vec<_> = events.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(kinds, [
            "claim_held", "claimed", "claim_active", "claim_shipped", "in_transit", "claim_received_at_station",
            "at_station", "claim_handed_over", "delivered", "claim_closed", "confirmed",
        ]);
    }

    async fn a_confirm_that_went_through_is_answered_again(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let (wish, me) = (town.wish(1).await, town.person().await);
        let claim = town.take(wish, me).await.unwrap();
        let first = town.by(me, claim, E::Confirm).await.unwrap();
        assert_eq!(town.by(me, claim, E::Confirm).await, Ok(first));
        town.hours(1);
        town.by(me, claim, E::Cancel(None)).await.unwrap();
        assert_eq!(town.by(me, claim, E::Confirm).await, Err(ClaimRefusal::WrongState), "but not once it was given back");
    }

    async fn a_hold_that_is_over_cannot_be_confirmed_and_can_be_extended_once(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let (wish, me) = (town.wish(1).await, town.person().await);
        let claim = town.take(wish, me).await.unwrap();
        town.minutes(29);
        town.by(me, claim, E::ExtendHold).await.unwrap();
        assert_eq!(town.by(me, claim, E::ExtendHold).await, Err(ClaimRefusal::AlreadyExtended));
        town.minutes(31);
        assert_eq!(town.by(me, claim, E::Confirm).await, Err(ClaimRefusal::HoldOver));
        assert_eq!(town.claim(claim).await.rules.state, C::Held, "a refusal changes nothing");
    }

    async fn somebody_elses_claim_is_not_there(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let (wish, me, other) = (town.wish(1).await, town.person().await, town.person().await);
        let claim = town.promise(wish, me).await;
        for event in [E::Confirm, E::ExtendHold, E::Cancel(None), E::Extend(3), E::Send, E::Appoint(today())] {
            let got = town.step(claim, By::Person(other), event, Said::Nothing).await;
            assert_eq!(got, Stepped::NotFound, "{event:?}");
        }
        let abroad = By::Staff { name: "b".into(), station: Some("S99".into()) };
        assert_eq!(town.step(claim, abroad, E::Revoke, Said::Nothing).await, Stepped::NotFound);
        let home = By::Staff { name: "a".into(), station: Some(town.row(wish).await.station) };
        assert!(matches!(town.step(claim, home, E::Revoke, Said::Nothing).await, Stepped::Done(_)));
    }

    async fn a_late_cancel_needs_a_reason_which_is_kept(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let (wish, me) = (town.wish(1).await, town.person().await);
        let claim = town.promise(wish, me).await;
        town.hours(24);
        assert_eq!(town.by(me, claim, E::Cancel(None)).await, Err(ClaimRefusal::ReasonNeeded));
        town.by(me, claim, E::Cancel(Some(CancelReason::Illness))).await.unwrap();
        assert_eq!(town.claim(claim).await.cancel_reason, Some(CancelReason::Illness));
        assert_eq!(town.state(wish).await, S::Open);
    }

    async fn an_extension_is_granted_once_with_its_reason(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let (wish, me) = (town.wish(1).await, town.person().await);
        let claim = town.promise(wish, me).await;
        let extend = async |days| {
            town.step(claim, By::Person(me), E::Extend(days), Said::Extend(ExtendReason::Stock)).await
        };
        assert_eq!(extend(8).await, Stepped::Refused(ClaimRefusal::TooManyDays));
        assert!(matches!(extend(7).await, Stepped::Done(view) if view.due == Some(today().plus(14))));
        assert_eq!(extend(1).await, Stepped::Refused(ClaimRefusal::AlreadyExtended));
        assert_eq!(town.claim(claim).await.extend_reason, Some(ExtendReason::Stock));
    }

    async fn goods_that_the_station_refuses_are_replaced_on_the_same_slot(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let (wish, me) = (town.wish(1).await, town.person().await);
        let claim = town.promise(wish, me).await;
        town.station(claim, E::Receive).await.unwrap();
        let view = town.station(claim, E::Reject).await.unwrap();
        assert_eq!((view.state, view.rejected_because.as_deref(), view.due), (C::RejectedGoods, Some("破损"), Some(today().plus(7))));
        assert_eq!(town.state(wish).await, S::Claimed);
        assert!(matches!(town.take(wish, town.person().await).await, Err(TakeRefusal::AlreadyClaimed(_))));
        town.by(me, claim, E::Send).await.unwrap();
        town.station(claim, E::Receive).await.unwrap();
        assert_eq!(town.station(claim, E::Receive).await, Err(ClaimRefusal::WrongState));
    }

    async fn a_service_is_appointed_and_takes_place(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let wish = town.wish_like(|seed| {
            seed.kind = Kind::Service;
            seed.delivery = model::Delivery::StationClass;
            seed.term_days = 14;
        }).await;
        let me = town.person().await;
        let claim = town.promise(wish, me).await;
        assert_eq!(town.by(me, claim, E::Send).await, Err(ClaimRefusal::WrongKind));
        let view = town.by(me, claim, E::Appoint(today().plus(5))).await.unwrap();
        assert_eq!((view.state, view.appointment), (C::Scheduled, Some(today().plus(5))));
        town.station(claim, E::HandOver).await.unwrap();
        assert_eq!(town.state(wish).await, S::Delivered);
    }

    async fn what_does_not_fit_is_disputed_and_several_slots_wait_for_the_last(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let wish = town.wish(2).await;
        let mut claims = Vec::new();
        for _ in 0..2 {
            let claim = town.promise(wish, town.person().await).await;
            town.station(claim, E::Receive).await.unwrap();
            town.station(claim, E::HandOver).await.unwrap();
            claims.push(claim);
        }
        town.station(claims[0], E::Close).await.unwrap();
        assert_eq!(town.state(wish).await, S::Delivered, "one is still open");
        let said = Said::Feedback { fits: false, note: "尺寸偏小。".into() };
        town.step(claims[1], staff(), E::Close, said).await;
        assert_eq!(town.state(wish).await, S::Disputed);
    }

    async fn a_withdrawn_wish_lets_its_claimants_go_without_blame(fresh: Fresh) {
        struct Withdraw(model::WishId, model::Millis);
        impl store::Change for Withdraw {
            type Done = u32;
            async fn apply(self, conn: &mut store::Conn<'_>) -> Result<u32, store::StoreError> {
                let wish = store::wish::load(conn, self.0).await?.unwrap();
                let act = Act::new(model::wish::WishEvent::Withdraw, Some("r"), self.1);
                store::wish::step(conn, &wish, act).await?.unwrap();
                store::claim::revoke_all(conn, self.0, self.1).await
            }
        }
        let mut town = Town::new(&fresh).await;
        let (wish, me, waits) = (town.wish(1).await, town.person().await, town.person().await);
        let claim = town.promise(wish, me).await;
        town.write(store::waiting::JoinWaiting { wish, person: waits, now: town.now }).await;
        town.minutes(1);
        assert_eq!(town.write(Withdraw(wish, town.now)).await, 1);
        assert_eq!(town.state(wish).await, S::Withdrawn);
        let views = town.look(async |conn| store::claim::of_person(conn, me, town.now).await).await;
        assert_eq!((views[0].id, views[0].state, views[0].wish.clone(), views[0].spec.clone()), (claim, C::Revoked, None, None));
        let waiting = town.look(async |conn| store::waiting::of_person(conn, waits, town.now).await).await;
        assert!(waiting.is_empty());
        let told: Vec<_> = town.messages().await.into_iter().map(|message| (message.person, message.kind)).collect();
        assert_eq!(told, [(me, MessageKind::Revoked), (waits, MessageKind::WaitOver)]);
        assert!(town.take(town.wish(1).await, me).await.is_ok());
    }

    async fn signing_out_twice_is_no_error(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        for _ in 0..2 {
            town.write(SignOut { token: key(5) }).await;
        }
    }
}
