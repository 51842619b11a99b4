//! The small forms of a claim, opened in their place, never over the page.

use leptos::{prelude::*, task::spawn_local};
use model::{
    claim::{APPOINTMENT_DAYS, CancelReason, EXTENSION_DAYS},
    command::{Appoint, CancelClaim, ExtendClaim, ExtendReason},
    view::{ClaimAction, ClaimView},
};

use super::claim_item::word;
use crate::{
    api::{self, ApiError, ApiResult},
    browser::{clock, net},
    components::{
        choice::{Radios, Select},
        trouble::complaint,
    },
    i18n::use_texts,
    session::use_session,
};

/// What a form holds; each action reads what it needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Filled {
    reason: String,
    days: String,
    day: String,
}

/// The command that a form stands for, or `None` while something is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Command {
    Cancel(CancelClaim),
    Extend(ExtendClaim),
    Send,
    Appoint(Appoint),
}

fn command(action: ClaimAction, filled: &Filled) -> Option<Command> {
    match action {
        ClaimAction::CancelFree => Some(Command::Cancel(CancelClaim { reason: None })),
        ClaimAction::CancelLate => {
            Some(Command::Cancel(CancelClaim { reason: Some(CancelReason::from_code(&filled.reason)?) }))
        }
        ClaimAction::Extend => {
            let days = filled.days.parse().ok().filter(|days| (1..=EXTENSION_DAYS).contains(days))?;
            Some(Command::Extend(ExtendClaim { days, reason: ExtendReason::from_code(&filled.reason)? }))
        }
        ClaimAction::Send => Some(Command::Send),
        ClaimAction::Appoint => Some(Command::Appoint(Appoint { day: filled.day.parse().ok()? })),
        ClaimAction::Confirm | ClaimAction::ExtendHold => None,
    }
}

/// The form of one action of a claim.
#[component]
pub(super) fn ActionForm(
    /// The claim.
    claim: ClaimView,
    /// What is to be done with it.
    action: ClaimAction,
    /// Which form is open.
    open: RwSignal<Option<ClaimAction>>,
    /// What is said when it is done.
    said: RwSignal<Option<String>>,
) -> impl IntoView {
    let t = use_texts();
    let session = use_session();
    let id = claim.id;
    let reason = RwSignal::new(String::new());
    let days = RwSignal::new("3".to_owned());
    let day = RwSignal::new(String::new());
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let is_missing = RwSignal::new(false);
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let filled = Filled { reason: reason.get_untracked(), days: days.get_untracked(), day: day.get_untracked() };
        let command = command(action, &filled);
        is_missing.set(command.is_none());
        let Some(command) = command.filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let answer = ask(id, command).await;
            busy.try_set(false);
            match answer {
                Ok(claim) => {
                    said.try_set(Some((t.me.done)(word(t, action))));
                    open.try_set(None);
                    session.put(claim);
                }
                Err(refusal) => {
                    error.try_set(Some(refusal));
                }
            }
        });
    };
    let (text, yes) = match action {
        ClaimAction::Send => (t.me.sent_text, t.me.sent_yes),
        ClaimAction::Appoint => (t.me.appoint_text, t.me.appoint_yes),
        ClaimAction::Extend => (t.me.extend_text, t.me.extend_yes),
        ClaimAction::CancelLate => (t.me.cancel_late_text, t.me.cancel_yes),
        _ => (t.me.cancel_free_text, t.me.cancel_yes),
    };
    let fields = match action {
        ClaimAction::Extend => extend_fields(id.to_string(), days, reason),
        ClaimAction::CancelLate => {
            let choices = CancelReason::ALL.iter().map(|one| (one.code().to_owned(), (t.words.cancel_reason)(*one).to_owned())).collect::<Vec<_>>();
            view! { <Radios name=format!("reason-{id}") label=t.me.reason choices value=reason /> }.into_any()
        }
        ClaimAction::Appoint => appoint_field(day),
        _ => ().into_any(),
    };

    view! {
        <form class="action" novalidate=true on:submit=go>
            <p>{text}</p>
            {fields}
            <div role="alert">{move || is_missing.get().then(|| view! { <p class="complaint">{t.common.please_choose}</p> })}</div>
            {complaint(error)}
            <p class="actions">
                <button type="submit" class="button" aria-busy=move || busy.get().to_string() disabled=move || !net::is_online()>
                    {move || if busy.get() { t.claim.sending } else { yes }}
                </button>
                <button type="button" class="button" data-kind="quiet" on:click=move |_| open.set(None)>
                    {t.me.never_mind}
                </button>
            </p>
        </form>
    }
    .into_any()
}

fn extend_fields(id: String, days: RwSignal<String>, reason: RwSignal<String>) -> AnyView {
    let t = use_texts();
    let reasons = ExtendReason::ALL.iter().map(|one| (one.code().to_owned(), (t.words.extend_reason)(*one).to_owned())).collect::<Vec<_>>();
    let lengths = (1..=u32::try_from(EXTENSION_DAYS).unwrap_or_default()).map(|n| (n.to_string(), (t.me.days)(n)));
    let lengths = Signal::stored(lengths.collect::<Vec<_>>());
    view! {
        <Select name="extend-days" label=t.me.extend_days none=t.common.please_choose choices=lengths value=days.into() on_choice=Callback::new(move |n| days.set(n)) />
        <Radios name=format!("extend-{id}") label=t.me.reason choices=reasons value=reason />
    }
    .into_any()
}

fn appoint_field(day: RwSignal<String>) -> AnyView {
    let t = use_texts();
    let (first, last) = (clock::today(), clock::today().plus(APPOINTMENT_DAYS));
    view! {
        <div class="field">
            <label for="appoint-day">{t.me.appoint_day}</label>
            <input id="appoint-day" type="date" min=first.to_string() max=last.to_string() prop:value=move || day.get() on:input:target=move |event| day.set(event.target().value()) />
        </div>
    }
    .into_any()
}

async fn ask(id: model::ClaimId, command: Command) -> ApiResult<ClaimView> {
    match command {
        Command::Cancel(command) => api::cancel(id, &command).await,
        Command::Extend(command) => api::extend(id, &command).await,
        Command::Send => api::sent(id).await,
        Command::Appoint(command) => api::appoint(id, &command).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_becomes_a_command_only_when_nothing_is_missing() {
        let filled = |reason: &str, days: &str, day: &str| Filled { reason: reason.into(), days: days.into(), day: day.into() };
        for (action, form, want) in [
            (ClaimAction::CancelFree, filled("", "", ""), Some(Command::Cancel(CancelClaim { reason: None }))),
            (ClaimAction::CancelLate, filled("", "", ""), None),
            (
                ClaimAction::CancelLate,
                filled("illness", "", ""),
                Some(Command::Cancel(CancelClaim { reason: Some(CancelReason::Illness) })),
            ),
            (ClaimAction::Extend, filled("", "3", ""), None),
            (ClaimAction::Extend, filled("stock", "0", ""), None),
            (ClaimAction::Extend, filled("stock", "8", ""), None),
            (
                ClaimAction::Extend,
                filled("stock", "7", ""),
                Some(Command::Extend(ExtendClaim { days: 7, reason: ExtendReason::Stock })),
            ),
            (ClaimAction::Send, filled("", "", ""), Some(Command::Send)),
            (ClaimAction::Appoint, filled("", "", ""), None),
            (
                ClaimAction::Appoint,
                filled("", "", "2026-11-30"),
                Some(Command::Appoint(Appoint { day: "2026-11-30".parse().unwrap() })),
            ),
            (ClaimAction::Confirm, filled("", "", ""), None),
        ] {
            assert_eq!(command(action, &form), want, "{action:?} with {form:?}");
        }
    }
}
