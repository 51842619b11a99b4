//! A place in the waiting list of a wish.

use leptos::prelude::*;
use model::{ProblemCode, WishId};

use crate::{
    api,
    components::{control::Button, trouble::complaint},
    i18n::use_texts,
    markup::{announce, html, show},
    pages::sign_in::sign_in,
    reactive::{dynamic, group},
    sending::Sending,
    session::use_session,
};

/// Where somebody is on the way into the list.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Outside,
    SigningIn,
    Ahead(u32),
}

/// The button that joins, the sign-in where it is needed, and the place that one got.
pub(crate) fn waiting(id: WishId) -> AnyView {
    let t = use_texts();
    let session = use_session();
    let place = RwSignal::new(Place::Outside);
    let sending = Sending::new();
    let join = Callback::new(move |()| {
        place.set(Place::Outside);
        sending.settle(api::wait(id), move |answer| match answer {
            Ok(found) => {
                place.try_set(Place::Ahead(found.ahead));
                session.refresh();
                None
            }
            Err(refusal) if refusal.code() == Some(ProblemCode::SignInNeeded) => {
                place.try_set(Place::SigningIn);
                None
            }
            Err(refusal) => Some(refusal),
        });
    });
    let way = move || match place.get() {
        Place::Ahead(ahead) => {
            announce("status", move || html!("<p class='waiting-place'>", (t.claim.waiting_since)(ahead), "</p>"))
        }
        Place::SigningIn => sign_in(join),
        Place::Outside => group(
            "",
            vec![
                show(html!("<p class='quiet'>", t.claim.wait_note, "</p>")),
                Button::quiet(t.claim.wait_here).busy(sending.busy).online().press(join),
            ],
        ),
    };

    group("waiting", vec![dynamic(way), complaint(sending.error)])
}
