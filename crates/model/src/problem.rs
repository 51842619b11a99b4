//! Why a request was declined, in a form that programs can rely on (RFC 9457 with a stable `code`).

use serde::{Deserialize, Serialize};

use crate::view::WishCard;

// `tt` for the code: the API document's macro does not see through the group that a `literal` comes in.
macro_rules! codes {
    ($($(#[$doc:meta])+ $variant:ident = $code:tt, $status:literal;)+) => {
        /// The stable reason of a refusal. The text for people is made by the client, in their language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum ProblemCode {
            $($(#[$doc])+ #[serde(rename = $code)] $variant,)+
            /// A code that this build does not know.
            #[serde(other, rename = "unknown")]
            Unknown,
        }

        impl ProblemCode {
            /// Every code that the server sends.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ Self::Unknown => "unknown" }
            }

            /// The HTTP status that goes with it.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)+ Self::Unknown => 500 }
            }
        }
    };
}

codes! {
    /// Every slot of the wish is taken; three similar wishes come along.
    AlreadyClaimed = "already_claimed", 409;
    /// The person has a claim on this wish; `claim` names it.
    AlreadyYours = "already_yours", 409;
    /// The person gave this wish back or lost it before; now it is for others (domain.md 4.1).
    GivenBack = "given_back", 409;
    /// A request with this `Idempotency-Key` is still being answered; retry the same one.
    InFlight = "in_flight", 409;
    /// This `Idempotency-Key` was used for another request.
    KeyReused = "key_reused", 422;
    /// The command needs an `Idempotency-Key`.
    KeyMissing = "key_missing", 400;
    /// The person has as many live claims as allowed.
    TooManyClaims = "too_many_claims", 409;
    /// The person holds another slot that is not confirmed yet; `claim` names it.
    HoldElsewhere = "hold_elsewhere", 409;
    /// The wish is not listed any more.
    NotListed = "not_listed", 409;
    /// Only registered volunteers may claim this; apply at the station (R-22).
    VolunteerNeeded = "volunteer_needed", 403;
    /// Contact with minors needs an unexpired vetting (R-62).
    VettingNeeded = "vetting_needed", 403;
    /// After earlier lapses the station decides first (domain.md 4.4).
    StandingBlocked = "standing_blocked", 403;
    /// The 18+ or the no-interest declaration is missing (R-14, R-65).
    DeclarationMissing = "declaration_missing", 422;
    /// The claim is not in a state in which this can be done.
    WrongState = "wrong_state", 409;
    /// The hold ran out; the slot is open to others again.
    HoldOver = "hold_over", 409;
    /// It was extended before.
    AlreadyExtended = "already_extended", 409;
    /// After the free hours a reason is needed.
    ReasonNeeded = "reason_needed", 422;
    /// The person waits for this wish already.
    AlreadyWaiting = "already_waiting", 409;
    /// There are free slots: claim instead of waiting.
    SlotsFree = "slots_free", 409;
    /// Nothing can be given to this project now; `off` says why.
    GivingOff = "giving_off", 409;
    /// The notice about personal data was not agreed to.
    ConsentNeeded = "consent_needed", 422;
    /// Not a mobile number of mainland China.
    BadPhone = "bad_phone", 422;
    /// The code is wrong, used or expired.
    BadCode = "bad_code", 422;
    /// Too many wrong tries; ask for a new code.
    CodeSpent = "code_spent", 422;
    /// Before another code is sent, the browser has to do the work in `challenge` and send the proof along.
    ChallengeNeeded = "challenge_needed", 403;
    /// No sender for codes is configured.
    SmsNotConfigured = "sms_not_configured", 503;
    /// The text holds something that must not be kept; `findings` say where.
    TextBlocked = "text_blocked", 422;
    /// Nobody is signed in.
    SignInNeeded = "sign_in_needed", 401;
    /// The request comes from another site.
    ForeignOrigin = "foreign_origin", 403;
    /// There is nothing of that name.
    NotFound = "not_found", 404;
    /// The address knows no such method.
    MethodNotAllowed = "method_not_allowed", 405;
    /// The body is not the JSON that is expected.
    BadRequest = "bad_request", 400;
    /// The body is well-formed but a field does not fit; `field` names it.
    BadField = "bad_field", 422;
    /// The body is larger than allowed.
    TooLarge = "too_large", 413;
    /// The body is not `application/json`.
    UnsupportedMedia = "unsupported_media", 415;
    /// Too many requests; `Retry-After` says when.
    TooManyRequests = "too_many_requests", 429;
    /// The server cannot answer now.
    Unavailable = "unavailable", 503;
    /// The ledger does not go on until its operator has looked: what the server has is not what was published.
    LedgerRefused = "ledger_refused", 503;
    /// The server failed; nothing was changed unless a retry with the same key says otherwise.
    Internal = "internal", 500;
}

/// A declined request: `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The HTTP status again.
    pub status: u16,
    /// The stable reason.
    pub code: ProblemCode,
    /// A short English title for programmers; never shown to visitors.
    pub title: String,
    /// The field that does not fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Seconds to wait before another try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// The person's own claim that stands in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<crate::ClaimId>,
    /// Why nothing can be given to the project.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub off: Option<crate::project::GivingOff>,
    /// The work that is asked for: `BITS.SECONDS.MAC`. The proof is the challenge, a dot, and a decimal number, so that
    /// the SHA-256 of the whole begins with as many zero bits as the challenge says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<String>,
    /// Similar wishes that are still free, for the loser of a race.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub similar: Vec<WishCard>,
}

impl Problem {
    /// The bare problem of a code.
    #[must_use]
    pub fn new(code: ProblemCode) -> Self {
        Self {
            status: code.status(),
            code,
            title: code.as_str().replace('_', " "),
            field: None,
            retry_after: None,
            claim: None,
            challenge: None,
            off: None,
            similar: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_from_the_future_is_unknown_not_an_error() {
        let problem: Problem = serde_json::from_str(r#"{"status":409,"code":"quite_new","title":"?"}"#).unwrap();
        assert_eq!(problem.code, ProblemCode::Unknown);
    }

    #[test]
    fn every_code_reads_back_as_itself() {
        for code in ProblemCode::ALL {
            let text = serde_json::to_string(&Problem::new(*code)).unwrap();
            assert_eq!(serde_json::from_str::<Problem>(&text).unwrap().code, *code, "{text}");
        }
    }
}
