//! Amounts of the books: whole fen in, yuan with two decimals out. No fraction is ever computed.

/// An amount in yuan: `186,420.50`; below 0 with a true minus sign.
#[must_use]
pub fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "−" } else { "" };
    let (whole, rest) = (fen.unsigned_abs() / 100, fen.unsigned_abs() % 100);
    format!("{sign}{}.{rest:02}", super::grouped(&whole.to_string()))
}

/// What changed, with its sign always: `+50.00`, `−20.00`, `0.00`.
#[must_use]
pub fn signed(fen: i64) -> String {
    if fen > 0 { format!("+{}", yuan(fen)) } else { yuan(fen) }
}

/// An amount that cannot be below 0, as one that can.
#[must_use]
pub fn fen(amount: model::Fen) -> i64 {
    i64::try_from(amount.get()).unwrap_or(i64::MAX)
}

/// So many thousandths of the whole, from 0 to 1000; 0 where there is no whole.
#[must_use]
pub fn per_mille(part: i64, whole: i64) -> u64 {
    if part <= 0 || whole <= 0 {
        return 0;
    }
    let share = i128::from(part) * 1000 / i128::from(whole);
    u64::try_from(share.min(1000)).unwrap_or_default()
}

/// A share in per cent with one decimal where it has one: `3%`, `92.5%`.
#[must_use]
pub fn percent(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "0%".to_owned();
    }
    // Rounded half up, in thousandths.
    let share = (i128::from(part.max(0)) * 2000 / i128::from(whole) + 1) / 2;
    if share % 10 == 0 { format!("{}%", share / 10) } else { format!("{}.{}%", share / 10, share % 10) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_are_shown_to_the_fen() {
        for (fen, want) in [
            (0, "0.00"),
            (5, "0.05"),
            (-5, "−0.05"),
            (18_642_050, "186,420.50"),
            (-123_456_789, "−1,234,567.89"),
            (9_007_199_254_740_991, "90,071,992,547,409.91"),
        ] {
            assert_eq!(yuan(fen), want);
        }
        assert_eq!([signed(5000), signed(-2000), signed(0)], ["+50.00", "−20.00", "0.00"]);
    }

    #[test]
    fn shares_are_rounded_and_never_leave_the_picture() {
        for (part, whole, mille, text) in [
            (0, 0, 0, "0%"),
            (3, 100, 30, "3%"),
            (925, 1000, 925, "92.5%"),
            (1, 3, 333, "33.3%"),
            (2, 3, 666, "66.7%"),
            (-5, 100, 0, "0%"),
            (150, 100, 1000, "150%"),
        ] {
            assert_eq!((per_mille(part, whole), percent(part, whole).as_str()), (mille, text), "{part} of {whole}");
        }
    }

    proptest! {
        #[test]
        fn no_digit_is_lost(fen in any::<i64>()) {
            let digits: String = yuan(fen).chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(digits.parse::<u64>().unwrap(), fen.unsigned_abs());
            prop_assert_eq!(yuan(fen).starts_with('−'), fen < 0);
        }
    }
}
