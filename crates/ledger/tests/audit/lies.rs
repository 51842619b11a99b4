//! A server that lies about a log that was signed honestly.

use ledger::{Audit, Hash, alarm::Alarm, tile};
use proptest::prelude::*;

use crate::house::{Log, ORIGIN, Served, wanted};

fn first(served: &Served, log: &Log) -> Result<(), Alarm> {
    served.audit(&mut Audit::new(ORIGIN), log)
}

/// The entry in whose bytes this place of the bundle lies, its length included.
fn owner(log: &Log, place: usize) -> u64 {
    let mut end = 0;
    log.leaves
        .iter()
        .position(|leaf| {
            end += 2 + leaf.len();
            place < end
        })
        .unwrap() as u64
}

/// The same log with its entries told in another way.
fn told(log: &Log, lie: u8, one: usize, other: usize) -> Log {
    let mut leaves = log.leaves.clone();
    match lie {
        0 => drop(leaves.remove(one)),
        1 => leaves.swap(one, other),
        2 => leaves.insert(other, log.leaves[one].clone()),
        3 => leaves[one].clone_from(&log.leaves[other]),
        _ => leaves.truncate(one),
    }
    Log { leaves }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_flipped_bit_of_a_bundle_is_named(wanted in wanted(30), at: prop::sample::Index, bit in 0_u8..8) {
        let log = Log::of(&wanted);
        prop_assume!(log.size() > 0);
        let mut served = log.serve(log.size());
        let bundle = &mut served.tiles[0].1;
        let place = at.index(bundle.len());
        bundle[place] ^= 1 << bit;
        let alarm = first(&served, &log).unwrap_err();
        prop_assert_eq!(alarm.index(), Some(owner(&log, place)), "{}", alarm);
    }

    #[test]
    fn a_flipped_bit_of_a_tile_is_named(wanted in wanted(30), at: prop::sample::Index, bit in 0_u8..8) {
        let log = Log::of(&wanted);
        prop_assume!(log.size() > 0);
        let mut served = log.serve(log.size());
        let hashes = &mut served.tiles[0].2;
        let place = at.index(hashes.len());
        hashes[place] ^= 1 << bit;
        prop_assert_eq!(first(&served, &log), Err(Alarm::Changed { index: place as u64 / 32 }));
    }

    #[test]
    fn a_flipped_bit_of_the_note_is_not_believed(wanted in wanted(10), at: prop::sample::Index, bit in 0_u8..8) {
        let log = Log::of(&wanted);
        let mut served = log.serve(log.size());
        let place = at.index(served.note.len());
        served.note[place] ^= 1 << bit;
        prop_assert_eq!(first(&served, &log).unwrap_err().code(), "checkpoint");
    }

    #[test]
    fn a_dropped_reordered_doubled_or_rewritten_entry_is_caught(
        wanted in wanted(40), lie in 0_u8..5, one: prop::sample::Index, other: prop::sample::Index, tiles_too: bool,
    ) {
        let log = Log::of(&wanted);
        prop_assume!(log.size() > 1);
        let (one, other) = (one.index(log.leaves.len()), other.index(log.leaves.len()));
        let lied = told(&log, lie, one, other);
        prop_assume!(lied.leaves != log.leaves);
        let honest = log.serve(log.size());
        let mut served = lied.serve(lied.size());
        served.note.clone_from(&honest.note);
        if !tiles_too {
            // The hashes are the honest ones: the first entry that is not where it was is named.
            for (tile, honest) in served.tiles.iter_mut().zip(&honest.tiles) {
                tile.0 = honest.0;
                tile.2.clone_from(&honest.2);
            }
        }
        let alarm = first(&served, &log).unwrap_err();
        if !tiles_too && !served.tiles.is_empty() {
            let differs = lied.leaves.iter().zip(&log.leaves).position(|(lied, honest)| lied != honest);
            let expected = differs.unwrap_or(lied.leaves.len().min(log.leaves.len()));
            prop_assert_eq!(alarm.index(), Some(expected as u64), "{}", alarm);
        }
    }

    #[test]
    fn bytes_after_the_last_entry_are_named(wanted in wanted(20), more in proptest::collection::vec(any::<u8>(), 1..6)) {
        let log = Log::of(&wanted);
        prop_assume!(log.size() > 0);
        let mut served = log.serve(log.size());
        served.tiles[0].1.extend(more);
        prop_assert_eq!(first(&served, &log), Err(Alarm::Broken { index: log.size() }));
    }

    #[test]
    fn an_entry_that_is_asked_for_again_must_be_the_old_one(wanted in wanted(40), of: prop::sample::Index, other: prop::sample::Index) {
        let log = Log::of(&wanted);
        let mut audit = Audit::new(ORIGIN);
        log.serve(log.size()).audit(&mut audit, &log).unwrap();
        prop_assume!(log.size() > 0);
        let (of, other) = (of.index(log.leaves.len()), other.index(log.leaves.len()));
        let path = ledger::proof::peak_path(of as u64, log.size()).unwrap();
        let path: Vec<Hash> = path.into_iter().map(|node| log.read(node).unwrap()).collect();
        prop_assert_eq!(audit.recall(of as u64, &log.leaves[of], &path), Ok(()));
        let lied = audit.recall(of as u64, &log.leaves[other], &path);
        prop_assert_eq!(lied.is_ok(), log.leaves[of] == log.leaves[other]);
    }
}

#[test]
fn a_bundle_that_ends_too_early_is_refused_at_once_and_so_is_one_out_of_turn() {
    let log = Log::long(5);
    let hashes: Vec<Hash> = log.leaves.iter().map(|leaf| Hash::leaf(leaf)).collect();
    let short = tile::bundle(log.leaves[..3].iter().map(Vec::as_slice)).unwrap();
    let mut audit = Audit::new(ORIGIN);
    assert_eq!(audit.tile(0, &short, &hashes), Err(Alarm::Broken { index: 3 }.into()));
    assert_eq!(audit.size(), 3);
    assert_eq!(audit.tile(1, &short, &hashes), Err(ledger::audit::Stop::OutOfTurn(3)));
    assert_eq!(audit.tile(0, &[], &vec![Hash::EMPTY; 257]), Err(ledger::audit::Stop::OutOfTurn(3)));
}

#[test]
fn a_broken_bundle_is_named_in_the_second_tile_too() {
    let log = Log::long(300);
    let mut served = log.serve(300);
    let cut = tile::bundle(log.leaves[256..290].iter().map(Vec::as_slice)).unwrap();
    served.tiles[1].1.truncate(cut.len() + 1);
    assert_eq!(first(&served, &log), Err(Alarm::Broken { index: 290 }));
}

#[test]
fn old_entries_are_asked_for_again_after_a_pause() {
    use ledger::{
        audit::Stop,
        entry::{Money, Posting, What},
        kind::{Kind, Why},
    };
    let mut log = Log::long(5);
    let mut audit = Audit::new(ORIGIN);
    log.serve(5).audit(&mut audit, &log).unwrap();
    let refund = Money::new(
        Kind::Refund,
        vec![
            Posting::new("net:restricted:project:p1".parse().unwrap(), 5),
            Posting::new("assets:psp:wechat".parse().unwrap(), -5),
        ],
    );
    log.leaves.push(crate::house::entry(What::Money(refund.naming(2, Why::DonorRequest)), 99).leaf().unwrap());
    let mut resumed: Audit = serde_json::from_str(&serde_json::to_string(&audit).unwrap()).unwrap();
    assert_eq!(resumed.entry(&log.leaves[5]), Err(Stop::Recall(2)));
    assert_eq!(log.serve(6).audit(&mut resumed, &log), Ok(()));
    assert_eq!(log.serve(6).audit(&mut audit, &log), Ok(()));
    assert_eq!(resumed.books(), audit.books());
}
