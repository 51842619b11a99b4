//! One wish: what is needed, where it goes, what happens next, and the way to claim it.

mod offer;
mod pass_on;

use leptos::prelude::*;
use model::{Kind, ProblemCode, WishId, view::WishView};

use crate::{
    api::{self, ApiError},
    browser::{clock, live::use_live, page},
    catalog::use_catalog,
    components::{
        facts::{band, fact, fact_with_note, mark, short_district, urgency},
        icon::{Icon, icon},
        skeleton,
        station::station,
        trouble::{stale, trouble},
        wish_card::slots,
    },
    format,
    i18n::{Texts, use_texts},
    markup::{Html, html, live, show},
    reactive::{dynamic, effect, group},
    remote::Remote,
    router::use_router,
    routes::Route,
};
pub(crate) use offer::ways_on;

/// How the page looks, apart from what it says.
#[derive(Clone, PartialEq)]
enum Look {
    Coming,
    There,
    Gone,
    Trouble(ApiError),
}

/// All that the public may know of a wish.
pub(crate) fn page(id: WishId) -> AnyView {
    let t = use_texts();
    let (catalog, stream) = (use_catalog(), use_live());
    let back = use_router().last_list().href();
    let wish = Remote::<WishView>::new();
    let load = Callback::new(move |()| wish.load(api::wish(id)));
    load.run(());
    effect(move || {
        if stream.change().ids.contains(&id) {
            load.run(());
        }
    });
    let look = Memo::new(move |_| match (wish.value.with(Option::is_some), wish.trouble.get()) {
        (_, Some(error)) if error.code() == Some(ProblemCode::NotFound) => Look::Gone,
        (true, _) => Look::There,
        (false, Some(error)) => Look::Trouble(error),
        (false, None) => Look::Coming,
    });
    let known = catalog.card(id).map(|card| card.title);
    // The heading is there from the start, so that the focus has somewhere to go.
    let title = Memo::new(move |_| {
        let found = wish.value.with(|wish| wish.as_ref().map(|wish| wish.card.title.clone()));
        match look.get() {
            Look::Gone => t.wishes.gone_title.to_owned(),
            _ => found.or_else(|| known.clone()).unwrap_or_else(|| t.wishes.wish.to_owned()),
        }
    });
    effect(move || {
        title.with(|title| page::set_title(&(t.common.title)(title)));
        if look.get() == Look::Gone {
            catalog.put(id, None);
        }
    });
    // Nothing of a wish that is gone stays on the page.
    let part = move |part: fn(&Texts, &WishView) -> Html| {
        live(move || match look.get() {
            Look::There => wish.value.with(|wish| wish.as_ref().map(|wish| part(t, wish)).unwrap_or_default()),
            _ => Html::default(),
        })
    };
    let state = dynamic(move || match look.get() {
        Look::Coming => show(skeleton::cards(4)),
        Look::There => stale(move || wish.trouble.with(Option::is_some)),
        Look::Gone => show(gone(t)),
        Look::Trouble(error) => trouble(&error, load),
    });
    let heading = view! { <h1 tabindex="-1">{title}</h1> }.into_any();
    let way =
        html!("<p class='back'><a href='", back, "'>", icon(Icon::Back), "<span>", t.common.wishes, "</span></a></p>");

    group(
        "page wish",
        vec![
            show(way),
            // Its place is kept, so that the title stays where it is.
            live(move || match look.get() {
                Look::Coming => html!("<p class='wish-kind' aria-hidden='true'></p>"),
                Look::There => wish.value.with(|wish| wish.as_ref().map(|wish| head(t, wish)).unwrap_or_default()),
                Look::Gone | Look::Trouble(_) => Html::default(),
            }),
            heading,
            state,
            part(need),
            offer::offer_box(wish, Signal::derive(move || look.get() == Look::There)),
            part(rest),
            dynamic(move || {
                if look.get() == Look::There { pass_on::pass_on(id, title.get_untracked()) } else { ().into_any() }
            }),
            part(report),
        ],
    )
}

/// The line over the title.
fn head(t: &Texts, wish: &WishView) -> Html {
    let card = &wish.card;
    html!(
        "<p class='wish-kind'><span class='wish-shan'>",
        icon(Icon::of_shan(card.shan)),
        (t.words.shan)(card.shan),
        "</span> <span>",
        (t.words.class)(card.class),
        "</span> ",
        urgency(t, card.urgency),
        "</p>"
    )
}

/// Who, why and what.
fn need(t: &Texts, wish: &WishView) -> Html {
    let card = &wish.card;
    let who = format!("{} · {}", band(t, card.band), short_district(&card.district));
    let story = (!wish.story.is_empty()).then(|| html!("<p class='wish-story'>", wish.story, "</p>"));
    let verified = (t.wishes.verified)(&format::month(t.ui, &wish.verified_month));
    html!(
        "<p class='wish-who'>",
        who,
        "</p>",
        story,
        "<ul class='marks'>",
        mark(Icon::Check, &verified),
        wish.duplicate_checked.then(|| mark(Icon::Check, t.wishes.duplicate_checked)),
        mark(Icon::Masked, t.wishes.masked),
        "</ul><section class='card'><h2>",
        t.wishes.what,
        "</h2>",
        facts(t, wish),
        "</section>"
    )
}

fn facts(t: &Texts, wish: &WishView) -> Html {
    let card = &wish.card;
    let price =
        card.price.map(|price| fact_with_note(t.wishes.price, &format::money(t.ui, price), t.wishes.price_note));
    html!(
        "<dl class='facts'>",
        wish.thing.as_ref().map(|thing| fact(t.wishes.thing, thing)),
        wish.spec.as_ref().map(|spec| fact(t.wishes.spec, spec)),
        fact(t.wishes.item, &card.item),
        price,
        card.hours.map(|hours| fact(t.wishes.hours, (t.wishes.hours_each)(hours))),
        slots(t, card).map(|slots| fact(t.wishes.share_count, slots)),
        fact(t.wishes.delivery, (t.words.delivery)(wish.delivery)),
        fact(t.wishes.term, (t.wishes.term_days)(wish.term_days)),
        fact(t.wishes.listed_until, format::day(t.ui, wish.listed_until, clock::today())),
        "</dl>"
    )
}

/// What happens next, and the station.
fn rest(t: &Texts, wish: &WishView) -> Html {
    let steps = if wish.card.kind == Kind::Goods { t.wishes.next_steps } else { t.wishes.next_steps_service };
    let steps = steps(wish.term_days).map(|step| html!("<li>", step, "</li>"));
    html!(
        "<h2>",
        t.wishes.next,
        "</h2><ol class='steps'>",
        steps.into_iter().collect::<Html>(),
        "</ol><section class='card'><h2>",
        t.wishes.station,
        "</h2>",
        station(t, &wish.station),
        "</section>"
    )
}

fn report(t: &Texts, wish: &WishView) -> Html {
    let href = Route::Report(Some(wish.card.id)).href();
    html!("<p class='report'><a href='", href, "'>", icon(Icon::Flag), "<span>", t.wishes.report, "</span></a></p>")
}

fn gone(t: &Texts) -> Html {
    html!("<div class='empty'><p>", t.wishes.gone_text, "</p>", ways_on(t), "</div>")
}
