//! What an authentic success of the provider means for an order: the one place that tells good money from odd money.

use super::attempt::AttemptEvent;
use crate::Fen;

/// What a provider says about money that it has taken, as far as it can be compared with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capture {
    /// How much, before any coupon of the provider's.
    pub amount: Fen,
    /// Whether it is in renminbi.
    pub is_cny: bool,
    /// Whether it went to our merchant account.
    pub is_our_merchant: bool,
    /// Whether the provider tells of a refund of it too.
    pub has_refund: bool,
}

/// Where the money of a transaction is booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Booked {
    /// With the project.
    Project,
    /// In suspense, until a person has decided.
    Suspense,
}

/// What the books know of the order at that moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What was ordered.
    pub amount: Fen,
    /// Where this very transaction is in the books, if it is.
    pub known: Option<Booked>,
    /// Whether a transaction has been credited to the project for this order.
    pub is_credited: bool,
    /// Whether the project has ended or is suspended. A target that was reached meanwhile is no reason to turn money
    /// away that was on its way.
    pub is_target_gone: bool,
}

/// The event that a capture is.
#[must_use]
pub const fn event(capture: Capture, order: Standing) -> AttemptEvent {
    match order.known {
        Some(Booked::Project) if capture.has_refund => return AttemptEvent::PaidAndRefunded,
        Some(_) => return AttemptEvent::PaidAgain,
        None => {}
    }
    if capture.amount.get() != order.amount.get() || !capture.is_cny || !capture.is_our_merchant {
        AttemptEvent::PaidMismatch
    } else if order.is_credited {
        AttemptEvent::PaidDuplicate
    } else if order.is_target_gone {
        AttemptEvent::PaidTargetGone
    } else if capture.has_refund {
        AttemptEvent::PaidAndRefunded
    } else {
        AttemptEvent::PaidMatch
    }
}
