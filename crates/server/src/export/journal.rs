//! A journal for hledger; ledger-cli reads it too. Entries stand by their day, balances are asserted at the end of months.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use ledger::{account::Account, kind::Why};
use model::Day;

use super::{Log, one_line, yuan};

pub(super) fn text(log: &Log) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "; Books of a charity. checkpoint-size: {}, checkpoint-root: {}", log.head.size, log.root());
    text.push_str("commodity CNY\n  format 1,000.00 CNY\n");
    let entries = log.by_day();
    let accounts: BTreeSet<Account> =
        entries.iter().flat_map(|(_, money)| &money.postings).map(|posting| posting.account).collect();
    for account in &accounts {
        let _ = writeln!(text, "account {account}");
    }
    let mut balances: BTreeMap<Account, i64> = BTreeMap::new();
    let mut month = None;
    for (one, money) in entries {
        let day = one.entry.day();
        if month.is_some_and(|month| month != last_of_month(day)) {
            assertions(&mut text, month, &balances);
        }
        month = Some(last_of_month(day));
        // A semicolon would begin a comment.
        let summary = one_line(one.summary()).replace(';', "；");
        let _ = writeln!(text, "\n{day} * {} {summary}", one.entry.kind());
        let _ = writeln!(text, "  ; index: {}, leaf: {}", one.index, one.hash);
        if let Some(of) = one.of() {
            let why = money.why.map(Why::word).unwrap_or_default();
            let _ = writeln!(text, "  ; of: {of}, why: {why}");
        }
        for posting in &money.postings {
            let _ = write!(text, "  {}  {} CNY", posting.account, yuan(posting.fen));
            text.push_str(&posting.line.map(|line| format!("  ; line: {line}")).unwrap_or_default());
            text.push('\n');
            let balance = balances.entry(posting.account).or_default();
            *balance = balance.saturating_add(posting.fen);
        }
    }
    assertions(&mut text, month, &balances);
    text
}

/// The last day of the month that this day is in.
pub(super) fn last_of_month(day: Day) -> Day {
    let (year, month, _) = day.ymd();
    let first = Day::from_ymd(year, month, 1).unwrap_or(day);
    first.plus_months(1).plus(-1)
}

fn assertions(text: &mut String, day: Option<Day>, balances: &BTreeMap<Account, i64>) {
    let Some(day) = day else { return };
    let _ = writeln!(text, "\n{day} * end of month");
    for (account, fen) in balances {
        let _ = writeln!(text, "  {account}  0.00 CNY = {} CNY", yuan(*fen));
    }
}
