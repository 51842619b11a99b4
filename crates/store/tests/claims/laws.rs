//! Whatever people, stations and the clock do, in whatever order: the laws of the house hold.

use std::collections::{BTreeMap, BTreeSet};

use model::{
    ClaimId, ClaimState, Delivery, Kind, PersonId, WishId,
    claim::{CancelReason, ClaimEvent, LIVE_PER_PERSON},
    wish::from_slots,
};
use proptest::{collection::vec, prelude::*, test_runner::TestRunner};
use store::{
    Engine,
    claim::{Chore, Due},
    person::ErasePerson,
    testing::Fresh,
    waiting::{JoinWaiting, LeaveWaiting},
};

use crate::town::Town;

/// Something that happens: to which person, wish or claim is decided by the numbers.
#[derive(Clone, Debug)]
enum Deed {
    Take(usize, usize),
    Promise(usize, usize),
    Own(usize, u8),
    Station(usize, u8),
    Join(usize, usize),
    Leave(usize, usize),
    Chore(usize),
    Pass(i64),
    Erase(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    let pair = || (0..PEOPLE, 0..WISHES);
    prop_oneof![
        6 => pair().prop_map(|(person, wish)| Deed::Take(person, wish)),
        12 => pair().prop_map(|(person, wish)| Deed::Promise(person, wish)),
        10 => (any::<usize>(), 0..9_u8).prop_map(|(claim, event)| Deed::Own(claim, event)),
        5 => (any::<usize>(), 0..5_u8).prop_map(|(claim, event)| Deed::Station(claim, event)),
        8 => pair().prop_map(|(person, wish)| Deed::Join(person, wish)),
        1 => pair().prop_map(|(person, wish)| Deed::Leave(person, wish)),
        4 => (0..Chore::ALL.len()).prop_map(Deed::Chore),
        3 => prop_oneof![Just(10), Just(31), Just(13 * 60), Just(25 * 60), Just(10 * 60), Just(10 * 24 * 60)].prop_map(Deed::Pass),
        1 => (0..PEOPLE).prop_map(Deed::Erase),
    ]
}

/// Few enough that they meet.
const PEOPLE: usize = 5;
/// One of a single slot, to fight for, and three with room, so that a person can come to too many.
const WISHES: usize = 4;

const OWN: [ClaimEvent; 7] = [
    ClaimEvent::Confirm,
    ClaimEvent::ExtendHold,
    ClaimEvent::Send,
    ClaimEvent::Extend(3),
    ClaimEvent::Cancel(None),
    ClaimEvent::Cancel(Some(CancelReason::Illness)),
    ClaimEvent::Cancel(Some(CancelReason::ForceMajeure)),
];

const STATION: [ClaimEvent; 5] =
    [ClaimEvent::Receive, ClaimEvent::Reject, ClaimEvent::HandOver, ClaimEvent::Close, ClaimEvent::Revoke];

struct Run {
    town: Town,
    people: Vec<PersonId>,
    wishes: Vec<(WishId, u32)>,
    /// Every claim that was acknowledged.
    claims: BTreeMap<ClaimId, (PersonId, WishId)>,
}

impl Run {
    async fn new(fresh: &Fresh) -> Self {
        let town = Town::new(fresh).await;
        let mut run = Self { town, people: Vec::new(), wishes: Vec::new(), claims: BTreeMap::new() };
        for _ in 0..PEOPLE {
            run.people.push(run.town.person().await);
        }
        for slots in [1, 3, 3] {
            run.wishes.push((run.town.wish(slots).await, slots));
        }
        let service = run.town.wish_like(|seed| {
            seed.kind = Kind::Service;
            seed.delivery = Delivery::StationClass;
            seed.slots = 3;
        });
        let service = service.await;
        run.wishes.push((service, 3));
        run
    }

    fn claim(&self, n: usize) -> Option<(ClaimId, PersonId)> {
        let at = n.checked_rem(self.claims.len())?;
        self.claims.iter().nth(at).map(|(claim, (person, _))| (*claim, *person))
    }

    async fn act(&mut self, deed: &Deed) {
        let now = self.town.now;
        match *deed {
            Deed::Take(person, wish) => {
                let (person, wish) = (self.people[person], self.wishes[wish].0);
                if let Ok(claim) = self.town.take(wish, person).await {
                    assert!(self.claims.insert(claim, (person, wish)).is_none(), "a number is given once");
                }
            }
            Deed::Promise(person, wish) => {
                let (person, wish) = (self.people[person], self.wishes[wish].0);
                if let Ok(claim) = self.town.take(wish, person).await {
                    assert!(self.claims.insert(claim, (person, wish)).is_none(), "a number is given once");
                    self.town.by(person, claim, ClaimEvent::Confirm).await.unwrap();
                }
            }
            Deed::Own(claim, event) => {
                let Some((claim, person)) = self.claim(claim) else { return };
                let event = match event {
                    7 | 8 => ClaimEvent::Appoint(now.day().plus(i32::from(event))),
                    other => OWN[usize::from(other)],
                };
                let _ = self.town.by(person, claim, event).await;
            }
            Deed::Station(claim, event) => {
                let Some((claim, _)) = self.claim(claim) else { return };
                let _ = self.town.station(claim, STATION[usize::from(event)]).await;
            }
            Deed::Join(person, wish) => {
                let change = JoinWaiting { wish: self.wishes[wish].0, person: self.people[person], now };
                self.town.write(change).await;
            }
            Deed::Leave(person, wish) => {
                let change = LeaveWaiting { wish: self.wishes[wish].0, person: self.people[person], now };
                self.town.write(change).await;
            }
            Deed::Chore(n) => {
                self.town.write(Due { chore: Chore::ALL[n], now, most: 100 }).await;
            }
            Deed::Pass(minutes) => self.town.minutes(minutes),
            Deed::Erase(person) => {
                self.town.write(ErasePerson { person: self.people[person], now }).await;
                self.people[person] = self.town.person().await;
            }
        }
    }

    async fn check(&self) -> Result<(), TestCaseError> {
        let mut found = BTreeMap::new();
        let mut live: BTreeMap<PersonId, usize> = BTreeMap::new();
        let mut held: BTreeMap<PersonId, usize> = BTreeMap::new();
        for (wish, total) in &self.wishes {
            let claims = self.town.look(async |conn| store::claim::of_wish(conn, *wish).await).await;
            let taken: Vec<u32> =
                claims.iter().filter(|claim| claim.rules.state.takes_slot()).map(|claim| claim.slot).collect();
            let distinct: BTreeSet<u32> = taken.iter().copied().collect();
            prop_assert_eq!(distinct.len(), taken.len(), "a slot is taken twice: {:?}", taken);
            prop_assert!(taken.iter().all(|slot| (1..=*total).contains(slot)), "{:?} of {}", taken, total);
            let kept = self.town.look(async |conn| store::waiting::kept(conn, *wish, self.town.now).await).await;
            prop_assert!(
                taken.len() + kept as usize <= *total as usize,
                "{:?} taken and {} kept of {}",
                taken,
                kept,
                total
            );
            let row = self.town.row(*wish).await;
            if row.state.follows_slots() {
                let states: Vec<ClaimState> = claims.iter().map(|claim| claim.rules.state).collect();
                prop_assert_eq!(row.state, from_slots(&states, *total as usize), "{:?}", states);
            }
            let mut owners = BTreeSet::new();
            for claim in &claims {
                if claim.rules.state.takes_slot() {
                    prop_assert!(owners.insert(claim.person), "two slots of one wish for one person");
                }
                *live.entry(claim.person).or_default() += usize::from(claim.rules.state.is_live());
                *held.entry(claim.person).or_default() += usize::from(claim.rules.state == ClaimState::Held);
                found.insert(claim.id, (claim.person, claim.wish));
            }
        }
        prop_assert_eq!(&found, &self.claims, "every acknowledged claim is there, and no other");
        prop_assert!(live.values().all(|n| *n <= LIVE_PER_PERSON), "{:?}", live);
        prop_assert!(held.values().all(|n| *n <= 1), "{:?}", held);
        Ok(())
    }
}

fn hold_on(engine: Engine, cases: u32) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&vec(deed(), 20..80), |deeds| {
        runtime.block_on(async {
            let fresh = Fresh::new(engine).await;
            let mut run = Run::new(&fresh).await;
            for deed in &deeds {
                run.act(deed).await;
                run.check().await?;
            }
            run.town.store.clone().close().await;
            Ok(())
        })
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

#[test]
fn the_laws_hold_on_sqlite() {
    hold_on(Engine::Sqlite, 64);
}

#[test]
fn the_laws_hold_on_postgres() {
    hold_on(Engine::Postgres, 16);
}
