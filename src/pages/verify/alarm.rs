//! An alarm, and what somebody can do about it; and trouble, which is neither good nor bad.

use leptos::prelude::*;
use model::verify::Alarm;

use super::{desk::Desk, list};
use crate::{
    browser::file,
    components::{
        control::{Button, actions},
        icon::{Icon, icon},
        trouble::failure,
    },
    i18n::{books::use_books, use_texts},
    markup::{Html, html, show},
    reactive::dynamic,
    routes::Route,
};

/// The alarm, if there is one.
pub(crate) fn shown(desk: Desk) -> AnyView {
    let alarm = Memo::new(move |_| desk.seen.with(|seen| seen.alarm.clone()));
    dynamic(move || alarm.get().map_or_else(|| ().into_any(), |alarm| card(&alarm)))
}

fn card(alarm: &Alarm) -> AnyView {
    let b = use_books();
    let entry = alarm.entry.map(|index| {
        html!(
            "<p class='onward'><a href='",
            Route::Entry(index).href(),
            "'>",
            (b.verify.alarm_entry)(index),
            "</a></p>"
        )
    });
    let said = html!(
        "<p class='verify-verdict'>",
        icon(Icon::Acute),
        " <b>",
        (b.verify.alarm_title)(alarm.code),
        "</b></p><p>",
        (b.verify.alarm)(alarm),
        "</p>",
        entry,
        "<h2>",
        b.verify.alarm_do_title,
        "</h2>",
        list(b.verify.alarm_do)
    );
    let (name, text) = (format!("ledger-evidence-{}.json", code(alarm)), alarm.evidence.clone());
    let save = Callback::new(move |()| file::save(&name, &text));
    let evidence: Html = html!(
        "<details><summary>",
        b.verify.alarm_show,
        "</summary><pre tabindex='0'>",
        alarm.evidence,
        "</pre></details>"
    );
    let code = code(alarm);
    view! {
        <section class="card verify-alarm" role="alert" data-alarm=code>
            {show(said)} {actions(vec![Button::main(b.verify.alarm_save.to_owned()).press(save)])} {show(evidence)}
        </section>
    }
    .into_any()
}

/// The alarm's word, for the name of the file.
fn code(alarm: &Alarm) -> String {
    serde_json::to_string(&alarm.code).unwrap_or_default().trim_matches('"').to_owned()
}

/// What could not be asked, with a way to try again.
pub(crate) fn troubled(desk: Desk) -> AnyView {
    let what = Memo::new(move |_| desk.seen.with(|seen| (seen.is_broken, seen.trouble.clone())));
    dynamic(move || {
        let (t, b) = (use_texts(), use_books());
        let again = Button::main(t.common.retry.to_owned()).press(Callback::new(move |()| desk.visit()));
        match what.get() {
            (true, _) => failure(b.verify.trouble_title, b.verify.broken, ().into_any()),
            (false, Some(trouble)) => {
                let text = format!("{}{}", (b.verify.trouble)(&trouble), b.verify.trouble_note);
                failure(b.verify.trouble_title, &text, again)
            }
            (false, None) => ().into_any(),
        }
    })
}
