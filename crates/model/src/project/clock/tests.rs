use proptest::prelude::*;

use super::*;
use crate::project::Timeliness;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn facts(start: &str, end: &str, implementation_end: &str) -> Facts<'static> {
    Facts {
        raising: Raising::Public,
        start: day(start),
        end: day(end),
        implementation_end: day(implementation_end),
        is_emergency: false,
        response_end: None,
        has_partner: false,
        has_surplus: false,
        dealings: &[],
    }
}

fn dues(facts: &Facts<'_>, duty: Duty) -> Vec<String> {
    calendar(facts, &[]).iter().filter(|item| item.duty == duty).map(|item| item.due.to_string()).collect()
}

#[test]
fn what_the_law_wants_and_when() {
    let year = facts("2026-01-05", "2026-12-31", "2026-12-31");
    let half = facts("2026-07-10", "2026-12-31", "2027-02-28");
    let storm = Facts { is_emergency: true, ..facts("2026-08-20", "2026-09-30", "2026-12-31") };
    let dealings = [day("2026-03-01"), day("2025-11-01")];
    for (what, facts, duty, want) in [
        // Longer than six months: every three; the last quarter is in the full account.
        ("a year", year, Duty::FundraisingQuarterly, vec!["2026-04-05", "2026-07-05", "2026-10-05"]),
        ("not six months", half, Duty::FundraisingQuarterly, vec![]),
        ("but the work is", half, Duty::ProjectQuarterly, vec!["2026-10-10", "2027-01-10"]),
        (
            "six months are not longer than six",
            facts("2026-07-01", "2027-01-01", "2027-01-01"),
            Duty::ProjectQuarterly,
            vec![],
        ),
        (
            "a day more is",
            facts("2026-07-01", "2027-01-02", "2027-01-02"),
            Duty::ProjectQuarterly,
            vec!["2026-10-01", "2027-01-01"],
        ),
        (
            "a month's last day",
            facts("2026-11-30", "2027-08-31", "2027-08-31"),
            Duty::ProjectQuarterly,
            vec!["2027-02-28", "2027-05-30", "2027-08-30"],
        ),
        ("the full account", half, Duty::FundraisingFinal, vec!["2027-03-31"]),
        ("and that of the work", half, Duty::ProjectFinal, vec!["2027-05-28"]),
        (
            "an emergency",
            Facts { response_end: Some(day("2026-09-06")), ..storm },
            Duty::Emergency,
            vec!["2026-08-25", "2026-08-30", "2026-09-04"],
        ),
        ("no emergency", year, Duty::Emergency, vec![]),
        ("the late filing", storm, Duty::LateFiling, vec!["2026-08-30"]),
        ("no partner", half, Duty::PartnerEvaluation, vec![]),
        ("a partner", Facts { has_partner: true, ..half }, Duty::PartnerEvaluation, vec!["2027-03-31"]),
        ("nothing left", half, Duty::Surplus, vec![]),
        ("something left", Facts { has_surplus: true, ..half }, Duty::Surplus, vec!["2027-05-28"]),
        ("each year that it ran in", half, Duty::AnnualReport, vec!["2027-05-31", "2028-05-31"]),
        (
            "a related party, under Order 81 only",
            Facts { dealings: &dealings, ..year },
            Duty::RelatedParty,
            vec!["2026-03-31"],
        ),
        ("a targeted campaign", Facts { raising: Raising::Targeted, ..year }, Duty::FundraisingQuarterly, vec![]),
        ("its donors", Facts { raising: Raising::Targeted, ..year }, Duty::DonorReport, vec!["2027-05-31"]),
        ("before the law", facts("2022-01-01", "2022-12-31", "2024-12-31"), Duty::ProjectQuarterly, vec!["2024-10-01"]),
    ] {
        assert_eq!(dues(&facts, duty), want, "{what}: {duty:?}");
    }
}

#[test]
fn an_earlier_promise_counts_and_a_later_one_does_not() {
    let facts = facts("2026-06-01", "2027-05-31", "2027-08-31");
    let item = |announced: &[(&str, usize)]| {
        let said: Vec<Announced> =
            announced.iter().map(|(due, _)| Announced { duty: Duty::FundraisingQuarterly, due: day(due) }).collect();
        let found = calendar(&facts, &said).into_iter().filter(|item| item.duty == Duty::FundraisingQuarterly);
        found.map(|item| (item.due.to_string(), item.announced)).collect::<Vec<_>>()
    };
    let law = ["2026-09-01", "2026-12-01", "2027-03-01"];
    assert_eq!(item(&[]), law.map(|due| (due.to_owned(), None)));
    assert_eq!(item(&[("2026-08-31", 0)])[0], ("2026-08-31".to_owned(), Some(0)));
    // A second one in the same quarter is one more; a skipped quarter stays open.
    assert_eq!(item(&[("2026-08-15", 0), ("2026-08-31", 1)])[1], ("2026-08-31".to_owned(), Some(1)));
    assert_eq!(item(&[("2026-11-30", 0)])[0], ("2026-09-01".to_owned(), None));
    // Later than the law allows.
    assert_eq!(item(&[("2027-04-15", 0)])[2], ("2027-03-01".to_owned(), Some(0)));
}

fn some_facts() -> impl Strategy<Value = (Facts<'static>, Vec<Announced>)> {
    let days = (20_000..21_500_i32, 0..900_i32, 0..400_i32);
    let flags = proptest::array::uniform5(any::<bool>());
    let said = proptest::collection::vec((0..Duty::ALL.len(), 19_900..23_500_i32), 0..12);
    (days, flags, said).prop_map(|((start, campaign, work), [targeted, emergency, partner, surplus, over], said)| {
        let start = Day::from_number(start);
        let facts = Facts {
            raising: if targeted { Raising::Targeted } else { Raising::Public },
            start,
            end: start.plus(campaign),
            implementation_end: start.plus(campaign + work),
            is_emergency: emergency,
            response_end: over.then(|| start.plus(campaign / 2)),
            has_partner: partner,
            has_surplus: surplus,
            dealings: &[],
        };
        let announced = |(duty, due)| Announced { duty: Duty::ALL[duty], due: Day::from_number(due) };
        (facts, said.into_iter().map(announced).collect())
    })
}

proptest! {
    #[test]
    fn everything_wanted_and_everything_announced_is_there_once((facts, announced) in some_facts()) {
        let items = calendar(&facts, &announced);
        prop_assert!(items.is_sorted_by_key(|item| item.due));
        let mut places: Vec<usize> = items.iter().filter_map(|item| item.announced).collect();
        places.sort_unstable();
        prop_assert_eq!(places, (0..announced.len()).collect::<Vec<_>>());
        for rule in RULES {
            let mut wanted = rule.days(&facts);
            let mut found: Vec<Day> = items.iter().filter(|item| item.duty == rule.duty).map(|item| item.due).collect();
            // No announcement puts off what the law wants: by each of its days as much is due as without any.
            prop_assert!(found.len() >= wanted.len());
            found.truncate(wanted.len());
            wanted.truncate(found.len());
            for (due, law) in found.iter().zip(&wanted) {
                prop_assert!(due <= law, "{:?} is due on {} and not by {}", rule.duty, due, law);
            }
        }
    }

    #[test]
    fn between_two_reports_there_are_never_more_than_three_months((facts, _) in some_facts()) {
        for (duty, end) in [(Duty::FundraisingQuarterly, facts.end), (Duty::ProjectQuarterly, facts.implementation_end)] {
            let days: Vec<Day> = RULES.iter().filter(|rule| rule.duty == duty).flat_map(|rule| rule.days(&facts)).collect();
            let Some(first) = days.first() else { continue };
            let law = Day::from_ymd(2024, 9, 5).unwrap();
            prop_assert!(*first <= facts.start.plus_months(3).max(law.plus_months(3)));
            prop_assert!(days.windows(2).all(|pair| pair[1] <= pair[0].plus_months(3).plus(3)));
            prop_assert!(days.last().unwrap().plus_months(3) >= end.plus(-3));
        }
    }

    #[test]
    fn time_alone_never_makes_a_late_thing_punctual(due in 20_000..21_000_i32, published in proptest::option::of(20_000..21_000_i32), today in 20_000..21_000_i32, later in 0..500_i32) {
        let (due, today) = (Day::from_number(due), Day::from_number(today));
        let published = published.map(Day::from_number).filter(|published| *published <= today);
        let (now, then) = (Timeliness::of(due, published, today).0, Timeliness::of(due, published, today.plus(later)).0);
        match now {
            Timeliness::Due => prop_assert!(matches!(then, Timeliness::Due | Timeliness::Overdue)),
            other => prop_assert_eq!(then, other),
        }
    }
}
