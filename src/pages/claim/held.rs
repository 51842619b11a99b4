//! The third step: a slot is held; read once more and confirm.

use leptos::prelude::*;
use model::{
    ClaimId, Kind, Millis, ProblemCode,
    command::CancelClaim,
    view::{ClaimAction, ClaimView},
};

use super::flow::{Stage, stage_of};
use crate::{
    api::{self, client::Fetch},
    browser::clock,
    components::{
        control::{Button, actions},
        facts::fact,
        station::station,
        trouble::complaint,
    },
    format,
    i18n::{Texts, use_texts},
    markup::{Html, html, live, show},
    reactive::{dynamic, effect, group},
    sending::Sending,
    session::Session,
};

/// How much of the hold is left, in whole minutes; `None` when it is over.
fn minutes_left(until: Millis, now: Millis) -> Option<u32> {
    let left = until.get() - now.get();
    (left > 0).then(|| u32::try_from(left / 60_000).unwrap_or(u32::MAX))
}

fn left(t: &Texts, minutes: u32) -> String {
    if minutes == 0 { t.claim.left_little.to_owned() } else { (t.claim.left)(minutes) }
}

/// What is held, for how long, and three ways on.
pub(super) fn held(claim: &ClaimView, session: Session, stage: RwSignal<Stage>) -> AnyView {
    let t = use_texts();
    let id = claim.id;
    let sending = Sending::new();
    let asked = RwSignal::new(ClaimAction::Confirm);
    let now = clock::every_second();
    let until = RwSignal::new(claim.hold_until);
    let may_extend = RwSignal::new(claim.actions.contains(&ClaimAction::ExtendHold));
    let minutes = Memo::new(move |_| until.get().map(|until| minutes_left(until, now.get())));
    effect(move || {
        // While something is on its way, the server says whether it came in time.
        if minutes.get() == Some(None) && !sending.busy.get() {
            stage.try_set(Stage::HoldOver);
        }
    });
    let act = Callback::new(move |action: ClaimAction| {
        asked.set(action);
        sending.settle(ask(id, action), move |answer| match answer {
            Ok(claim) => {
                session.put(claim.clone());
                if action == ClaimAction::ExtendHold {
                    until.try_set(claim.hold_until);
                    may_extend.try_set(claim.actions.contains(&ClaimAction::ExtendHold));
                } else {
                    stage.try_set(stage_of(claim, true));
                }
                None
            }
            Err(refusal) if refusal.code() == Some(ProblemCode::HoldOver) => {
                stage.try_set(Stage::HoldOver);
                None
            }
            Err(refusal) => Some(refusal),
        });
    });
    let is_busy = move |action| Signal::derive(move || sending.busy.get() && asked.get() == action);
    let press = move |action| Callback::new(move |()| act.run(action));
    let button =
        move |word: &'static str, action| Button::quiet(word).busy(is_busy(action)).online().press(press(action));
    let time = move || {
        let left = minutes.get().flatten().map(|minutes| left(t, minutes));
        let until = until.get().map(|until| (t.claim.held_until)(&format::clock(until)));
        html!("<p class='held-time'><b role='timer'>", left, "</b> <span class='quiet'>", until, "</span></p>")
    };
    let more_time =
        move || if may_extend.get() { button(t.claim.more_time, ClaimAction::ExtendHold) } else { ().into_any() };

    group(
        "held",
        vec![
            show(html!("<h2>", t.claim.held, "</h2>")),
            live(time),
            show(html!("<p>", t.claim.held_text, "</p>", summary(t, claim))),
            complaint(sending.error),
            Button::large(t.claim.confirm)
                .busy(is_busy(ClaimAction::Confirm))
                .online()
                .press(press(ClaimAction::Confirm)),
            actions(vec![dynamic(more_time), button(t.claim.give_up, ClaimAction::CancelFree)]),
        ],
    )
}

fn ask(id: ClaimId, action: ClaimAction) -> Fetch<ClaimView> {
    match action {
        ClaimAction::Confirm => api::confirm(id),
        ClaimAction::ExtendHold => api::extend_hold(id),
        _ => api::cancel(id, &CancelClaim { reason: None }),
    }
}

/// What is promised, once more.
fn summary(t: &Texts, claim: &ClaimView) -> Html {
    let card = claim.wish.as_ref();
    html!(
        "<div class='card'><dl class='facts'>",
        card.map(|card| fact(t.claim.what, &card.title)),
        claim.spec.as_ref().map(|spec| fact(t.wishes.spec, spec)),
        card.and_then(|card| card.price).map(|price| fact(t.wishes.price, format::money(t.ui, price))),
        fact(t.wishes.delivery, (t.words.delivery)(claim.delivery)),
        due(t, claim),
        fact(t.claim.change, t.claim.change_text),
        "</dl>",
        station(t, &claim.station),
        "</div>"
    )
}

/// The deadline in the words of its kind.
pub(crate) fn due(t: &Texts, claim: &ClaimView) -> Option<Html> {
    let is_service = claim.wish.as_ref().is_some_and(|card| card.kind == Kind::Service);
    let day = format::day(t.ui, claim.due?, clock::today());
    Some(fact(t.claim.by_when, if is_service { (t.me.due_service)(&day) } else { (t.me.due_on)(&day) }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Locale, texts};

    #[test]
    fn the_hold_is_counted_in_minutes_and_ends_once() {
        let until = Millis::new(1_800_000);
        for (now, want) in [
            (0, Some(30)),
            (1, Some(29)),
            (1_740_000, Some(1)),
            (1_740_001, Some(0)),
            (1_799_999, Some(0)),
            (1_800_000, None),
            (9_999_999, None),
        ] {
            assert_eq!(minutes_left(until, Millis::new(now)), want, "at {now}");
        }
        assert_eq!(left(texts(Locale::Zh), 0), "不到 1 分钟");
        assert_eq!(left(texts(Locale::Zh), 12), "还有 12 分钟");
    }
}
