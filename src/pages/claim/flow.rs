//! Where a person is on the way to a claim, and what each answer of the server means. Pure.

use model::{
    ClaimId, ClaimState, ProblemCode,
    view::{ClaimView, WishCard},
};

use crate::api::{ApiError, ApiResult};

/// Where a person is on the way.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stage {
    /// It is being looked up whether the person has the wish already.
    Looking,
    /// The promise is to be read.
    Reading,
    /// The phone is to be verified.
    SigningIn,
    /// The claim is on its way.
    Sending,
    /// No answer came; nobody knows whether the server has heard.
    Lost,
    /// A slot is held.
    Held(Box<ClaimView>),
    /// Confirmed just now.
    Done(Box<ClaimView>),
    /// The person had it before.
    Ours(Box<ClaimView>),
    /// Somebody else was faster; these are similar.
    TooLate(Vec<WishCard>),
    /// Another claim of the person stands in the way.
    Elsewhere(Option<ClaimId>),
    /// The hold ran out.
    HoldOver,
    /// The person gave it up.
    GivenUp,
    /// The server declined.
    Refused(ApiError),
}

impl Stage {
    /// A number for each look of the page; reading and sending look alike.
    pub(super) const fn number(&self) -> u8 {
        match self {
            Self::Looking => 0,
            Self::Reading | Self::Sending => 1,
            Self::SigningIn => 2,
            Self::Lost => 3,
            Self::Held(_) => 4,
            Self::Done(_) => 5,
            Self::Ours(_) => 6,
            Self::TooLate(_) => 7,
            Self::Elsewhere(_) => 8,
            Self::HoldOver => 9,
            Self::GivenUp => 10,
            Self::Refused(_) => 11,
        }
    }

    /// Whether a claim is on its way.
    pub(super) const fn is_sending(&self) -> bool {
        matches!(self, Self::Sending)
    }
}

/// Which of the three steps a look of the page belongs to.
pub(super) const fn step_of(number: u8) -> Option<usize> {
    match number {
        1 | 3 => Some(0),
        2 => Some(1),
        4 => Some(2),
        _ => None,
    }
}

/// Where a claim that the server showed leads; `fresh` when the person has just acted on it.
pub(super) fn stage_of(claim: ClaimView, fresh: bool) -> Stage {
    match claim.state {
        ClaimState::Held => Stage::Held(Box::new(claim)),
        ClaimState::CancelledFree if fresh => Stage::GivenUp,
        ClaimState::Active if fresh => Stage::Done(Box::new(claim)),
        _ => Stage::Ours(Box::new(claim)),
    }
}

/// Where the answer to a claim leads.
pub(super) fn after_claim(answer: ApiResult<ClaimView>) -> Stage {
    let error = match answer {
        Ok(claim) => return stage_of(claim, false),
        Err(error) => error,
    };
    let ApiError::Refused(problem) = &error else {
        return if error.is_final() { Stage::Refused(error) } else { Stage::Lost };
    };
    match problem.code {
        ProblemCode::AlreadyClaimed => Stage::TooLate(problem.similar.clone()),
        ProblemCode::AlreadyYours | ProblemCode::HoldElsewhere => Stage::Elsewhere(problem.claim),
        ProblemCode::SignInNeeded => Stage::SigningIn,
        ProblemCode::InFlight => Stage::Lost,
        _ => Stage::Refused(error),
    }
}

#[cfg(test)]
mod tests {
    use model::Problem;

    use super::*;
    use crate::pages::claim::sample;

    fn refused(code: ProblemCode) -> ApiResult<ClaimView> {
        Err(ApiError::Refused(Box::new(Problem::new(code))))
    }

    #[test]
    fn every_answer_to_a_claim_leads_somewhere() {
        let held = sample::claim(ClaimState::Held);
        let active = sample::claim(ClaimState::Active);
        assert_eq!(after_claim(Ok(held.clone())), Stage::Held(Box::new(held)));
        assert_eq!(after_claim(Ok(active.clone())), Stage::Ours(Box::new(active)));
        for (answer, want) in [
            (refused(ProblemCode::AlreadyClaimed), Stage::TooLate(Vec::new())),
            (refused(ProblemCode::AlreadyYours), Stage::Elsewhere(None)),
            (refused(ProblemCode::HoldElsewhere), Stage::Elsewhere(None)),
            (refused(ProblemCode::SignInNeeded), Stage::SigningIn),
            (refused(ProblemCode::InFlight), Stage::Lost),
            (Err(ApiError::Unreachable), Stage::Lost),
            (Err(ApiError::Unintelligible { status: 502 }), Stage::Lost),
        ] {
            assert_eq!(after_claim(answer.clone()), want, "{answer:?}");
        }
        for code in ProblemCode::ALL {
            assert!(!matches!(after_claim(refused(*code)), Stage::Held(_) | Stage::Done(_)), "{code:?} is no success");
        }
    }

    #[test]
    fn the_loser_of_a_race_sees_what_is_similar() {
        let mut problem = Problem::new(ProblemCode::AlreadyClaimed);
        problem.similar = vec![sample::card(1), sample::card(2), sample::card(3)];
        assert_eq!(after_claim(Err(ApiError::Refused(Box::new(problem.clone())))), Stage::TooLate(problem.similar));
    }

    #[test]
    fn a_claim_leads_by_its_state_and_by_who_has_just_acted() {
        for (state, fresh, want) in [
            (ClaimState::Held, false, 4),
            (ClaimState::Held, true, 4),
            (ClaimState::Active, true, 5),
            (ClaimState::Active, false, 6),
            (ClaimState::Shipped, false, 6),
            (ClaimState::Closed, false, 6),
            (ClaimState::CancelledFree, true, 10),
        ] {
            assert_eq!(stage_of(sample::claim(state), fresh).number(), want, "{state:?}, fresh: {fresh}");
        }
    }
}
