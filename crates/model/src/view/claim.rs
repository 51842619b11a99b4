//! What a person sees of their own claims.

use serde::{Deserialize, Serialize};

use super::{StationView, WishCard};
use crate::{ClaimId, ClaimState, Day, Delivery, Millis, catalogue::words};

words! {
    /// What the person can do with a claim now; the server asks the state machine.
    ClaimAction {
        /// Confirm the promise.
        Confirm = "confirm", "确认认领";
        /// More time to read.
        ExtendHold = "extend_hold", "延长保留";
        /// Give it back without a record.
        CancelFree = "cancel_free", "取消";
        /// Give it back with a reason.
        CancelLate = "cancel_late", "说明原因后取消";
        /// Ask for more days.
        Extend = "extend", "申请延期";
        /// Say that the goods are on their way.
        Send = "send", "已寄出";
        /// Say which day was agreed.
        Appoint = "appoint", "登记约定日期";
    }
}

view! {
    /// What the station says after hand-over (domain.md 4.5).
    Feedback {
        /// The day of hand-over.
        day: Day,
        /// Whether it fits.
        fits: bool,
        /// One sentence by the station.
        note: String,
    }
}

view! {
    /// One of the person's own claims.
    ClaimView {
        /// The claim number.
        id: ClaimId,
        /// Where it stands.
        state: ClaimState,
        /// The wish; absent when it was withdrawn and nothing of it may be shown any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wish: Option<WishCard>,
        /// The specification of the thing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        spec: Option<String>,
        /// How it reaches the person.
        delivery: Delivery,
        /// Where to bring it.
        station: StationView,
        /// When it was made.
        made_at: Millis,
        /// Until when the slot is held, while it is `held`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hold_until: Option<Millis>,
        /// Until when it may be given back without a record.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        free_until: Option<Millis>,
        /// The last day on which it is in time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Day>,
        /// The agreed day of a service.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        appointment: Option<Day>,
        /// Why the station refused the goods.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rejected_because: Option<String>,
        /// What the person can do now.
        actions: Vec<ClaimAction>,
        /// What became of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        feedback: Option<Feedback>,
    }
}

view! {
    /// A place in a waiting list.
    WaitingView {
        /// The wish.
        wish: WishCard,
        /// How many wait before, 0 for the first.
        ahead: u32,
        /// Until when an offered slot must be claimed; absent while none is offered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        offer_until: Option<Millis>,
    }
}

view! {
    /// The person who is signed in. `GET /api/v1/me`
    Me {
        /// The own number with its middle hidden: `138****8000`.
        phone: String,
        /// The server's clock, for countdowns.
        now: Millis,
        /// The own claims, newest first.
        claims: Vec<ClaimView>,
        /// The own places in waiting lists.
        waiting: Vec<WaitingView>,
        /// How many live claims the person may have.
        live_limit: u32,
    }
}
