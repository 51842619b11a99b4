//! What can be pressed and filled in: the only elements of the site that are built one by one.

use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    i18n::use_ui,
    icon::{Icon, icon},
    markup::{Html, html},
    net,
};

/// What may be chosen: its word on the wire and its word for people.
pub type Choice = (String, String);

/// A button before it is shown.
pub struct Button {
    word: Signal<String>,
    sign: Option<Icon>,
    look: &'static str,
    busy: Signal<bool>,
    off: Signal<bool>,
    open: Option<Signal<bool>>,
}

impl Button {
    /// The main thing to do.
    #[must_use]
    pub fn main(word: impl Into<Signal<String>>) -> Self {
        let no = Signal::stored(false);
        Self { word: word.into(), sign: None, look: "main", busy: no, off: no, open: None }
    }

    /// The one thing this page is for, as wide as a phone.
    #[must_use]
    pub fn large(word: impl Into<Signal<String>>) -> Self {
        Self { look: "large", ..Self::main(word) }
    }

    /// Anything else.
    #[must_use]
    pub fn quiet(word: impl Into<Signal<String>>) -> Self {
        Self { look: "quiet", ..Self::main(word) }
    }

    /// With an icon before the word.
    #[must_use]
    pub fn sign(self, sign: Icon) -> Self {
        Self { sign: Some(sign), ..self }
    }

    /// Says "sending" while this holds.
    #[must_use]
    pub fn busy(self, busy: impl Into<Signal<bool>>) -> Self {
        Self { busy: busy.into(), ..self }
    }

    /// Cannot be pressed while this holds.
    #[must_use]
    pub fn off(self, off: impl Into<Signal<bool>>) -> Self {
        Self { off: off.into(), ..self }
    }

    /// Needs the network.
    #[must_use]
    pub fn online(self) -> Self {
        self.off(Signal::derive(|| !net::is_online()))
    }

    /// Opens and closes something.
    #[must_use]
    pub fn opens(self, open: Signal<bool>) -> Self {
        Self { open: Some(open), ..self }
    }

    /// The button; it calls `press`.
    #[must_use]
    pub fn press(self, press: Callback<()>) -> AnyView {
        self.build("button", Some(press))
    }

    /// The button that sends the form it stands in.
    #[must_use]
    pub fn submit(self) -> AnyView {
        self.build("submit", None)
    }

    fn build(self, kind: &'static str, press: Option<Callback<()>>) -> AnyView {
        let t = use_ui();
        let Self { word, sign, look, busy, off, open } = self;
        let label: Box<dyn Fn() -> String + Send + Sync> = Box::new(move || {
            let word = if busy.get() { t.sending.to_owned() } else { word.get() };
            html!(sign.map(icon), "<span>", word, "</span>").into_string()
        });
        let expanded = move || open.map(|open| open.get().to_string());
        let press = move |_| {
            if let Some(press) = press {
                press.run(());
            }
        };
        view! {
            <button
                type=kind
                class="button"
                data-look=look
                aria-busy=move || busy.get().to_string()
                aria-expanded=expanded
                disabled=move || off.get()
                on:click=press
                inner_html=label
            ></button>
        }
        .into_any()
    }
}

/// A row of buttons.
#[must_use]
pub fn actions(buttons: Vec<AnyView>) -> AnyView {
    view! { <div class="actions">{buttons}</div> }.into_any()
}

/// A link that looks like a button.
#[must_use]
pub fn link_button(word: &str, href: &str, look: &'static str) -> Html {
    html!("<a class='button' data-look='", look, "' href='", href, "'>", word, "</a>")
}

/// A form; what it holds is sent by `on_send`, never by the browser.
#[must_use]
pub fn form(class: &'static str, parts: Vec<AnyView>, on_send: Callback<()>) -> AnyView {
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        on_send.run(());
    };
    view! { <form class=class novalidate=true on:submit=send>{parts}</form> }.into_any()
}

/// A field before it is shown.
pub struct Field {
    /// Its id.
    pub id: &'static str,
    /// What is asked; for screen readers only where `class` says so.
    pub label: String,
    /// What helps to answer, or nothing.
    pub note: &'static str,
    /// `text`, `tel`, `search`, `date`.
    pub kind: &'static str,
    /// What the browser may fill in.
    pub autocomplete: &'static str,
    /// `tel`, `numeric`, `text`.
    pub inputmode: &'static str,
    /// The most letters.
    pub most: u32,
}

impl Default for Field {
    fn default() -> Self {
        let kind = "text";
        Self { id: "", label: String::new(), note: "", kind, autocomplete: "off", inputmode: "text", most: 60 }
    }
}

impl Field {
    /// The field, bound to what it holds.
    #[must_use]
    pub fn hold(self, value: RwSignal<String>) -> AnyView {
        let note_id = format!("{}-note", self.id);
        let described = (!self.note.is_empty()).then(|| note_id.clone());
        let label = label(self.id, &self.label, self.note, &note_id);
        let most = self.most.to_string();
        view! {
            <div class="field">
                <div inner_html=label.into_string()></div>
                <input
                    id=self.id
                    type=self.kind
                    autocomplete=self.autocomplete
                    inputmode=self.inputmode
                    maxlength=most
                    aria-describedby=described
                    prop:value=move || value.get()
                    on:input:target=move |event| value.set(event.target().value())
                />
            </div>
        }
        .into_any()
    }

    /// The same with room for several lines.
    #[must_use]
    pub fn hold_lines(self, value: RwSignal<String>) -> AnyView {
        let note_id = format!("{}-note", self.id);
        let label = label(self.id, &self.label, self.note, &note_id);
        let most = self.most.to_string();
        view! {
            <div class="field">
                <div inner_html=label.into_string()></div>
                <textarea
                    id=self.id
                    rows="5"
                    maxlength=most
                    aria-describedby=note_id
                    prop:value=move || value.get()
                    on:input:target=move |event| value.set(event.target().value())
                ></textarea>
            </div>
        }
        .into_any()
    }
}

fn label(id: &str, label: &str, note: &str, note_id: &str) -> Html {
    let note = (!note.is_empty()).then(|| html!("<p class='quiet' id='", note_id, "'>", note, "</p>"));
    html!("<label for='", id, "'>", label, "</label>", note)
}

/// Choosing one of a few words; the empty choice stands first, under `none`.
#[must_use]
pub fn select(
    id: &'static str,
    name: &'static str,
    none: &'static str,
    choices: Signal<Vec<Choice>>,
    value: Signal<String>,
    on_choice: Callback<String>,
) -> AnyView {
    let options: Box<dyn Fn() -> String + Send + Sync> = Box::new(move || {
        let chosen = value.get();
        let options = choices.get().into_iter().map(|(code, word)| {
            let selected = if code == chosen { "selected" } else { "" };
            html!("<option value='", code, "' ", selected, ">", word, "</option>")
        });
        html!("<option value=''>", none, "</option>", options.collect::<Html>()).into_string()
    });
    view! {
        <div class="field">
            <label for=id>{name}</label>
            <select id=id inner_html=options on:change:target=move |event| on_choice.run(event.target().value())></select>
        </div>
    }
    .into_any()
}

/// Choosing one of a few sentences, each a large target.
#[must_use]
pub fn radios(name: &str, legend: &'static str, choices: Vec<Choice>, value: RwSignal<String>) -> AnyView {
    let chosen = value.get_untracked();
    let rows = choices.into_iter().map(|(code, word)| {
        let checked = if code == chosen { "checked" } else { "" };
        html!(
            "<label class='tick'><input type='radio' name='",
            name,
            "' value='",
            code,
            "' ",
            checked,
            "><span>",
            word,
            "</span></label>"
        )
    });
    let rows = html!("<legend>", legend, "</legend>", rows.collect::<Html>()).into_string();
    // A change bubbles up from whichever was chosen.
    let choose = move |event: web_sys::Event| value.set(event_target_value(&event));
    view! { <fieldset class="radios" inner_html=rows on:change=choose></fieldset> }.into_any()
}

/// A box to tick; never ticked beforehand.
#[must_use]
pub fn tick(id: &'static str, label: &'static str, note: Option<&'static str>, value: RwSignal<bool>) -> AnyView {
    let note = note.map(|note| html!("<span class='quiet'>（", note, "）</span>"));
    let label = html!(label, note).into_string();
    view! {
        <label class="tick" for=id>
            <input id=id type="checkbox" prop:checked=move || value.get() on:change:target=move |event| value.set(event.target().checked()) />
            <span inner_html=label></span>
        </label>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_tied_to_its_field_and_its_note() {
        assert_eq!(
            label("phone", "手机", "11 位", "phone-note").into_string(),
            "<label for='phone'>手机</label><p class='quiet' id='phone-note'>11 位</p>"
        );
        assert_eq!(label("q", "<q>", "", "q-note").into_string(), "<label for='q'>&lt;q&gt;</label>");
    }
}
