//! Numbers about the server itself, for Prometheus.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::http::Method;

use crate::{app::App, ledger::Standing};

/// Upper bounds of the buckets, in seconds.
const BOUNDS: [f64; 8] = [0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0, f64::INFINITY];

/// What was answered, by route.
#[derive(Default)]
pub struct Metrics(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    answers: BTreeMap<(String, &'static str, u16), u64>,
    buckets: [u64; BOUNDS.len()],
    seconds: f64,
}

impl Metrics {
    /// Counts an answer. `route` is a template of ours, so that there are few of them.
    pub(crate) fn count(&self, method: &Method, route: &str, status: u16, took: Duration) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.answers.entry((route.to_owned(), word(method), status)).or_default() += 1;
        counts.seconds += took.as_secs_f64();
        for (count, bound) in counts.buckets.iter_mut().zip(BOUNDS) {
            *count += u64::from(took.as_secs_f64() <= bound);
        }
    }

    /// All of it, as Prometheus reads it.
    #[must_use]
    pub fn text(&self, app: &App) -> String {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::from("# TYPE shanling_answers_total counter\n");
        for ((route, method, status), n) in &counts.answers {
            let _ = writeln!(
                text,
                "shanling_answers_total{{route=\"{route}\",method=\"{method}\",status=\"{status}\"}} {n}"
            );
        }
        text.push_str("# TYPE shanling_answer_seconds histogram\n");
        for (n, bound) in counts.buckets.iter().zip(BOUNDS) {
            let bound = if bound.is_finite() { bound.to_string() } else { "+Inf".to_owned() };
            let _ = writeln!(text, "shanling_answer_seconds_bucket{{le=\"{bound}\"}} {n}");
        }
        let all = counts.buckets.last().copied().unwrap_or_default();
        let _ = writeln!(text, "shanling_answer_seconds_sum {}\nshanling_answer_seconds_count {all}", counts.seconds);
        let commits = *app.store.writer().commits().borrow();
        let _ = writeln!(text, "# TYPE shanling_commits_total counter\nshanling_commits_total {commits}");
        let _ =
            writeln!(text, "# TYPE shanling_live_listeners gauge\nshanling_live_listeners {}", app.live.listeners());
        let size = app.ledger.published().map_or(0, |published| published.head.size);
        let refused = u8::from(matches!(app.ledger.standing(), Standing::Refused(_)));
        let _ = writeln!(text, "# TYPE shanling_ledger_entries gauge\nshanling_ledger_entries {size}");
        let _ = writeln!(text, "# TYPE shanling_ledger_refused gauge\nshanling_ledger_refused {refused}");
        let _ = writeln!(text, "# TYPE shanling_cached_answers gauge\nshanling_cached_answers {}", app.cache.len());
        text
    }
}

/// Methods that nobody has heard of are one.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
