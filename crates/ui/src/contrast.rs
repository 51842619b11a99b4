//! How readable an ink is on a ground (WCAG 2.1), and which inks stand on which grounds. For the tests of `style/tokens.css`
//! and the page `/design`; no page that is shipped holds it.

use std::collections::BTreeMap;

/// Text and the grounds that it stands on: 4.5 to 1.
pub const TEXT: [(&str, &[&str]); 13] = [
    ("ink", &["paper", "card", "sunk", "tint", "glow"]),
    ("quiet", &["paper", "card", "sunk"]),
    ("accent", &["paper", "card", "tint"]),
    ("accent-strong", &["paper", "card", "sunk", "tint"]),
    ("on-accent", &["accent", "accent-strong"]),
    ("amber", &["amber-tint", "card", "paper"]),
    ("green", &["green-tint", "card", "paper"]),
    ("blue", &["blue-tint", "card", "paper"]),
    ("paper", &["ink"]),
    ("ink", &["amber-tint"]),
    ("ink", &["green-tint"]),
    ("ink", &["blue-tint"]),
    ("quiet", &["tint"]),
];

/// Borders of fields, and the ring around what has the focus: 3 to 1.
pub const SHAPES: [(&str, &[&str]); 2] = [("field-line", &["paper", "card"]), ("focus", &["paper", "card", "sunk"])];

/// Colours by the names of their tokens: red, green and blue from 0 to 1.
pub type Colors = BTreeMap<String, [f64; 3]>;

/// The colours of `style/tokens.css`: by day, and by night.
#[must_use]
pub fn both(tokens: &str) -> [(&'static str, Colors); 2] {
    let (day, night) = tokens.split_once("@media").unwrap_or((tokens, tokens));
    [("day", colors(day)), ("night", colors(night))]
}

/// The colours of one block of a style sheet.
#[must_use]
pub fn colors(block: &str) -> Colors {
    let declared =
        block.lines().filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": #"));
    declared.filter_map(|(name, hex)| Some((name.to_owned(), channels(hex)?))).collect()
}

/// The colour of three or six hexadecimal digits.
#[must_use]
pub fn channels(hex: &str) -> Option<[f64; 3]> {
    let wide: String = if hex.len() == 3 { hex.chars().flat_map(|digit| [digit, digit]).collect() } else { hex.into() };
    let number = u32::from_str_radix(&wide, 16).ok().filter(|_| wide.len() == 6)?;
    Some([number >> 16, number >> 8, number].map(|channel| f64::from(channel & 255) / 255.0))
}

/// Relative luminance.
fn luminance(color: [f64; 3]) -> f64 {
    let [red, green, blue] =
        color.map(|channel| if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) });
    0.0722_f64.mul_add(blue, 0.2126_f64.mul_add(red, 0.7152 * green))
}

/// The contrast of two colours, from 1 to 21.
#[must_use]
pub fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measure_is_that_of_the_standard() {
        assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
        // #767676 on white is the well-known edge of AA.
        assert!((contrast(channels("767676").unwrap(), [1.0; 3]) - 4.54).abs() < 0.01);
        assert_eq!((channels("fff"), channels("ffff"), channels("xyz")), (Some([1.0; 3]), None, None));
    }
}
