//! A log that was signed honestly, and is served otherwise.

use std::sync::LazyLock;

use model::verify::AlarmCode;
use proptest::prelude::*;

use crate::{
    device::{Device, found, named},
    house::{Log, wanted},
    served::{Files, content},
};

/// Two full tiles and a part of a third.
static LONG: LazyLock<Log> = LazyLock::new(|| Log::long(600));
static SERVED: LazyLock<Shared> = LazyLock::new(|| Shared(Files::of(&LONG, 600).all));

struct Shared(std::collections::BTreeMap<String, Vec<u8>>);

fn served() -> Files {
    Files { all: SERVED.0.clone(), ..Files::default() }
}

/// The entry in whose bytes this place of a bundle lies, its length included.
fn owner(log: &Log, first: u64, place: usize) -> u64 {
    let mut end = 0;
    let leaves = log.leaves.iter().skip(usize::try_from(first).unwrap());
    first
        + leaves
            .take_while(|leaf| {
                end += 2 + leaf.len();
                place >= end
            })
            .count() as u64
}

/// The index of the first entry of a tile.
fn first(path: &str) -> u64 {
    path.parse::<ledger::tile::Tile>().unwrap().index() * 256
}

/// The same entries told in another way.
fn told(log: &Log, lie: u8, one: usize, other: usize) -> Log {
    let mut leaves = log.leaves.clone();
    match lie {
        0 => drop(leaves.remove(one)),
        1 => leaves.swap(one, other),
        2 => leaves.insert(other, log.leaves[one].clone()),
        _ => leaves[one].clone_from(&log.leaves[other]),
    }
    // What lies beyond the signed size is not served.
    leaves.truncate(log.leaves.len());
    Log { leaves }
}

/// Serves the tiles of `lied` under the addresses and the note of the honest log.
fn serve_lie(lied: &Log, size: u64, tiles_too: bool, honest: &Files) -> Files {
    let mut served = honest.clone();
    for tile in ledger::tile::tiles(size) {
        let is_bundle = tile.layer() == ledger::tile::Layer::Entries;
        let start = usize::try_from(tile.index() * 256).unwrap();
        if tile.needs().unwrap() <= lied.size() {
            if is_bundle || tiles_too {
                served.all.insert(tile.to_string(), content(lied, tile));
            }
        } else if is_bundle {
            let rest = lied.leaves[start.min(lied.leaves.len())..].iter().map(Vec::as_slice);
            served.all.insert(tile.to_string(), ledger::tile::bundle(rest).unwrap());
        }
    }
    served
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_flipped_bit_of_any_served_file_is_named(file: prop::sample::Index, at: prop::sample::Index, bit in 0_u8..8) {
        let mut served = served();
        let path = file.get(&served.paths()).clone();
        let bytes = served.all.get_mut(&path).unwrap();
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        let alarm = found(Device::default().audit(&served)).alarm;
        if path == "checkpoint" {
            prop_assert_eq!(alarm.code(), "checkpoint");
        } else if path.starts_with("tile/entries/") {
            prop_assert_eq!(alarm.index(), Some(owner(&LONG, first(&path), place)), "{}", alarm);
        } else if path.starts_with("tile/0/") {
            prop_assert_eq!(alarm, ledger::Alarm::Changed { index: first(&path) + place as u64 / 32 });
        } else {
            prop_assert_eq!(alarm, ledger::Alarm::Tile { path });
        }
    }

    #[test]
    fn a_flipped_bit_is_named_after_a_pause_too(steps in 1_usize..3, at: prop::sample::Index, bit in 0_u8..8) {
        let mut device = Device::default();
        prop_assert!(device.steps(&served(), steps).unwrap().is_none());
        let mut lying = served();
        let path = format!("tile/entries/{steps:03}{}", if steps == 2 { ".p/88" } else { "" });
        let bytes = lying.all.get_mut(&path).unwrap();
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        let alarm = found(device.audit(&lying));
        prop_assert_eq!(alarm.alarm.index(), Some(owner(&LONG, first(&path), place)), "{}", alarm.alarm);
        // When the server comes to its senses the audit goes on where it was.
        let passed = device.audit(&served()).unwrap();
        prop_assert_eq!((passed.before, passed.standing.audited), (256 * steps as u64, 600));
    }

    #[test]
    fn a_dropped_swapped_doubled_or_rewritten_entry_is_caught(
        wanted in wanted(40), lie in 0_u8..4, one: prop::sample::Index, other: prop::sample::Index, tiles_too: bool, seen: prop::sample::Index,
    ) {
        let log = Log::of(&wanted);
        prop_assume!(log.size() > 1);
        let (one, other) = (one.index(log.leaves.len()), other.index(log.leaves.len()));
        let lied = told(&log, lie, one, other);
        prop_assume!(lied.leaves != log.leaves);
        let lying = serve_lie(&lied, log.size(), tiles_too, &Files::of(&log, log.size()));
        let differs = lied.leaves.iter().zip(&log.leaves).position(|(lied, honest)| lied != honest);
        let differs = differs.unwrap_or(lied.leaves.len().min(log.leaves.len())) as u64;
        let fresh = found(Device::default().audit(&lying)).alarm;
        // A device that has audited some of it reads the partial tile once more.
        let seen = seen.index(log.leaves.len()) as u64;
        let mut device = Device::default();
        device.audit(&Files::of(&log, seen)).unwrap();
        let lying = if seen == 0 { lying } else { lying.with_growth(&log, seen, log.size()) };
        let again = found(device.audit(&lying)).alarm;
        if !tiles_too || lied.size() < log.size() {
            prop_assert_eq!(fresh.index(), Some(differs), "{}", fresh);
            prop_assert_eq!(again.index(), Some(differs), "{}", again);
        } else if seen > differs {
            prop_assert_eq!(again, ledger::Alarm::Changed { index: differs });
        }
    }

    #[test]
    fn whole_bundles_in_a_wrong_place_are_caught(lie in 0_u8..4, one: prop::sample::Index, other: prop::sample::Index) {
        let (one, other) = (one.index(600), other.index(600));
        let lied = told(&LONG, lie, one, other);
        prop_assume!(lied.leaves != LONG.leaves);
        let lying = serve_lie(&lied, 600, false, &served());
        let differs = lied.leaves.iter().zip(&LONG.leaves).position(|(lied, honest)| lied != honest).unwrap_or(599);
        prop_assert_eq!(found(Device::default().audit(&lying)).alarm.index(), Some(differs as u64));
    }
}

#[test]
fn a_tile_of_the_wrong_length_is_named() {
    for path in ["tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"] {
        let mut lying = served();
        lying.all.get_mut(path).unwrap().pop();
        assert_eq!(
            found(Device::default().audit(&lying)).alarm,
            ledger::Alarm::Tile { path: path.to_owned() },
            "{path}"
        );
    }
}

#[test]
fn the_evidence_holds_both_notes_and_the_bytes() {
    let mut device = Device::default();
    device.steps(&served(), 1).unwrap();
    let mut lying = served();
    lying.all.get_mut("tile/entries/001").unwrap()[300] ^= 1;
    let found = found(device.audit(&lying));
    let (told, evidence) = (found.told(device.now()), &found.evidence);
    assert_eq!((told.code, told.entry, told.had), (AlarmCode::Changed, Some(256), None));
    assert_eq!(evidence.now.as_deref().map(str::as_bytes), Some(&lying.all["checkpoint"][..]));
    assert_eq!(evidence.seen, None, "nothing was audited up to a checkpoint");
    let paths: Vec<&str> = evidence.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["tile/entries/001", "tile/0/001"]);
    let report: serde_json::Value = serde_json::from_str(&told.evidence).unwrap();
    assert_eq!(report["alarm"]["alarm"], "changed");
    assert_eq!(report["evidence"]["files"][0]["path"], "tile/entries/001");
    assert_eq!(report["found_at"], "1970-01-01T00:00:02Z");
}

#[test]
fn full_tiles_that_were_audited_are_not_read_again_until_one_asks() {
    let mut device = Device::default();
    device.audit(&served()).unwrap();
    let mut lying = served();
    lying.all.get_mut("tile/entries/000").unwrap()[300] ^= 1;
    assert!(device.audit(&lying).is_ok());
    let read = lying.asked.borrow().iter().any(|path| path == "tile/entries/000");
    assert!(!read, "only what is new is loaded");
    device.progress = None;
    assert_eq!(named(device.audit(&lying)).0, AlarmCode::Changed);
}
