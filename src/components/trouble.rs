//! What went wrong, and the way on.

use leptos::prelude::*;

use crate::{
    api::ApiError,
    browser::page,
    components::icon::{Icon, icon},
    i18n::{Texts, use_texts},
};

/// The sentence for an error.
pub(crate) fn sentence(t: &Texts, error: &ApiError) -> String {
    match error {
        ApiError::Unreachable => t.problems.unreachable.to_owned(),
        ApiError::Unintelligible { status } if *status >= 500 => t.problems.broken.to_owned(),
        ApiError::Unintelligible { .. } => t.problems.unintelligible.to_owned(),
        ApiError::Refused(problem) => match problem.retry_after {
            Some(seconds) => (t.problems.wait)(seconds),
            None => (t.problems.code)(problem.code).to_owned(),
        },
    }
}

/// A failure with a button to try again; an answer that this build cannot read asks for a reload instead.
#[component]
pub(crate) fn Trouble(error: ApiError, retry: Callback<()>) -> impl IntoView {
    let t = use_texts();
    let is_old = matches!(error, ApiError::Unintelligible { status } if status < 500);
    let (word, act) = if is_old {
        (t.problems.reload, Callback::new(|()| drop(page::location().reload())))
    } else {
        (t.common.retry, retry)
    };

    view! {
        <div class="trouble" role="alert">
            {icon(Icon::Offline)}
            <p class="trouble-title">{t.problems.title}</p>
            <p>{sentence(t, &error)}</p>
            <button type="button" class="button" on:click=move |_| act.run(())>
                {word}
            </button>
        </div>
    }
    .into_any()
}

/// A refusal beside the form that it concerns.
pub(crate) fn complaint(error: RwSignal<Option<ApiError>>) -> AnyView {
    let t = use_texts();
    view! {
        <div role="alert">
            {move || error.get().map(|error| view! { <p class="complaint">{icon(Icon::Acute)} <span>{sentence(t, &error)}</span></p> })}
        </div>
    }
    .into_any()
}

/// The quiet note over something that could not be refreshed.
pub(crate) fn stale(trouble: RwSignal<Option<ApiError>>) -> AnyView {
    let t = use_texts();
    view! {
        <div role="status">{move || trouble.get().map(|_| view! { <p class="note">{t.common.stale}</p> })}</div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use model::{Problem, ProblemCode};

    use super::*;
    use crate::i18n::Locale;

    #[test]
    fn every_refusal_has_its_own_sentence_in_both_languages() {
        for locale in [Locale::Zh, Locale::En] {
            for code in ProblemCode::ALL {
                let text = sentence(locale.texts(), &ApiError::Refused(Box::new(Problem::new(*code))));
                assert!(text.chars().count() > 4, "{code:?}");
                assert!(!text.contains(code.as_str()) || !code.as_str().contains('_'), "{code:?} shows the code of programmers");
            }
        }
    }

    #[test]
    fn a_limit_says_how_long_to_wait() {
        let mut problem = Problem::new(ProblemCode::TooManyRequests);
        problem.retry_after = Some(42);
        assert!(sentence(Locale::Zh.texts(), &ApiError::Refused(Box::new(problem))).contains("42 秒"));
    }
}
