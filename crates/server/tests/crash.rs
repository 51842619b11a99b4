//! `kill -9` while people claim: whatever was acknowledged is there afterwards, nothing is there twice, and every checkpoint
//! that anybody ever saw is the beginning of the log.
//!
//! `SHANLING_KILLS` says how often; `cargo xtask soak` says 100.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

#[path = "support/street.rs"]
mod street;

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use model::{ClaimState, WishId};
use store::Engine;
use street::{Answer, Caller, Line, Street};
use tokio::sync::mpsc;

/// People who claim at the same time.
const AT_ONCE: usize = 16;
/// How long whoever reads the checkpoint again and again leaves the machine to the others.
const A_LOOK: Duration = Duration::from_millis(20);

/// What became of one person's claim, as far as they know.
struct Tale {
    caller: Caller,
    wish: WishId,
    key: String,
    /// The answer to the claim; `None` when the line broke.
    taken: Option<Answer>,
    /// Whether the confirmation was acknowledged.
    confirmed: bool,
}

impl Tale {
    /// Claims and confirms, as far as the server lives.
    async fn live(caller: Caller, wish: WishId, address: SocketAddr) -> Self {
        let key = format!("crash-{}", caller.person);
        let mut tale = Self { caller, wish, key, taken: None, confirmed: false };
        tale.taken = tale.ask(address).await;
        if let Some(answer) = tale.taken.as_ref().filter(|answer| answer.status == 201)
            && let Some(line) = Line::open(address).await
        {
            let answer = line.confirm(&tale.caller, answer.id()).await;
            tale.confirmed = answer.is_some_and(|answer| answer.status == 200);
        }
        tale
    }

    async fn ask(&self, address: SocketAddr) -> Option<Answer> {
        Line::open(address).await?.claim(&self.caller, self.wish, &self.key).await
    }

    /// Asks until the server has time: `unavailable` says to come again, as the page does with the same key.
    async fn insist(&self, address: SocketAddr) -> Answer {
        loop {
            let answer = self.ask(address).await.expect("an answer after the crash");
            if answer.status != 503 {
                return answer;
            }
            tokio::time::sleep(A_LOOK).await;
        }
    }
}

/// Reads the checkpoint of the ledger again and again as long as the server lives; yields every one that was seen.
async fn watch(address: SocketAddr) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    while let Some(line) = Line::open(address).await
        && let Some(answer) = line.get("/ledger/checkpoint").await
    {
        match answer.status {
            200 => {
                seen.insert(answer.body);
            }
            // Not open yet, or this reader is asked to be slower.
            503 | 429 => {}
            _ => panic!("{answer:?}"),
        }
        tokio::time::sleep(A_LOOK).await;
    }
    seen
}

/// Every checkpoint is signed over the first entries of the log as it is now.
async fn are_prefixes(street: &Street, seen: &BTreeSet<String>) {
    for note in seen {
        let note = ledger::Note::parse(note.as_bytes()).expect(note);
        let head: ledger::Checkpoint = note.text().parse().expect("a checkpoint");
        let read = store::ledger::Desk::default().read_on(&street.store, head.size()).await.unwrap();
        assert_eq!(read.expect("a sound log"), Some(head.root()), "{} entries were published", head.size());
    }
}

/// Lets people claim until so many claims were acknowledged, and kills the server in the middle of it.
async fn kill_under_load(street: &Street, acknowledged: usize, seen: &mut BTreeSet<String>) -> Vec<Tale> {
    let server = street.serve();
    let address = server.address;
    let watcher = tokio::spawn(watch(address));
    let wishes = Arc::new(street.wishes(60, 2).await);
    let people = Arc::new(street.people(1500).await);
    let (next, (tell, mut hear)) = (Arc::new(AtomicUsize::new(0)), mpsc::unbounded_channel());
    for _ in 0..AT_ONCE {
        let (wishes, people, next, tell) = (Arc::clone(&wishes), Arc::clone(&people), Arc::clone(&next), tell.clone());
        tokio::spawn(async move {
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                let Some(caller) = people.get(n).cloned() else { break };
                let tale = Tale::live(caller, wishes[n % wishes.len()], address).await;
                let is_over = tale.taken.is_none();
                if tell.send(tale).is_err() || is_over {
                    break;
                }
            }
        });
    }
    drop(tell);
    let (mut tales, mut server) = (Vec::new(), Some(server));
    while let Some(tale) = hear.recv().await {
        tales.push(tale);
        let heard = tales.iter().filter(|tale| tale.taken.as_ref().is_some_and(|answer| answer.status == 201)).count();
        if heard >= acknowledged
            && let Some(server) = server.take()
        {
            server.kill();
        }
    }
    assert!(server.is_none(), "the server must have died under load, not after it");
    seen.extend(watcher.await.unwrap());
    tales
}

/// What was acknowledged is there; what was not can be asked for again with the same key.
async fn look_after(street: &Street, tales: &[Tale]) {
    let server = street.serve();
    let mut by_wish: BTreeMap<WishId, BTreeSet<String>> = BTreeMap::new();
    for tale in tales {
        let again = tale.insist(server.address).await;
        match &tale.taken {
            Some(answer) => assert_eq!(&again, answer, "the same key gets the same answer"),
            None => assert!(again.status == 201 || again.status == 409, "{again:?}"),
        }
        if again.status != 201 {
            continue;
        }
        let claim = street.claim(again.id()).await.expect("an acknowledged claim is there");
        assert_eq!((claim.wish, claim.person), (tale.wish, tale.caller.person));
        assert!(claim.rules.state.takes_slot(), "{:?}", claim.rules.state);
        if tale.confirmed {
            assert_eq!(claim.rules.state, ClaimState::Active, "an acknowledged promise is there");
        }
        assert!(by_wish.entry(tale.wish).or_default().insert(claim.id.to_string()), "one claim for each of the two");
    }
    for (wish, acknowledged) in by_wish {
        let claims = street.claims_of(wish).await;
        let found: BTreeSet<String> = claims.iter().map(|claim| claim.id.to_string()).collect();
        assert_eq!(found, acknowledged, "no claim is there twice, and none that nobody was told of");
        let slots: BTreeSet<u32> = claims.iter().map(|claim| claim.slot).collect();
        assert!(slots.len() == claims.len() && slots.len() <= 2, "{slots:?}");
    }
}

async fn killed_again_and_again(engine: Engine) {
    let kills = std::env::var("SHANLING_KILLS").map_or(5, |text| text.parse().expect("SHANLING_KILLS is a number"));
    let street = Street::new(engine).await;
    let mut seen = BTreeSet::new();
    for kill in 0..kills {
        let tales = kill_under_load(&street, 10 + kill * 17 % 90, &mut seen).await;
        look_after(&street, &tales).await;
        are_prefixes(&street, &seen).await;
    }
    assert!(!seen.is_empty(), "somebody saw a checkpoint");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_under_load_loses_and_doubles_nothing_on_sqlite() {
    killed_again_and_again(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_under_load_loses_and_doubles_nothing_on_postgres() {
    killed_again_and_again(Engine::Postgres).await;
}
