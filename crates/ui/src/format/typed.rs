//! An amount as people type it, in yuan; whole fen come out. No fraction is ever computed.

use model::Fen;

/// Why a text is no amount that can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typo {
    /// Nothing was typed.
    Empty,
    /// It is no number.
    NotANumber,
    /// It has more than two decimals.
    TooFine,
    /// It is nothing.
    Nothing,
    /// It is more than is taken in one go.
    TooMuch,
}

/// The amount of a text: `1600`, `1,600.5`, `１６００元`.
///
/// # Errors
/// When it is none, or not between 1 fen and `most`.
pub fn fen(text: &str, most: Fen) -> Result<Fen, Typo> {
    let plain: String = text.trim().trim_end_matches('元').chars().filter_map(plain).collect();
    let (yuan, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if plain.is_empty() {
        return Err(Typo::Empty);
    }
    if yuan.is_empty() || !is_digits(yuan) || !is_digits(rest) || plain.ends_with('.') {
        return Err(Typo::NotANumber);
    }
    if rest.len() > 2 {
        return Err(Typo::TooFine);
    }
    let yuan: u64 = yuan.parse().map_err(|_| Typo::TooMuch)?;
    let rest: u64 = format!("{rest:0<2}").parse().map_err(|_| Typo::NotANumber)?;
    let sum = yuan.checked_mul(100).and_then(|fen| fen.checked_add(rest)).ok_or(Typo::TooMuch)?;
    match Fen::new(sum) {
        Some(fen) if fen == Fen::default() => Err(Typo::Nothing),
        Some(fen) if fen <= most => Ok(fen),
        _ => Err(Typo::TooMuch),
    }
}

/// A letter as a plain keyboard writes it; nothing for what only sets digits apart.
fn plain(letter: char) -> Option<char> {
    match letter {
        ',' | '，' | ' ' | '\u{3000}' | '¥' | '￥' => None,
        '０'..='９' => char::from_digit(u32::from(letter) - u32::from('０'), 10),
        '．' | '。' => Some('.'),
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MOST: u64 = 1_000_000_000;

    fn read(text: &str) -> Result<u64, Typo> {
        fen(text, Fen::new(MOST).unwrap()).map(Fen::get)
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, want) in [
            ("1600", Ok(160_000)),
            (" 1,600.5 元", Ok(160_050)),
            ("１６００．０５元", Ok(160_005)),
            ("¥0.01", Ok(1)),
            ("10000000", Ok(MOST)),
            ("10000000.01", Err(Typo::TooMuch)),
            ("99999999999999999999999", Err(Typo::TooMuch)),
            ("", Err(Typo::Empty)),
            (" 元", Err(Typo::Empty)),
            ("0", Err(Typo::Nothing)),
            ("0.00", Err(Typo::Nothing)),
            ("1.005", Err(Typo::TooFine)),
            ("-5", Err(Typo::NotANumber)),
            ("1e3", Err(Typo::NotANumber)),
            ("1.2.3", Err(Typo::NotANumber)),
            (".5", Err(Typo::NotANumber)),
            ("5.", Err(Typo::NotANumber)),
            ("五十", Err(Typo::NotANumber)),
            ("NaN", Err(Typo::NotANumber)),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(sum in 1..=MOST) {
            let shown = crate::format::amount::yuan(i64::try_from(sum).unwrap());
            prop_assert_eq!(read(&shown), Ok(sum));
        }

        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = read(&text);
        }
    }
}
