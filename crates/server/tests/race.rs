//! Many people, real connections, real servers: one slot, one winner.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

#[path = "support/street.rs"]
mod street;

use std::{collections::BTreeMap, sync::Arc};

use model::WishId;
use store::Engine;
use street::{Answer, Caller, Line, Street};
use tokio::sync::Barrier;

/// Everybody opens a line first, and only then all ask at once.
async fn race(runners: Vec<(std::net::SocketAddr, Caller, WishId)>) -> Vec<(Caller, WishId, Answer)> {
    let start = Arc::new(Barrier::new(runners.len()));
    let tasks: Vec<_> = runners
        .into_iter()
        .map(|(address, caller, wish)| {
            let start = Arc::clone(&start);
            tokio::spawn(async move {
                let line = Line::open(address).await.expect("a line");
                start.wait().await;
                let key = format!("race-{}", caller.person);
                let answer = line.claim(&caller, wish, &key).await.expect("an answer");
                (caller, wish, answer)
            })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

/// Of each wish one answer is 201 and the database agrees; all others are told clearly.
async fn one_winner_each(street: &Street, answers: Vec<(Caller, WishId, Answer)>) {
    let mut winners = BTreeMap::new();
    for (caller, wish, answer) in answers {
        match answer.status {
            201 => assert!(winners.insert(wish, (caller.person, answer.id())).is_none(), "`{wish}` was won twice"),
            409 => assert_eq!(answer.code(), "already_claimed"),
            other => panic!("{other}: {}", answer.body),
        }
    }
    for (wish, (person, id)) in winners.clone() {
        let claims = street.claims_of(wish).await;
        let found: Vec<_> = claims.iter().map(|claim| (claim.id, claim.person)).collect();
        assert_eq!(found, [(id, person)], "`{wish}`");
    }
}

async fn a_thousand_for_one_slot(engine: Engine) {
    let street = Street::new(engine).await;
    let server = street.serve();
    let wish = street.wishes(1, 1).await[0];
    let people = street.people(1000).await;
    let runners = people.into_iter().map(|caller| (server.address, caller, wish)).collect();
    let answers = race(runners).await;
    assert_eq!(answers.iter().filter(|(_, _, answer)| answer.status == 201).count(), 1);
    one_winner_each(&street, answers).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_thousand_who_race_for_one_slot_one_wins_on_sqlite() {
    a_thousand_for_one_slot(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_thousand_who_race_for_one_slot_one_wins_on_postgres() {
    a_thousand_for_one_slot(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_on_one_database_give_each_of_two_hundred_wishes_to_one_of_thirty_two() {
    let street = Street::new(Engine::Postgres).await;
    let servers = [street.serve(), street.serve()];
    let wishes = street.wishes(200, 1).await;
    let mut answers = Vec::new();
    for some in wishes.chunks(20) {
        let people = street.people(32 * 20).await;
        let runners = people
            .into_iter()
            .enumerate()
            .map(|(n, caller)| (servers[n / some.len() % 2].address, caller, some[n % some.len()]))
            .collect();
        answers.extend(race(runners).await);
    }
    assert_eq!(answers.len(), 6400);
    assert_eq!(answers.iter().filter(|(_, _, answer)| answer.status == 201).count(), 200, "one for each wish");
    one_winner_each(&street, answers).await;
}
