//! What comes in: the bodies of the API's commands. Unknown fields are refused.

use serde::{Deserialize, Serialize};

use crate::{Day, catalogue::words, claim::CancelReason};

macro_rules! command {
    ($(#[$doc:meta])+ $name:ident { $($(#[$fdoc:meta])+ $field:ident: $type:ty,)* }) => {
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name { $($(#[$fdoc])+ pub $field: $type,)* }
    };
}

/// The version of the privacy notice that a sign-in agrees to.
pub const NOTICE_VERSION: u32 = 1;

command! {
    /// `POST /api/v1/codes`: sends a one-time code to a phone.
    RequestCode {
        /// Eleven digits of a mobile number of mainland China; `+86`, spaces and dashes are tolerated.
        phone: String,
        /// The version of the notice that the person has agreed to; [`NOTICE_VERSION`] is the current one.
        notice: u32,
    }
}

command! {
    /// `POST /api/v1/session`: signs in with the code.
    SignIn {
        /// The same number.
        phone: String,
        /// Six digits.
        code: String,
    }
}

command! {
    /// `POST /api/v1/wishes/{id}/claims`: takes a slot and holds it. Needs `Idempotency-Key`.
    ClaimWish {
        /// "I am 18 or older".
        adult: bool,
        /// "I have no interest in the person who receives this".
        no_interest: bool,
    }
}

command! {
    /// `POST /api/v1/claims/{id}/cancel`.
    CancelClaim {
        /// Why; needed after the free hours.
        #[serde(default)]
        reason: Option<CancelReason>,
    }
}

words! {
    /// Why more time is needed.
    ExtendReason {
        /// The parcel is late.
        Delivery = "delivery", "快递延误";
        /// The thing is out of stock for now.
        Stock = "stock", "暂时缺货";
        /// Illness.
        Illness = "illness", "生病";
        /// Away on work or a journey.
        Away = "away", "出差或外出";
        /// Anything else.
        Other = "other", "其他";
    }
}

command! {
    /// `POST /api/v1/claims/{id}/extend`: more days, once.
    ExtendClaim {
        /// How many, 1 to 7.
        days: i32,
        /// Why.
        reason: ExtendReason,
    }
}

command! {
    /// `POST /api/v1/claims/{id}/appointment`: the day agreed with the station.
    Appoint {
        /// The day.
        day: Day,
    }
}

words! {
    /// What a report is about.
    ReportKind {
        /// Somebody's personal data is visible.
        Privacy = "privacy", "泄露隐私";
        /// Something is untrue.
        Untrue = "untrue", "内容不实";
        /// Somebody asks for money.
        Money = "money", "索要钱款";
        /// Harm to somebody.
        Harm = "harm", "人身安全";
        /// Anything else.
        Other = "other", "其他";
    }
}

command! {
    /// `POST /api/v1/reports`: anybody may report; answered within five working days.
    NewReport {
        /// What it is about.
        kind: ReportKind,
        /// The wish in question, if it is about one.
        #[serde(default)]
        wish: Option<crate::WishId>,
        /// What happened, at most 500 characters.
        text: String,
        /// How to reach the reporter, at most 60 characters, if they want an answer; sealed.
        #[serde(default)]
        contact: Option<String>,
    }
}
