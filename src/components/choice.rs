//! Choosing one of a few words.

use leptos::prelude::*;

use crate::i18n::use_texts;

/// What may be chosen: its word on the wire and its word for people.
pub(crate) type Choice = (String, String);

/// A labelled `<select>`. The empty choice stands first, under `none`.
#[component]
pub(crate) fn Select(
    /// Its name, also its id.
    name: &'static str,
    /// What is asked.
    label: &'static str,
    /// The word for "nothing chosen".
    none: &'static str,
    /// What may be chosen.
    choices: Signal<Vec<Choice>>,
    /// What is chosen now, on the wire.
    value: Signal<String>,
    /// Called with the choice, empty for none.
    on_choice: Callback<String>,
) -> impl IntoView {
    let options = move || {
        let chosen = value.get();
        let options = choices.get().into_iter().map(|(code, word)| {
            let is_chosen = code == chosen;
            view! { <option value=code selected=is_chosen>{word}</option> }
        });
        options.collect::<Vec<_>>()
    };

    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name prop:value=move || value.get() on:change:target=move |event| on_choice.run(event.target().value())>
                <option value="">{none}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// A list of radio buttons with large targets.
#[component]
pub(crate) fn Radios(
    /// The name of the group, unique on the page.
    name: String,
    /// What is asked.
    label: &'static str,
    /// What may be chosen.
    choices: Vec<Choice>,
    /// What is chosen, on the wire.
    value: RwSignal<String>,
) -> impl IntoView {
    let rows = choices.into_iter().map(|(code, word)| {
        let (is_code, set_code) = (code.clone(), code.clone());
        view! {
            <label class="tick">
                <input
                    type="radio"
                    name=name.clone()
                    value=code
                    prop:checked=move || value.with(|value| *value == is_code)
                    on:change=move |_| value.set(set_code.clone())
                />
                <span>{word}</span>
            </label>
        }
    });
    view! {
        <fieldset class="radios">
            <legend>{label}</legend>
            {rows.collect::<Vec<_>>()}
        </fieldset>
    }
    .into_any()
}

/// A box to tick; never ticked beforehand.
pub(crate) fn tick(id: &'static str, label: &'static str, note: Option<&'static str>, value: RwSignal<bool>) -> AnyView {
    view! {
        <label class="tick" for=id>
            <input id=id type="checkbox" prop:checked=move || value.get() on:change:target=move |event| value.set(event.target().checked()) />
            <span>{label} {note.map(|note| view! { <span class="quiet">"（" {note} "）"</span> })}</span>
        </label>
    }
    .into_any()
}

/// The mark of a field that may stay empty.
pub(crate) fn optional() -> &'static str {
    use_texts().common.optional
}
