//! Waits for the entry to get its place, fetches its proof, and has the worker check it.

use std::time::Duration;

use leptos::prelude::*;
use model::{
    ReceiptId,
    verify::{Ask, Field, Opening},
    view::ReceiptView,
};

use super::verdict::{FIELD, Verdict, verdict};
use crate::{
    api,
    browser::{file, page, share},
    components::{
        control::{Button, actions, link_button},
        icon::{Icon, icon},
    },
    i18n::books::{Books, use_books},
    markup::{Html, announce, html, show},
    pages::verify::{
        desk::Desk,
        seen::{Opened, Seen},
    },
    reactive::{dynamic, effect, group, task},
    remote::Remote,
    routes::Route,
};

/// Seconds between two questions; the last one again and again.
const PAUSES: [u32; 6] = [1, 1, 2, 4, 8, 15];

/// The check of one receipt.
#[derive(Clone, Copy)]
pub(super) struct Check {
    id: ReceiptId,
    receipt: Remote<ReceiptView>,
    secret: StoredValue<Option<String>>,
    desk: Desk,
    /// The proof as the server gave it.
    proof: RwSignal<Option<String>>,
    is_lost: RwSignal<bool>,
    tried: StoredValue<usize>,
}

impl Check {
    /// Begins; it ends with the page.
    pub(super) fn open(id: ReceiptId, receipt: Remote<ReceiptView>, secret: StoredValue<Option<String>>) -> Self {
        let check = Self {
            id,
            receipt,
            secret,
            desk: Desk::open(),
            proof: RwSignal::new(None),
            is_lost: RwSignal::new(false),
            tried: StoredValue::new(0),
        };
        effect(move || {
            if receipt.busy.get() {
                return;
            }
            match receipt.value.with(|receipt| receipt.as_ref().map(|receipt| receipt.entry)) {
                Some(None) => check.later(move || receipt.load(api::gifts::receipt(id))),
                Some(Some(entry)) => check.fetch(entry),
                None => {}
            }
        });
        // The worker knows the log once it has said how it stands, or why it cannot.
        let is_ready =
            Memo::new(move |_| check.desk.seen.with(|seen| seen.standing.is_some() || seen.trouble.is_some()));
        effect(move || {
            if let Some(text) = check.proof.get().filter(|_| is_ready.get()) {
                check.desk.ask(&Ask::Receipt { text, opening: check.opening() });
            }
        });
        check
    }

    /// What the address opens; nothing where it holds no secret.
    fn opening(self) -> Option<Opening> {
        let secret = self.secret.get_value()?;
        let fields = vec![Field { name: FIELD.to_owned(), value: self.id.to_string() }];
        Some(Opening { secret, fields })
    }

    fn later(self, then: impl FnOnce() + 'static) {
        let tried = self.tried.get_value();
        self.tried.set_value(tried + 1);
        let seconds = PAUSES.get(tried).or(PAUSES.last()).copied().unwrap_or(1);
        set_timeout(
            move || {
                if self.tried.try_get_value().is_some() {
                    then();
                }
            },
            Duration::from_secs(seconds.into()),
        );
    }

    fn fetch(self, entry: u64) {
        task(async move {
            match api::gifts::proof(entry).await {
                Ok(text) => {
                    self.is_lost.try_set(false);
                    self.proof.try_set(Some(text));
                }
                // The place is known a moment before the log is published with it.
                Err(_) if self.tried.try_get_value().is_some_and(|tried| tried < PAUSES.len()) => {
                    self.later(move || self.fetch(entry));
                }
                Err(_) => {
                    self.is_lost.try_set(true);
                }
            }
        });
    }

    fn again(self) {
        self.tried.set_value(0);
        self.desk.visit();
        if let Some(entry) = self.receipt.value.with_untracked(|receipt| receipt.as_ref()?.entry) {
            self.fetch(entry);
        }
    }

    fn now(self) -> Verdict {
        let of = |view: &ReceiptView, seen: &Seen| verdict(view, seen, self.is_lost.get());
        self.receipt
            .value
            .with(|view| view.as_ref().map_or(Verdict::Entering, |view| self.desk.seen.with(|seen| of(view, seen))))
    }

    /// What this device found out, in words.
    pub(super) fn verdict(self) -> AnyView {
        let b = use_books();
        let found = Memo::new(move |_| self.now());
        let said = announce("status", move || words(b, found.get()));
        let again = dynamic(move || match found.get() {
            Verdict::NotChecked => {
                let press = Callback::new(move |()| self.again());
                actions(vec![Button::quiet(b.gifts.recheck).press(press)])
            }
            Verdict::Alarm => {
                let way = link_button(b.projects.to_verify, &Route::Verify.href(), "main");
                show(html!("<p class='actions'>", way, "</p>"))
            }
            _ => ().into_any(),
        });
        group("receipt-verdict", vec![said, again])
    }

    /// Print, file, address.
    pub(super) fn ways(self) -> AnyView {
        let g = &use_books().gifts;
        let has_proof = Memo::new(move |_| self.proof.with(Option::is_some));
        let copied = RwSignal::new(None::<bool>);
        let save = Callback::new(move |()| {
            // With what the secret opened, once the worker has opened it.
            let opened = self.desk.seen.with_untracked(|seen| match &seen.receipt {
                Some(Opened::Good(shown)) => Some(shown.file.clone()),
                _ => None,
            });
            if let Some(text) = opened.or_else(|| self.proof.get_untracked()) {
                file::save(&format!("{}.tlog-proof", self.id), &text);
            }
        });
        let copy = Callback::new(move |()| {
            task(async move {
                let is_copied = share::copy(&page::href()).await;
                copied.try_set(Some(is_copied));
            });
        });
        let buttons = dynamic(move || {
            let mut buttons = vec![Button::main(g.print).press(Callback::new(|()| page::print()))];
            if has_proof.get() {
                buttons.push(Button::quiet(g.save).press(save));
            }
            buttons.push(Button::quiet(g.copy).press(copy));
            actions(buttons)
        });
        let said = announce("status", move || match copied.get() {
            Some(true) => html!("<p class='quiet'>", g.copied, "</p>"),
            Some(false) => html!("<p class='quiet'>", g.copy_not, "</p>"),
            None => Html::default(),
        });
        group("receipt-ways", vec![buttons, said])
    }
}

/// What was found out, in words.
fn words(b: &Books, verdict: Verdict) -> Html {
    let g = &b.gifts;
    let said = |state: &'static str, sign: Icon, title: &str, text: &[String]| {
        let lines = text.iter().map(|line| html!("<p>", line, "</p>"));
        html!(
            "<section class='card receipt-said' data-state='",
            state,
            "'><p class='gift-word'>",
            icon(sign),
            "<b>",
            title,
            "</b></p>",
            lines.collect::<Html>(),
            "</section>"
        )
    };
    let grown = |now: Option<u64>| now.map(|now| (g.grown)(&now.to_string()));
    match verdict {
        Verdict::Entering => said("entering", Icon::Clock, g.entering, &[g.entering_text.to_owned()]),
        Verdict::Checking => said("checking", Icon::Clock, g.checking, &[]),
        Verdict::Good(entry, now) => {
            let text = std::iter::once((g.good_text)(&entry.to_string())).chain(grown(now)).collect::<Vec<_>>();
            said("good", Icon::Check, g.good, &text)
        }
        Verdict::PlaceOnly(entry, now) => {
            let text = std::iter::once((g.place_only_text)(&entry.to_string())).chain(grown(now)).collect::<Vec<_>>();
            said("place", Icon::Acute, g.place_only, &text)
        }
        Verdict::Differs => said("differs", Icon::Acute, g.differs, &[g.differs_text.to_owned()]),
        Verdict::Bad(bad) => {
            said("differs", Icon::Acute, b.verify.receipt_bad_title, &[(b.verify.receipt_bad)(bad).to_owned()])
        }
        Verdict::Alarm => said("differs", Icon::Acute, g.differs, &[g.alarm_text.to_owned()]),
        Verdict::NotChecked => said("unknown", Icon::Offline, g.not_checked, &[g.not_checked_text.to_owned()]),
        Verdict::Cannot => said("unknown", Icon::Offline, g.not_checked, &[g.cannot_check.to_owned()]),
    }
}
