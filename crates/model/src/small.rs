//! Small numbers: what is left out of a table so that nobody can be found in it (domain.md 4.7).
//!
//! The rule treats all groups alike, and what it hides is never one and the same number throughout. So whoever knows the
//! sum, everything that is told and this rule can still exchange two hidden numbers without anything told becoming
//! another: no hidden number follows. A table of which no number but zeros would be left tells nothing at all.

/// Numbers from 1 up to below this are not told.
pub const SMALL: u32 = 5;

/// A number that stands alone; nothing where it is small.
#[must_use]
pub fn alone(n: u32) -> Option<u32> {
    Some(n).filter(|n| *n == 0 || *n >= SMALL)
}

/// The numbers of a table whose sum may be known. Small ones are left out, and where those are all the same, the smallest
/// of the others with them. `None` where nothing of the table can be told, not even which of its groups are empty.
#[must_use]
pub fn told(counts: &[u32]) -> Option<Vec<Option<u32>>> {
    let mut told: Vec<Option<u32>> = counts.iter().map(|n| alone(*n)).collect();
    let hidden = counts.iter().copied().filter(|n| alone(*n).is_none());
    let (Some(low), Some(high)) = (hidden.clone().min(), hidden.max()) else { return Some(told) };
    if low == high {
        let smallest = told.iter().copied().flatten().filter(|n| *n > 0).min()?;
        // All that are as small as the smallest: to pick one would tell them apart.
        for n in told.iter_mut().filter(|n| **n == Some(smallest)) {
            *n = None;
        }
    }
    told.iter().flatten().any(|n| *n > 0).then_some(told)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_small_number_takes_another_along() {
        for (counts, want) in [
            (&[][..], Some(vec![])),
            (&[0, 5, 9][..], Some(vec![Some(0), Some(5), Some(9)])),
            (&[4, 9, 6][..], Some(vec![None, Some(9), None])),
            (&[4, 0, 6][..], None),
            (&[3, 4][..], None),
            (&[4, 1, 6][..], Some(vec![None, None, Some(6)])),
            (&[2, 2, 6, 7, 6][..], Some(vec![None, None, None, Some(7), None])),
            (&[3][..], None),
            (&[3, 0][..], None),
            (&[1, 1][..], None),
        ] {
            assert_eq!(told(counts), want, "{counts:?}");
        }
    }

    /// Every table of so many groups with numbers up to `most`.
    fn tables(groups: usize, most: u32) -> Vec<Vec<u32>> {
        (0..groups).fold(vec![Vec::new()], |tables, _| {
            let longer = |table: &Vec<u32>| (0..=most).map(|n| table.iter().copied().chain([n]).collect()).collect();
            tables.iter().flat_map(|table| -> Vec<Vec<u32>> { longer(table) }).collect()
        })
    }

    #[test]
    fn whoever_knows_the_sum_and_the_rule_cannot_tell_a_hidden_number() {
        for (groups, most) in [(1, 12), (2, 12), (3, 10), (4, 8)] {
            let mut alike: BTreeMap<(u32, _), Vec<Vec<u32>>> = BTreeMap::new();
            for table in tables(groups, most) {
                alike.entry((table.iter().sum(), told(&table))).or_default().push(table);
            }
            for ((sum, told), tables) in alike {
                for at in 0..groups {
                    // The number itself may be known where the sum of a single group is: then it is all there is to know.
                    let is_hidden = groups > 1 && told.as_ref().is_none_or(|told| told[at].is_none());
                    let possible: BTreeSet<u32> = tables.iter().map(|table| table[at]).collect();
                    assert!(!is_hidden || possible.len() > 1, "{sum} {told:?} gives {possible:?} away");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_small_is_told_and_hidden_numbers_can_be_exchanged(counts in proptest::collection::vec(0..30_u32, 0..9)) {
            if let Some(told) = told(&counts) {
                prop_assert!(told.iter().flatten().all(|n| *n == 0 || *n >= SMALL));
                prop_assert!(counts.iter().zip(&told).all(|(n, told)| told.is_none_or(|told| told == *n)));
                let hidden: BTreeSet<u32> =
                    counts.iter().zip(&told).filter(|(_, told)| told.is_none()).map(|(n, _)| *n).collect();
                prop_assert_ne!(hidden.len(), 1, "{:?} tells {:?}", counts, told);
            }
        }

        #[test]
        fn the_order_of_the_groups_plays_no_part(counts in proptest::collection::vec(0..12_u32, 0..7)) {
            let backwards: Vec<u32> = counts.iter().rev().copied().collect();
            let turned = told(&backwards).map(|told| told.into_iter().rev().collect::<Vec<_>>());
            prop_assert_eq!(told(&counts), turned);
        }
    }
}
