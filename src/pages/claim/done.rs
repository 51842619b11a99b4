//! The claim number, and what comes next.

use leptos::prelude::*;
use model::{Kind, view::ClaimView};

use crate::{
    browser::clock,
    components::{
        facts::fact,
        icon::{Icon, icon},
        station::station,
    },
    format,
    i18n::use_texts,
    routes::Route,
};

/// A claim of the person's own: just confirmed, or found again.
pub(super) fn done(claim: &ClaimView, is_fresh: bool) -> AnyView {
    let t = use_texts();
    let today = clock::today();
    let is_service = claim.wish.as_ref().is_some_and(|card| card.kind == Kind::Service);
    let due = claim.due.map(|due| {
        let due = format::day(t, due, today);
        fact(t.claim.by_when, if is_service { (t.me.due_service)(&due) } else { (t.me.due_on)(&due) })
    });
    let free = claim.free_until.filter(|until| *until > clock::now());
    let free = free.map(|until| fact(t.claim.change, (t.claim.free_until)(&format::moment(t, until, today))));
    let (title, text) = if is_fresh { (t.claim.done, None) } else { (t.claim.ours, Some(t.claim.ours_text)) };

    view! {
        <div class="done">
            <p class="done-sign">{icon(Icon::Check)}</p>
            <h2>{title}</h2>
            {text.map(|text| view! { <p>{text}</p> })}
            <p class="number">
                <span>{t.claim.number}</span>
                <b>{claim.id.to_string()}</b>
                <span class="quiet">{t.claim.number_note}</span>
            </p>
            <div class="card">
                <dl class="facts">
                    {claim.wish.as_ref().map(|card| fact(t.claim.what, card.title.clone()))}
                    {claim.spec.clone().map(|spec| fact(t.wishes.spec, spec))} {due} {free}
                </dl>
                <h3>{t.claim.bring}</h3>
                {station(&claim.station)}
            </div>
            <p class="actions">
                <a class="button" href=Route::Me.href()>{t.claim.to_me}</a>
            </p>
        </div>
    }
    .into_any()
}
