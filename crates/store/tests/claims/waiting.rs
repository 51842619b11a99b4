//! Waiting lists: order kept, twelve hours for an offer.

use model::{WishState, claim::ClaimEvent as E};
use store::{
    both,
    claim::{Chore, TakeRefusal as R},
    outbox::MessageKind,
    waiting::{JoinWaiting, Joined, LeaveWaiting},
};

use crate::town::Town;

impl Town {
    async fn join(&self, wish: model::WishId, person: model::PersonId) -> Joined {
        self.write(JoinWaiting { wish, person, now: self.now }).await
    }

    /// How many are ahead, and how many minutes an offer is still good.
    async fn place(&self, person: model::PersonId) -> Option<(u32, Option<i64>)> {
        let places = self.look(async |conn| store::waiting::of_person(conn, person, self.now).await).await;
        let place = places.into_iter().next()?;
        Some((place.ahead, place.offer_until.map(|until| (until.get() - self.now.get()) / 60_000)))
    }
}

both! {
    async fn one_waits_only_where_nothing_is_free_and_only_once(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let (wish, holder, me) = (town.wish(1).await, town.person().await, town.person().await);
        assert_eq!(town.join(wish, me).await, Joined::SlotsFree);
        let claim = town.promise(wish, holder).await;
        assert_eq!(town.join(wish, holder).await, Joined::Refused(R::AlreadyYours(claim)));
        assert!(matches!(town.join(wish, me).await, Joined::Yes(place) if place.ahead == 0 && place.offer_until.is_none()));
        assert_eq!(town.join(wish, me).await, Joined::Already);
        assert!(matches!(town.join(wish, town.person().await).await, Joined::Yes(place) if place.ahead == 1));
        assert_eq!(town.look(async |conn| store::waiting::count(conn, wish).await).await, 2);
        let gone = town.wish_like(|seed| seed.state = WishState::Completed).await;
        assert_eq!(town.join(gone, me).await, Joined::Refused(R::NotListed));
        let hidden = town.wish_like(|seed| seed.state = WishState::Review).await;
        assert_eq!(town.join(hidden, me).await, Joined::Refused(R::NotFound));
    }

    async fn a_slot_that_comes_free_is_kept_for_the_first_in_line(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let wish = town.wish(1).await;
        let (holder, first, second, stranger) =
            (town.person().await, town.person().await, town.person().await, town.person().await);
        let claim = town.promise(wish, holder).await;
        town.join(wish, first).await;
        town.join(wish, second).await;
        town.by(holder, claim, E::Cancel(None)).await.unwrap();
        assert_eq!(town.place(first).await, Some((0, Some(12 * 60))));
        assert_eq!(town.place(second).await, Some((1, None)));
        assert_eq!(town.state(wish).await, WishState::Open);
        for other in [stranger, second] {
            assert!(matches!(town.take(wish, other).await, Err(R::AlreadyClaimed(_))), "it is kept");
        }
        assert!(matches!(town.join(wish, stranger).await, Joined::Yes(place) if place.ahead == 2));
        town.take(wish, first).await.unwrap();
        assert_eq!(town.place(first).await, None, "off the list");
        assert_eq!(town.place(second).await, Some((0, None)));
        let told: Vec<_> = town.messages().await.into_iter().map(|message| (message.person, message.kind)).collect();
        assert_eq!(told, [(first, MessageKind::Offer)]);
    }

    async fn an_offer_that_runs_out_goes_to_the_next(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let wish = town.wish(1).await;
        let (holder, first, second) = (town.person().await, town.person().await, town.person().await);
        let claim = town.promise(wish, holder).await;
        town.join(wish, first).await;
        town.join(wish, second).await;
        town.by(holder, claim, E::Cancel(None)).await.unwrap();
        town.hours(12);
        // No job has run: the next one in line still comes before a stranger.
        assert!(matches!(town.take(wish, town.person().await).await, Err(R::AlreadyClaimed(_))));
        assert_eq!((town.place(first).await, town.place(second).await), (None, Some((0, Some(12 * 60)))));
        town.hours(12);
        assert_eq!(town.chore(Chore::Offers).await, 1);
        assert_eq!(town.chore(Chore::Offers).await, 0);
        assert_eq!(town.place(second).await, None);
        assert!(town.take(wish, town.person().await).await.is_ok(), "nobody waits any more");
    }

    async fn whoever_leaves_passes_an_offer_on(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let wish = town.wish(1).await;
        let (holder, first, second) = (town.person().await, town.person().await, town.person().await);
        let claim = town.promise(wish, holder).await;
        town.join(wish, first).await;
        town.join(wish, second).await;
        town.by(holder, claim, E::Cancel(None)).await.unwrap();
        for _ in 0..2 {
            town.write(LeaveWaiting { wish, person: first, now: town.now }).await;
        }
        assert_eq!(town.place(second).await, Some((0, Some(12 * 60))));
    }

    async fn a_hold_that_runs_out_is_offered_too(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let (wish, holder, first) = (town.wish(1).await, town.person().await, town.person().await);
        town.take(wish, holder).await.unwrap();
        town.join(wish, first).await;
        town.minutes(30);
        assert_eq!(town.chore(Chore::Holds).await, 1);
        assert_eq!(town.place(first).await, Some((0, Some(12 * 60))));
        assert!(matches!(town.take(wish, holder).await, Err(R::AlreadyClaimed(_))));
    }

    async fn nobody_waits_in_more_than_ten_lines(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let me = town.person().await;
        for n in 0..11 {
            let wish = town.wish(1).await;
            town.promise(wish, town.person().await).await;
            let got = town.join(wish, me).await;
            assert_eq!(matches!(got, Joined::Yes(_)), n < 10, "{n}: {got:?}");
        }
    }
}
