//! The demonstration: whole on any day and either engine, and never mixed with real data.

use model::{Shan, Urgency};
use server::demo::{Demo, Loaded};
use store::{Engine, both, listing, testing::Fresh};

use crate::station::{Line, Station};

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_is_whole_on_any_day() {
    for (engine, today) in [
        (Engine::Sqlite, "2026-11-23"),
        (Engine::Postgres, "2027-03-01"),
        (Engine::Sqlite, "2028-02-29"),
        (Engine::Sqlite, "2026-01-05"),
    ] {
        let fresh = Fresh::new(engine).await;
        let store = fresh.open().await;
        let keys = server::keys::Keys::open(&fresh.dir.join("keys")).unwrap();
        let demo = Demo { store: &store, keys: &keys, turn: None, today: today.parse().unwrap() };
        let Loaded::Now { wishes, claims } = demo.load().await.unwrap() else { panic!("{today}: nothing was loaded") };
        assert!(wishes >= 60 && claims >= 10, "{today}: {wishes} wishes, {claims} claims");
        let mut reader = store.read().await.unwrap();
        let home = listing::home(&mut reader.conn()).await.unwrap();
        assert!(home.fulfilled >= 2, "{today}: some have come true");
        assert_eq!(home.shan.len(), Shan::ALL.len());
        assert!(home.shan.iter().all(|count| count.n > 0), "{today}: {:?}", home.shan);
        assert_eq!(home.needed[0].urgency, Urgency::Acute);
        assert!(home.needed.iter().all(|card| card.waiting_since <= demo.today), "{today}");
        drop(reader);
        assert_eq!(demo.load().await.unwrap(), Loaded::Before);
    }
}

both! {
    async fn a_demo_is_never_loaded_onto_anything_else(fresh: Fresh) {
        let station = Station::new(fresh).await;
        station.rows(&[Line::new("A1")]).await;
        let demo = Demo { store: &station.store, keys: &station.keys, turn: None, today: station.today };
        assert_eq!(demo.load().await.unwrap(), Loaded::NotEmpty);
        assert_eq!(station.count("select count(*) from meta where key = 'demo'").await, 0);
    }
}
