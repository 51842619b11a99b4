use super::*;
use crate::{canonical::Value, disclosure::Secret};

fn account(text: &str) -> Account {
    text.parse().unwrap()
}

fn posting(text: &str, fen: i64) -> Posting {
    let account = account(text);
    let line = matches!(account, Account::Cost(..)).then(|| "A1".parse().unwrap());
    Posting { account, fen, line }
}

fn entry(what: What) -> Result<Entry, Fault> {
    let digests = Secret::new([1; 32]).commit(&[], what.digests()).unwrap().digests;
    Entry::new("2026-03-01".parse().unwrap(), digests, what)
}

fn booked(kind: Kind, postings: &[(&str, i64)]) -> Money {
    Money::new(kind, postings.iter().map(|(account, fen)| posting(account, *fen)).collect())
}

/// Every event of ledger.md 3.1.
fn events() -> Vec<What> {
    let money = [
        booked(Kind::Donation, &[("assets:psp:wechat", 10_000), ("net:restricted:project:p1", -10_000)])
            .counting(812.try_into().unwrap()),
        booked(Kind::Fee, &[("expenses:fee:psp", 60), ("assets:psp:wechat", -60)]),
        booked(Kind::Fee, &[("expenses:fundraising_cost:project:p1", 60), ("assets:psp:wechat", -60)]),
        booked(Kind::Settlement, &[("assets:bank:main", 9940), ("assets:psp:wechat", -9940)]),
        booked(Kind::Expense, &[("expenses:program:project:p1", 12_000), ("assets:bank:main", -12_000)]),
        booked(Kind::Refund, &[("net:restricted:project:p1", 1000), ("assets:bank:main", -1000)])
            .naming(0, Why::DuplicatePayment),
        booked(Kind::Refund, &[("net:unrestricted", 1000), ("liabilities:refund", -1000)]).naming(0, Why::DonorRequest),
        booked(Kind::RefundPaid, &[("liabilities:refund", 1000), ("assets:psp:wechat", -1000)]),
        booked(Kind::Reallocation, &[("net:restricted:project:p1", 5), ("net:restricted:project:p2", -5)])
            .because(Why::Surplus),
        booked(Kind::TransferOut, &[("expenses:transfer:project:p1", 5), ("assets:bank:main", -5)])
            .because(Why::Surplus),
        booked(Kind::Correction, &[("assets:bank:main", 5000), ("expenses:program:project:p1", -5000)])
            .naming(9, Why::WrongAmount),
        booked(Kind::Reversal, &[("assets:bank:main", 12_000), ("expenses:program:project:p1", -12_000)])
            .naming(4, Why::BookedTwice),
    ];
    let steps = Step::ALL.iter().map(|step| What::Step { step: *step, batch: "2026w47".parse().unwrap() });
    let fields = ["district", "reason", "wish"].map(|field| field.parse().unwrap()).to_vec();
    let others = [What::Erasure { of: 3, fields }, What::Heartbeat];
    money.into_iter().map(What::Money).chain(steps).chain(others).collect()
}

#[test]
fn every_event_reads_back_as_itself() {
    for what in events() {
        let entry = entry(what).unwrap();
        let leaf = entry.leaf().unwrap();
        assert_eq!(Entry::read(&leaf), Ok(entry), "{}", String::from_utf8_lossy(&leaf));
    }
}

#[test]
fn a_leaf_looks_like_the_one_of_the_design() {
    let [donation, ..] = &events()[..] else { panic!("no events") };
    let leaf = String::from_utf8(entry(donation.clone()).unwrap().leaf().unwrap()).unwrap();
    let (digests, rest) = leaf.split_once(']').unwrap();
    assert_eq!(digests.matches(',').count(), 5);
    assert_eq!(
        rest,
        r#","count":812,"currency":"CNY","date":"2026-03-01","kind":"donation","postings":[{"account":"assets:psp:wechat","fen":10000},{"account":"net:restricted:project:p1","fen":-10000}],"v":1}"#
    );
}

#[test]
fn a_step_of_a_wish_says_kind_day_and_batch_and_nothing_else() {
    let step = What::Step { step: Step::WishOpened, batch: "2026w47".parse().unwrap() };
    let leaf = entry(step).unwrap().leaf().unwrap();
    let Value::Map(pairs) = Value::read(&leaf).unwrap() else { panic!("not a map") };
    let keys: Vec<&str> = pairs.iter().map(|(key, _)| key.as_ref()).collect();
    assert_eq!(keys, ["_sd", "batch", "date", "kind", "v"]);
}

#[test]
fn what_breaks_a_rule_is_no_entry() {
    let donation = |postings: &[(&str, i64)]| booked(Kind::Donation, postings);
    let (psp, p1) = ("assets:psp:wechat", "net:restricted:project:p1");
    let mut unlined = booked(Kind::Expense, &[("expenses:program:project:p1", 5), ("assets:bank:main", -5)]);
    unlined.postings[0].line = None;
    let mut lined = donation(&[(psp, 5), (p1, -5)]);
    lined.postings[0].line = Some("A1".parse().unwrap());
    let wrong = |kind, text| Fault::WrongAccount { kind, account: account(text) };
    let refund = || booked(Kind::Refund, &[(p1, 5), (psp, -5)]);
    for (money, fault) in [
        (donation(&[(psp, 100), (p1, -99)]), Fault::Unbalanced { fen: 1 }),
        (donation(&[(psp, 99), (p1, -100)]), Fault::Unbalanced { fen: -1 }),
        (donation(&[(psp, 100)]), Fault::TooFewPostings),
        (donation(&[]), Fault::TooFewPostings),
        (donation(&[(psp, 0), (p1, 0)]), Fault::ZeroPosting),
        (donation(&[(psp, MAX_INT + 1), (p1, -MAX_INT - 1)]), Fault::Range),
        (donation(&[(psp, i64::MIN), (p1, i64::MIN)]), Fault::Range),
        (donation(&[(p1, 5), (psp, -5)]), wrong(Kind::Donation, p1)),
        (donation(&[(psp, 5), ("liabilities:refund", -5)]), wrong(Kind::Donation, "liabilities:refund")),
        (booked(Kind::Expense, &[(p1, 5), ("assets:bank:main", -5)]), wrong(Kind::Expense, p1)),
        (
            booked(Kind::Settlement, &[("assets:bank:b", 5), ("assets:bank:a", -5)]),
            wrong(Kind::Settlement, "assets:bank:a"),
        ),
        (
            booked(Kind::Reallocation, &[(p1, 5), ("net:unrestricted", -5)]),
            wrong(Kind::Reallocation, "net:unrestricted"),
        ),
        (unlined, Fault::Line),
        (lined, Fault::Line),
        (refund(), Fault::Link),
        (refund().because(Why::Other), Fault::Link),
        (Money { of: Some(0), ..refund() }, Fault::Why),
        (donation(&[(psp, 5), (p1, -5)]).because(Why::Other), Fault::Why),
        (donation(&[(psp, 5), (p1, -5)]).naming(0, Why::Other), Fault::Link),
    ] {
        assert_eq!(entry(What::Money(money.clone())), Err(fault), "{money:?}");
    }
}

#[test]
fn digests_are_as_many_as_the_kind_has_and_in_order() {
    let day: Day = "2026-03-01".parse().unwrap();
    let What::Money(donation) = events().remove(0) else { panic!("no money") };
    let all = Secret::new([1; 32]).commit(&[], 6).unwrap().digests;
    let made = |digests: Vec<Digest>| Entry::new(day, digests, What::Money(donation.clone()));
    assert!(made(all.clone()).is_ok());
    assert_eq!(made(all[1..].to_vec()), Err(Fault::Commitment { found: 5, expected: 6 }));
    let backwards: Vec<Digest> = all.iter().rev().copied().collect();
    assert!(matches!(made(backwards), Err(Fault::Commitment { .. })));
    assert!(matches!(made([&all[..5], &all[4..5]].concat()), Err(Fault::Commitment { .. })));
    assert_eq!(Entry::new(day, all, What::Heartbeat), Err(Fault::Commitment { found: 6, expected: 0 }));
}

#[test]
fn other_texts_are_no_leaves() {
    let good = r#"{"date":"2026-03-01","kind":"heartbeat","v":1}"#;
    assert!(Entry::read(good.as_bytes()).is_ok());
    for (leaf, error) in [
        ("", LeafError::Canonical(CanonicalError::NotJson)),
        ("[]", LeafError::Unknown),
        (r#"{"date":"2026-03-01","kind":"heartbeat","v":2}"#, LeafError::Unknown),
        (r#"{"date":"2026-03-01","kind":"heartbeat"}"#, LeafError::Unknown),
        (r#"{"date":"2026-03-01","kind":"wish","v":1}"#, LeafError::Unknown),
        (r#"{"date":"2026-02-30","kind":"heartbeat","v":1}"#, LeafError::Field("date")),
        (r#"{"date":"2026-03-01","v":1}"#, LeafError::Field("kind")),
        (r#"{"date":"2026-03-01","kind":"heartbeat","name":"zhang","v":1}"#, LeafError::Stray),
        (r#"{"_sd":[],"date":"2026-03-01","kind":"heartbeat","v":1}"#, LeafError::Field("_sd")),
        (r#"{"date":"2026-03-01","kind":"heartbeat","v":1} "#, LeafError::Canonical(CanonicalError::NotCanonical)),
        (r#"{"date":"2026-03-01","kind":"心愿","v":1}"#, LeafError::NotAscii),
        (r#"{"date":"2026-03-01","erases":-1,"fields":["wish"],"kind":"erasure","v":1}"#, LeafError::Field("erases")),
        (r#"{"date":"2026-03-01","erases":1,"fields":[],"kind":"erasure","v":1}"#, LeafError::Fault(Fault::Link)),
        (
            r#"{"date":"2026-03-01","erases":1,"fields":["b","a"],"kind":"erasure","v":1}"#,
            LeafError::Fault(Fault::Link),
        ),
    ] {
        assert_eq!(Entry::read(leaf.as_bytes()), Err(error), "{leaf}");
    }
    assert_eq!(Entry::read(&vec![b' '; 65_536]), Err(LeafError::TooLong));
    let far = Day::from_number(i32::MAX);
    assert_eq!(Entry::new(far, Vec::new(), What::Heartbeat), Err(Fault::Range));
}
