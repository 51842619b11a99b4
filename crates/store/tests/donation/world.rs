//! Seeded worlds on the real store. `SHANLING_WORLDS` sets how many; `cargo xtask soak` asks for 100,000.

use std::collections::BTreeMap;

use model::donation::{AttemptState, attempt::AttemptEvent};
use store::{both, donation::TakePaid};

use crate::{chance::Dice, desk::Desk};

const ORDERED: u64 = 10_000;

/// What the provider knows of one number.
#[derive(Clone, Copy, PartialEq)]
enum Trade {
    Absent,
    Open,
    Closed,
    Paid,
}

enum Letter {
    Success(Box<TakePaid>),
    Answer(AttemptEvent),
}

/// Lives one order through: lost, late, repeated and overtaken answers, forged notices, odd amounts; at the end the bill.
async fn live(desk: &mut Desk, seed: u64, captured: &mut BTreeMap<String, u64>) {
    let mut dice = Dice::new(seed);
    let (_, number) = desk.order(ORDERED, None).await;
    let mut trade = Trade::Absent;
    let mut taken: Vec<TakePaid> = Vec::new();
    let mut letters: Vec<Letter> = Vec::new();
    let mut was_paid = false;
    for _ in 0..6 + dice.below(10) {
        match dice.below(9) {
            0 | 1 if desk.state(&number).await == AttemptState::Created => {
                let arrives = !dice.lands(15);
                if arrives && trade == Trade::Absent {
                    trade = Trade::Open;
                }
                let event =
                    if arrives && !dice.lands(20) { AttemptEvent::CreateOk } else { AttemptEvent::CreateTimeout };
                desk.tell(&number, event).await;
            }
            2 | 3 if trade == Trade::Open || (trade == Trade::Paid && dice.lands(10)) => {
                trade = Trade::Paid;
                let fen = if dice.lands(10) { ORDERED / 2 } else { ORDERED };
                let txn = format!("S{seed}T{}", taken.len());
                let mut paid = desk.paid(&number, &txn, fen);
                paid.is_our_merchant = !dice.lands(3);
                captured.insert(txn, fen);
                for _ in 0..dice.below(4) {
                    letters.push(Letter::Success(Box::new(paid.clone())));
                }
                taken.push(paid);
            }
            4 | 5 if !letters.is_empty() => match letters.remove(dice.below(letters.len())) {
                Letter::Success(paid) => {
                    desk.take(*paid).await;
                }
                Letter::Answer(event) => {
                    desk.tell(&number, event).await;
                }
            },
            6 => {
                let answer = match (trade, taken.last()) {
                    (Trade::Paid, Some(last)) => Letter::Success(Box::new(last.clone())),
                    (Trade::Absent, _) => Letter::Answer(AttemptEvent::QueryNotFound),
                    (Trade::Closed, _) => Letter::Answer(AttemptEvent::QueryClosed),
                    _ => Letter::Answer(AttemptEvent::QueryNotPaid),
                };
                letters.push(answer);
            }
            7 => {
                let event = match trade {
                    Trade::Absent => AttemptEvent::CloseNotFound,
                    Trade::Open => {
                        trade = Trade::Closed;
                        AttemptEvent::CloseOk
                    }
                    Trade::Closed => AttemptEvent::CloseOk,
                    Trade::Paid => AttemptEvent::ClosePaid,
                };
                desk.tell(&number, event).await;
            }
            8 => {
                desk.tell(&number, AttemptEvent::Expired).await;
            }
            _ => {
                desk.tell(&number, AttemptEvent::NoticeForged).await;
            }
        }
        let is_paid = desk.state(&number).await == AttemptState::Paid;
        assert!(is_paid || !was_paid, "world {seed}: back from paid");
        was_paid = is_paid;
    }
    // The bill.
    for paid in taken {
        desk.take(paid).await;
    }
}

both! {
    async fn the_books_hold_each_capture_once(fresh: Fresh) {
        let worlds = std::env::var("SHANLING_WORLDS").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000);
        let mut desk = Desk::open(fresh).await;
        let mut captured = BTreeMap::new();
        for seed in 0..worlds {
            live(&mut desk, seed, &mut captured).await;
        }
        let total: u64 = captured.values().sum();
        let want = [vec![i64::try_from(captured.len()).unwrap(), i64::try_from(total).unwrap()]];
        let sum = "select count(*), cast(coalesce(sum(amount), 0) as bigint) from journal where kind = 'capture'";
        assert_eq!(desk.ask(sum).await, want, "the journal holds each capture once");
        let sum = "select count(*), cast(coalesce(sum(amount), 0) as bigint) from provider_txn";
        assert_eq!(desk.ask(sum).await, want, "so do the facts");
        let many = "select count(*), cast(0 as bigint) from provider_txn where booked = 'project' group by donation having count(*) > 1";
        assert_eq!(desk.ask(many).await, Vec::<Vec<i64>>::new(), "at most one credit an order");
        let counts = "select (select count(*) from receipt), (select count(*) from provider_txn where booked = 'project')";
        let row = desk.ask(counts).await.remove(0);
        assert_eq!(row[0], row[1], "a receipt for each credit");
        let counts = "select (select count(*) from ledger_pending where idem like 'pay/%'), (select count(*) from receipt)";
        let row = desk.ask(counts).await.remove(0);
        assert_eq!(row[0], row[1], "a row of the public ledger for each credit");
        let odd = "select count(*), cast(0 as bigint) from provider_txn where booked = 'project' and (amount <> 10000)";
        assert_eq!(desk.ask(odd).await, [[0, 0]], "no odd amount with the project");
    }
}
