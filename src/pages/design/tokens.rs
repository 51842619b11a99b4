//! Type, distances, colours with what was measured of them, icons, and how numbers are written.

use leptos::prelude::*;
use model::{Day, Fen, Millis};
use ui::contrast::{SHAPES, TEXT, both, contrast};

use super::part;
use crate::{
    components::icon::{Icon, icon},
    format::{self, amount},
    i18n::use_texts,
    markup::{Html, html},
    reactive::group,
};

const TOKENS: &str = include_str!("../../../style/tokens.css");

/// Sizes of type, and distances, by their tokens.
const SIZES: [&str; 8] = ["fine", "note", "text", "lead", "title", "figure", "head", "hero"];
const DISTANCES: [&str; 5] = ["near", "gap", "apart", "chapter", "target"];

pub(super) fn all() -> Vec<AnyView> {
    let heading = |word: &str| part(word, &Html::default());
    let mut parts = vec![heading("Type")];
    parts.extend(SIZES.map(size));
    parts.push(heading("Distances"));
    parts.extend(DISTANCES.map(distance));
    parts.push(heading("Colours: contrast by day and by night"));
    parts.extend(TEXT.iter().flat_map(|(ink, grounds)| grounds.iter().map(|ground| swatch(ink, ground, 4.5))));
    parts.extend(SHAPES.iter().flat_map(|(ink, grounds)| grounds.iter().map(|ground| swatch(ink, ground, 3.0))));
    parts.push(part("Icons", &icons()));
    parts.push(part("Numbers and days", &numbers()));
    parts
}

/// A line set in a size.
fn size(name: &'static str) -> AnyView {
    let text = format!("{name}：点亮一个小心愿 Wishes 1,234.50");
    view! { <p style:font-size=format!("var(--{name})")>{text}</p> }.into_any()
}

/// A bar as wide as a distance.
fn distance(name: &'static str) -> AnyView {
    view! {
        <p>{name} <span style:display="block" style:height="0.5rem" style:width=format!("var(--{name})") style:background="var(--accent)"></span></p>
    }
    .into_any()
}

/// An ink on its ground, and the contrast of both.
fn swatch(ink: &str, ground: &str, least: f64) -> AnyView {
    let measured = both(TOKENS).map(|(when, colors)| match (colors.get(ink), colors.get(ground)) {
        (Some(front), Some(back)) => format!("{when} {:.1} : 1", contrast(*front, *back)),
        _ => format!("{when} ?"),
    });
    let said = format!("{ink} on {ground}, at least {least} : 1; {}", measured.join(", "));
    view! {
        <p
            style:padding="0.25rem 0.75rem"
            style:border="1px solid var(--line)"
            style:color=format!("var(--{ink})")
            style:background=format!("var(--{ground})")
        >
            {if least < 4.0 { group("", vec![shape(ink), view! { <span style:color="var(--ink)">{said}</span> }.into_any()]) } else { said.into_any() }}
        </p>
    }
    .into_any()
}

/// A frame of a colour that only shapes are drawn in.
fn shape(ink: &str) -> AnyView {
    view! { <span style:display="inline-block" style:width="2rem" style:height="1rem" style:border=format!("3px solid var(--{ink})")></span> }.into_any()
}

fn icons() -> Html {
    let all =
        Icon::ALL.map(|sign| html!("<li class='mark'>", icon(sign), "<span>", format!("{sign:?}"), "</span></li>"));
    html!("<ul class='marks'>", all.into_iter().collect::<Html>(), "</ul>")
}

fn numbers() -> Html {
    let t = use_texts().ui;
    let (today, fen) = (Day::from_number(20_780), |fen| Fen::new(fen).unwrap_or_default());
    let said = [
        format::money(t, fen(12_900)),
        format::money(t, fen(123_456_750)),
        amount::yuan(18_642_050),
        amount::signed(-2_000),
        amount::percent(925, 1_000),
        format::number(12_345),
        format::date(t, today.plus(6), today),
        format::day(t, today.plus(6), today),
        format::day(t, today.plus(400), today),
        format::month(t, "2026-11"),
        format::moment(t, Millis::new(today.start().get() + 50_700_000), today),
    ];
    html!("<ul class='plain'>", said.iter().map(|text| html!("<li>", text, "</li>")).collect::<Html>(), "</ul>")
}
