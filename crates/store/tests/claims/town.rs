//! A small town to test in: wishes, people, and a clock that the test holds.

use std::sync::atomic::{AtomicU64, Ordering};

use model::{
    ClaimId, ClaimState, Day, Millis, PersonId, WishId, WishState,
    claim::{CancelReason, ClaimEvent, ClaimRefusal},
    view::ClaimView,
};
use store::{
    Change, Conn, Store, StoreError,
    claim::{By, Chore, ClaimRow, Due, Said, SlotTaken, StepClaim, Stepped, TakeRefusal, TakeSlot},
    outbox::{Message, TakeMessages},
    person::Sealed,
    session::Seeded,
    testing::{Fresh, Seed},
    wish::{self, WishRow},
};

static NEXT: AtomicU64 = AtomicU64::new(1);

pub(crate) fn next() -> u64 {
    // Spread, so that ids do not come in order.
    NEXT.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20
}

pub(crate) fn today() -> Day {
    "2026-11-22".parse().unwrap()
}

/// Nine in the morning of that day.
pub(crate) fn morning() -> Millis {
    today().start().plus_hours(9)
}

pub(crate) fn sealed(text: &str) -> Sealed {
    Sealed { key_id: "s1".into(), bytes: text.as_bytes().to_vec() }
}

pub(crate) fn key(n: u64) -> [u8; 32] {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&n.to_le_bytes());
    key
}

pub(crate) struct Town {
    pub(crate) store: Store,
    pub(crate) now: Millis,
}

impl Town {
    pub(crate) async fn new(fresh: &Fresh) -> Self {
        Self { store: fresh.open().await, now: morning() }
    }

    pub(crate) async fn write<C: Change>(&self, change: C) -> C::Done {
        self.store.writer().write(change).await.unwrap()
    }

    pub(crate) async fn look<T>(&self, look: impl AsyncFnOnce(&mut Conn<'_>) -> Result<T, StoreError>) -> T {
        let mut reader = self.store.read().await.unwrap();
        look(&mut reader.conn()).await.unwrap()
    }

    pub(crate) async fn wish(&self, slots: u32) -> WishId {
        self.wish_like(|seed| seed.slots = slots).await
    }

    pub(crate) async fn wish_like(&self, change: impl FnOnce(&mut Seed)) -> WishId {
        let mut seed = Seed::new(WishId::from_bits(next()), today().plus(-3));
        change(&mut seed);
        self.write(seed).await
    }

    pub(crate) async fn person(&self) -> PersonId {
        let n = next();
        let person = PersonId::from_bits(n);
        let phone = sealed("phone");
        self.write(Seeded { person, phone_key: key(n), phone, token: key(n), now: self.now }).await
    }

    pub(crate) async fn take(&self, wish: WishId, person: PersonId) -> Result<ClaimId, TakeRefusal> {
        let claim = ClaimId::from_bits(next());
        match self.write(TakeSlot { claim, wish, person, now: self.now }).await {
            SlotTaken::Held(view) => Ok(view.id),
            SlotTaken::Refused(refusal) => Err(refusal),
        }
    }

    /// Takes a slot and confirms it.
    pub(crate) async fn promise(&self, wish: WishId, person: PersonId) -> ClaimId {
        let claim = self.take(wish, person).await.unwrap();
        self.by(person, claim, ClaimEvent::Confirm).await.unwrap();
        claim
    }

    pub(crate) async fn step(&self, claim: ClaimId, by: By, event: ClaimEvent, said: Said) -> Stepped {
        self.write(StepClaim { claim, by, event, said, now: self.now }).await
    }

    pub(crate) async fn by(
        &self,
        person: PersonId,
        claim: ClaimId,
        event: ClaimEvent,
    ) -> Result<ClaimView, ClaimRefusal> {
        match self.step(claim, By::Person(person), event, Said::Nothing).await {
            Stepped::Done(view) => Ok(*view),
            Stepped::Refused(refusal) => Err(refusal),
            Stepped::NotFound => panic!("there is no such claim"),
        }
    }

    pub(crate) async fn station(&self, claim: ClaimId, event: ClaimEvent) -> Result<ClaimView, ClaimRefusal> {
        let said = match event {
            ClaimEvent::Reject => Said::Reject("破损".into()),
            ClaimEvent::Close => Said::Feedback { fits: true, note: "已交到本人手中。".into() },
            _ => Said::Nothing,
        };
        match self.step(claim, staff(), event, said).await {
            Stepped::Done(view) => Ok(*view),
            Stepped::Refused(refusal) => Err(refusal),
            Stepped::NotFound => panic!("there is no such claim"),
        }
    }

    /// Gives a promise back late, for a reason of one's own.
    pub(crate) async fn fail(&self, person: PersonId, claim: ClaimId) {
        let view = self.by(person, claim, ClaimEvent::Cancel(Some(CancelReason::OutOfStock))).await.unwrap();
        assert_eq!(view.state, ClaimState::CancelledLate);
    }

    /// Does a chore until nothing is left; yields how much changed.
    pub(crate) async fn chore(&self, chore: Chore) -> u64 {
        let mut changed = 0;
        loop {
            let done = self.write(Due { chore, now: self.now, most: 3 }).await;
            changed += done.changed;
            if !done.more {
                return changed;
            }
        }
    }

    pub(crate) async fn messages(&self) -> Vec<Message> {
        self.write(TakeMessages { now: self.now, most: 1000 }).await
    }

    pub(crate) async fn row(&self, wish: WishId) -> WishRow {
        self.look(async |conn| wish::load(conn, wish).await).await.unwrap()
    }

    pub(crate) async fn state(&self, wish: WishId) -> WishState {
        self.row(wish).await.state
    }

    pub(crate) async fn claim(&self, claim: ClaimId) -> ClaimRow {
        self.look(async |conn| store::claim::load(conn, claim).await).await.unwrap()
    }

    pub(crate) fn hours(&mut self, hours: i64) {
        self.now = self.now.plus_hours(hours);
    }

    pub(crate) fn minutes(&mut self, minutes: i64) {
        self.now = self.now.plus_minutes(minutes);
    }
}

pub(crate) fn staff() -> By {
    By::Staff { name: "station-a".into(), station: None }
}
