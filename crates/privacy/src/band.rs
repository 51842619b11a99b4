//! Ages and crowds: how old somebody is, and whether a group is large enough to hide in (domain rule 4.7).
//!
//! The bands themselves are the `model`'s.

/// Smallest crowd that an adult's wish may be published from.
pub const K_ADULT: u32 = 5;

/// Smallest crowd for somebody under 18.
pub const K_MINOR: u32 = 10;

/// Full years from a birth day to today, both `(year, month, day)`; 0 when the birth day is still to come.
///
/// Who is born on 29 February grows older on 1 March in common years.
#[must_use]
pub fn age(birth: (i32, u32, u32), today: (i32, u32, u32)) -> u32 {
    let years = today.0.saturating_sub(birth.0);
    let before = (today.1, today.2) < (birth.1, birth.2);
    u32::try_from(years.saturating_sub(i32::from(before))).unwrap_or(0)
}

/// How many registered people must share a key before one of them may be shown by it.
#[must_use]
pub const fn k_needed(minor: bool) -> u32 {
    if minor { K_MINOR } else { K_ADULT }
}

/// Whether `k` people are a crowd.
#[must_use]
pub const fn is_crowd(k: u32, minor: bool) -> bool {
    k >= k_needed(minor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_full_on_the_birthday_and_not_before() {
        for (birth, today, want) in [
            ((1956, 3, 12), (2026, 3, 11), 69),
            ((1956, 3, 12), (2026, 3, 12), 70),
            ((2008, 2, 29), (2026, 2, 28), 17),
            ((2008, 2, 29), (2026, 3, 1), 18),
            ((2027, 1, 1), (2026, 11, 22), 0),
        ] {
            assert_eq!(age(birth, today), want, "{birth:?} on {today:?}");
        }
    }

    #[test]
    fn minors_need_a_larger_crowd() {
        assert!(is_crowd(5, false) && !is_crowd(4, false));
        assert!(is_crowd(10, true) && !is_crowd(9, true));
    }
}
