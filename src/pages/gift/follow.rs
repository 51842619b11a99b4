//! Asking after a donation again and again, ever more seldom, and only while somebody looks.

use std::time::Duration;

use leptos::{ev, prelude::*};
use model::{DonationId, donation::DonationState, view::DonationView};

use crate::{api, browser::page, given, reactive::effect, remote::Remote};

/// Seconds between two questions, the first ones.
const STEPS: [u32; 7] = [1, 2, 3, 5, 8, 13, 20];
/// Seconds between the later ones.
const LATER: u32 = 30;
/// Seconds where a person has to decide something.
const SLOW: u32 = 60;

/// After how many seconds to ask again; never where it has come to an end.
pub(super) fn pause(state: DonationState, tried: usize) -> Option<u32> {
    use DonationState as D;
    match state {
        D::Opening | D::AwaitingPayment | D::Paid => Some(STEPS.get(tried).copied().unwrap_or(LATER)),
        D::Checking | D::Refunding => Some(SLOW),
        D::HandedOff | D::Booked | D::Refunded | D::Closed | D::Failed => None,
    }
}

/// Keeps asking while the page is there.
pub(super) fn follow(id: DonationId, gift: Remote<DonationView>) {
    let tried = StoredValue::new(0_usize);
    let before = StoredValue::new(None::<DonationState>);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    // Whoever comes to this page may come from the cashier: the provider is asked at once.
    let come_back = move || {
        stop();
        tried.set_value(0);
        gift.load(api::gifts::come_back(id));
    };
    come_back();
    effect(move || {
        if gift.busy.get() {
            return;
        }
        let (state, error) = (
            gift.value.with(|gift| gift.as_ref().map(|gift| gift.state)),
            gift.trouble.with(|error| error.as_ref().map(api::ApiError::is_final)),
        );
        gift.value.with_untracked(|gift| gift.iter().for_each(|gift| given::remember(gift, None)));
        if before.get_value() != state {
            before.set_value(state);
            tried.set_value(0);
        }
        let seconds = match (state, error) {
            (Some(state), None | Some(false)) => pause(state, tried.get_value()),
            _ => None,
        };
        let Some(seconds) = seconds else { return };
        let ask = move || {
            // Out of sight nobody is asked; coming back into sight asks at once.
            if !page::is_hidden() {
                tried.try_update_value(|tried| *tried += 1);
                gift.load(api::gifts::gift(id));
            }
        };
        stop();
        timer.set_value(set_timeout_with_handle(ask, Duration::from_secs(seconds.into())).ok());
    });
    let seen = window_event_listener(ev::visibilitychange, move |_| {
        let is_open = before.try_get_value().flatten().is_none_or(|state| pause(state, 0).is_some());
        if !page::is_hidden() && is_open {
            come_back();
        }
    });
    on_cleanup(move || {
        seen.remove();
        stop();
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_become_rarer_and_end_with_the_donation() {
        let pauses: Vec<_> = (0..9).filter_map(|tried| pause(DonationState::AwaitingPayment, tried)).collect();
        assert!(pauses.is_sorted(), "{pauses:?}");
        assert_eq!((pauses[0], pauses[8]), (1, LATER));
        for state in [DonationState::Booked, DonationState::Closed, DonationState::Refunded, DonationState::HandedOff] {
            assert_eq!(pause(state, 0), None, "{state:?}");
        }
        assert_eq!(pause(DonationState::Checking, 0), Some(SLOW));
    }
}
