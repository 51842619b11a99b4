//! Keeps what a page shows of projects as the server has it: told by the stream of news, and by asking where there is no stream.

use std::time::Duration;

use leptos::prelude::*;
use model::ProjectId;

use crate::{
    browser::{
        live::{Change, use_live},
        page,
    },
    reactive::effect,
};

/// How long news is collected before the page asks, in milliseconds: several gifts a second are one question.
const PAUSE_MS: f64 = 300.0;
/// Milliseconds over which the questions of many browsers are spread.
const SPREAD_MS: f64 = 900.0;
/// Seconds between two questions while there is no stream.
const POLL: u64 = 20;

/// Whether this is the project that the news names.
pub(crate) fn is_named(project: ProjectId, id: &str) -> bool {
    project.as_str().eq_ignore_ascii_case(id)
}

/// Whether news concerns a page.
fn concerns(change: &Change, is_own: &dyn Fn(&str) -> bool) -> bool {
    // The stream begins with a count alone, the first time and after every break: what happened before it was not heard.
    let begins = change.open.is_some() && change.ids.is_empty() && change.projects.is_empty();
    begins || change.projects.iter().any(|id| is_own(id))
}

/// Runs `load` whenever something of a project changed that `is_own`, as long as the page is there.
pub(crate) fn fresh(is_own: impl Fn(&str) -> bool + 'static, load: Callback<()>) {
    let is_own: Box<dyn Fn(&str) -> bool> = Box::new(is_own);
    let stream = use_live();
    let waits = StoredValue::new(None::<TimeoutHandle>);
    effect(move || {
        if !concerns(&stream.change(), &*is_own) || waits.with_value(Option::is_some) {
            return;
        }
        let ask = move || {
            waits.try_set_value(None);
            load.try_run(());
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 300 and 1200")]
        let pause = (PAUSE_MS + SPREAD_MS * js_sys::Math::random()) as u64;
        waits.set_value(set_timeout_with_handle(ask, Duration::from_millis(pause)).ok());
    });
    let ask = move || {
        if !page::is_hidden() && !stream.is_on() {
            load.try_run(());
        }
    };
    let poll = set_interval_with_handle(ask, Duration::from_secs(POLL)).ok();
    on_cleanup(move || {
        if let Some(poll) = poll {
            poll.clear();
        }
        if let Some(waits) = waits.try_update_value(Option::take).flatten() {
            waits.clear();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_of_others_is_left_alone_and_the_beginning_of_the_stream_is_not() {
        let own: ProjectId = "P-DEMO-01".parse().unwrap();
        let wish = "7K3QZ8MV".parse().unwrap();
        let news = |projects: &[&str], ids, open| Change {
            ids,
            projects: projects.iter().map(|id| (*id).to_owned()).collect(),
            open,
        };
        for (change, want, want_any) in [
            (Change::default(), false, false),
            (news(&[], vec![], Some(4)), true, true),
            (news(&[], vec![wish], Some(4)), false, false),
            (news(&["P-DEMO-02"], vec![], Some(4)), false, true),
            (news(&["P-DEMO-02", "p-demo-01"], vec![], Some(4)), true, true),
        ] {
            assert_eq!(concerns(&change, &|id| is_named(own, id)), want, "{change:?}");
            assert_eq!(concerns(&change, &|_| true), want_any, "{change:?}");
        }
    }
}
