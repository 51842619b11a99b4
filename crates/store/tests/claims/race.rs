//! Many at once.

use model::{ClaimId, claim::ClaimEvent};
use store::{
    both,
    claim::{SlotTaken, TakeRefusal, TakeSlot},
    idempotency::{Answer, Answered, Once},
};

use crate::town::{Town, key, next};

both! {
    async fn of_sixty_four_who_race_for_one_slot_exactly_one_wins(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let other = fresh.open().await;
        let wish = town.wish(1).await;
        let mut people = Vec::new();
        for _ in 0..64 {
            people.push(town.person().await);
        }
        let tasks: Vec<_> = people
            .into_iter()
            .enumerate()
            .map(|(n, person)| {
                let store = if n % 2 == 0 { town.store.clone() } else { other.clone() };
                let change = TakeSlot { claim: ClaimId::from_bits(next()), wish, person, now: town.now };
                tokio::spawn(async move { store.writer().write(change).await.unwrap() })
            })
            .collect();
        let (mut won, mut lost) = (0, 0);
        for task in tasks {
            match task.await.unwrap() {
                SlotTaken::Held(_) => won += 1,
                SlotTaken::Refused(TakeRefusal::AlreadyClaimed(_)) => lost += 1,
                SlotTaken::Refused(other) => panic!("{other:?}"),
            }
        }
        assert_eq!((won, lost), (1, 63));
        assert_eq!(town.look(async |conn| store::claim::of_wish(conn, wish).await).await.len(), 1);
    }

    async fn one_who_taps_many_times_gets_one_claim_and_one_answer(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let other = fresh.open().await;
        let (wish, person) = (town.wish(5).await, town.person().await);
        let tasks: Vec<_> = (0..32)
            .map(|n| {
                let store = if n % 2 == 0 { town.store.clone() } else { other.clone() };
                let change = TakeSlot { claim: ClaimId::from_bits(next()), wish, person, now: town.now };
                let answer = |taken| match taken {
                    SlotTaken::Held(view) => Answer { status: 201, body: view.id.to_string() },
                    SlotTaken::Refused(refusal) => panic!("{refusal:?}"),
                };
                let once = Once { person, key: "one-form".into(), request: key(1), now: town.now, change, answer };
                tokio::spawn(async move { store.writer().write(once).await.unwrap() })
            })
            .collect();
        let (mut first, mut answers) = (0, Vec::new());
        for task in tasks {
            answers.push(match task.await.unwrap() {
                Answered::First(answer) => { first += 1; answer }
                Answered::Again(answer) => answer,
                Answered::KeyReused => panic!(),
            });
        }
        assert_eq!(first, 1);
        answers.dedup();
        assert_eq!(answers.len(), 1);
        assert_eq!(town.look(async |conn| store::claim::of_wish(conn, wish).await).await.len(), 1);
    }

    async fn a_confirm_and_a_timeout_at_the_same_moment_agree(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        for _ in 0..10 {
            let (wish, me) = (town.wish(1).await, town.person().await);
            let claim = town.take(wish, me).await.unwrap();
            town.minutes(30);
            let (confirmed, _) = tokio::join!(town.by(me, claim, ClaimEvent::Confirm), town.chore(store::claim::Chore::Holds));
            assert!(confirmed.is_err());
            assert_eq!(town.state(wish).await, model::WishState::Open);
        }
    }
}
