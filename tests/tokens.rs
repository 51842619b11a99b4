//! Every ink of `style/tokens.css` is readable on every ground that it stands on, by day, by night and beneath the mark of what
//! is read aloud (WCAG 2.1 AA); and no style sheet has colours and sizes of type of its own.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

use ui::contrast::{SHAPES, TEXT, both, channels, colors, contrast};

const TOKENS: &str = include_str!("../style/tokens.css");
const ELDER: &str = include_str!("../public/elder.css");
const SHEET: &str = include_str!("../crates/server/src/sheets/sheet.css");
const WALL: &str = include_str!("../crates/server/src/sheets/wall.css");

/// Colours that say nothing by themselves: lines between things, and the drawing of the lantern.
const DRAWN: [&str; 3] = ["line", "lantern", "letter"];

#[test]
fn every_ink_is_readable_on_its_grounds() {
    let mut faint = Vec::new();
    for (when, colors) in both(TOKENS) {
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
    let [(_, day), (_, night)] = both(TOKENS);
    assert_eq!(day.keys().collect::<Vec<_>>(), night.keys().collect::<Vec<_>>());
    for name in day.keys() {
        let is_ink = TEXT.iter().chain(&SHAPES).any(|(ink, _)| ink == name);
        let is_ground = TEXT.iter().any(|(_, grounds)| grounds.contains(&name.as_str()));
        assert!(is_ink || is_ground || DRAWN.contains(&name.as_str()), "--{name} is measured nowhere");
    }
}

/// The style sheets of the app and of the server's pages, by name. The wall and posters have grounds of their own.
fn sheets() -> Vec<(String, String)> {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/style")).unwrap();
    let mut sheets: Vec<_> = folder
        .map(|entry| {
            let path = entry.unwrap().path();
            (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())
        })
        .filter(|(name, _)| name != "tokens.css")
        .collect();
    sheets.extend([("elder.css".into(), ELDER.into()), ("sheet.css".into(), SHEET.into())]);
    assert!(sheets.len() > 10);
    sheets
}

/// Declarations outside of comments: property and value.
fn declarations(sheet: &str) -> impl Iterator<Item = (&str, &str)> {
    sheet.lines().filter_map(|line| line.trim().strip_suffix(';')?.split_once(": "))
}

#[test]
fn no_sheet_has_a_colour_or_a_size_of_type_of_its_own() {
    let mut own = Vec::new();
    for (name, sheet) in sheets() {
        for (property, value) in declarations(&sheet) {
            let is_token = property.starts_with("--");
            let has_colour = ["#", "rgb", "hsl"].iter().any(|sign| value.contains(sign));
            let is_relative = |size: &str| {
                size.starts_with("var(--") || size.ends_with("em") && !size.ends_with("rem") || size == "inherit"
            };
            let has_size = match property {
                "font-size" => !is_relative(value) && !value.ends_with('%') && value != "1rem",
                "font" => !value.starts_with("var(--") && value != "inherit",
                _ => false,
            };
            if !is_token && (has_colour || has_size) {
                own.push(format!("{name}: {property}: {value}"));
            }
        }
    }
    assert!(own.is_empty(), "{}", own.join("\n"));
}

#[test]
fn every_token_is_there_and_used() {
    let all: String = sheets().into_iter().map(|(_, sheet)| sheet).chain([TOKENS.into(), WALL.into()]).collect();
    let boot = include_str!("../src/boot.css");
    let declared: Vec<&str> = [TOKENS, ELDER, WALL]
        .into_iter()
        .flat_map(declarations)
        .filter_map(|(property, _)| property.strip_prefix("--"))
        .collect();
    for name in &declared {
        assert!(
            all.contains(&format!("var(--{name})")) || boot.contains(&format!("var(--{name})")),
            "--{name} is used nowhere"
        );
    }
    for used in all.split("var(--").skip(1).filter_map(|rest| rest.split([')', ',']).next()) {
        assert!(declared.contains(&used), "--{used} is declared nowhere");
    }
}

#[test]
fn what_is_read_aloud_stays_readable_beneath_its_mark() {
    let (_, mark) = declarations(ELDER).find(|(name, _)| *name == "--mark").unwrap();
    let mark = channels(mark.strip_prefix('#').unwrap()).unwrap();
    for (when, colors) in both(TOKENS) {
        for (ink, ground) in [
            ("ink", "paper"),
            ("ink", "card"),
            ("ink", "sunk"),
            ("ink", "tint"),
            ("quiet", "paper"),
            ("accent", "paper"),
        ] {
            // The mark is multiplied with what lies below it, the letters too.
            let over = |below: [f64; 3]| std::array::from_fn(|at| mark[at] * below[at]);
            let found = contrast(over(colors[ink]), over(colors[ground]));
            assert!(found >= 4.5, "{when}: {ink} on {ground} beneath the mark is {found:.2} : 1");
        }
    }
}

#[test]
fn the_wall_is_readable_in_a_dark_hall() {
    let colors = colors(WALL);
    for (ink, least) in [("bright", 4.5), ("soft", 4.5), ("warm", 4.5), ("unlit", 3.0)] {
        let found = contrast(colors[ink], colors["hall"]);
        assert!(found >= least, "{ink} is {found:.2} : 1");
    }
}

#[test]
fn whatever_moves_rests_for_those_who_ask_for_rest() {
    for (name, sheet) in sheets().into_iter().chain([("wall.css".into(), WALL.into())]) {
        // The app's rule is in base.css, for everything in it.
        let rests = name != "sheet.css" && name != "wall.css"
            || sheet.split_once("prefers-reduced-motion: reduce").is_some_and(|(_, rule)| rule.contains("none"));
        let moves = declarations(&sheet).any(|(property, _)| ["animation", "transition"].contains(&property));
        assert!(!moves || rests, "{name}");
    }
    let (_, rule) = include_str!("../style/base.css").split_once("prefers-reduced-motion: reduce").unwrap();
    for rest in ["animation: none !important", "transition: none !important", "scroll-behavior: auto !important"] {
        assert!(rule.contains(rest), "{rest}");
    }
}

#[test]
fn before_the_app_is_there_old_engines_have_a_colour_and_new_ones_the_token() {
    let boot: Vec<_> = declarations(include_str!("../src/boot.css")).collect();
    for (at, (property, value)) in boot.iter().enumerate().filter(|(_, (_, value))| value.contains('#')) {
        let (next, token) = boot[at + 1];
        assert!(
            token.starts_with("var(--") && property.starts_with(next.split('-').next().unwrap()),
            "{property}: {value}, {next}: {token}"
        );
    }
}
