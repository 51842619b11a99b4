//! What other wishes say about one: the household's, and those of people who look the same.

use model::{
    Function, Kind, ServiceClass, WishId, WishState as S,
    wish::{Guard, WishEvent},
};
use store::{
    Change, Conn, StoreError, args, both,
    testing::Seed,
    wish::{self, Act, of_household},
};

use crate::town::{Town, next};

struct Publish(WishId, model::Millis);

impl Change for Publish {
    type Done = Result<S, Vec<Guard>>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
        let found = wish::load(conn, self.0).await?.ok_or(StoreError::Corrupt("wish"))?;
        let act = Act { text_blocked: false, ..Act::new(WishEvent::Publish, Some("reviewer"), self.1) };
        wish::step(conn, &found, act).await
    }
}

/// Says how many people look the same.
struct Crowd(WishId, u32);

impl Change for Crowd {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        conn.run("update wish set k = $2 where id = $1", args![self.0, self.1]).await?;
        Ok(())
    }
}

impl Town {
    async fn publish(&self, wish: WishId) -> Result<S, Vec<Guard>> {
        self.write(Publish(wish, self.now)).await
    }
}

fn walker(seed: &mut Seed) {
    seed.class = ServiceClass::Health;
    seed.item = "康复辅具".into();
    seed.thing = Some("助行器".into());
}

both! {
    async fn a_household_is_not_given_the_same_thing_twice_in_ninety_days(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let home = WishId::from_bits(next());
        let of_home = async |state, thing: &str| town.wish_like(|seed| {
            seed.home = home;
            seed.state = state;
            seed.thing = Some(thing.into());
        }).await;
        let first = of_home(S::Delivered, "棉被").await;
        let again = of_home(S::Review, "棉被").await;
        let other = of_home(S::Review, "取暖器").await;
        let stranger = town.wish_like(|seed| seed.state = S::Review).await;
        assert_eq!(town.publish(again).await, Err(vec![Guard::GrantedLately]));
        assert_eq!(town.publish(other).await, Ok(S::Open), "another thing");
        assert_eq!(town.publish(stranger).await, Ok(S::Open), "another household");
        let row = town.row(again).await;
        let kin = town.look(async |conn| of_household(conn, &row).await).await;
        let mut recent: Vec<_> = kin.iter().filter(|kin| kin.is_recent(town.now.day())).map(|kin| kin.id).collect();
        recent.sort();
        let mut want = [first, other];
        want.sort();
        assert_eq!(recent, want, "what the duplicate check looks at");
        town.hours(24 * 91);
        assert_eq!(town.publish(again).await, Ok(S::Open), "ninety days later it may be worn out");
    }

    async fn a_service_may_come_again(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let home = WishId::from_bits(next());
        let service = async |state| town.wish_like(|seed| {
            seed.home = home;
            seed.state = state;
            seed.kind = Kind::Service;
            seed.thing = None;
        }).await;
        service(S::Delivered).await;
        assert_eq!(town.publish(service(S::Review).await).await, Ok(S::Open));
    }

    async fn what_a_need_gives_away_may_be_known_of_half_a_cell_at_most(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        for _ in 0..2 {
            town.wish_like(walker).await;
        }
        let like = async |change: fn(&mut Seed)| town.wish_like(|seed| {
            walker(seed);
            change(seed);
        }).await;
        like(|seed| seed.function = Some(Function::Walking)).await;
        like(|seed| seed.state = S::Withdrawn).await;
        town.wish(1).await;
        let next = like(|seed| seed.state = S::Review).await;
        town.write(Crowd(next, 5)).await;
        assert_eq!(town.publish(next).await, Err(vec![Guard::LTooSmall]), "three of five");
        let plain = town.wish_like(|seed| seed.state = S::Review).await;
        town.write(Crowd(plain, 5)).await;
        assert_eq!(town.publish(plain).await, Ok(S::Open), "a quilt gives nothing away");
        town.write(Crowd(next, 6)).await;
        assert_eq!(town.publish(next).await, Ok(S::Open), "three of six, one level up");
    }

    async fn two_wishes_of_one_person_tell_of_one_person(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let home = WishId::from_bits(next());
        let mine = async |state| town.wish_like(|seed| {
            walker(seed);
            seed.home = home;
            seed.state = state;
        }).await;
        for _ in 0..2 {
            mine(S::Open).await;
        }
        let third = mine(S::Review).await;
        town.write(Crowd(third, 5)).await;
        assert_eq!(town.publish(third).await, Ok(S::Open));
    }
}
