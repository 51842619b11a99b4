//! `kill -9` of server and sandbox while people give: afterwards every fen that the sandbox took is in the books, once.
//!
//! `SHANLING_KILLS` says how often; `cargo xtask soak` says 100.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

#[path = "support/books.rs"]
mod books;
#[path = "support/till.rs"]
mod till;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
};

use store::Engine;
use till::{Choice, Till, donate};

/// People who give at the same time.
const AT_ONCE: usize = 6;

/// Lets people give until so many were answered, and kills server or sandbox in the middle of it.
fn kill_under_load(till: &mut Till, answered: usize, kills_server: bool) -> Vec<String> {
    let (count, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let address = till.address();
    let people: Vec<_> = (0..AT_ONCE)
        .map(|at| {
            let (count, stop) = (count.clone(), stop.clone());
            thread::spawn(move || {
                let mut acknowledged = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    let choice = [Choice::Paid, Choice::Twice, Choice::WrongAmount, Choice::Never]
                        [(at + acknowledged.len()) % 4];
                    match donate(address, choice) {
                        Some(id) => acknowledged.push(id),
                        // Somebody has died: whoever waits for an answer goes home.
                        None if stop.load(Ordering::Relaxed) => break,
                        None => thread::yield_now(),
                    }
                    count.fetch_add(1, Ordering::Relaxed);
                }
                acknowledged
            })
        })
        .collect();
    while count.load(Ordering::Relaxed) < answered {
        thread::yield_now();
    }
    if kills_server {
        till.kill_server();
    } else {
        till.kill_sandbox();
    }
    stop.store(true, Ordering::Relaxed);
    people.into_iter().flat_map(|one| one.join().unwrap()).collect()
}

async fn killed_again_and_again(engine: Engine) {
    let kills = std::env::var("SHANLING_KILLS").map_or(5, |text| text.parse().expect("SHANLING_KILLS is a number"));
    let mut till = Till::open(engine).await;
    let mut acknowledged = Vec::new();
    for kill in 0..kills {
        acknowledged.extend(kill_under_load(&mut till, 6 + kill * 13 % 40, kill % 2 == 0));
        till.revive();
    }
    // The time to pay passes, then the day: whatever is open is asked after, and the bill is compared.
    till.pass_minutes(45).await;
    till.pass_to_next_day().await;
    let captured = till.captured();
    assert!(captured.len() > kills, "money came in every round");
    let booked = till.booked().await;
    let taken: BTreeMap<&String, u64> = captured.iter().map(|(txn, fen)| (txn, *fen)).collect();
    let found: BTreeMap<&String, u64> = booked.iter().map(|(txn, fen)| (txn, *fen)).collect();
    assert_eq!(found, taken, "what was taken is in the journal, each once");
    assert_eq!(booked.len(), found.len(), "nothing is there twice");
    till.check_credits().await;
    for id in acknowledged {
        assert!(till.knows(&id).await, "the acknowledged donation {id} is lost");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn money_survives_kills_of_server_and_sandbox_on_sqlite() {
    killed_again_and_again(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn money_survives_kills_of_server_and_sandbox_on_postgres() {
    killed_again_and_again(Engine::Postgres).await;
}
