//! The small forms of a claim, opened in their place, never over the page.

use leptos::prelude::*;
use model::{
    ClaimId,
    claim::{CancelReason, EXTENSION_DAYS},
    command::{Appoint, CancelClaim, ExtendClaim, ExtendReason},
    view::{ClaimAction, ClaimView},
};

use super::claim_item::word;
use crate::{
    api::{self, client::Fetch},
    components::{
        control::{Button, Field, actions, form, radios, select},
        trouble::{complain, complaint},
    },
    i18n::{Texts, use_texts},
    markup::{html, show},
    sending::Sending,
    session::Session,
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

/// The form of one action of a claim. `open` says which form is open, `said` what was done last.
pub(super) fn action_form(
    session: Session,
    id: ClaimId,
    action: ClaimAction,
    open: RwSignal<Option<ClaimAction>>,
    said: RwSignal<Option<String>>,
) -> AnyView {
    let t = use_texts();
    let reason = RwSignal::new(String::new());
    let days = RwSignal::new("3".to_owned());
    let day = RwSignal::new(String::new());
    let sending = Sending::new();
    let is_missing = RwSignal::new(false);
    let go = Callback::new(move |()| {
        let filled = Filled { reason: reason.get_untracked(), days: days.get_untracked(), day: day.get_untracked() };
        let command = command(action, &filled);
        is_missing.set(command.is_none());
        let Some(command) = command else { return };
        sending.send(ask(id, &command), move |claim| {
            said.try_set(Some((t.me.done)(word(t, action))));
            open.try_set(None);
            session.put(claim);
        });
    });
    let (text, yes) = match action {
        ClaimAction::Send => (t.me.sent_text, t.me.sent_yes),
        ClaimAction::Appoint => (t.me.appoint_text, t.me.appoint_yes),
        ClaimAction::Extend => (t.me.extend_text, t.me.extend_yes),
        ClaimAction::CancelLate => (t.me.cancel_late_text, t.me.cancel_yes),
        _ => (t.me.cancel_free_text, t.me.cancel_yes),
    };
    let never_mind = Callback::new(move |()| open.set(None));
    let mut parts = vec![show(html!("<p>", text, "</p>"))];
    parts.extend(fields(t, id, action, reason, days, day));
    parts.extend([
        complain(move || is_missing.get().then(|| t.common.please_choose.to_owned())),
        complaint(sending.error),
        actions(vec![
            Button::main(yes).busy(sending.busy).online().submit(),
            Button::quiet(t.me.never_mind).press(never_mind),
        ]),
    ]);
    form("action", parts, go)
}

/// What an action asks for.
fn fields(
    t: &'static Texts,
    id: ClaimId,
    action: ClaimAction,
    reason: RwSignal<String>,
    days: RwSignal<String>,
    day: RwSignal<String>,
) -> Vec<AnyView> {
    match action {
        ClaimAction::Extend => {
            let lengths =
                (1..=u32::try_from(EXTENSION_DAYS).unwrap_or_default()).map(|n| (n.to_string(), (t.me.days)(n)));
            let lengths = Signal::stored(lengths.collect::<Vec<_>>());
            let choose = Callback::new(move |n| days.set(n));
            let reasons =
                ExtendReason::ALL.iter().map(|one| (one.code().to_owned(), (t.words.extend_reason)(*one).to_owned()));
            vec![
                select("extend-days", t.me.extend_days, t.common.please_choose, lengths, days.into(), choose),
                radios(&format!("extend-{id}"), t.me.reason, reasons.collect(), reason),
            ]
        }
        ClaimAction::CancelLate => {
            let reasons =
                CancelReason::ALL.iter().map(|one| (one.code().to_owned(), (t.words.cancel_reason)(*one).to_owned()));
            vec![radios(&format!("cancel-{id}"), t.me.reason, reasons.collect(), reason)]
        }
        ClaimAction::Appoint => {
            let label = t.me.appoint_day.to_owned();
            vec![Field { id: "appoint-day", label, kind: "date", ..Field::default() }.hold(day)]
        }
        _ => Vec::new(),
    }
}

fn ask(id: ClaimId, command: &Command) -> Fetch<ClaimView> {
    match command {
        Command::Cancel(command) => api::cancel(id, command),
        Command::Extend(command) => api::extend(id, command),
        Command::Send => api::sent(id),
        Command::Appoint(command) => api::appoint(id, command),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_becomes_a_command_only_when_nothing_is_missing() {
        let filled =
            |reason: &str, days: &str, day: &str| Filled { reason: reason.into(), days: days.into(), day: day.into() };
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
