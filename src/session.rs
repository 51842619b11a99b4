//! Who is signed in, as far as this tab knows. Reading wishes needs nobody.

use leptos::prelude::*;
use model::{
    ClaimId, ProblemCode, WishId,
    view::{ClaimView, Me},
};

use crate::{
    api::{self, ApiError},
    browser::clock,
    reactive::task,
};

/// Who is there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Who {
    /// Not asked yet.
    Unknown,
    /// Nobody is signed in.
    Nobody,
    /// This person.
    Signed(Box<Me>),
}

impl Who {
    /// The person, if one is signed in.
    pub(crate) fn me(&self) -> Option<&Me> {
        match self {
            Self::Signed(me) => Some(me),
            Self::Unknown | Self::Nobody => None,
        }
    }

    /// Whether somebody is signed in; `None` while that is not known.
    pub(crate) fn is_known(&self) -> Option<bool> {
        match self {
            Self::Unknown => None,
            Self::Nobody => Some(false),
            Self::Signed(_) => Some(true),
        }
    }
}

/// The session of this browser.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    /// Who is there.
    pub(crate) who: RwSignal<Who>,
    /// Why that could not be learned.
    pub(crate) trouble: RwSignal<Option<ApiError>>,
}

impl Session {
    /// Nothing is asked before a page needs it; once per app.
    pub(crate) fn provide() {
        provide_context(Self { who: RwSignal::new(Who::Unknown), trouble: RwSignal::new(None) });
    }

    /// Asks the server, and keeps what is known where no answer comes.
    pub(crate) fn refresh(self) {
        task(async move {
            self.learn().await;
        });
    }

    /// Asks the server; whether an answer came.
    pub(crate) async fn learn(self) -> bool {
        match api::me().await {
            Ok(me) => {
                self.sign(me);
                true
            }
            Err(error) if error.code() == Some(ProblemCode::SignInNeeded) => {
                self.leave();
                true
            }
            Err(error) => {
                self.trouble.set(Some(error));
                false
            }
        }
    }

    /// Somebody is signed in.
    pub(crate) fn sign(self, me: Me) {
        clock::learn(me.now);
        self.trouble.set(None);
        self.who.set(Who::Signed(Box::new(me)));
    }

    /// Nobody is signed in any more.
    pub(crate) fn leave(self) {
        self.trouble.set(None);
        self.who.set(Who::Nobody);
    }

    /// Puts a claim in the place of what was known of it.
    pub(crate) fn put(self, claim: ClaimView) {
        self.who.update(|who| {
            if let Who::Signed(me) = who {
                match me.claims.iter_mut().find(|known| known.id == claim.id) {
                    Some(known) => *known = claim,
                    None => me.claims.insert(0, claim),
                }
            }
        });
    }

    /// The own claim with this number, if it is known.
    pub(crate) fn claim(self, id: ClaimId) -> Option<ClaimView> {
        self.who.with_untracked(|who| who.me()?.claims.iter().find(|claim| claim.id == id).cloned())
    }

    /// The own live claim on a wish, if there is one.
    pub(crate) fn claim_on(self, wish: WishId) -> Option<ClaimView> {
        self.who.with_untracked(|who| live_claim_on(who.me()?, wish).cloned())
    }
}

/// The claim that takes a slot of this wish, or took it and was fulfilled.
pub(crate) fn live_claim_on(me: &Me, wish: WishId) -> Option<&ClaimView> {
    let on_wish = |claim: &&ClaimView| claim.wish.as_ref().is_some_and(|card| card.id == wish);
    me.claims.iter().filter(on_wish).find(|claim| claim.state.takes_slot())
}

/// The session of this browser.
pub(crate) fn use_session() -> Session {
    expect_context()
}

#[cfg(test)]
mod tests {
    use model::{ClaimState, Millis};

    use super::*;
    use crate::pages::claim::sample;

    #[test]
    fn only_a_claim_that_takes_a_slot_makes_a_wish_ones_own() {
        let wish = sample::card(1).id;
        for (state, want) in [
            (ClaimState::Held, true),
            (ClaimState::Active, true),
            (ClaimState::Closed, true),
            (ClaimState::CancelledFree, false),
            (ClaimState::Lapsed, false),
        ] {
            let claims = vec![sample::claim(state)];
            let me = Me { phone: String::new(), now: Millis::new(0), claims, waiting: Vec::new(), live_limit: 3 };
            assert_eq!(live_claim_on(&me, wish).is_some(), want, "{state:?}");
            assert!(live_claim_on(&me, sample::card(2).id).is_none(), "another wish");
        }
    }
}
