//! Grants to organisations in the form of the 360Giving standard (1.x). People are never recipients here: only what was
//! passed on to a named organisation is a grant, and only where that organisation is public.

use serde_json::{Value, json};

use super::{Booked, Log};
use ledger::{entry::Money, kind::Kind};

/// The prefix of our grant ids; a publisher that registers gets one of its own.
const PREFIX: &str = "360G-shanling";

pub(super) fn grants(log: &Log) -> Value {
    let passed: Vec<_> = log.by_day().into_iter().filter(|(_, money)| money.kind == Kind::TransferOut).collect();
    let grants: Vec<Value> = passed.iter().filter_map(|(one, money)| grant(log, one, money)).collect();
    let unnamed = passed.len() - grants.len();
    json!({
        "grants": grants,
        "checkpoint": {"size": log.head.size, "root": log.root(), "note": log.head.note},
        "omitted": {"count": unnamed, "because": "no organisation is named in the entry"},
    })
}

fn grant(log: &Log, one: &Booked, money: &Money) -> Option<Value> {
    let (name, code) = (one.text("recipient")?, one.text("recipient-code")?);
    let project = money.postings.iter().find_map(|posting| posting.account.project())?;
    let funder = log.organisations.get(&project)?;
    let fen: i64 = money.postings.iter().map(|posting| posting.fen.max(0)).sum();
    let day = one.entry.day().to_string();
    // The standard wants a number; whole fen below 2^53 keep both decimals.
    let yuan: serde_json::Number = super::yuan(fen).parse().ok()?;
    Some(json!({
        "id": format!("{PREFIX}-{}", one.index),
        "title": one.summary(),
        "description": one.summary(),
        "currency": "CNY",
        "amountAwarded": yuan,
        "awardDate": day,
        "recipientOrganization": [{"id": format!("CN-USCC-{code}"), "name": name}],
        "fundingOrganization": [{"id": format!("CN-USCC-{}", funder.uscc), "name": funder.name}],
        "dataSource": format!("entry {} of the log", one.index),
    }))
}
