//! The third step: a slot is held; read once more and confirm.

use leptos::{prelude::*, task::spawn_local};
use model::{
    ClaimId, Kind, Millis, ProblemCode,
    command::CancelClaim,
    view::{ClaimAction, ClaimView},
};

use super::flow::Stage;
use crate::{
    api::{self, ApiError, ApiResult},
    browser::{clock, net},
    components::{facts::fact, station::station, trouble::complaint},
    format,
    i18n::{Texts, use_texts},
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
#[component]
pub(super) fn Held(
    /// The claim that holds the slot.
    claim: ClaimView,
    /// Called with what the server has made of it.
    on_claim: Callback<ClaimView>,
    /// Where the person is on the way.
    stage: RwSignal<Stage>,
) -> impl IntoView {
    let t = use_texts();
    let id = claim.id;
    let busy = RwSignal::new(None::<ClaimAction>);
    let error = RwSignal::new(None::<ApiError>);
    let now = clock::every_second();
    let until = RwSignal::new(claim.hold_until);
    let may_extend = RwSignal::new(claim.actions.contains(&ClaimAction::ExtendHold));
    let minutes = Memo::new(move |_| until.get().map(|until| minutes_left(until, now.get())));
    Effect::new(move |_| {
        // While a confirmation is on its way, the server says whether it came in time.
        if minutes.get() == Some(None) && busy.get() != Some(ClaimAction::Confirm) {
            stage.try_set(Stage::HoldOver);
        }
    });
    let act = move |action: ClaimAction| {
        if busy.get_untracked().is_some() {
            return;
        }
        busy.set(Some(action));
        error.set(None);
        spawn_local(async move {
            let answer = ask(id, action).await;
            busy.try_set(None);
            match answer {
                Ok(claim) if action == ClaimAction::ExtendHold => {
                    until.try_set(claim.hold_until);
                    may_extend.try_set(claim.actions.contains(&ClaimAction::ExtendHold));
                }
                Ok(claim) => on_claim.run(claim),
                Err(refusal) if refusal.code() == Some(ProblemCode::HoldOver) => {
                    stage.try_set(Stage::HoldOver);
                }
                Err(refusal) => {
                    error.try_set(Some(refusal));
                }
            }
        });
    };
    let is_busy = move |action| (busy.get() == Some(action)).to_string();
    let until_text = move || until.get().map(|until| (t.claim.held_until)(&format::clock(until)));
    let left_text = move || minutes.get().flatten().map(|minutes| left(t, minutes));

    view! {
        <div class="held">
            <h2>{t.claim.held}</h2>
            <p class="held-time"><b role="timer">{left_text}</b> <span class="quiet">{until_text}</span></p>
            <p>{t.claim.held_text}</p>
            {summary(&claim)}
            {complaint(error)}
            <button type="button" class="button" data-size="large" aria-busy=move || is_busy(ClaimAction::Confirm) disabled=move || !net::is_online() on:click=move |_| act(ClaimAction::Confirm)>
                {move || if busy.get() == Some(ClaimAction::Confirm) { t.claim.sending } else { t.claim.confirm }}
            </button>
            <p class="actions">
                {move || may_extend.get().then(|| view! {
                    <button type="button" class="button" data-kind="quiet" aria-busy=move || is_busy(ClaimAction::ExtendHold) on:click=move |_| act(ClaimAction::ExtendHold)>
                        {t.claim.more_time}
                    </button>
                })}
                <button type="button" class="button" data-kind="quiet" aria-busy=move || is_busy(ClaimAction::CancelFree) on:click=move |_| act(ClaimAction::CancelFree)>
                    {t.claim.give_up}
                </button>
            </p>
        </div>
    }
    .into_any()
}

async fn ask(id: ClaimId, action: ClaimAction) -> ApiResult<ClaimView> {
    match action {
        ClaimAction::Confirm => api::confirm(id).await,
        ClaimAction::ExtendHold => api::extend_hold(id).await,
        _ => api::cancel(id, &CancelClaim { reason: None }).await,
    }
}

/// What is promised, once more.
fn summary(claim: &ClaimView) -> AnyView {
    let t = use_texts();
    let title = claim.wish.as_ref().map(|card| fact(t.claim.what, card.title.clone()));
    let price = claim.wish.as_ref().and_then(|card| card.price).map(|price| fact(t.wishes.price, format::money(t, price)));
    let is_service = claim.wish.as_ref().is_some_and(|card| card.kind == Kind::Service);
    let due = claim.due.map(|due| {
        let due = format::day(t, due, clock::today());
        fact(t.claim.by_when, if is_service { (t.me.due_service)(&due) } else { (t.me.due_on)(&due) })
    });
    view! {
        <div class="card">
            <dl class="facts">
                {title} {claim.spec.clone().map(|spec| fact(t.wishes.spec, spec))} {price}
                {fact(t.wishes.delivery, (t.words.delivery)(claim.delivery))} {due}
                {fact(t.claim.change, t.claim.change_text)}
            </dl>
            {station(&claim.station)}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

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
        assert_eq!(left(Locale::Zh.texts(), 0), "不到 1 分钟");
        assert_eq!(left(Locale::Zh.texts(), 12), "还有 12 分钟");
    }
}
