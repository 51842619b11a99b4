//! The switch of an import, when the world moved on between staging and it. On both engines.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

use model::{Band, Millis, WishId, WishState, wish::WishEvent};
use store::{
    Change, Conn, Store, StoreError, both,
    import::{Begin, Clear, Effect, Need, Stage, Staged, Switch, Switched, Withdrawal, seen},
    testing::Seed,
    wish::{self, Act, WishRow},
};

const NOW: Millis = Millis::new(1_795_400_000_000);

/// A seeded wish in this state; its number is its id.
async fn planted(store: &Store, state: WishState) -> WishRow {
    let mut seed = Seed::new(WishId::from_bits(u64::from(state as u8) + 7), NOW.day().plus(-3));
    seed.state = state;
    let id = store.writer().write(seed).await.unwrap();
    load(store, id).await
}

async fn load(store: &Store, id: WishId) -> WishRow {
    wish::load(&mut store.read().await.unwrap().conn(), id).await.unwrap().unwrap()
}

/// A row that says about a wish what is stored of it, with another title.
fn staged(line: u32, row: &WishRow, effect: Effect) -> Staged {
    let row = row.clone();
    Staged {
        line,
        number: row.number,
        effect,
        wish: row.id,
        vault_key: "s1".into(),
        sealed: vec![1, 2, 3],
        household: [7; 32],
        fingerprint: [9; 32],
        need: Need {
            station: row.station,
            collector: row.collector,
            collected_on: row.collected_on,
            shan: row.shan,
            class: row.class,
            item: row.item,
            district: row.district,
            title: "另一个标题".into(),
            story: row.story,
            thing: row.thing,
            spec: row.spec,
            kind: row.kind,
            slots: row.slots,
            price: row.price,
            hours: row.hours,
            delivery: row.delivery,
            urgency: row.urgency,
            band: Band { function: None, ..row.band },
            is_minor: row.is_minor,
            consent_publish: true,
            consent_referral: true,
            consent_photo: false,
            consent_guardian: true,
            consent_until: Some(NOW.day().plus(60)),
            verified_on: Some(NOW.day()),
            duplicate_checked: true,
            k: 40,
            term_days: row.term_days,
            price_cap: row.price_cap,
        },
    }
}

async fn stage(store: &Store, rows: Vec<Staged>, withdrawals: Vec<Withdrawal>) {
    let begin = Begin { batch: "B1".into(), file_name: "rows.csv".into(), today: NOW.day(), now: NOW };
    store.writer().write(begin).await.unwrap();
    store.writer().write(Stage { batch: "B1".into(), rows, withdrawals }).await.unwrap();
}

async fn switch(store: &Store) -> Switched {
    let switch = Switch { batch: "B1".into(), accepted: 1, refused: 0, now: NOW };
    store.writer().write(switch).await.unwrap()
}

struct Happen(WishRow, WishEvent);

impl Change for Happen {
    type Done = WishState;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<WishState, StoreError> {
        let act = Act { text_blocked: false, ..Act::new(self.1, Some("复核员"), NOW) };
        wish::step(conn, &self.0, act).await?.map_err(|_| StoreError::Corrupt("guards"))
    }
}

/// Puts a wish into a state behind everybody's back.
struct Put(WishRow, WishState);

impl Change for Put {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        wish::set_state(conn, &self.0, self.1, NOW).await
    }
}

async fn count(store: &Store, sql: &'static str) -> i64 {
    store.read().await.unwrap().conn().row(sql, &[]).await.unwrap().unwrap().int(0).unwrap()
}

both! {
    async fn a_wish_that_went_on_its_way_meanwhile_keeps_its_row(fresh: Fresh) {
        let store = fresh.open().await;
        let row = planted(&store, WishState::Open).await;
        stage(&store, vec![staged(2, &row, Effect::Revised(WishState::Open))], Vec::new()).await;
        store.writer().write(Put(row.clone(), WishState::InTransit)).await.unwrap();
        assert_eq!(switch(&store).await, Switched { overtaken: vec![2], withdrawn: 0 });
        let after = load(&store, row.id).await;
        assert_eq!((after.state, &after.title), (WishState::InTransit, &row.title));
        assert_eq!(count(&store, "select count(*) from vault").await, 0, "what was refused late is not sealed either");
        assert_eq!(count(&store, "select refused from import_batch").await, 1);
    }

    async fn a_wish_that_was_published_meanwhile_is_revised_instead_of_replaced(fresh: Fresh) {
        let store = fresh.open().await;
        let row = planted(&store, WishState::Review).await;
        stage(&store, vec![staged(2, &row, Effect::Replaced(WishState::Review))], Vec::new()).await;
        assert_eq!(store.writer().write(Happen(row.clone(), WishEvent::Publish)).await.unwrap(), WishState::Open);
        assert_eq!(switch(&store).await, Switched { overtaken: vec![], withdrawn: 0 });
        let after = load(&store, row.id).await;
        assert_eq!((after.state, after.title.as_str(), after.revision), (WishState::Review, "另一个标题", 2));
        assert_eq!(after.published_by, None);
        assert_eq!(count(&store, "select count(*) from posting").await, 0, "it is off the list in the same moment");
    }

    async fn nothing_that_is_staged_is_seen_and_all_of_it_is_cleared(fresh: Fresh) {
        let store = fresh.open().await;
        let row = planted(&store, WishState::Open).await;
        let mut new = staged(3, &row, Effect::New);
        (new.number, new.wish) = ("N2".into(), WishId::from_bits(99));
        let withdrawals = vec![Withdrawal { line: 4, wish: row.id, fingerprint: [1; 32] }];
        stage(&store, vec![staged(2, &row, Effect::Revised(WishState::Open)), new], withdrawals).await;
        assert_eq!(load(&store, row.id).await, row);
        assert_eq!(seen(&mut store.read().await.unwrap().conn(), "N2").await.unwrap(), None);
        let begin = Begin { batch: "B2".into(), file_name: String::new(), today: NOW.day(), now: NOW };
        store.writer().write(begin).await.unwrap();
        while store.writer().write(Clear).await.unwrap() {}
        assert_eq!(count(&store, "select count(*) from import_row").await, 0);
        assert_eq!(count(&store, "select count(*) from import_withdrawal").await, 0);
        assert_eq!(load(&store, row.id).await, row);
    }

    async fn consent_that_is_taken_back_erases_the_identity_whatever_became_of_the_wish(fresh: Fresh) {
        let store = fresh.open().await;
        let row = planted(&store, WishState::Rejected).await;
        stage(&store, vec![staged(2, &row, Effect::Revised(WishState::Rejected))], Vec::new()).await;
        switch(&store).await;
        assert_eq!(count(&store, "select count(*) from vault").await, 1);
        let review = load(&store, row.id).await;
        store.writer().write(Happen(review, WishEvent::Reject)).await.unwrap();
        stage_again(&store, row.id).await;
        let after = load(&store, row.id).await;
        assert_eq!((after.state, after.title.as_str()), (WishState::Withdrawn, ""));
        assert_eq!(count(&store, "select count(*) from vault").await, 0);
    }
}

async fn stage_again(store: &Store, wish: WishId) {
    let begin = Begin { batch: "B3".into(), file_name: String::new(), today: NOW.day(), now: NOW };
    store.writer().write(begin).await.unwrap();
    let withdrawals = vec![Withdrawal { line: 2, wish, fingerprint: [1; 32] }];
    store.writer().write(Stage { batch: "B3".into(), rows: Vec::new(), withdrawals }).await.unwrap();
    let switch = Switch { batch: "B3".into(), accepted: 0, refused: 1, now: NOW };
    assert_eq!(store.writer().write(switch).await.unwrap().withdrawn, 1);
}
