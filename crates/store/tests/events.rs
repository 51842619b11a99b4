//! Events: their wishes, their lights, and their numbers, on both engines.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has to fail")]

use model::{Day, EventCode, EventState, Light, WishId, WishState};
use store::{
    Engine, Store, both,
    event_page::{self, Add, AddCounts, Counted, End, Event},
    testing::{Fresh, Seed},
};

fn day() -> Day {
    "2026-11-22".parse().unwrap()
}

fn code(text: &str) -> EventCode {
    text.parse().unwrap()
}

fn event(text: &str) -> Event {
    Event {
        code: code(text),
        title: "暖冬微心愿".into(),
        organiser: "示例市慈善总会".into(),
        place: Some("示例文化礼堂".into()),
        district: "示例市海棠区".into(),
        first: day(),
        last: day().plus(1),
        was_ended: false,
    }
}

async fn wishes(store: &Store, states: &[WishState]) -> Vec<WishId> {
    let mut ids = Vec::new();
    for (bits, state) in (1..).zip(states) {
        let seed = Seed { state: *state, ..Seed::new(WishId::from_bits(bits), day()) };
        ids.push(store.writer().write(seed).await.unwrap());
    }
    ids
}

async fn add(store: &Store, event: Event, wishes: Vec<WishId>) -> bool {
    let add =
        Add { event, wishes, projects: vec!["P-DEMO-01".parse().unwrap()], actor: "复核".into(), now: day().start() };
    store.writer().write(add).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_on_postgres_hears_of_the_commits_of_another_and_one_on_sqlite_has_to_ask() {
    let fresh = Fresh::new(Engine::Postgres).await;
    let (one, other) = (fresh.open().await, fresh.open().await);
    let mut heard = one.heard().await.unwrap().expect("PostgreSQL tells");
    for n in 1..=3 {
        add(&other, event(&format!("HALL-{n}")), Vec::new()).await;
        // A minute is only there so that a line on which nothing is heard ends the test.
        tokio::time::timeout(std::time::Duration::from_mins(1), heard.changed()).await.unwrap().unwrap();
        assert!(one.version().await.unwrap() >= n, "what is heard of is durable");
    }
    assert!(Fresh::new(Engine::Sqlite).await.open().await.heard().await.unwrap().is_none());
}

both! {
    async fn an_event_shows_its_wishes_and_each_is_a_light_in_its_place(fresh: Fresh) {
        use WishState as W;
        let store = fresh.open().await;
        let ids = wishes(&store, &[W::Claimed, W::Open, W::Withdrawn, W::PartlyClaimed, W::Completed]).await;
        let unknown = WishId::from_bits(99);
        assert!(add(&store, event("HALL-1"), [&ids[..], &[unknown]].concat()).await);
        assert!(!add(&store, event("HALL-1"), Vec::new()).await, "a code is taken once");
        let mut reader = store.read().await.unwrap();
        let wall = event_page::wall(&mut reader.conn(), &code("hall-1"), day()).await.unwrap().unwrap();
        assert_eq!(wall.wall, [Light::Lit, Light::Waiting, Light::Partly, Light::Lit], "the withdrawn one has none");
        assert_eq!((wall.lights.total, wall.lights.lit), (4, 2));
        let view = event_page::view(&mut reader.conn(), &code("HALL-1"), day()).await.unwrap().unwrap();
        let shown: Vec<WishId> = view.wishes.iter().map(|card| card.id).collect();
        assert_eq!(shown, [ids[1], ids[3], ids[0], ids[4]], "what can be claimed comes first");
        assert_eq!(view.projects, [], "nothing of that name is published");
        assert!(event_page::view(&mut reader.conn(), &code("HALL-2"), day()).await.unwrap().is_none());
    }

    async fn an_event_ends_by_its_calendar_or_by_its_staff(fresh: Fresh) {
        let store = fresh.open().await;
        add(&store, event("HALL-1"), Vec::new()).await;
        let state = async |today: Day| {
            let mut reader = store.read().await.unwrap();
            event_page::find(&mut reader.conn(), &code("HALL-1")).await.unwrap().unwrap().state(today)
        };
        assert_eq!(state(day().plus(-1)).await, EventState::Coming);
        assert_eq!(state(day()).await, EventState::On);
        assert_eq!(state(day().plus(2)).await, EventState::Ended);
        let end = End { code: code("HALL-1"), actor: "复核".into(), now: day().start() };
        assert!(store.writer().write(end.clone()).await.unwrap());
        assert_eq!(state(day()).await, EventState::Ended);
        assert!(!store.writer().write(end).await.unwrap(), "once is enough");
    }

    async fn openings_and_claims_are_numbers_of_a_day_and_only_of_events_that_exist(fresh: Fresh) {
        let store = fresh.open().await;
        add(&store, event("HALL-1"), Vec::new()).await;
        for (day, n) in [(day(), 3), (day(), 4), (day().plus(1), 5)] {
            let counts = vec![
                (code("HALL-1"), Counted::Open, n),
                (code("HALL-1"), Counted::Claim, 1),
                (code("NOBODYS"), Counted::Open, 7),
            ];
            store.writer().write(AddCounts { counts, day }).await.unwrap();
        }
        let mut reader = store.read().await.unwrap();
        assert_eq!(event_page::counts(&mut reader.conn(), &code("HALL-1")).await.unwrap(), (12, 3));
        assert_eq!(event_page::counts(&mut reader.conn(), &code("NOBODYS")).await.unwrap(), (0, 0));
    }
}
