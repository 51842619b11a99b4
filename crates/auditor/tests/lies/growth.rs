//! What is true passes: at every size, however the audit was interrupted, whatever a mirror leaves out.

use auditor::Halt;
use model::{
    Millis,
    verify::{KeyFrom, Trouble},
};
use proptest::prelude::*;

use crate::{
    device::Device,
    house::{Log, ORIGIN, wanted},
    served::{Files, Nothing},
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_honest_log_passes_at_every_size_and_ends_the_same_however_often_it_was_left(
        wanted in wanted(60), cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..4),
    ) {
        let log = Log::of(&wanted);
        let mut sizes: Vec<u64> = cuts.iter().map(|cut| cut.index(log.leaves.len() + 1) as u64).collect();
        sizes.sort_unstable();
        sizes.push(log.size());
        let (mut once, mut often) = (Device::default(), Device::default());
        let passed = once.audit(&Files::of(&log, log.size())).unwrap();
        prop_assert_eq!((passed.before, passed.standing.audited, passed.standing.size), (0, log.size(), log.size()));
        for size in sizes {
            let passed = often.audit(&Files::of(&log, size)).unwrap();
            prop_assert_eq!(passed.standing.audited, size);
            let balances: i64 = passed.projects.iter().map(|project| project.balance).sum();
            prop_assert!(balances >= 0);
        }
        prop_assert_eq!(often.progress, once.progress);
    }
}

#[test]
fn many_tiles_pass_with_pauses_at_every_bundle_while_the_log_grows() {
    let log = Log::long(1100);
    let mut device = Device::default();
    for (size, steps) in [(300, 1), (300, 9), (700, 1), (1024, 1), (1025, 2), (1100, 9), (1100, 9)] {
        device.steps(&Files::of(&log, size), steps).unwrap();
    }
    let mut once = Device::default();
    once.audit(&Files::of(&log, 1100)).unwrap();
    assert_eq!(device.progress, once.progress);
    let standing = device.visit(&Files::of(&log, 1100)).unwrap();
    assert_eq!((standing.audited, standing.size, standing.since), (1100, 1100, Millis::new(1000)));
}

#[test]
fn the_first_visit_says_so_and_later_ones_say_since_when() {
    let log = Log::long(5);
    let mut device = Device::default();
    let first = device.visit(&Files::of(&log, 3)).unwrap();
    assert_eq!((first.is_first, first.since, first.size, first.audited), (true, Millis::new(1000), 3, 0));
    assert_eq!((first.origin.as_str(), first.key_from), (ORIGIN, KeyFrom::FirstSight));
    let second = device.visit(&Files::of(&log, 5)).unwrap();
    assert_eq!((second.is_first, second.since, second.size), (false, Millis::new(1000), 5));
}

#[test]
fn a_visit_takes_no_more_than_two_kilobytes_where_the_server_has_the_short_proof() {
    let log = Log::long(700);
    for seen in [1, 255, 256, 511, 699] {
        let mut device = Device::default();
        device.visit(&Files::of(&log, seen)).unwrap();
        let served = Files::of(&log, 700).with_growth(&log, seen, 700);
        device.visit(&served).unwrap();
        assert!(served.sent.get() <= 2048, "{seen}: {} bytes", served.sent.get());
    }
}

#[test]
fn a_short_proof_that_is_wrong_is_made_good_from_tiles() {
    let log = Log::long(700);
    let mut device = Device::default();
    device.visit(&Files::of(&log, 300)).unwrap();
    let mut served = Files::of(&log, 700).with_growth(&log, 300, 700);
    served.all.insert("consistency?from=300&to=700".to_owned(), b"nonsense".to_vec());
    assert!(device.visit(&served).is_ok());
}

#[test]
fn a_mirror_may_drop_a_partial_tile_when_it_has_the_full_one() {
    let log = Log::long(600);
    let (mut mirror, full) = (Files::of(&log, 300), Files::of(&log, 600));
    for path in ["tile/entries/001.p/44", "tile/0/001.p/44"] {
        mirror.all.remove(path).unwrap();
    }
    for path in ["tile/entries/001", "tile/0/001"] {
        mirror.all.insert(path.to_owned(), full.all[path].clone());
    }
    assert_eq!(Device::default().audit(&mirror).unwrap().standing.audited, 300);
}

#[test]
fn what_is_withheld_is_no_alarm_and_no_pass() {
    let log = Log::long(600);
    for path in ["checkpoint", "tile/entries/001", "tile/0/002.p/88", "tile/1/000.p/2"] {
        let mut served = Files::of(&log, 600);
        served.all.remove(path).unwrap();
        let mut device = Device::default();
        match device.audit(&served) {
            Err(Halt::Trouble(Trouble::Missing { path: said })) => assert_eq!(said, path),
            other => panic!("{path}: {other:?}"),
        }
        assert_eq!(device.audit(&Files::of(&log, 600)).unwrap().standing.audited, 600);
    }
    assert!(matches!(Device::default().visit(&Nothing), Err(Halt::Trouble(Trouble::Unreachable))));
}

#[test]
fn the_empty_log_passes() {
    let passed = Device::default().audit(&Files::of(&Log::default(), 0)).unwrap();
    assert_eq!((passed.standing.audited, passed.last_day, passed.projects.len()), (0, None, 0));
}

#[test]
fn the_projects_add_up_and_the_last_day_is_told() {
    let passed = Device::default().audit(&Files::of(&Log::long(300), 300)).unwrap();
    assert_eq!(passed.last_day, "2026-11-23".parse().ok());
    let [project] = &passed.projects[..] else { panic!("{:?}", passed.projects) };
    assert_eq!((project.project.as_str(), project.income, project.balance), ("p1", 1500, 1500));
}
