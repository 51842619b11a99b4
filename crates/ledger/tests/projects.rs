//! The six sample projects of the design, booked as entries: each term of the equation is the one of the file.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::{collections::BTreeMap, io::Write, path::PathBuf};

use ledger::{
    Books, Entry, Fault,
    account::{Account, Cost},
    disclosure::Secret,
    entry::{Money, Posting, What},
    kind::{Kind, Why},
    word::{Line, Slug},
};
use serde_json::Value;

fn file() -> Option<Value> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/sample_projects.json");
    if let Ok(text) = std::fs::read_to_string(&path) {
        return Some(serde_json::from_str(&text).unwrap());
    }
    // Not eprintln: the test harness would keep it to itself.
    let message = format!("VECTORS NOT CHECKED: there is no file {}\n", path.display());
    std::io::stderr().write_all(message.as_bytes()).unwrap();
    None
}

/// One line of the file as an entry; `past` holds where its earlier lines went, and their money.
fn booked(project: &Value, line: &Value, past: &BTreeMap<u64, (u64, Money)>) -> Money {
    let name: Slug = project["id"].as_str().unwrap().to_lowercase().parse().unwrap();
    let bank = Account::Bank("main".parse().unwrap());
    let fen = line["amount_fen"].as_i64().unwrap();
    let spent = || {
        let code = line["budget_code"].as_str().unwrap();
        let budget = project["budget"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap();
        let cost = Cost::from_word(budget["kind"].as_str().unwrap()).unwrap();
        (Account::Cost(cost, name), code.parse::<Line>().unwrap())
    };
    let moved = |kind, to: Account| Money::new(kind, vec![Posting::new(to, fen), Posting::new(bank, -fen)]);
    let money = match line["type"].as_str().unwrap() {
        "income" => {
            Money::new(Kind::Donation, vec![Posting::new(bank, fen), Posting::new(Account::Restricted(name), -fen)])
        }
        "expense" => {
            let (account, code) = spent();
            Money::new(Kind::Expense, vec![Posting::on(account, fen, code), Posting::new(bank, -fen)])
        }
        "refund" => {
            // The file does not say which gift; the latest one that is large enough.
            let gifts = past.values().filter(|(_, money)| money.kind == Kind::Donation && money.on(bank) >= fen);
            let of = gifts.map(|(index, _)| *index).max().unwrap();
            moved(Kind::Refund, Account::Restricted(name)).naming(of, Why::DuplicatePayment)
        }
        "correction" => {
            let (account, code) = spent();
            let (of, _) = past[&line["corrects_seq"].as_u64().unwrap()];
            Money::new(Kind::Correction, vec![Posting::new(bank, fen), Posting::on(account, -fen, code)])
                .naming(of, Why::WrongAmount)
        }
        "transfer_out" => moved(Kind::TransferOut, Account::Passed(name)).because(Why::Surplus),
        other => panic!("unknown type {other}"),
    };
    money.counting(u32::try_from(line["count"].as_u64().unwrap()).unwrap().try_into().unwrap())
}

/// Enters a line, or leaves the books alone and says so when the project has not the money for it.
fn enter(books: &mut Books, past: &mut BTreeMap<u64, (u64, Money)>, project: &Value, line: &Value) -> bool {
    let money = booked(project, line, past);
    let summary = ("summary", ledger::canonical::Value::text(line["summary"].as_str().unwrap().to_owned()));
    let made = Secret::new([3; 32]).commit(&[summary], money.kind.digests()).unwrap();
    let day = line["date"].as_str().unwrap().parse().unwrap();
    let entry = Entry::new(day, made.digests, What::Money(money.clone())).unwrap();
    assert_eq!(Entry::read(&entry.leaf().unwrap()).as_ref(), Ok(&entry));
    let target = entry.target().and_then(|of| past.values().find(|(index, _)| *index == of));
    match books.enter(&entry, target.map(|(_, money)| money)) {
        Ok(()) => past.insert(line["seq"].as_u64().unwrap(), (books.entries() - 1, money)).is_none(),
        Err(Fault::Overspent { .. }) => false,
        Err(fault) => panic!("{fault}: {line}"),
    }
}

#[test]
fn the_totals_of_the_six_sample_projects_come_out() {
    let Some(file) = file() else { return };
    let mut books = Books::new();
    let projects = file["projects"].as_array().unwrap();
    for project in projects {
        let (mut past, mut waiting) = (BTreeMap::new(), Vec::new());
        for line in project["ledger"].as_array().unwrap() {
            // Summed-up income stands under its last day, so an expense may be dated before the gifts that paid it. The log
            // is in the order of booking: what a fund cannot bear yet is entered after the next income.
            waiting.push(line);
            waiting.retain(|line| !enter(&mut books, &mut past, project, line));
        }
        assert_eq!(waiting.len(), 0);
        let fund = &books.projects()[&project["id"].as_str().unwrap().to_lowercase().parse().unwrap()];
        let totals = &project["totals"];
        for (name, fen) in [
            ("income_fen", fund.income),
            ("refund_fen", fund.refund),
            ("expense_fen", fund.expense),
            ("correction_fen", fund.correction),
            ("transfer_out_fen", fund.moved_out),
            ("balance_fen", fund.balance()),
        ] {
            assert_eq!(totals[name].as_i64(), Some(fen), "{name} of {}", project["id"]);
        }
    }
    assert_eq!(projects.len(), 6);
}
