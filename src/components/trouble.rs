//! What went wrong, and the way on.

use leptos::prelude::*;
pub(crate) use ui::notice::{complain, failure};

use crate::{
    api::ApiError,
    browser::page,
    components::control::Button,
    i18n::{Texts, use_texts},
    markup::{Html, announce, html},
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
pub(crate) fn trouble(error: &ApiError, retry: Callback<()>) -> AnyView {
    let t = use_texts();
    let is_old = matches!(error, ApiError::Unintelligible { status } if *status < 500);
    let (word, press) =
        if is_old { (t.problems.reload, Callback::new(|()| page::reload())) } else { (t.common.retry, retry) };
    failure(t.problems.title, &sentence(t, error), Button::main(word).press(press))
}

/// A refusal beside the form that it concerns.
pub(crate) fn complaint(error: RwSignal<Option<ApiError>>) -> AnyView {
    let t = use_texts();
    complain(move || error.get().map(|error| sentence(t, &error)))
}

/// The quiet note over something that could not be refreshed.
pub(crate) fn stale(is_stale: impl Fn() -> bool + Send + Sync + 'static) -> AnyView {
    let t = use_texts();
    announce(
        "status",
        move || if is_stale() { html!("<p class='note'>", t.common.stale, "</p>") } else { Html::default() },
    )
}

#[cfg(test)]
mod tests {
    use model::{Problem, ProblemCode};

    use super::*;
    use crate::i18n::{Locale, texts};

    #[test]
    fn every_refusal_has_its_own_sentence_in_both_languages() {
        for locale in [Locale::Zh, Locale::En] {
            for code in ProblemCode::ALL {
                let text = sentence(texts(locale), &ApiError::Refused(Box::new(Problem::new(*code))));
                assert!(text.chars().count() > 4, "{code:?}");
                assert!(
                    !text.contains(code.as_str()) || !code.as_str().contains('_'),
                    "{code:?} shows the code of programmers"
                );
            }
        }
    }

    #[test]
    fn a_limit_says_how_long_to_wait() {
        let mut problem = Problem::new(ProblemCode::TooManyRequests);
        problem.retry_after = Some(42);
        assert!(sentence(texts(Locale::Zh), &ApiError::Refused(Box::new(problem))).contains("42 秒"));
    }
}
