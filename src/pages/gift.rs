//! What became of a donation, in plain words; the page follows it by itself until it has come to an end.

mod follow;
mod name;

use leptos::prelude::*;
use model::{
    DonationId,
    donation::{DonationState, InvoiceState, ShownAs},
    project::DonationMode,
    view::{DonationView, ProjectView},
};

use crate::{
    api,
    browser::clock,
    components::{
        books::{
            away::is_web,
            fresh::{fresh, is_named},
            world::world,
        },
        control::link_button,
        facts::{fact, fact_with_note},
        icon::{Icon, icon},
    },
    format,
    i18n::{
        Texts,
        books::{Books, use_books},
        use_texts,
    },
    markup::{Html, announce, html, live, show},
    pages::heading,
    reactive::{dynamic, effect, group},
    remote::Remote,
    routes::{Route, Tab},
};

/// A donation of one's own.
pub(crate) fn page(id: DonationId) -> AnyView {
    let (t, b) = (use_texts(), use_books());
    let gift = Remote::<DonationView>::new();
    follow::follow(id, gift);
    // What came to an end may change once more: money goes back.
    let is_own = move |named: &str| {
        gift.value.with_untracked(|gift| gift.as_ref().is_some_and(|gift| is_named(gift.project, named)))
    };
    fresh(is_own, Callback::new(move |()| gift.load(api::gifts::gift(id))));
    let load = Callback::new(move |()| gift.load(api::gifts::come_back(id)));
    let is_lost = Memo::new(move |_| {
        gift.value.with(Option::is_none)
            && gift.trouble.with(|error| error.as_ref().is_some_and(api::ApiError::is_final))
    });
    let content = move || {
        if is_lost.get() { show(lost(t, b)) } else { group("gift", vec![shown(t, b, gift, load)]) }
    };
    group("page", vec![show(world()), dynamic(content)])
}

fn shown(t: &'static Texts, b: &'static Books, gift: Remote<DonationView>, load: Callback<()>) -> AnyView {
    let part = move |build: fn(&Texts, &Books, &DonationView) -> Html| {
        move || gift.value.with(|gift| gift.as_ref().map(|gift| build(t, b, gift)).unwrap_or_default())
    };
    let waits = gift.show(2, load, |_| Html::default());
    group(
        "",
        vec![
            show(heading(t, b.gifts.gift_title)),
            waits,
            announce("status", part(state)),
            live(part(ways)),
            platform(b, gift),
            live(part(facts)),
            live(part(refunds)),
            name::name(gift, load),
        ],
    )
}

const fn sign(state: DonationState) -> Icon {
    use DonationState as D;
    match state {
        D::Booked | D::Refunded => Icon::Check,
        D::Opening | D::AwaitingPayment | D::Paid | D::Refunding => Icon::Clock,
        D::HandedOff => Icon::Forward,
        D::Checking | D::Closed | D::Failed => Icon::Acute,
    }
}

/// Where it stands.
fn state(_: &Texts, b: &Books, gift: &DonationView) -> Html {
    let g = &b.gifts;
    let waiting = follow::pause(gift.state, 0).is_some().then(|| html!("<p class='quiet'>", g.waiting, "</p>"));
    let demo = (gift.mode == DonationMode::Demo).then(|| html!("<p class='sample'>", g.demo_mark, "</p>"));
    html!(
        "<section class='card gift-state' data-state='",
        gift.state.code(),
        "'><p class='gift-word'>",
        icon(sign(gift.state)),
        "<b>",
        (g.state)(gift.state),
        "</b></p><p>",
        (g.what)(gift.state),
        "</p>",
        waiting,
        demo,
        "</section>"
    )
}

/// The address of the receipt, with what opens it.
pub(crate) fn receipt_href(gift: &DonationView) -> Option<String> {
    let receipt = gift.receipt.as_ref()?;
    let bare = Route::Receipt(receipt.id).href();
    Some(receipt.secret.as_ref().map_or_else(|| bare.clone(), |secret| format!("{bare}#{secret}")))
}

/// What can be done now.
fn ways(t: &Texts, b: &Books, gift: &DonationView) -> Html {
    let g = &b.gifts;
    let pay = gift.pay.as_ref().map(|pay| {
        let word = if gift.mode == DonationMode::Demo { g.pay_demo } else { g.pay };
        html!(
            "<p class='actions'>",
            link_button(word, &pay.url, "large"),
            "</p><p class='quiet'>",
            (g.pay_until)(&format::moment(t.ui, pay.until, clock::today())),
            "</p>"
        )
    });
    let receipt =
        receipt_href(gift).map(|href| html!("<p class='actions'>", link_button(g.see_receipt, &href, "large"), "</p>"));
    let again = matches!(gift.state, DonationState::Closed | DonationState::Failed).then(|| {
        html!("<p class='actions'>", link_button(g.again, &Route::Donate(gift.project).href(), "main"), "</p>")
    });
    html!(pay, receipt, again)
}

/// The designated platform and the number to give there.
fn platform(b: &'static Books, gift: Remote<DonationView>) -> AnyView {
    let project = Remote::<ProjectView>::new();
    let away = Memo::new(move |_| {
        gift.value.with(|gift| {
            let gift = gift.as_ref().filter(|gift| gift.state == DonationState::HandedOff)?;
            Some((gift.project, gift.id))
        })
    });
    effect(move || {
        if let Some((id, _)) = away.get() {
            project.load(api::books::project(id));
        }
    });
    live(move || {
        let Some((_, id)) = away.get() else { return Html::default() };
        let way = project.value.with(|project| {
            let platform = project.as_ref()?.donation.platform.as_ref().filter(|platform| is_web(&platform.url))?;
            Some(html!(
                "<p class='actions'><a class='button' data-look='large' rel='noopener' href='",
                platform.url,
                "'>",
                (b.gifts.to_platform)(&platform.name),
                b.projects.leaves,
                "</a></p>"
            ))
        });
        html!("<p class='number'><span>", b.gifts.reference, "</span><b>", id.to_string(), "</b></p>", way)
    })
}

fn facts(t: &Texts, b: &Books, gift: &DonationView) -> Html {
    let g = &b.gifts;
    let shown_as = match (gift.shown_as, &gift.name) {
        (ShownAs::Named, Some(name)) => name.as_str(),
        _ => g.nobody,
    };
    let project = Route::Project(gift.project, Tab::Intro).href();
    html!(
        "<dl class='facts'><div class='fact'><dt>",
        g.project,
        "</dt><dd><a href='",
        project,
        "'>",
        gift.title,
        "</a></dd></div>",
        fact(g.sum, format::money(t.ui, gift.amount)),
        fact(g.made, format::moment(t.ui, gift.made_at, clock::today())),
        fact(g.number, gift.id.to_string()),
        fact(g.shown_as, shown_as),
        invoice(b, gift),
        "</dl>"
    )
}

fn invoice(b: &Books, gift: &DonationView) -> Option<Html> {
    let (g, invoice) = (&b.gifts, &gift.invoice);
    if invoice.state == InvoiceState::Waived {
        return None;
    }
    let number = invoice.number.as_deref().unwrap_or_default();
    let note = (g.invoice_number)(number, invoice.check_code.as_deref().unwrap_or_default());
    let word = (g.invoice_state)(invoice.state);
    Some(if number.is_empty() { fact(g.invoice_name, word) } else { fact_with_note(g.invoice_name, word, &note) })
}

fn refunds(t: &Texts, b: &Books, gift: &DonationView) -> Html {
    let g = &b.gifts;
    if gift.refunds.is_empty() {
        return Html::default();
    }
    let rows = gift.refunds.iter().map(|refund| {
        html!(
            "<li><b>",
            format::money(t.ui, refund.amount),
            "</b> ",
            (g.refund_state)(refund.state),
            " <span class='quiet'>",
            format::moment(t.ui, refund.at, clock::today()),
            "</span></li>"
        )
    });
    html!(
        "<h2>",
        g.refunds,
        "</h2><ul class='plain'>",
        rows.collect::<Html>(),
        "</ul><p class='quiet'>",
        g.refund_note,
        "</p>"
    )
}

fn lost(t: &Texts, b: &Books) -> Html {
    let g = &b.gifts;
    html!(
        "<div class='empty'>",
        heading(t, g.lost_title),
        "<p>",
        g.lost_text,
        "</p><p class='actions'>",
        link_button(g.own_title, &Route::Gifts.href(), "main"),
        "</p></div>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Locale, books::books};

    #[test]
    fn each_state_says_in_both_languages_what_it_is_and_what_it_means() {
        for locale in [Locale::Zh, Locale::En] {
            let g = &books(locale).gifts;
            let mut seen = Vec::new();
            for state in DonationState::ALL {
                let said = (g.what)(*state);
                assert!(said.chars().count() >= 8 && !seen.contains(&said), "{state:?}");
                seen.push(said);
            }
        }
        assert_eq!((books(Locale::Zh).gifts.state)(DonationState::Paid), "已付款，待入账");
    }
}
