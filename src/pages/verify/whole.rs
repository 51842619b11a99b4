//! The audit of every entry: its button, its progress, its result.

use leptos::prelude::*;
use model::verify::{Ask, Passed, Progress};

use super::{
    count,
    desk::Desk,
    list,
    seen::{Audit, Seen},
    totals,
};
use crate::{
    browser::clock,
    components::{
        control::{Button, actions},
        icon::{Icon, icon},
    },
    format,
    i18n::{books::use_books, use_texts},
    markup::{Html, announce, html, live, show},
    reactive::{dynamic, group},
};

/// What can be done about the audit now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offer {
    Nothing,
    Start,
    Pause,
    GoOn,
    Again,
}

fn offer(seen: &Seen) -> Offer {
    match &seen.audit {
        _ if seen.is_broken || seen.standing.is_none() => Offer::Nothing,
        Audit::Idle => Offer::Start,
        Audit::Running(_) => Offer::Pause,
        Audit::Paused(_) => Offer::GoOn,
        Audit::Passed(_) => Offer::Again,
    }
}

/// The card of the audit.
pub(crate) fn card(desk: Desk) -> AnyView {
    let b = use_books();
    let seen = desk.seen;
    let head = html!("<h2>", b.verify.whole_title, "</h2><p>", b.verify.whole_what, "</p>");
    let bar = live(move || seen.with(|seen| bar(&seen.audit)));
    let what = Memo::new(move |_| seen.with(offer));
    let buttons = dynamic(move || {
        let start = |afresh| Callback::new(move |()| desk.audit(afresh));
        let pause = Callback::new(move |()| desk.ask(&Ask::Pause));
        actions(match what.get() {
            Offer::Nothing => Vec::new(),
            Offer::Start => vec![Button::large(b.verify.start.to_owned()).press(start(false))],
            Offer::Pause => vec![Button::quiet(b.verify.pause.to_owned()).press(pause)],
            Offer::GoOn => vec![Button::large(b.verify.resume.to_owned()).press(start(false))],
            Offer::Again => vec![Button::quiet(b.verify.again.to_owned()).press(start(true))],
        })
    });
    let result = announce("status", move || {
        seen.with(|seen| match &seen.audit {
            Audit::Passed(passed) => passed_now(passed),
            Audit::Paused(_) => html!("<p class='quiet'>", b.verify.paused, "</p>"),
            Audit::Idle => before(seen),
            Audit::Running(_) => Html::default(),
        })
    });
    let compared = live(move || {
        seen.with(|seen| match &seen.audit {
            Audit::Passed(passed) => desk.shown.with(|shown| totals::table(passed, shown)),
            _ => Html::default(),
        })
    });
    group("card verify-whole", vec![show(head), bar, buttons, result, compared])
}

/// How far it is.
fn bar(audit: &Audit) -> Html {
    let (Audit::Running(progress) | Audit::Paused(progress)) = audit else { return Html::default() };
    let b = use_books();
    let Progress { audited, of } = progress;
    html!(
        "<progress aria-label='",
        b.verify.progress_label,
        "' value='",
        audited.to_string(),
        "' max='",
        (*of).max(1).to_string(),
        "'></progress><p class='verify-far'>",
        (b.verify.progress)(&count(*audited), &count(*of)),
        "</p>"
    )
}

/// What an earlier visit came to, if nothing was added since.
fn before(seen: &Seen) -> Html {
    let whole = seen.standing.as_ref().filter(|now| now.size > 0 && now.audited == now.size && seen.alarm.is_none());
    let said = whole.map(|now| (use_books().verify.audited_before)(&count(now.size)));
    said.map(|said| html!("<p class='verify-far'>", said, "</p>")).unwrap_or_default()
}

fn passed_now(passed: &Passed) -> Html {
    let (t, b) = (use_texts(), use_books());
    let all = passed.standing.audited;
    let before = (passed.before > 0).then(|| {
        let new = count(all.saturating_sub(passed.before));
        html!(" ", (b.verify.passed_before)(&count(passed.before), &new))
    });
    let day = passed.last_day.map(|day| {
        let day = format::date(t.ui, day, clock::today());
        html!(" ", (b.verify.passed_day)(&day))
    });
    html!(
        "<div class='verify-passed'><p class='verify-verdict'>",
        icon(Icon::Check),
        " <b>",
        b.verify.passed_title,
        "</b></p><p>",
        (b.verify.passed)(&count(all)),
        before,
        day,
        "</p>",
        list(b.verify.passed_list),
        "</div>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_the_signature_is_seen_nothing_is_offered() {
        assert_eq!(offer(&Seen::default()), Offer::Nothing);
        assert_eq!(offer(&Seen { is_broken: true, ..Seen::default() }), Offer::Nothing);
    }
}
