//! Something that lies on the server, as a page sees it: not there yet, there, or in trouble.
//!
//! What has been shown stays while it is fetched anew, and when that fails.

use std::{future::Future, pin::Pin};

use leptos::prelude::*;

use crate::{
    api::{ApiError, ApiResult},
    components::{skeleton, trouble},
    markup::{Html, live, show},
    reactive::{dynamic, task},
    router::{Router, use_router},
};

/// Something that lies on the server.
pub(crate) struct Remote<T: Clone + Send + Sync + 'static> {
    /// The thing, once it is there.
    pub(crate) value: RwSignal<Option<T>>,
    /// Why the last attempt failed.
    pub(crate) trouble: RwSignal<Option<ApiError>>,
    /// Whether it is on its way.
    pub(crate) busy: RwSignal<bool>,
    turn: StoredValue<u32>,
    router: Router,
}

#[expect(clippy::expl_impl_clone_on_copy, reason = "derived, it would ask `Copy` of `T`")]
impl<T: Clone + Send + Sync + 'static> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + Send + Sync + 'static> Copy for Remote<T> {}

impl<T: Clone + Send + Sync + 'static> Remote<T> {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self {
            value: RwSignal::new(None),
            trouble: RwSignal::new(None),
            busy: RwSignal::new(false),
            turn: StoredValue::new(0),
            router: use_router(),
        }
    }

    /// Fetches it. Only the newest fetch counts; an answer for a page that is gone is dropped.
    pub(crate) fn load(self, answer: impl Future<Output = ApiResult<T>> + 'static) {
        self.follow(Box::pin(answer));
    }

    fn follow(self, answer: Pin<Box<dyn Future<Output = ApiResult<T>>>>) {
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
        self.busy.set(true);
        task(async move {
            let answer = answer.await;
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.busy.try_set(false);
            match answer {
                Ok(value) => {
                    self.trouble.try_set(None);
                    self.value.try_set(Some(value));
                }
                Err(error) => {
                    self.trouble.try_set(Some(error));
                }
            }
            self.router.settled();
        });
    }

    /// The thing as markup once it is there; before, its place or what went wrong. `load` fetches it.
    pub(crate) fn show(
        self,
        places: usize,
        load: Callback<()>,
        found: impl Fn(&T) -> Html + Send + Sync + 'static,
    ) -> AnyView {
        let found = live(move || self.value.with(|value| value.as_ref().map(&found).unwrap_or_default()));
        let look = Memo::new(move |_| match (self.value.with(Option::is_some), self.trouble.get()) {
            (true, error) => Look::There { is_stale: error.is_some() },
            (false, Some(error)) => Look::Trouble(error),
            (false, None) => Look::Coming,
        });
        let around = dynamic(move || match look.get() {
            Look::There { is_stale } => trouble::stale(move || is_stale),
            Look::Trouble(error) => trouble::trouble(&error, load),
            Look::Coming => show(skeleton::cards(places)),
        });
        view! { {around} {found} }.into_any()
    }
}

/// How something looks from outside.
#[derive(Clone, PartialEq)]
enum Look {
    There { is_stale: bool },
    Trouble(ApiError),
    Coming,
}
