//! What the list shows of a wish, and when it shows nothing.

use model::{Day, Kind, PublicStatus, Urgency, WishId, WishState};
use store::{
    Change, Conn, Store, StoreError, args, both,
    listing::{self, Filter},
    testing::Seed,
};

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

fn id(number: u64) -> WishId {
    WishId::from_bits(number.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

struct Run(&'static str, WishId);

impl Change for Run {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        conn.run(self.0, args![self.1]).await?;
        listing::refresh(conn, self.1).await
    }
}

async fn listed(store: &Store) -> Vec<WishId> {
    let mut reader = store.read().await.unwrap();
    let page = listing::page(&mut reader.conn(), &Filter::default(), None).await.unwrap();
    page.items.iter().map(|card| card.id).collect()
}

async fn plant(store: &Store, number: u64, change: impl FnOnce(&mut Seed)) -> WishId {
    let mut seed = Seed::new(id(number), today().plus(-i32::try_from(number).unwrap()));
    change(&mut seed);
    store.writer().write(seed).await.unwrap()
}

both! {
    async fn a_wish_that_was_given_back_stands_first_of_its_urgency(fresh: Fresh) {
        let store = fresh.open().await;
        let old = plant(&store, 9, |_| {}).await;
        let young = plant(&store, 2, |_| {}).await;
        let acute = plant(&store, 1, |seed| seed.urgency = Urgency::Acute).await;
        assert_eq!(listed(&store).await, [acute, old, young]);
        store.writer().write(Run("update wish set reopened = 1 where id = $1", young)).await.unwrap();
        assert_eq!(listed(&store).await, [acute, young, old]);
    }

    async fn only_what_the_public_may_see_has_a_page(fresh: Fresh) {
        let store = fresh.open().await;
        for (number, state) in (1..).zip(WishState::ALL) {
            let wish = plant(&store, number, |seed| seed.state = *state).await;
            let mut reader = store.read().await.unwrap();
            let view = listing::view(&mut reader.conn(), wish).await.unwrap();
            assert_eq!(view.map(|view| view.card.status), state.public(), "{state:?}");
            assert_eq!(listing::cards(&mut reader.conn(), &[wish]).await.unwrap().len(), usize::from(state.public().is_some()));
        }
        let mut reader = store.read().await.unwrap();
        assert_eq!(listing::view(&mut reader.conn(), id(999)).await.unwrap(), None);
    }

    async fn a_page_says_what_the_row_says(fresh: Fresh) {
        let store = fresh.open().await;
        let wish = plant(&store, 3, |seed| seed.slots = 4).await;
        let mut reader = store.read().await.unwrap();
        let view = listing::view(&mut reader.conn(), wish).await.unwrap().unwrap();
        assert_eq!((view.card.slots.total, view.card.slots.free, view.waiting), (4, 4, 0));
        assert_eq!(view.card.status, PublicStatus::Waiting);
        assert_eq!(view.verified_month, "2026-11");
        assert_eq!(view.listed_until, today().plus(-3).plus(30));
        assert_eq!(view.station.district, view.card.district);
        assert_eq!((view.thing.as_deref(), view.card.hours), (Some("棉被"), None));
    }

    async fn leaving_the_list_leaves_nothing_behind(fresh: Fresh) {
        let store = fresh.open().await;
        let wish = plant(&store, 1, |_| {}).await;
        store.writer().write(Run("update wish set state = 'withdrawn' where id = $1", wish)).await.unwrap();
        let mut reader = store.read().await.unwrap();
        for sql in ["select count(*) from posting", "select count(*) from shown", "select count(*) from facet where n <> 0"] {
            assert_eq!(reader.conn().row(sql, &[]).await.unwrap().unwrap().int(0).unwrap(), 0, "{sql}");
        }
    }

    async fn the_loser_is_offered_what_is_alike_first(fresh: Fresh) {
        let store = fresh.open().await;
        let lost = plant(&store, 1, |seed| seed.state = WishState::Claimed).await;
        let far = plant(&store, 9, |seed| seed.district = "示例市青禾县".into()).await;
        let near = plant(&store, 2, |_| {}).await;
        let service = plant(&store, 8, |seed| {
            seed.kind = Kind::Service;
            seed.delivery = model::Delivery::VolunteerVisit;
        })
        .await;
        let mut reader = store.read().await.unwrap();
        let similar = listing::similar(&mut reader.conn(), lost, 3).await.unwrap();
        let ids: Vec<WishId> = similar.iter().map(|card| card.id).collect();
        assert_eq!(ids, [near, far], "never the wish itself, nor {service} that a phone code cannot claim");
        assert_eq!(listing::similar(&mut reader.conn(), lost, 1).await.unwrap().len(), 1);
        assert_eq!(listing::similar(&mut reader.conn(), id(77), 3).await.unwrap(), []);
    }
}
