//! Anybody may report; answered within five working days.

use leptos::{prelude::*, task::spawn_local};
use model::{
    WishId,
    command::{NewReport, ReportKind},
    view::ReportTaken,
};

use crate::{
    api::{self, ApiError},
    browser::{clock, net, page},
    components::{
        choice::{Radios, optional},
        icon::{Icon, icon},
        trouble::complaint,
    },
    format,
    i18n::use_texts,
    pages::heading,
    routes::{Route, WishQuery},
};

/// A report, perhaps about a wish.
#[component]
pub(crate) fn ReportPage(wish: Option<WishId>) -> impl IntoView {
    let t = use_texts();
    let taken = RwSignal::new(None::<ReportTaken>);
    view! {
        <section class="page">
            {heading(t.guide.report_title)}
            {move || match taken.get() {
                Some(report) => thanks(&report),
                None => view! { <ReportForm wish taken /> }.into_any(),
            }}
        </section>
    }
    .into_any()
}

#[component]
fn ReportForm(wish: Option<WishId>, taken: RwSignal<Option<ReportTaken>>) -> impl IntoView {
    let t = use_texts();
    let kind = RwSignal::new(ReportKind::Privacy.code().to_owned());
    let (text, contact) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let is_empty = RwSignal::new(false);
    let kinds = ReportKind::ALL.iter().map(|one| (one.code().to_owned(), (t.words.report_kind)(*one).to_owned())).collect::<Vec<_>>();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(kind) = ReportKind::from_code(&kind.get_untracked()) else { return };
        let text = text.with_untracked(|text| text.trim().to_owned());
        is_empty.set(text.is_empty());
        if text.is_empty() || busy.get_untracked() {
            return;
        }
        let contact = contact.with_untracked(|text| text.trim().to_owned());
        let report = NewReport { kind, wish, text, contact: (!contact.is_empty()).then_some(contact) };
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let answer = api::report(&report).await;
            busy.try_set(false);
            match answer {
                Ok(report) => {
                    taken.try_set(Some(report));
                    request_animation_frame(|| page::show("#taken"));
                }
                Err(refusal) => {
                    error.try_set(Some(refusal));
                }
            }
        });
    };

    view! {
        <p class="lead">{t.guide.report_lead}</p>
        <p class="note">{t.guide.report_harm}</p>
        <form novalidate=true on:submit=send>
            {wish.map(|id| view! { <p class="claim-wish">{(t.guide.report_about)(&id.to_string())}</p> })}
            <Radios name="kind".to_owned() label=t.guide.report_kind choices=kinds value=kind />
            <div class="field">
                <label for="text">{t.guide.report_text}</label>
                <p class="quiet" id="text-note">{t.guide.report_text_note}</p>
                <textarea id="text" rows="5" maxlength="500" aria-describedby="text-note" prop:value=move || text.get() on:input:target=move |event| text.set(event.target().value())></textarea>
            </div>
            <div class="field">
                <label for="contact">{t.guide.report_contact} {optional()}</label>
                <p class="quiet" id="contact-note">{t.guide.report_contact_note}</p>
                <input id="contact" type="text" maxlength="60" autocomplete="tel" aria-describedby="contact-note" prop:value=move || contact.get() on:input:target=move |event| contact.set(event.target().value()) />
            </div>
            <div role="alert">{move || is_empty.get().then(|| view! { <p class="complaint">{t.guide.report_empty}</p> })}</div>
            {complaint(error)}
            <button type="submit" class="button" data-size="large" aria-busy=move || busy.get().to_string() disabled=move || !net::is_online()>
                {move || if busy.get() { t.claim.sending } else { t.guide.report_go }}
            </button>
        </form>
    }
    .into_any()
}

fn thanks(report: &ReportTaken) -> AnyView {
    let t = use_texts();
    let day = format::day(t, report.answer_by, clock::today());
    view! {
        <div class="done" id="taken" tabindex="-1">
            <p class="done-sign">{icon(Icon::Check)}</p>
            <h2>{t.guide.report_done}</h2>
            <p class="number"><b>{(t.guide.report_number)(&report.id.to_string())}</b></p>
            <p>{(t.guide.report_answer)(&day)}</p>
            <p class="actions">
                <a class="button" data-kind="quiet" href=Route::Wishes(WishQuery::default()).href()>{t.common.to_wishes}</a>
            </p>
        </div>
    }
    .into_any()
}
