//! What a form sends: whether it is on its way, and why it was refused. Once each, however often it is tapped.

use std::{future::Future, pin::Pin};

use leptos::prelude::*;

use crate::{
    api::{ApiError, ApiResult},
    reactive::task,
};

/// A request of a form.
#[derive(Clone, Copy)]
pub(crate) struct Sending {
    /// Whether it is on its way.
    pub(crate) busy: RwSignal<bool>,
    /// Why the last one was refused.
    pub(crate) error: RwSignal<Option<ApiError>>,
}

impl Sending {
    /// Nothing is on its way.
    pub(crate) fn new() -> Self {
        Self { busy: RwSignal::new(false), error: RwSignal::new(None) }
    }

    /// Sends, unless something is on its way already, and then does what is to be done with the answer.
    pub(crate) fn send<T: 'static>(
        self,
        answer: impl Future<Output = ApiResult<T>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.settle(answer, move |answer| answer.map(done).err());
    }

    /// The same where some refusals are no errors: `done` yields what is to be shown as one.
    pub(crate) fn settle<T: 'static>(
        self,
        answer: impl Future<Output = ApiResult<T>> + 'static,
        done: impl FnOnce(ApiResult<T>) -> Option<ApiError> + 'static,
    ) {
        if !self.busy.get_untracked() {
            self.follow(Box::pin(answer), Box::new(done));
        }
    }

    fn follow<T: 'static>(
        self,
        answer: Pin<Box<dyn Future<Output = ApiResult<T>>>>,
        done: Box<dyn FnOnce(ApiResult<T>) -> Option<ApiError>>,
    ) {
        self.busy.set(true);
        self.error.set(None);
        task(async move {
            let answer = answer.await;
            self.busy.try_set(false);
            let error = done(answer);
            self.error.try_set(error);
        });
    }
}
