//! Anybody may report; answered within five working days.

use leptos::prelude::*;
use model::{
    WishId,
    command::{NewReport, ReportKind},
    view::ReportTaken,
};

use crate::{
    api,
    browser::{clock, page},
    components::{
        control::{Button, Field, form, link_button, radios},
        icon::{Icon, icon},
        trouble::{complain, complaint},
    },
    format,
    i18n::{Texts, books::use_books, use_texts},
    markup::{Html, html, show},
    pages::heading,
    reactive::{dynamic, group},
    routes::{Route, WishQuery},
    sending::Sending,
};

/// A report, perhaps about a wish.
pub(crate) fn page(wish: Option<WishId>) -> AnyView {
    let (t, b) = (use_texts(), use_books());
    let taken = RwSignal::new(None::<ReportTaken>);
    let content = dynamic(move || match taken.get() {
        Some(report) => show(thanks(t, &report)),
        None => report_form(wish, taken),
    });
    group("page", vec![show(heading(t, b.papers.report_title)), content])
}

fn report_form(wish: Option<WishId>, taken: RwSignal<Option<ReportTaken>>) -> AnyView {
    let (t, b) = (use_texts(), use_books());
    let kind = RwSignal::new(ReportKind::Privacy.code().to_owned());
    let (text, contact) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let sending = Sending::new();
    let is_empty = RwSignal::new(false);
    let kinds = ReportKind::ALL.iter().map(|one| (one.code().to_owned(), (b.papers.report_kinds)(*one).to_owned()));
    let send = Callback::new(move |()| {
        let Some(kind) = ReportKind::from_code(&kind.get_untracked()) else { return };
        let text = text.with_untracked(|text| text.trim().to_owned());
        is_empty.set(text.is_empty());
        if text.is_empty() {
            return;
        }
        let contact = contact.with_untracked(|text| text.trim().to_owned());
        let report = NewReport { kind, wish, text, contact: (!contact.is_empty()).then_some(contact) };
        sending.send(api::report(&report), move |report| {
            taken.try_set(Some(report));
            request_animation_frame(|| page::show("#taken"));
        });
    });
    let about = wish.map(|id| html!("<p class='claim-wish'>", (b.papers.report_about)(&id.to_string()), "</p>"));
    let lead =
        html!("<p class='lead'>", b.papers.report_lead, "</p><p class='note'>", b.papers.report_harm, "</p>", about);
    let text_field = Field {
        id: "text",
        label: b.papers.report_text.to_owned(),
        note: b.papers.report_text_note,
        most: 500,
        ..Field::default()
    };
    let label = format!("{}{}", b.papers.report_contact, t.common.optional);
    let contact_field =
        Field { id: "contact", label, note: b.papers.report_contact_note, autocomplete: "tel", ..Field::default() };

    form(
        "report-form",
        vec![
            show(lead),
            radios("kind", b.papers.report_kind, kinds.collect(), kind),
            text_field.hold_lines(text),
            contact_field.hold(contact),
            complain(move || is_empty.get().then(|| b.papers.report_empty.to_owned())),
            complaint(sending.error),
            Button::large(b.papers.report_go).busy(sending.busy).online().submit(),
        ],
        send,
    )
}

fn thanks(t: &Texts, report: &ReportTaken) -> Html {
    let b = use_books();
    let day = format::day(t.ui, report.answer_by, clock::today());
    html!(
        "<div class='done' id='taken' tabindex='-1'><p class='done-sign'>",
        icon(Icon::Check),
        "</p><h2>",
        b.papers.report_done,
        "</h2><p class='number'><span>",
        b.papers.report_number,
        "</span><b>",
        report.id.to_string(),
        "</b></p><p>",
        (b.papers.report_answer)(&day),
        "</p><p class='actions'>",
        link_button(t.common.to_wishes, &Route::Wishes(WishQuery::default()).href(), "quiet"),
        "</p></div>"
    )
}
