//! Who may open an identity, and what is written down of it.

use model::{AgeBand, WishId};
use store::{
    Change, Conn, StoreError, args, both,
    person::Sealed,
    vault::{self, Approve, Ask, AskRefusal as R, Compare, Open, Opened},
};

use crate::town::Town;

struct Seal(WishId);

impl Change for Seal {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        let sql = "insert into vault (wish, key_id, sealed) values ($1, 's1', $2)";
        conn.run(sql, args![self.0, &b"secret"[..]]).await?;
        Ok(())
    }
}

impl Town {
    async fn known(&self, age: AgeBand) -> WishId {
        let wish = self.wish_like(|seed| seed.age = age).await;
        self.write(Seal(wish)).await;
        wish
    }

    async fn ask(&self, wish: WishId, actor: &str) -> Result<(), R> {
        self.write(Ask { wish, actor: actor.into(), purpose: "预约上门时间".into(), now: self.now }).await
    }

    async fn approve(&self, wish: WishId, asker: &str, actor: &str) -> Result<(), R> {
        self.write(Approve { wish, asker: asker.into(), actor: actor.into(), now: self.now }).await.map(drop)
    }

    async fn open(&self, wish: WishId, actor: &str) -> Opened {
        self.write(Open { wish, actor: actor.into(), purpose: "随便看看".into(), now: self.now }).await
    }

    async fn acts(&self) -> Vec<(String, String)> {
        let sql = "select actor, action from audit order by seq";
        let rows = self.look(async |conn| conn.rows(sql, &[]).await).await;
        rows.iter().map(|row| (row.text(0).unwrap(), row.text(1).unwrap())).collect()
    }
}

fn found() -> Opened {
    Opened::Sealed(Sealed { key_id: "s1".into(), bytes: b"secret".to_vec() })
}

both! {
    async fn a_minor_is_seen_once_after_a_second_person_agreed(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let wish = town.known(AgeBand::PrimaryLower).await;
        assert_eq!(town.open(wish, "甲").await, Opened::ApprovalNeeded);
        assert_eq!(town.approve(wish, "甲", "乙").await, Err(R::NotAsked));
        assert_eq!(town.ask(wish, "甲").await, Ok(()));
        assert_eq!(town.open(wish, "甲").await, Opened::ApprovalNeeded, "asking is not enough");
        assert_eq!(town.approve(wish, "甲", "甲").await, Err(R::OwnRequest));
        assert_eq!(town.approve(wish, "甲", "乙").await, Ok(()));
        assert_eq!(town.open(wish, "乙").await, Opened::ApprovalNeeded, "it is not for the one who agreed");
        assert_eq!(town.open(wish, "甲").await, found());
        assert_eq!(town.open(wish, "甲").await, Opened::ApprovalNeeded, "once");
        let looks = town.look(async |conn| vault::access(conn, 0, 10).await).await;
        let [look] = &looks[..] else { panic!("{looks:?}") };
        let said = (look.actor.as_str(), look.purpose.as_str(), look.approved_by.as_deref());
        assert_eq!(said, ("甲", "预约上门时间", Some("乙")), "the purpose is the one that was agreed to");
        let acts = [("甲", "vault.request"), ("乙", "vault.approve")].map(|(who, what)| (who.into(), what.into()));
        assert_eq!(town.acts().await, acts);
    }

    async fn an_approval_is_good_for_two_hours_and_a_request_for_a_day(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let wish = town.known(AgeBand::Junior).await;
        town.ask(wish, "甲").await.unwrap();
        town.hours(24);
        assert_eq!(town.approve(wish, "甲", "乙").await, Err(R::NotAsked), "too long ago");
        assert!(town.look(async |conn| vault::ask::open(conn, town.now, 10).await).await.is_empty());
        town.ask(wish, "甲").await.unwrap();
        assert_eq!(town.look(async |conn| vault::ask::open(conn, town.now, 10).await).await.len(), 1);
        town.approve(wish, "甲", "乙").await.unwrap();
        town.hours(2);
        assert_eq!(town.open(wish, "甲").await, Opened::ApprovalNeeded);
        town.ask(wish, "甲").await.unwrap();
        assert_eq!(town.open(wish, "甲").await, Opened::ApprovalNeeded, "asking anew drops the old approval");
        town.approve(wish, "甲", "乙").await.unwrap();
        town.minutes(119);
        assert_eq!(town.open(wish, "甲").await, found());
    }

    async fn an_adult_needs_no_second_person_and_every_look_is_written_down(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let wish = town.known(AgeBand::From75).await;
        assert_eq!(town.ask(wish, "甲").await, Err(R::NotNeeded));
        assert_eq!(town.open(wish, "甲").await, found());
        assert!(town.write(Compare { wish, actor: "丙".into(), now: town.now }).await.is_some());
        let looks = town.look(async |conn| vault::access(conn, 0, 10).await).await;
        assert_eq!(looks.iter().map(|look| look.actor.as_str()).collect::<Vec<_>>(), ["甲", "丙"]);
        let other = town.wish(1).await;
        assert_eq!((town.ask(other, "甲").await, town.open(other, "甲").await), (Err(R::Gone), Opened::Gone));
    }
}
