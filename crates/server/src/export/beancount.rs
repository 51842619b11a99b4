//! A journal for beancount. Its accounts are named by other rules, and its assertions let a fen slip unless told not to.

use std::{collections::BTreeMap, fmt::Write as _};

use ledger::{account::Account, kind::Why};
use model::Day;

use super::{Log, journal::last_of_month, one_line, yuan};

pub(super) fn text(log: &Log) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "; Books of a charity. checkpoint-size: {}, checkpoint-root: {}", log.head.size, log.root());
    text.push_str("option \"title\" \"Books of a charity\"\noption \"operating_currency\" \"CNY\"\n");
    let entries = log.by_day();
    let mut opened: BTreeMap<Account, Day> = BTreeMap::new();
    for (one, money) in &entries {
        for posting in &money.postings {
            opened.entry(posting.account).or_insert_with(|| one.entry.day());
        }
    }
    for (account, day) in &opened {
        let _ = writeln!(text, "{day} open {} CNY", name(*account));
    }
    let mut balances: BTreeMap<Account, i64> = BTreeMap::new();
    let mut month = None;
    for (one, money) in entries {
        let day = one.entry.day();
        if month.is_some_and(|month| month != last_of_month(day)) {
            assertions(&mut text, month, &balances);
        }
        month = Some(last_of_month(day));
        let _ = writeln!(text, "\n{day} * {} {}", quoted(one.entry.kind()), quoted(one.summary()));
        let _ = writeln!(text, "  index: {}\n  leaf: {}", one.index, quoted(&one.hash.to_string()));
        if let Some(of) = one.of() {
            let why = money.why.map(Why::word).unwrap_or_default();
            let _ = writeln!(text, "  of: {of}\n  why: {}", quoted(why));
        }
        for posting in &money.postings {
            let _ = writeln!(text, "  {}  {} CNY", name(posting.account), yuan(posting.fen));
            if let Some(line) = posting.line {
                let _ = writeln!(text, "    line: {}", quoted(&line.to_string()));
            }
            let balance = balances.entry(posting.account).or_default();
            *balance = balance.saturating_add(posting.fen);
        }
    }
    assertions(&mut text, month, &balances);
    text
}

/// Balances as they stand when a month is over; `~ 0` since a difference of a fen would pass otherwise.
fn assertions(text: &mut String, day: Option<Day>, balances: &BTreeMap<Account, i64>) {
    let Some(day) = day else { return };
    text.push('\n');
    for (account, fen) in balances {
        let _ = writeln!(text, "{} balance {} {} ~ 0 CNY", day.plus(1), name(*account), yuan(*fen));
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", one_line(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// The name of an account here: parts begin with a capital and know no `_`.
fn name(account: Account) -> String {
    let text = account.to_string();
    let parts = text.split(':').filter(|part| *part != "project");
    let named: Vec<String> =
        parts.map(|part| if part == "net" { "Equity".to_owned() } else { capital(part) }).collect();
    named.join(":")
}

fn capital(part: &str) -> String {
    let plain = part.replace('_', "-x5f-");
    let mut letters = plain.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_named_as_beancount_wants_it() {
        for (account, want) in [
            ("assets:bank:main", "Assets:Bank:Main"),
            ("net:restricted:project:p-demo-01", "Equity:Restricted:P-demo-01"),
            ("expenses:fundraising_cost:project:1a", "Expenses:Fundraising-x5f-cost:1a"),
            ("liabilities:refund", "Liabilities:Refund"),
        ] {
            assert_eq!(name(account.parse().unwrap()), want);
        }
    }
}
