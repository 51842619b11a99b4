//! Every ink of `style/tokens.css` is readable on every ground that it stands on, by day and by night (WCAG 2.1 AA).
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has to fail")]

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../style/tokens.css");

/// Text and the grounds that it stands on: 4.5 to 1.
const TEXT: [(&str, &[&str]); 13] = [
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
const SHAPES: [(&str, &[&str]); 2] = [("field-line", &["paper", "card"]), ("focus", &["paper", "card", "sunk"])];

/// Colours that say nothing by themselves: lines between things, and the drawing of the lantern.
const DRAWN: [&str; 2] = ["line", "lantern"];

type Colors = BTreeMap<String, [f64; 3]>;

/// The colours of one block of the style sheet.
fn colors(block: &str) -> Colors {
    let declared =
        block.lines().filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": #"));
    declared.map(|(name, hex)| (name.to_owned(), channels(hex))).collect()
}

fn channels(hex: &str) -> [f64; 3] {
    let wide: String = if hex.len() == 3 { hex.chars().flat_map(|digit| [digit, digit]).collect() } else { hex.into() };
    let number = u32::from_str_radix(&wide, 16).unwrap_or_else(|_| panic!("#{hex} is no colour"));
    [number >> 16, number >> 8, number].map(|channel| f64::from(channel & 255) / 255.0)
}

/// Relative luminance (WCAG 2.1).
fn luminance(color: [f64; 3]) -> f64 {
    let [red, green, blue] =
        color.map(|channel| if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) });
    0.0722_f64.mul_add(blue, 0.2126_f64.mul_add(red, 0.7152 * green))
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// By day, and by night.
fn both() -> [(&'static str, Colors); 2] {
    let (day, night) = TOKENS.split_once("@media").unwrap();
    [("day", colors(day)), ("night", colors(night))]
}

#[test]
fn every_ink_is_readable_on_its_grounds() {
    let mut faint = Vec::new();
    for (when, colors) in both() {
        for (pairs, least) in [(&TEXT[..], 4.5), (&SHAPES[..], 3.0)] {
            for (ink, grounds) in pairs {
                let Some(front) = colors.get(*ink) else { continue };
                for ground in grounds.iter().filter_map(|name| Some((name, colors.get(*name)?))) {
                    let found = contrast(*front, *ground.1);
                    if found < least {
                        faint.push(format!("{when}: {ink} on {} is {found:.2} : 1, not {least}", ground.0));
                    }
                }
            }
        }
    }
    assert!(faint.is_empty(), "{}", faint.join("\n"));
}

#[test]
fn no_colour_is_forgotten_here_and_both_halves_of_the_day_have_the_same() {
    let [(_, day), (_, night)] = both();
    assert_eq!(day.keys().collect::<Vec<_>>(), night.keys().collect::<Vec<_>>());
    for name in day.keys() {
        let is_ink = TEXT.iter().chain(&SHAPES).any(|(ink, _)| ink == name);
        let is_ground = TEXT.iter().any(|(_, grounds)| grounds.contains(&name.as_str()));
        assert!(is_ink || is_ground || DRAWN.contains(&name.as_str()), "--{name} is measured nowhere");
    }
}

#[test]
fn the_measure_is_that_of_the_standard() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
    // #767676 on white is the well-known edge of AA.
    assert!((contrast(channels("767676"), [1.0; 3]) - 4.54).abs() < 0.01);
}
