//! One wish: what is needed, where it goes, what happens next, and the way to claim it.

mod offer;
mod pass_on;

use leptos::prelude::*;
use model::{ProblemCode, WishId, view::WishView};

use crate::{
    api,
    browser::{clock, live::use_live, page},
    catalog::use_catalog,
    components::{
        facts::{band, fact, fact_with_note, mark, short_district, urgency},
        icon::{Icon, icon},
        skeleton,
        station::station,
        trouble::{Trouble, stale},
        wish_card::slots,
    },
    format,
    i18n::use_texts,
    remote::Remote,
    router::use_router,
    routes::Route,
};
use offer::OfferBox;
pub(crate) use offer::ways_on;
use pass_on::PassOn;

/// All that the public may know of a wish.
#[component]
pub(crate) fn WishPage(id: WishId) -> impl IntoView {
    let t = use_texts();
    let (catalog, live) = (use_catalog(), use_live());
    let back = use_router().last_list();
    let wish = Remote::<WishView>::new();
    let load = move || wish.load(api::wish(id));
    load();
    Effect::new(move |_| {
        if live.change().ids.contains(&id) {
            load();
        }
    });
    let known = catalog.card(id).map(|card| card.title);
    let is_gone = move || wish.trouble.with(|error| error.as_ref().and_then(api::ApiError::code) == Some(ProblemCode::NotFound));
    // The heading is there from the start, so that the focus has somewhere to go.
    let title = Memo::new(move |_| {
        if is_gone() {
            return t.wishes.gone_title.to_owned();
        }
        let found = wish.value.with(|wish| wish.as_ref().map(|wish| wish.card.title.clone()));
        found.or_else(|| known.clone()).unwrap_or_else(|| t.wishes.wish.to_owned())
    });
    Effect::new(move |_| {
        title.with(|title| page::set_title(&(t.common.title)(title)));
        if is_gone() {
            catalog.put(id, None);
        }
    });
    let content = move || match (wish.value.get(), wish.trouble.get()) {
        _ if is_gone() => gone(),
        (Some(found), _) => whole(&found),
        (None, Some(error)) => view! { <Trouble error retry=Callback::new(move |()| load()) /> }.into_any(),
        (None, None) => skeleton::cards(4),
    };

    view! {
        <article class="page wish">
            <p class="back">
                <a href=back.href()>{icon(Icon::Back)} <span>{t.common.wishes}</span></a>
            </p>
            {move || wish.value.with(|wish| wish.as_ref().filter(|_| !is_gone()).map(head))}
            <h1 tabindex="-1">{title}</h1>
            {move || (wish.value.with(Option::is_some) && !is_gone()).then(|| stale(wish.trouble))}
            {content}
        </article>
    }
    .into_any()
}

/// The line over the title.
fn head(wish: &WishView) -> AnyView {
    let t = use_texts();
    view! {
        <p class="wish-kind">
            <span class="wish-shan">{icon(Icon::of_shan(wish.card.shan))} {(t.words.shan)(wish.card.shan)}</span>
            <span>{(t.words.class)(wish.card.class)}</span>
            {urgency(wish.card.urgency)}
        </p>
    }
    .into_any()
}

fn whole(wish: &WishView) -> AnyView {
    let t = use_texts();
    let card = &wish.card;
    let who = format!("{} · {}", band(t, card.band), short_district(&card.district));
    let steps = if card.kind == model::Kind::Goods { t.wishes.next_steps } else { t.wishes.next_steps_service };
    let steps = steps(wish.term_days).into_iter().map(|step| view! { <li>{step}</li> });

    view! {
        <p class="wish-who">{who}</p>
        {(!wish.story.is_empty()).then(|| view! { <p class="wish-story">{wish.story.clone()}</p> })}
        <ul class="marks">
            {mark(Icon::Check, (t.wishes.verified)(&format::month(t, &wish.verified_month)))}
            {wish.duplicate_checked.then(|| mark(Icon::Check, t.wishes.duplicate_checked.to_owned()))}
            {mark(Icon::Masked, t.wishes.masked.to_owned())}
        </ul>
        <section class="card">
            <h2>{t.wishes.what}</h2>
            {facts(wish)}
        </section>
        <OfferBox wish=wish.clone() />
        <section>
            <h2>{t.wishes.next}</h2>
            <ol class="steps">{steps.collect::<Vec<_>>()}</ol>
        </section>
        <section class="card">
            <h2>{t.wishes.station}</h2>
            {station(&wish.station)}
        </section>
        <PassOn id=card.id title=card.title.clone() />
        <p class="report">
            <a href=Route::Report(Some(card.id)).href()>{icon(Icon::Flag)} <span>{t.wishes.report}</span></a>
        </p>
    }
    .into_any()
}

fn facts(wish: &WishView) -> AnyView {
    let t = use_texts();
    let card = &wish.card;
    let price = card.price.map(|price| fact_with_note(t.wishes.price, format::money(t, price), t.wishes.price_note));
    view! {
        <dl class="facts">
            {wish.thing.clone().map(|thing| fact(t.wishes.thing, thing))}
            {wish.spec.clone().map(|spec| fact(t.wishes.spec, spec))}
            {fact(t.wishes.item, card.item.clone())}
            {price}
            {card.hours.map(|hours| fact(t.wishes.hours, (t.wishes.hours_each)(hours)))}
            {slots(t, card).map(|slots| fact(t.wishes.share_count, slots))}
            {fact(t.wishes.delivery, (t.words.delivery)(wish.delivery))}
            {fact(t.wishes.term, (t.wishes.term_days)(wish.term_days))}
            {fact(t.wishes.listed_until, format::day(t, wish.listed_until, clock::today()))}
        </dl>
    }
    .into_any()
}

fn gone() -> AnyView {
    let t = use_texts();
    view! {
        <div class="empty">
            <p>{t.wishes.gone_text}</p>
            {ways_on()}
        </div>
    }
    .into_any()
}
