//! Taking one's name back.

use leptos::prelude::*;
use model::{donation::ShownAs, view::DonationView};

use crate::{
    api,
    components::{
        control::{Button, actions},
        trouble::complaint,
    },
    i18n::{books::use_books, use_texts},
    markup::{Html, announce, html, show},
    reactive::{dynamic, group},
    remote::Remote,
    sending::Sending,
};

/// The button, what it does, and once more the button.
pub(super) fn name(gift: Remote<DonationView>, load: Callback<()>) -> AnyView {
    let (t, g) = (use_texts(), &use_books().gifts);
    let named = Memo::new(move |_| {
        gift.value.with(|gift| {
            gift.as_ref().filter(|gift| gift.shown_as == ShownAs::Named && gift.name.is_some()).map(|gift| gift.id)
        })
    });
    let (is_open, is_done) = (RwSignal::new(false), RwSignal::new(false));
    let sending = Sending::new();
    let remove = Callback::new(move |()| {
        let Some(id) = named.get_untracked() else { return };
        sending.send(api::gifts::remove_name(id), move |()| {
            is_done.try_set(true);
            load.try_run(());
        });
    });
    let toggle = Callback::new(move |()| is_open.update(|open| *open = !*open));
    let close = Callback::new(move |()| is_open.set(false));
    let sure = move || {
        if !is_open.get() {
            return ().into_any();
        }
        group(
            "action",
            vec![
                show(html!("<p>", g.remove_text, "</p>")),
                actions(vec![
                    Button::main(g.remove_yes).busy(sending.busy).online().press(remove),
                    Button::quiet(t.me.never_mind).press(close),
                ]),
            ],
        )
    };
    let offer = move || {
        if named.get().is_none() {
            return ().into_any();
        }
        let button = Button::quiet(g.remove).opens(is_open.into()).press(toggle);
        group("", vec![actions(vec![button]), dynamic(sure), complaint(sending.error)])
    };
    let said = move || if is_done.get() { html!("<p class='note'>", g.removed, "</p>") } else { Html::default() };
    group("gift-name", vec![dynamic(offer), announce("status", said)])
}
