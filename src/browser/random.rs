//! Randomness that nobody can guess.

use leptos::prelude::window;

/// A fresh key: 32 hexadecimal digits. Where the browser has no generator for it, out of plainer random numbers.
pub(crate) fn key() -> String {
    let mut bytes = [0_u8; 16];
    let strong = window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    if strong.is_err() {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number from 0 to 255")]
        bytes.fill_with(|| (js_sys::Math::random() * 255.999) as u8);
    }
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
