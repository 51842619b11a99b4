//! A receipt file, opened on a device that may know the log or not.

use auditor::{Halt, Visit, opened, receipt};
use ledger::{
    canonical::Value,
    disclosure::{Disclosure, Secret},
    entry::{Money, Posting, What},
    kind::Kind,
};
use model::verify::{self, AlarmCode, BadReceipt, Field, Opening, Receipt, Trouble};
use proptest::prelude::*;

use crate::{
    device::{Device, named, wait},
    house::{Log, entry},
    served::{self, Files, Nothing},
};

/// A log with a gift of 5 yuan at `place` whose donor is a disclosure, and that.
fn gift(place: usize, size: u64) -> (Log, Vec<Disclosure>) {
    let posting = |account: &str, fen| Posting::new(account.parse().unwrap(), fen);
    let money =
        Money::new(Kind::Donation, vec![posting("assets:psp:wechat", 500), posting("net:restricted:project:p1", -500)]);
    let fields = [("donor_name", Value::text("张三"))];
    let made = Secret::new([5; 32]).commit(&fields, Kind::Donation.digests()).unwrap();
    let day = "2026-11-23".parse().unwrap();
    let leaf = ledger::Entry::new(day, made.digests, What::Money(money)).unwrap().leaf().unwrap();
    let mut log = Log::long(size);
    log.leaves.insert(place, leaf);
    (log, made.disclosures)
}

type Opened = Result<(Result<Receipt, BadReceipt>, Option<Visit>), Halt>;

fn open(device: &Device, source: &impl auditor::Source, text: &str) -> Opened {
    wait(receipt(source, text, &device.built(), device.known().as_ref(), device.now()))
}

#[test]
fn a_receipt_shows_the_gift_its_fields_and_that_todays_log_extends_its_own() {
    let (log, disclosures) = gift(3, 300);
    let text = served::receipt(&log, 3, 8, disclosures);
    let (shown, visit) = open(&Device::default(), &Files::of(&log, 301), &text).unwrap();
    let shown = shown.unwrap();
    assert_eq!((shown.entry, shown.size, shown.now, shown.kind.as_str()), (3, 8, Some(301), "donation"));
    assert_eq!(shown.fields, [Field { name: "donor_name".to_owned(), value: "张三".to_owned() }]);
    assert_eq!(shown.postings[0], verify::Posting { account: "assets:psp:wechat".to_owned(), fen: 500 });
    assert_eq!(visit.unwrap().signed.checkpoint.size(), 301, "a receipt is a visit too");
}

#[test]
fn whoever_has_the_secret_opens_what_the_file_does_not_say_and_nobody_else() {
    let (log, _) = gift(3, 300);
    let bare = served::receipt(&log, 3, 8, Vec::new());
    let told = |secret: [u8; 32], value: &str| {
        let fields = vec![Field { name: "donor_name".to_owned(), value: value.to_owned() }];
        let text = opened(&bare, &Opening { secret: Secret::new(secret).reveal(), fields: fields.clone() })?;
        let (shown, _) = open(&Device::default(), &Files::of(&log, 301), &text).unwrap();
        shown.map(|shown| assert_eq!((shown.fields, shown.file), (fields, text)))
    };
    assert_eq!(told([5; 32], "张三"), Ok(()));
    assert_eq!(told([5; 32], "李四"), Err(BadReceipt::Field));
    assert_eq!(told([6; 32], "张三"), Err(BadReceipt::Field));
    let none = Opening { secret: "short".to_owned(), fields: Vec::new() };
    assert_eq!(opened(&bare, &none), Err(BadReceipt::Field));
    assert_eq!(opened("hello", &none), Err(BadReceipt::Form));
}

#[test]
fn without_a_network_a_known_key_still_checks_it() {
    let (log, disclosures) = gift(3, 8);
    let text = served::receipt(&log, 3, 8, disclosures);
    let mut device = Device::default();
    assert!(matches!(open(&device, &Nothing, &text), Err(Halt::Trouble(Trouble::Unreachable))));
    device.visit(&Files::of(&log, 5)).unwrap();
    let (shown, visit) = open(&device, &Nothing, &text).unwrap();
    assert_eq!((shown.unwrap().now, visit.is_none()), (None, true));
}

#[test]
fn each_kind_of_bad_receipt_is_told_apart() {
    let (log, disclosures) = gift(3, 8);
    let files = Files::of(&log, 9);
    let good = served::receipt(&log, 3, 8, disclosures.clone());
    let told = |text: &str| open(&Device::default(), &files, text).unwrap().0;
    assert!(told(&good).is_ok());
    assert_eq!(told("hello"), Err(BadReceipt::Form));
    assert_eq!(told(&good.replace("\n8\n", "\n7\n")), Err(BadReceipt::Signature));
    assert_eq!(told(&good.replace("index 3", "index 2")), Err(BadReceipt::NotIncluded));
    assert_eq!(told(&served::receipt(&log, 4, 8, disclosures)), Err(BadReceipt::Field));
    let mut nonsense = log.clone();
    nonsense.leaves[3] = b"{}".to_vec();
    assert_eq!(told(&served::receipt(&nonsense, 3, 8, Vec::new())), Err(BadReceipt::Leaf));
}

#[test]
fn a_receipt_of_another_history_or_of_a_longer_one_is_an_alarm() {
    let (log, disclosures) = gift(3, 8);
    let text = served::receipt(&log, 3, 8, disclosures);
    let mut other = log.clone();
    other.leaves[3] = entry(What::Heartbeat, 1).leaf().unwrap();
    let told = |source: &Files| named(open(&Device::default(), source, &text)).0;
    assert_eq!(told(&Files::of(&other, 8)), AlarmCode::Fork);
    assert_eq!(told(&Files::of(&other, 9)), AlarmCode::Unproven);
    assert_eq!(told(&Files::of(&log, 7)), AlarmCode::Rollback);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_changed_letter_is_never_shown_as_something_else(at: prop::sample::Index, flip in 1_u8..128) {
        let (log, disclosures) = gift(3, 8);
        let files = Files::of(&log, 9);
        let good = served::receipt(&log, 3, 8, disclosures);
        let shown = open(&Device::default(), &files, &good).unwrap().0;
        let mut bytes = good.into_bytes();
        let place = at.index(bytes.len());
        bytes[place] ^= flip;
        let Ok(text) = String::from_utf8(bytes) else { return Ok(()) };
        let changed = open(&Device::default(), &files, &text).unwrap().0;
        prop_assert!(changed.is_err() || changed == shown);
    }
}
