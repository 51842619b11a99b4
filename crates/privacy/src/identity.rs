//! The identity number of 18 places: weights, check digit, birth day and sex (GB 11643).

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK: [u8; 11] = *b"10X98765432";

/// What an identity number says. Area codes are not checked: they change, and demonstration data uses unreal ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// Check digit and birth day are right.
    Valid {
        /// Year, month, day.
        birth: (u16, u8, u8),
        /// The second last digit is odd.
        male: bool,
    },
    /// Eighteen places with a possible birth day, but the last place does not fit.
    BadCheckDigit,
    /// A spreadsheet turned it into a number, such as `9.9E+17`.
    Mangled,
    /// Anything else.
    Malformed,
}

/// Checks an identity number; spaces around it and a lower-case `x` are taken.
#[must_use]
pub fn check_identity(id: &str) -> Identity {
    let id = id.trim();
    if is_mangled(id) {
        return Identity::Mangled;
    }
    let places: Option<Vec<u8>> = id
        .chars()
        .enumerate()
        .map(|(at, c)| match c {
            'x' | 'X' if at == 17 => Some(10),
            _ => c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()),
        })
        .collect();
    let Some(places) = places else { return Identity::Malformed };
    let Some(birth) = birth_of(&places) else { return Identity::Malformed };
    if is_checked(&places) {
        Identity::Valid { birth, male: places.get(16).is_some_and(|digit| digit % 2 == 1) }
    } else {
        Identity::BadCheckDigit
    }
}

/// `9.91691E+17`, `9.9e17`, or the eighteen places with the last ones turned to zero and a decimal point.
fn is_mangled(id: &str) -> bool {
    let Some((mantissa, exponent)) = id.split_once(['E', 'e']) else {
        return id
            .strip_suffix(".0")
            .or_else(|| id.strip_suffix(".00"))
            .is_some_and(|whole| whole.len() == 18 && whole.bytes().all(|byte| byte.is_ascii_digit()));
    };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    !mantissa.is_empty()
        && mantissa.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
        && !exponent.is_empty()
        && exponent.bytes().all(|byte| byte.is_ascii_digit())
}

/// The birth day in eighteen places (10 stands for X), if it can be one.
pub(crate) fn birth_of(places: &[u8]) -> Option<(u16, u8, u8)> {
    if places.len() != 18 || places.iter().take(17).any(|&digit| digit > 9) {
        return None;
    }
    let number = |from: usize, len: usize| {
        places.iter().skip(from).take(len).fold(0_u16, |sum, &digit| sum * 10 + u16::from(digit))
    };
    let (year, month, day) = (number(6, 4), number(10, 2), number(12, 2));
    let known = (1880..=2100).contains(&year) && is_day(year, month, day);
    known.then_some((year, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
}

/// Whether the calendar has this day.
pub(crate) const fn is_day(year: u16, month: u16, day: u16) -> bool {
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    };
    day >= 1 && day <= last
}

/// Whether the last of eighteen places fits the others (10 stands for X).
pub(crate) fn is_checked(places: &[u8]) -> bool {
    let sum: u32 = places.iter().zip(WEIGHTS).map(|(&digit, weight)| u32::from(digit) * weight).sum();
    let want = match CHECK.get((sum % 11) as usize) {
        Some(b'X') => 10,
        Some(byte) => byte - b'0',
        None => return false,
    };
    places.len() == 18 && places.last() == Some(&want)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_numbers_say_birth_and_sex_or_what_is_wrong() {
        let valid = |birth, male| Identity::Valid { birth, male };
        for (id, want) in [
            ("11010519491231002X", valid((1949, 12, 31), false)),
            ("11010519491231002x", valid((1949, 12, 31), false)),
            ("990000195001010019", valid((1950, 1, 1), true)),
            ("110105194912310021", Identity::BadCheckDigit),
            ("9.91691E+17", Identity::Mangled),
            ("9.9E+17", Identity::Mangled),
            ("990000195001010000.0", Identity::Mangled),
            ("990000195013010019", Identity::Malformed),
            ("99000019500101001", Identity::Malformed),
            ("", Identity::Malformed),
            ("没有", Identity::Malformed),
        ] {
            assert_eq!(check_identity(id), want, "{id}");
        }
    }
}
