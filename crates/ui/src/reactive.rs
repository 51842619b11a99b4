//! Effects, tasks and changing views without type parameters: each is compiled once instead of once for each use.

use std::{future::Future, pin::Pin};

use leptos::{ev::EventDescriptor, prelude::*, wasm_bindgen::JsCast};

/// Runs now and whenever what it read changes.
pub fn effect(run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    Effect::new(move |_: Option<()>| run());
}

/// Starts something that takes its time.
pub fn task(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    leptos::task::spawn_local(future);
}

/// A view that is built anew whenever what it read changes.
#[must_use]
pub fn dynamic(build: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let build: Box<dyn Fn() -> AnyView + Send + Sync> = Box::new(build);
    view! { {build} }.into_any()
}

/// Views below each other inside one element of this class.
#[must_use]
pub fn group(class: &'static str, parts: Vec<AnyView>) -> AnyView {
    view! { <div class=class>{parts}</div> }.into_any()
}

/// Listens to the window for as long as the present owner lives.
pub fn listen<E: EventDescriptor + 'static>(event: E, hear: impl Fn(E::EventType) + 'static)
where
    E::EventType: JsCast,
{
    let listener = window_event_listener(event, hear);
    on_cleanup(move || listener.remove());
}
