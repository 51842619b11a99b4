//! An operator that signs what it should not: other histories, and books that break the rules.

use ledger::{
    Audit, Fault,
    alarm::Alarm,
    entry::{Money, Posting, What},
    kind::{Kind, Step, Why},
};
use proptest::prelude::*;

use crate::house::{Log, ORIGIN, entry, wanted};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_history_that_was_signed_anew_is_caught_by_whoever_saw_the_old_one(
        wanted in wanted(40), seen: prop::sample::Index, changed: prop::sample::Index, more in 0_u64..5,
    ) {
        let log = Log::of(&wanted);
        prop_assume!(log.size() > 0);
        let seen = 1 + seen.index(log.leaves.len()) as u64;
        let mut audit = Audit::new(ORIGIN);
        log.serve(seen).audit(&mut audit, &log).unwrap();
        // Everything is consistent in itself, but one entry that the visitor saw is another one.
        let mut other = log.clone();
        let place = changed.index(usize::try_from(seen).unwrap());
        other.leaves[place] = entry(What::Heartbeat, 0).leaf().unwrap();
        prop_assume!(other.leaves != log.leaves);
        let size = (seen + more).min(other.size());
        let alarm = other.serve(size).audit(&mut audit, &other).unwrap_err();
        prop_assert!(["fork", "unproven"].contains(&alarm.code()), "{}", alarm);
        prop_assert_eq!(size == seen, alarm.code() == "fork");
    }

    #[test]
    fn a_log_that_shrank_is_a_rollback(wanted in wanted(40), seen: prop::sample::Index, now: prop::sample::Index) {
        let log = Log::of(&wanted);
        prop_assume!(log.size() > 1);
        let seen = 1 + seen.index(log.leaves.len()) as u64;
        let now = now.index(usize::try_from(seen).unwrap()) as u64;
        let mut audit = Audit::new(ORIGIN);
        log.serve(seen).audit(&mut audit, &log).unwrap();
        let alarm = log.serve(now).audit(&mut audit, &log).unwrap_err();
        prop_assert_eq!(alarm.code(), "rollback");
    }
}

fn money(kind: Kind, to: &str, from: &str, fen: i64) -> Money {
    let posting = |account: &str, fen| {
        let account = account.parse().unwrap();
        let line = matches!(account, ledger::account::Account::Cost(..)).then(|| "A1".parse().unwrap());
        Posting { account, fen, line }
    };
    Money::new(kind, vec![posting(to, fen), posting(from, -fen)])
}

/// What a visitor is told of five gifts of 5 fen to project p1, then this entry, signed.
fn told(leaf: Vec<u8>) -> Alarm {
    let mut log = Log::long(5);
    log.leaves.push(leaf);
    log.leaves.extend(Log::long(9).leaves.into_iter().skip(6));
    let mut audit = Audit::new(ORIGIN);
    let alarm = log.serve(log.size()).audit(&mut audit, &log).unwrap_err();
    assert_eq!(audit.size(), 5, "what came before it counts as audited");
    alarm
}

fn leaf(what: What) -> Vec<u8> {
    entry(what, 77).leaf().unwrap()
}

#[test]
fn each_broken_rule_is_named_with_its_entry() {
    let (psp, p1, cost) = ("assets:psp:wechat", "net:restricted:project:p1", "expenses:program:project:p1");
    let booked = |money| leaf(What::Money(money));
    let good = String::from_utf8(booked(money(Kind::Donation, psp, p1, 5))).unwrap();
    let changed = |from: &str, to: &str| {
        assert!(good.contains(from));
        good.replace(from, to).into_bytes()
    };
    for (leaf, code, invariant) in [
        (changed("\"fen\":5}", "\"fen\":6}"), "unbalanced", 1),
        (changed(",{\"account\":\"net:restricted:project:p1\",\"fen\":-5}", ""), "rule", 2),
        (changed("\"fen\":-5", "\"fen\":0"), "rule", 2),
        (booked(money(Kind::Expense, cost, psp, 26)), "overspent", 4),
        (booked(money(Kind::Settlement, "assets:bank:main", psp, 26)), "rule", 5),
        (booked(money(Kind::Refund, p1, psp, 6).naming(0, Why::DonorRequest)), "rule", 6),
        (booked(money(Kind::Refund, p1, psp, 5).naming(5, Why::DonorRequest)), "rule", 6),
        (changed("donation", "settlement"), "rule", 7),
        (changed("net:restricted:project:p1", "assets:bank:main"), "rule", 7),
        (leaf(What::Step { step: Step::ClaimMade, batch: "w1".parse().unwrap() }), "rule", 8),
        (changed("\"_sd\":[", "\"_sd\":[\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\","), "rule", 9),
    ] {
        let alarm = told(leaf.clone());
        let Alarm::Rule { index, fault } = &alarm else { panic!("{alarm}") };
        assert_eq!(
            (*index, alarm.code(), fault.invariant()),
            (5, code, invariant),
            "{alarm}: {}",
            String::from_utf8_lossy(&leaf)
        );
    }
}

#[test]
fn a_leaf_that_is_not_canonical_is_named() {
    let good = String::from_utf8(leaf(What::Heartbeat)).unwrap();
    for bad in [good.replace(':', ": "), good.replace("\"v\":1", "\"v\":1.0"), String::new(), "心愿".to_owned()] {
        let alarm = told(bad.clone().into_bytes());
        assert_eq!((alarm.index(), alarm.code()), (Some(5), "leaf"), "{bad}: {alarm}");
    }
}

#[test]
fn an_alarm_travels_from_the_worker_to_the_page() {
    let alarm = Alarm::Rule { index: 5, fault: Fault::Overspent { project: "p1".parse().unwrap(), missing: 1 } };
    let json = serde_json::to_string(&alarm).unwrap();
    assert_eq!(json, r#"{"alarm":"rule","index":5,"fault":{"overspent":{"project":"p1","missing":1}}}"#);
    assert_eq!(serde_json::from_str::<Alarm>(&json).unwrap(), alarm);
    let log = Log::long(3);
    let fork = Alarm::Fork { seen: Box::new(log.checkpoint(3)), now: Box::new(log.checkpoint(3)) };
    assert_eq!(serde_json::from_str::<Alarm>(&serde_json::to_string(&fork).unwrap()).unwrap(), fork);
}
