//! An operator that signs what it should not.

use ledger::{
    Alarm,
    entry::{Money, Posting, What},
    kind::Kind,
};
use model::verify::AlarmCode;
use proptest::prelude::*;

use crate::{
    device::{Device, found, named},
    house::{Log, entry, wanted},
    served::Files,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_history_that_was_signed_anew_is_caught_by_whoever_saw_the_old_one(
        wanted in wanted(40), seen: prop::sample::Index, changed: prop::sample::Index, more in 0_u64..5, audited: bool,
    ) {
        let log = Log::of(&wanted);
        prop_assume!(log.size() > 0);
        let seen = 1 + seen.index(log.leaves.len()) as u64;
        let mut device = Device::default();
        if audited {
            device.audit(&Files::of(&log, seen)).unwrap();
        } else {
            device.visit(&Files::of(&log, seen)).unwrap();
        }
        let mut other = log.clone();
        other.leaves[changed.index(usize::try_from(seen).unwrap())] = entry(What::Heartbeat, 0).leaf().unwrap();
        prop_assume!(other.leaves != log.leaves);
        let size = (seen + more).min(other.size());
        let before = device.known.clone();
        let lying = Files::of(&other, size);
        let found = found(device.visit(&lying));
        prop_assert_eq!(found.alarm.code(), if size == seen { "fork" } else { "unproven" });
        prop_assert_eq!(found.evidence.seen, Some(log.note(seen).to_string()));
        prop_assert_eq!(found.evidence.now, Some(other.note(size).to_string()));
        prop_assert_eq!(&device.known, &before, "what was seen stays seen");
        // Without the small check the audit finds it as well.
        device.known = None;
        if audited {
            let alarm = named(device.audit(&lying));
            prop_assert_eq!(alarm.0, if size == seen { AlarmCode::Fork } else { AlarmCode::Unproven });
        }
    }

    #[test]
    fn a_log_that_shrank_is_a_rollback(wanted in wanted(40), seen: prop::sample::Index, now: prop::sample::Index) {
        let log = Log::of(&wanted);
        prop_assume!(log.size() > 1);
        let seen = 1 + seen.index(log.leaves.len()) as u64;
        let now = now.index(usize::try_from(seen).unwrap()) as u64;
        let mut device = Device::default();
        device.visit(&Files::of(&log, seen)).unwrap();
        let told = found(device.visit(&Files::of(&log, now))).told(device.now());
        prop_assert_eq!((told.code, told.had, told.has), (AlarmCode::Rollback, Some(seen), Some(now)));
    }
}

fn booked(kind: Kind, to: &str, from: &str, fen: i64) -> Vec<u8> {
    let posting = |account: &str, fen| {
        let account = account.parse().unwrap();
        let line = matches!(account, ledger::account::Account::Cost(..)).then(|| "A1".parse().unwrap());
        Posting { account, fen, line }
    };
    let money = Money::new(kind, vec![posting(to, fen), posting(from, -fen)]);
    entry(What::Money(money), 77).leaf().unwrap()
}

/// What is told of a signed log with this leaf at its end, in the second tile, where earlier entries were audited before.
fn told(leaf: Vec<u8>) -> model::verify::Alarm {
    let mut log = Log::long(300);
    let mut device = Device::default();
    device.audit(&Files::of(&log, 290)).unwrap();
    log.leaves.push(leaf);
    let told = found(device.audit(&Files::of(&log, 301))).told(device.now());
    assert_eq!(told.entry, Some(300));
    told
}

#[test]
fn an_unbalanced_entry_and_an_overspent_fund_are_named_with_project_and_fen() {
    let gift = booked(Kind::Donation, "assets:psp:wechat", "net:restricted:project:p1", 5);
    let unbalanced = String::from_utf8(gift).unwrap().replace("\"fen\":5}", "\"fen\":6}").into_bytes();
    let alarm = told(unbalanced);
    assert_eq!((alarm.code, alarm.rule, alarm.fen), (AlarmCode::Unbalanced, Some(1), Some(1)));
    let spent = booked(Kind::Expense, "expenses:program:project:p1", "assets:psp:wechat", 1501);
    let alarm = told(spent);
    assert_eq!((alarm.code, alarm.rule, alarm.fen), (AlarmCode::Overspent, Some(4), Some(1)));
    assert_eq!(alarm.project.as_deref(), Some("p1"));
    let drawn = booked(Kind::Settlement, "assets:bank:main", "assets:psp:wechat", 1501);
    assert_eq!((told(drawn).code, told(b"{}".to_vec()).code), (AlarmCode::Rule, AlarmCode::Leaf));
}

#[test]
fn another_root_than_that_of_the_entries_is_told() {
    let (log, other) = (Log::long(5), Log::long(6));
    let mut lying = Files::of(&log, 5);
    // Tiles and bundles agree with each other, only the signed root is another one.
    let mut forked = other.clone();
    forked.leaves.swap(1, 2);
    lying.all.insert("checkpoint".to_owned(), forked.note(5).to_string().into_bytes());
    let found = found(Device::default().audit(&lying));
    assert!(matches!(found.alarm, Alarm::Root { .. }), "{}", found.alarm);
}
