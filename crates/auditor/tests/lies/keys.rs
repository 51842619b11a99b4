//! Which key is believed: the one of the program, else the one of the first visit; and how it is changed.

use auditor::Halt;
use ledger::{Note, SignKey, key::Algorithm};
use model::verify::{AlarmCode, KeyFrom, Trouble};

use crate::{
    device::{Device, named},
    house::{Log, ORIGIN, key},
    served::Files,
};

fn new_key() -> SignKey {
    SignKey::new(ORIGIN, [10; 32]).unwrap()
}

fn vkey(key: &SignKey) -> String {
    key.verify_key(Algorithm::Ed25519).to_string()
}

/// The log of so many entries, signed by these keys and naming those.
fn signed(size: u64, keys: &[SignKey], named: &[SignKey]) -> Files {
    let log = Log::long(size);
    let mut files = Files::of(&log, size);
    let text = log.checkpoint(size).to_string();
    let note = Note::new(&text, keys.iter().map(|key| key.sign(&text)).collect()).unwrap();
    files.all.insert("checkpoint".to_owned(), note.to_string().into_bytes());
    let named = named.iter().map(vkey).collect::<Vec<_>>().join("\n");
    files.all.insert("vkey".to_owned(), named.into_bytes());
    files
}

#[test]
fn the_key_of_the_first_visit_is_kept_and_another_one_is_an_alarm() {
    let mut device = Device::default();
    assert_eq!(device.visit(&signed(3, &[key()], &[key()])).unwrap().key, vkey(&key()));
    let other = signed(4, &[new_key()], &[new_key()]);
    assert_eq!(named(device.visit(&other)).0, AlarmCode::Checkpoint);
    assert_eq!(Device::default().visit(&other).unwrap().key, vkey(&new_key()), "a stranger cannot know better");
}

#[test]
fn a_key_is_changed_by_signing_with_both_for_a_while() {
    let mut device = Device::default();
    device.visit(&signed(3, &[key()], &[key()])).unwrap();
    let during = device.visit(&signed(4, &[key(), new_key()], &[key(), new_key()])).unwrap();
    assert_eq!((during.key, during.key_from), (vkey(&new_key()), KeyFrom::FirstSight));
    let after = device.visit(&signed(5, &[new_key()], &[new_key()])).unwrap();
    assert!(!after.is_first);
    // Whoever stayed away during the change has to be told.
    let mut away = Device::default();
    away.visit(&signed(3, &[key()], &[key()])).unwrap();
    assert_eq!(named(away.visit(&signed(5, &[new_key()], &[new_key()]))).0, AlarmCode::Checkpoint);
}

#[test]
fn a_key_that_is_only_named_is_not_believed() {
    let mut device = Device::default();
    device.visit(&signed(3, &[key()], &[key()])).unwrap();
    device.visit(&signed(4, &[key()], &[key(), new_key()])).unwrap();
    assert_eq!(named(device.visit(&signed(5, &[new_key()], &[new_key()]))).0, AlarmCode::Checkpoint);
}

#[test]
fn the_key_of_the_program_counts_more_than_any_other() {
    let built = vec![vkey(&key())];
    let mut device = Device { built: built.clone(), ..Device::default() };
    let standing = device.visit(&signed(3, &[key()], &[new_key()])).unwrap();
    assert_eq!((standing.key, standing.key_from), (vkey(&key()), KeyFrom::Built));
    let mut fooled = Device { built, ..Device::default() };
    assert_eq!(named(fooled.visit(&signed(3, &[new_key()], &[new_key()]))).0, AlarmCode::Checkpoint);
    // Pinned before the program had a key: does not outlive that.
    let mut pinned = Device::default();
    pinned.visit(&signed(3, &[new_key()], &[new_key()])).unwrap();
    pinned.built.push(vkey(&key()));
    assert_eq!(named(pinned.visit(&signed(4, &[new_key()], &[new_key()]))).0, AlarmCode::Checkpoint);
}

#[test]
fn without_any_key_nothing_is_concluded() {
    let mut files = signed(3, &[key()], &[]);
    assert!(matches!(Device::default().visit(&files), Err(Halt::Trouble(Trouble::NoKey))));
    files.all.remove("vkey");
    assert!(matches!(Device::default().visit(&files), Err(Halt::Trouble(Trouble::Missing { .. }))));
}

#[test]
fn the_copy_of_the_page_helps_when_the_store_was_emptied() {
    use auditor::Known;
    let mut device = Device::default();
    device.visit(&signed(3, &[key()], &[key()])).unwrap();
    let older = device.known();
    device.visit(&signed(4, &[key()], &[key()])).unwrap();
    let newer = device.known();
    assert_eq!(Known::newer(older.clone(), newer.clone()), newer);
    assert_eq!(Known::newer(newer.clone(), older.clone()), newer);
    assert_eq!(Known::newer(None, older.clone()), older);
}
