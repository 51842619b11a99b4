//! The claim number, and what comes next.

use model::view::ClaimView;

use super::held::due;
use crate::{
    browser::clock,
    components::{
        control::link_button,
        facts::fact,
        icon::{Icon, icon},
        station::station,
    },
    format,
    i18n::Texts,
    markup::{Html, html},
    routes::Route,
};

/// A claim of the person's own: just confirmed, or found again.
pub(super) fn done(t: &Texts, claim: &ClaimView, is_fresh: bool) -> Html {
    let (title, text) = if is_fresh { (t.claim.done, None) } else { (t.claim.ours, Some(t.claim.ours_text)) };
    html!(
        "<div class='done'><p class='done-sign'>",
        icon(Icon::Check),
        "</p><h2>",
        title,
        "</h2>",
        text.map(|text| html!("<p>", text, "</p>")),
        "<p class='number'><span>",
        t.claim.number,
        "</span><b>",
        claim.id.to_string(),
        "</b><span>",
        t.claim.number_note,
        "</span></p><div class='card'><dl class='facts'>",
        claim.wish.as_ref().map(|card| fact(t.claim.what, &card.title)),
        claim.spec.as_ref().map(|spec| fact(t.wishes.spec, spec)),
        due(t, claim),
        free_until(t, claim),
        "</dl><h3>",
        t.claim.bring,
        "</h3>",
        station(t, &claim.station),
        "</div><p class='actions'>",
        link_button(t.claim.to_me, &Route::Me.href(), "main"),
        "</p></div>"
    )
}

/// Until when it may be given back freely, while that is so.
pub(crate) fn free_until(t: &Texts, claim: &ClaimView) -> Option<Html> {
    let until = claim.free_until.filter(|until| *until > clock::now())?;
    Some(fact(t.claim.change, (t.claim.free_until)(&format::moment(t.ui, until, clock::today()))))
}
