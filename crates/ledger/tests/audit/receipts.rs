//! Receipts, and what is left of them when a person's fields are erased.

use ledger::{
    Entry, Receipt,
    canonical::Value,
    disclosure::{Disclosure, Secret},
    entry::{Money, Posting, What},
    kind::{Kind, Step},
    proof,
    receipt::ReceiptError,
};
use proptest::prelude::*;

use crate::house::{Log, entry, trust};

/// A log with a gift at `place` whose donor and message are disclosures, and those.
fn log(place: usize, secret: &Secret) -> (Log, Vec<Disclosure>) {
    let gift = Money::new(
        Kind::Donation,
        vec![
            Posting::new("assets:psp:wechat".parse().unwrap(), 500),
            Posting::new("net:restricted:project:p1".parse().unwrap(), -500),
        ],
    );
    let fields = [("donor_name", Value::text("张三")), ("message", Value::text("加油！"))];
    let made = secret.commit(&fields, Kind::Donation.digests()).unwrap();
    let entry = Entry::new("2026-11-23".parse().unwrap(), made.digests, What::Money(gift)).unwrap();
    let mut log = Log::long(7);
    log.leaves.insert(place, entry.leaf().unwrap());
    (log, made.disclosures)
}

fn receipt(log: &Log, index: u64, disclosures: Vec<Disclosure>) -> Receipt {
    let hashes = log.proof(&proof::inclusion(index, log.size()).unwrap());
    let leaf = &log.leaves[usize::try_from(index).unwrap()];
    Receipt::new(index, hashes, log.note(log.size()).to_string(), leaf, disclosures).unwrap()
}

#[test]
fn a_receipt_shows_the_gift_and_its_fields_to_its_holder() {
    let (log, disclosures) = log(3, &Secret::new([5; 32]));
    let written = receipt(&log, 3, disclosures).to_string();
    let shown = written.parse::<Receipt>().unwrap().open(&trust()).unwrap();
    assert_eq!((shown.index, shown.signed.checkpoint.size(), shown.fields.len()), (3, 8, 2));
    assert_eq!((&shown.fields["donor_name"], &shown.fields["message"]), (&"张三".into(), &"加油！".into()));
    assert_eq!(shown.entry.money().unwrap().postings[0].fen, 500);
}

#[test]
fn erasing_changes_neither_the_tree_nor_any_receipt() {
    let secret = Secret::new([5; 32]);
    let (mut log, disclosures) = log(3, &secret);
    let (before, kept) = (log.checkpoint(8), receipt(&log, 3, disclosures.clone()).to_string());
    for leaf in &log.leaves {
        let text = String::from_utf8(leaf.clone()).unwrap();
        assert!(!text.contains("张三") && !text.contains("donor_name"), "{text}");
    }
    // Salts and values are gone from the house; what is appended names the fields only.
    let fields = ["donor_name", "message"].map(|name| name.parse().unwrap()).to_vec();
    log.leaves.push(entry(What::Erasure { of: 3, fields }, 0).leaf().unwrap());
    assert_eq!(log.checkpoint(8), before);
    assert_eq!(log.growth(8, 9), log.proof(&proof::consistency(8, 9).unwrap()));
    // The donor still holds theirs; the house can show the entry, no longer the name.
    assert_eq!(kept.parse::<Receipt>().unwrap().open(&trust()).unwrap().fields.len(), 2);
    assert_eq!(receipt(&log, 3, Vec::new()).open(&trust()).unwrap().fields.len(), 0);
    // Without the salt nobody can tell whether a guessed name was the one.
    let guessed = Secret::new([6; 32]).disclose("donor_name", &Value::text("张三")).unwrap();
    assert_eq!(receipt(&log, 3, vec![guessed]).open(&trust()), Err(ReceiptError::Disclosure));
}

#[test]
fn a_disclosure_of_another_entry_or_twice_the_same_is_refused() {
    let (log, disclosures) = log(3, &Secret::new([5; 32]));
    let refused = Err(ReceiptError::Disclosure);
    assert_eq!(receipt(&log, 4, disclosures.clone()).open(&trust()), refused);
    assert_eq!(receipt(&log, 3, [&disclosures[..], &disclosures[..1]].concat()).open(&trust()), refused);
}

#[test]
fn the_leaf_of_a_wish_holds_no_wish() {
    let secret = Secret::new([8; 32]);
    let fields = [("wish", Value::text("7K3QZ8MV")), ("district", Value::text("D02"))];
    let made = secret.commit(&fields, ledger::kind::STEP_DIGESTS).unwrap();
    let what = What::Step { step: Step::WishOpened, batch: "2026w47".parse().unwrap() };
    let leaf = Entry::new("2026-11-23".parse().unwrap(), made.digests, what).unwrap().leaf().unwrap();
    let leaf = String::from_utf8(leaf).unwrap();
    for told in ["7K3QZ8MV", "D02", "district", "wish\""] {
        assert!(!leaf.contains(told), "{leaf}");
    }
}

proptest! {
    #[test]
    fn a_changed_letter_of_a_receipt_is_never_shown_as_something_else(at: prop::sample::Index, flip in 1_u8..128) {
        let (log, disclosures) = log(3, &Secret::new([5; 32]));
        let good = receipt(&log, 3, disclosures);
        let mut bytes = good.to_string().into_bytes();
        let place = at.index(bytes.len());
        bytes[place] ^= flip;
        let shown = String::from_utf8(bytes).ok().and_then(|text| text.parse::<Receipt>().ok()).map(|receipt| receipt.open(&trust()));
        if let Some(Ok(shown)) = shown {
            prop_assert_eq!(Ok(shown), good.open(&trust()));
        }
    }
}
