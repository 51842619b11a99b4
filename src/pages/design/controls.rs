//! What can be pressed and filled in, in every state.

use leptos::prelude::*;

use super::part;
use crate::{
    components::{
        control::{Button, Field, actions, link_button, radios, select, tick},
        icon::Icon,
    },
    markup::{Html, show},
    reactive::group,
};

pub(super) fn all() -> Vec<AnyView> {
    vec![part("Buttons", &Html::default()), buttons(), part("Fields", &Html::default()), fields()]
}

fn buttons() -> AnyView {
    let pressed = RwSignal::new(0_u32);
    let press = Callback::new(move |()| pressed.update(|n| *n += 1));
    let open = RwSignal::new(false);
    let toggle = Callback::new(move |()| open.update(|open| *open = !*open));
    let yes = Signal::stored(true);
    let counted = Signal::derive(move || format!("Main, pressed {} times", pressed.get()));
    group(
        "",
        vec![
            actions(vec![
                Button::main(counted).press(press),
                Button::quiet("Quiet").press(press),
                Button::quiet("With a sign").sign(Icon::Share).press(press),
                Button::main("Busy").busy(yes).press(press),
                Button::main("Off").off(yes).press(press),
                Button::quiet("Off, quiet").off(yes).press(press),
                Button::quiet("Opens").opens(open.into()).press(toggle),
                Button::quiet("Only online").online().press(press),
                show(link_button("A link, main", "#main", "main")),
                show(link_button("A link, quiet", "#main", "quiet")),
            ]),
            Button::large("Large: what the page is for").press(press),
            Button::large("Large, busy").busy(yes).press(press),
        ],
    )
}

fn fields() -> AnyView {
    let (text, lines, chosen, ticked) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new("two".to_owned()),
        RwSignal::new(true),
    );
    let choices = || vec![("one".to_owned(), "一 One".to_owned()), ("two".to_owned(), "二 Two".to_owned())];
    let choose = Callback::new(move |code| chosen.set(code));
    group(
        "",
        vec![
            Field { id: "design-text", label: "Text".into(), ..Field::default() }.hold(text),
            Field {
                id: "design-note",
                label: "With a note".into(),
                note: "What helps to answer",
                kind: "tel",
                ..Field::default()
            }
            .hold(RwSignal::new("138 0013 8000".to_owned())),
            Field { id: "design-lines", label: "Several lines".into(), most: 500, ..Field::default() }
                .hold_lines(lines),
            select("design-select", "One of a few words", "None", Signal::derive(choices), chosen.into(), choose),
            radios("design-radios", "One of a few sentences", choices(), chosen),
            tick("design-tick", "Ticked", Some("with a note"), ticked),
            tick("design-not-ticked", "Not ticked", None, RwSignal::new(false)),
        ],
    )
}
