//! What is true passes, at every prefix and however the audit was interrupted.

use ledger::{Audit, Entry, alarm::Alarm, books::Fund};
use proptest::prelude::*;

use crate::house::{Log, ORIGIN, wanted};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_prefix_passes_and_the_equation_holds(wanted in wanted(60)) {
        let log = Log::of(&wanted);
        for size in 0..=log.size() {
            let mut audit = Audit::new(ORIGIN);
            prop_assert_eq!(log.serve(size).audit(&mut audit, &log), Ok(()), "{}", size);
            let books = audit.books();
            // Whatever is anywhere belongs to some fund, or is owed to donors.
            let held: i64 = books.balances().iter().filter(|(account, _)| account.is_asset() || **account == ledger::account::Account::Refunds).map(|(_, fen)| fen).sum();
            let owned: i64 = books.projects().values().map(Fund::balance).sum::<i64>() + books.general().balance();
            prop_assert_eq!(held, owned);
            prop_assert_eq!(books.balances().values().sum::<i64>(), 0);
        }
    }

    #[test]
    fn an_audit_that_is_stored_and_taken_up_again_ends_the_same(wanted in wanted(80), cuts in proptest::collection::vec(any::<prop::sample::Index>(), 1..4)) {
        let log = Log::of(&wanted);
        let mut once = Audit::new(ORIGIN);
        log.serve(log.size()).audit(&mut once, &log).unwrap();
        let mut sizes: Vec<u64> = cuts.iter().map(|cut| cut.index(log.leaves.len() + 1) as u64).collect();
        sizes.sort_unstable();
        sizes.push(log.size());
        let mut stored = serde_json::to_string(&Audit::new(ORIGIN)).unwrap();
        for size in sizes {
            let mut audit: Audit = serde_json::from_str(&stored).unwrap();
            prop_assert_eq!(log.serve(size).audit(&mut audit, &log), Ok(()));
            stored = serde_json::to_string(&audit).unwrap();
        }
        prop_assert_eq!(stored, serde_json::to_string(&once).unwrap());
    }

    #[test]
    fn a_leaf_reads_back_as_itself(wanted in wanted(40)) {
        for leaf in Log::of(&wanted).leaves {
            let entry = Entry::read(&leaf).unwrap();
            prop_assert_eq!(entry.leaf(), Some(leaf));
        }
    }

    #[test]
    fn no_bytes_make_the_parsers_panic(bytes: Vec<u8>, text: String, hashes in 0_usize..3) {
        let _ = Entry::read(&bytes);
        let _ = Entry::read(text.as_bytes());
        let _ = ledger::Note::parse(&bytes);
        let _ = text.parse::<ledger::Checkpoint>();
        let _ = text.parse::<ledger::VerifyKey>();
        let _ = text.parse::<ledger::Receipt>();
        let _ = text.parse::<ledger::tlog_proof::TlogProof>();
        let _ = text.parse::<ledger::tile::Tile>();
        let _ = text.parse::<ledger::account::Account>();
        let _ = ledger::tile::entries(&bytes).count();
        let _ = Audit::new(ORIGIN).tile(0, &bytes, &vec![ledger::Hash::EMPTY; hashes]);
        for kind in ledger::check::Kind::ALL {
            let _ = ledger::check::row(kind, &bytes);
        }
    }

    #[test]
    fn no_numbers_make_the_tree_panic(index: u64, size: u64, other: u64, level: u8, width: u16, hashes in 0_usize..70) {
        use ledger::{Hash, Range, proof::{self, Node}, tile::{Layer, Tile}};
        let path = vec![Hash::EMPTY; hashes];
        let _ = proof::verify_inclusion(index, size, Hash::EMPTY, &path, Hash::EMPTY);
        let _ = proof::verify_consistency(index, size, Hash::EMPTY, Hash::EMPTY, &path);
        for spans in [proof::inclusion(index, size), proof::consistency(index, size)].into_iter().flatten() {
            prop_assert!(spans.len() <= 65);
            prop_assert!(spans.iter().all(|span| span.nodes().len() <= 64));
        }
        let _ = proof::peak_path(index, size);
        let peaks = vec![Hash::EMPTY; size.count_ones() as usize];
        let mut range = Range::from_peaks(size, peaks).unwrap();
        let _ = range.holds(index, Hash::EMPTY, &path);
        let _ = range.push_subtree(level, Hash::EMPTY);
        let node = Node { level, index: other };
        let _ = Tile::holding(node, size);
        for layer in [Layer::Entries, Layer::Hashes(level)] {
            if let Some(tile) = Tile::new(layer, index, width) {
                let _ = (tile.needs(), tile.nodes().count(), tile.hashes(&[0; 64]), tile.node(&path, node), tile.to_string());
            }
        }
    }
}

#[test]
fn the_logs_of_these_tests_hold_every_kind_of_entry() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let mut seen = std::collections::BTreeMap::<&str, u32>::new();
    for _ in 0..100 {
        let log = Log::of(&wanted(60).new_tree(&mut runner).unwrap().current());
        for leaf in &log.leaves {
            *seen.entry(Entry::read(leaf).unwrap().kind()).or_default() += 1;
        }
    }
    let kinds = "donation settlement fee expense refund correction reversal reallocation erasure heartbeat wish_opened claim_made";
    for kind in kinds.split(' ') {
        assert!(seen.get(kind).is_some_and(|count| *count > 10), "{kind}: {seen:?}");
    }
}

#[test]
fn more_than_one_tile_passes_and_goes_on_in_the_middle_of_one() {
    let log = Log::long(700);
    let mut audit = Audit::new(ORIGIN);
    for size in [0, 1, 255, 256, 257, 600, 700] {
        assert_eq!(log.serve(size).audit(&mut audit, &log), Ok(()));
        assert_eq!((audit.size(), audit.reached().unwrap().size()), (size, size));
    }
    let stored = serde_json::to_string(&audit).unwrap();
    assert!(stored.len() < 3000, "what is stored is small: {}", stored.len());
}

#[test]
fn the_checkpoint_of_another_log_is_refused() {
    let log = Log::long(3);
    let alarm = log.serve(3).audit(&mut Audit::new("other.example.org/ledger"), &log);
    assert!(matches!(alarm, Err(Alarm::Checkpoint { .. })));
}
