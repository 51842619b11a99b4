//! The worlds are only worth something if they catch a broken rule: each of these is one, and each must be caught.

use model::{
    Fen,
    donation::{
        AttemptState as S, RefundState as R,
        attempt::{self, AttemptEffect as F, AttemptEvent as E, AttemptStep},
        capture::{self, Capture, Standing},
        refund::{self, RefundEffect as G, RefundEvent as H, RefundStep},
    },
};

use crate::{giving_back, paying};

const WORLDS: u64 = 5_000;

fn paying_with(step: fn(S, E) -> AttemptStep) -> paying::Rules {
    paying::Rules { step, ..paying::RULES }
}

fn refunding_with(step: fn(R, H) -> RefundStep) -> giving_back::Rules {
    giving_back::Rules { step, ..giving_back::RULES }
}

#[test]
fn every_broken_rule_of_paying_is_caught() {
    let mutants: [(&str, paying::Rules); 13] = [
        (
            "late money is dropped",
            paying_with(|state, event| match (state, event) {
                (S::Closed | S::Failed, E::PaidMatch) => (state, &[F::Ack]),
                _ => attempt::step(state, event),
            }),
        ),
        (
            "a transaction is not recognised again",
            paying::Rules {
                event: |capture, order| capture::event(capture, Standing { known: None, ..order }),
                has_belt: false,
                ..paying::RULES
            },
        ),
        (
            "a second payment goes to the project",
            paying::Rules {
                event: |capture, order| capture::event(capture, Standing { is_credited: false, ..order }),
                ..paying::RULES
            },
        ),
        (
            "a wrong amount goes to the project",
            paying::Rules {
                event: |capture, order| capture::event(Capture { amount: order.amount, ..capture }, order),
                ..paying::RULES
            },
        ),
        (
            "a foreign merchant's money goes to the project",
            paying::Rules {
                event: |capture, order| capture::event(Capture { is_our_merchant: true, ..capture }, order),
                ..paying::RULES
            },
        ),
        (
            "money goes to a project that is gone",
            paying::Rules {
                event: |capture, order| capture::event(capture, Standing { is_target_gone: false, ..order }),
                ..paying::RULES
            },
        ),
        (
            "a closed answer pulls a paid attempt back",
            paying_with(|state, event| match (state, event) {
                (S::Paid, E::QueryClosed) => (S::Closed, &[]),
                _ => attempt::step(state, event),
            }),
        ),
        (
            "the timer pulls a paid attempt back",
            paying_with(|state, event| match (state, event) {
                (S::Paid, E::Expired) => (S::Unknown, &[]),
                _ => attempt::step(state, event),
            }),
        ),
        (
            "suspense gets a receipt",
            paying_with(|state, event| match (state, event) {
                (_, E::PaidDuplicate) => (S::Paid, &[F::CreditSuspense, F::Receipt, F::Ack]),
                _ => attempt::step(state, event),
            }),
        ),
        (
            "accepted money gets no receipt",
            paying_with(|state, event| match (state, event) {
                (S::Review, E::OperatorAccepts) => (S::Paid, &[F::MoveSuspense]),
                _ => attempt::step(state, event),
            }),
        ),
        ("the bill is not read", paying::Rules { has_bill: false, ..paying::RULES }),
        (
            "odd money is acknowledged and forgotten",
            paying_with(|state, event| match (state, event) {
                (_, E::PaidMismatch) => (S::Review, &[F::FlagMismatch, F::Ack]),
                _ => attempt::step(state, event),
            }),
        ),
        (
            "success is booked without an answer to the notice",
            paying_with(|state, event| match (state, event) {
                (_, E::PaidMatch) => (S::Paid, &[F::CreditProject, F::Receipt]),
                _ => attempt::step(state, event),
            }),
        ),
    ];
    for (what, rules) in mutants {
        assert!((0..WORLDS).any(|seed| paying::World::live(rules, seed).is_err()), "not caught: {what}");
    }
}

#[test]
fn every_broken_rule_of_giving_back_is_caught() {
    let mutants: [(&str, giving_back::Rules); 8] = [
        ("there is no limit", giving_back::Rules { left: |paid, _, _| paid, ..giving_back::RULES }),
        (
            "open refunds do not count against the limit",
            giving_back::Rules {
                left: |paid, refunded, _| refund::left(paid, refunded, Fen::default()),
                ..giving_back::RULES
            },
        ),
        (
            "the reserve stays after a failure",
            refunding_with(|state, event| match (state, event) {
                (R::Requested, H::ApiRejected) => (R::Failed, &[G::Alert]),
                _ => refund::step(state, event),
            }),
        ),
        (
            "the reserve stays after giving up",
            refunding_with(|state, event| match (state, event) {
                (R::Requested, H::OperatorGivesUp) => (R::Failed, &[G::Audit]),
                _ => refund::step(state, event),
            }),
        ),
        (
            "the reserve is let go while the money is still owed",
            refunding_with(|state, event| match (state, event) {
                (R::Requested | R::Processing, H::ResultAbnormal) => (R::Abnormal, &[G::ReleaseReserve, G::Alert]),
                _ => refund::step(state, event),
            }),
        ),
        (
            "a refusal after an unclear call is believed",
            giving_back::Rules { rejected: |_| H::ApiRejected, ..giving_back::RULES },
        ),
        (
            "accepted counts as back",
            refunding_with(|state, event| match (state, event) {
                (R::Requested, H::ApiAccepted) => (R::Success, &[G::DebitOnce]),
                _ => refund::step(state, event),
            }),
        ),
        (
            "a second success is booked again",
            giving_back::Rules {
                step: |state, event| match (state, event) {
                    (R::Success, H::ResultSuccess) => (R::Success, &[G::DebitOnce, G::Ack]),
                    _ => refund::step(state, event),
                },
                has_belt: false,
                ..giving_back::RULES
            },
        ),
    ];
    for (what, rules) in mutants {
        assert!((0..WORLDS).any(|seed| giving_back::World::live(rules, seed).is_err()), "not caught: {what}");
    }
}
