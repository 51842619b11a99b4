//! What the ledger hears of wishes and claims, and what it forgets.

use ledger::{Entry, entry::What};
use model::{
    ClaimState, WishState,
    claim::{CancelReason, ClaimEvent as E},
    wish::{ARCHIVE_DAYS, WishEvent},
};
use store::{
    both,
    claim::Chore,
    ledger::{Desk, waiting},
    wish::{self, Act},
};

use crate::town::{Town, today};

/// The steps that wait, in order, and the fields that erasures name.
async fn steps(town: &Town) -> Vec<String> {
    let waits = town.look(async |conn| waiting(conn, 100).await).await;
    let read = waits.iter().map(|waits| match Entry::read(&waits.leaf).unwrap().what() {
        What::Step { step, batch } => {
            assert_eq!(batch.as_str(), "2026w47", "the week of the listing");
            step.word().to_owned()
        }
        What::Erasure { fields, .. } => format!("erasure of {fields:?}"),
        other => panic!("{other:?}"),
    });
    read.collect()
}

/// What all waiting entries say together, and everything that the tables hold beside it.
async fn everything(town: &Town) -> String {
    let waits = town.look(async |conn| waiting(conn, 100).await).await;
    let leaves: Vec<_> = waits.into_iter().map(|waits| String::from_utf8(waits.leaf).unwrap()).collect();
    let values = town.look(async |conn| conn.rows("select value from ledger_value", &[]).await).await;
    let values: Vec<_> = values.iter().map(|row| row.text(0).unwrap()).collect();
    format!("{}\n{}", leaves.join("\n"), values.join("\n"))
}

struct Withdraw(wish::WishRow, model::Millis);

impl store::Change for Withdraw {
    type Done = WishState;
    async fn apply(self, conn: &mut store::Conn<'_>) -> Result<WishState, store::StoreError> {
        Ok(wish::withdraw(conn, &self.0, None, self.1).await?.unwrap())
    }
}

struct Reject(wish::WishRow, model::Millis);

impl store::Change for Reject {
    type Done = ();
    async fn apply(self, conn: &mut store::Conn<'_>) -> Result<(), store::StoreError> {
        wish::step(conn, &self.0, Act::new(WishEvent::Reject, Some("x"), self.1)).await?.unwrap();
        Ok(())
    }
}

both! {
    async fn a_wish_that_comes_true_is_told_step_by_step(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let (wish, me) = (town.wish(1).await, town.person().await);
        let other = town.person().await;
        let held = town.take(wish, other).await.unwrap();
        town.by(other, held, E::Cancel(None)).await.unwrap();
        let claim = town.promise(wish, me).await;
        town.by(me, claim, E::Send).await.unwrap();
        town.station(claim, E::Receive).await.unwrap();
        town.station(claim, E::Reject).await.unwrap();
        town.by(me, claim, E::Send).await.unwrap();
        town.station(claim, E::Receive).await.unwrap();
        town.station(claim, E::HandOver).await.unwrap();
        town.station(claim, E::Close).await.unwrap();
        town.chore(Chore::Completions).await;
        let told = [
            "wish_opened", "claim_made", "claim_shipped", "claim_arrived", "claim_shipped", "claim_arrived",
            "claim_delivered", "wish_completed",
        ];
        assert_eq!(steps(&town).await, told);
        assert!(everything(&town).await.contains(&wish.to_string()), "until it is archived");
        town.hours(24 * i64::from(ARCHIVE_DAYS));
        town.chore(Chore::Archive).await;
        let after = steps(&town).await;
        assert_eq!(after[8], "wish_archived");
        assert_eq!(after[9..], vec!["erasure of [district, wish]"; 8]);
        let everything = everything(&town).await;
        for gone in [wish.to_string().as_str(), "示例市海棠区", "棉被"] {
            assert!(!everything.contains(gone), "{gone} in {everything}");
        }
    }

    async fn a_wish_that_is_taken_back_leaves_nothing_that_can_be_opened(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let (wish, me, you) = (town.wish(2).await, town.person().await, town.person().await);
        let claim = town.promise(wish, me).await;
        town.hours(30);
        town.by(me, claim, E::Cancel(Some(CancelReason::Illness))).await.unwrap();
        assert_eq!(town.claim(claim).await.rules.state, ClaimState::CancelledLate);
        town.promise(wish, you).await;
        assert!(everything(&town).await.contains("illness"));
        let (row, now) = (town.row(wish).await, town.now);
        assert_eq!(town.write(Withdraw(row, now)).await, WishState::Withdrawn);
        let mut told = steps(&town).await;
        told[5..9].sort_unstable();
        assert_eq!(told, [
            "wish_opened", "claim_made", "claim_released", "claim_made", "wish_withdrawn",
            "erasure of [district, reason, wish]", "erasure of [district, wish]", "erasure of [district, wish]",
            "erasure of [district, wish]", "claim_released",
        ]);
        let everything = everything(&town).await;
        for gone in [wish.to_string().as_str(), "示例市海棠区", "棉被", "illness"] {
            assert!(!everything.contains(gone), "{gone} in {everything}");
        }
        let secrets = town.look(async |conn| conn.row("select count(*) from ledger_secret", &[]).await?.unwrap().int(0)).await;
        assert_eq!(secrets, 0);
    }

    async fn what_was_never_public_is_no_entry(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let wish = town.wish_like(|seed| seed.state = WishState::Review).await;
        let (row, now) = (town.row(wish).await, town.now);
        town.write(Reject(row, now)).await;
        assert_eq!(steps(&town).await, Vec::<String>::new());
    }

    async fn the_books_let_every_step_of_the_house_in(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        for _ in 0..3 {
            let (wish, me) = (town.wish(2).await, town.person().await);
            town.promise(wish, me).await;
        }
        town.hours(24 * 40);
        for chore in Chore::ALL {
            town.chore(*chore).await;
        }
        let plan = Desk::default().plan(&mut town.store.read().await.unwrap().conn(), 100, today().start()).await.unwrap();
        assert!(plan.unwrap().aside().is_empty());
    }
}
