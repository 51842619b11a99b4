//! `tests/data/matrix.json`: 182 rows for the attempt, 90 for the refund.

use model::donation::{
    AttemptState, RefundState,
    attempt::{self, AttemptEffect, AttemptEvent},
    refund::{self, RefundEffect, RefundEvent},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Matrix {
    attempt_states: Vec<String>,
    attempt_events: Vec<String>,
    refund_states: Vec<String>,
    refund_events: Vec<String>,
    rows: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    machine: String,
    state: String,
    event: String,
    new_state: String,
    effects: Vec<String>,
}

fn matrix() -> Matrix {
    serde_json::from_str(include_str!("../data/matrix.json")).unwrap()
}

fn state<S>(word: &str, from_code: fn(&str) -> Option<S>) -> S {
    from_code(&word.to_lowercase()).unwrap_or_else(|| panic!("a state called {word}"))
}

#[test]
fn every_row_of_the_attempt_holds() {
    let rows: Vec<Line> = matrix().rows.into_iter().filter(|row| row.machine == "attempt").collect();
    assert_eq!(rows.len(), 182);
    for row in rows {
        let event = AttemptEvent::from_code(&row.event).unwrap_or_else(|| panic!("an event called {}", row.event));
        let want: Vec<AttemptEffect> = row
            .effects
            .iter()
            .map(|code| AttemptEffect::from_code(code).unwrap_or_else(|| panic!("an effect called {code}")))
            .collect();
        let (next, effects) = attempt::step(state(&row.state, AttemptState::from_code), event);
        assert_eq!(next, state(&row.new_state, AttemptState::from_code), "{} {}", row.state, row.event);
        assert_eq!(effects, want, "{} {}", row.state, row.event);
    }
}

#[test]
fn every_row_of_the_refund_holds() {
    let rows: Vec<Line> = matrix().rows.into_iter().filter(|row| row.machine == "refund").collect();
    assert_eq!(rows.len(), 90);
    for row in rows {
        let event = RefundEvent::from_code(&row.event).unwrap_or_else(|| panic!("an event called {}", row.event));
        let want: Vec<RefundEffect> = row
            .effects
            .iter()
            .map(|code| RefundEffect::from_code(code).unwrap_or_else(|| panic!("an effect called {code}")))
            .collect();
        let (next, effects) = refund::step(state(&row.state, RefundState::from_code), event);
        assert_eq!(next, state(&row.new_state, RefundState::from_code), "{} {}", row.state, row.event);
        assert_eq!(effects, want, "{} {}", row.state, row.event);
    }
}

#[test]
fn the_table_and_the_rules_name_the_same_states_and_events() {
    let matrix = matrix();
    let upper = |code: &str| code.to_uppercase();
    assert_eq!(matrix.attempt_states, AttemptState::ALL.iter().map(|s| upper(s.code())).collect::<Vec<_>>());
    assert_eq!(matrix.attempt_events, AttemptEvent::ALL.iter().map(|e| e.code()).collect::<Vec<_>>());
    assert_eq!(matrix.refund_states, RefundState::ALL.iter().map(|s| upper(s.code())).collect::<Vec<_>>());
    assert_eq!(matrix.refund_events, RefundEvent::ALL.iter().map(|e| e.code()).collect::<Vec<_>>());
}

#[test]
fn nothing_leads_away_from_paid() {
    for event in AttemptEvent::ALL {
        assert_eq!(attempt::step(AttemptState::Paid, *event).0, AttemptState::Paid, "{}", event.code());
    }
}
