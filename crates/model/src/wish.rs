//! The life of a wish (心愿): domain.md 4.1 as one pure function, with the guards of publishing.
//!
//! From `open` to `delivered` the state follows from the slots alone ([`from_slots`]), so that a wish and its
//! claims can never tell different stories.

use serde::{Deserialize, Serialize};

use crate::{ClaimState, Day, Fen, ServiceClass, Urgency, catalogue::words};

/// Days that a wish is listed before somebody must decide anew.
pub const LISTING_DAYS: i32 = 30;
/// Open wishes one household may have.
pub const OPEN_PER_HOUSEHOLD: usize = 3;
/// Days for which the other wishes of a household are looked at (domain.md 4.1, duplicate check).
pub const HOUSEHOLD_DAYS: i32 = 90;
/// Days after completion when the story is removed and only aggregates stay.
pub const ARCHIVE_DAYS: i32 = 90;
/// Registered people that an adult must be hidden among.
pub const K_ADULT: u32 = 5;
/// Registered people that a minor must be hidden among.
pub const K_MINOR: u32 = 10;

words! {
    /// Where a wish stands, in the words of domain.md 4.1.
    WishState {
        /// Being written down.
        Draft = "draft", "草稿";
        /// Waiting for consent.
        ConsentPending = "consent_pending", "待同意";
        /// The text is being screened.
        Screening = "screening", "筛查中";
        /// A visit or call has to confirm the need.
        Verifying = "verifying", "核实中";
        /// Other aid and other wishes of the household are being looked up.
        DupCheck = "dup_check", "查重中";
        /// Waits for a second person.
        Review = "review", "待审核";
        /// Listed; nobody has claimed.
        Open = "open", "待认领";
        /// Listed; some slots are taken.
        PartlyClaimed = "partly_claimed", "合力中";
        /// Every slot is taken.
        Claimed = "claimed", "已认领";
        /// Every slot is on its way or done.
        InTransit = "in_transit", "配送中";
        /// Every slot is at the station or done.
        AtStation = "at_station", "已到站";
        /// Every slot has been handed over.
        Delivered = "delivered", "已送达";
        /// Station and person have confirmed that it fits.
        Confirmed = "confirmed", "已确认";
        /// The claimants have their feedback.
        Completed = "completed", "已实现";
        /// Stopped for a while by the station.
        OnHold = "on_hold", "暂停";
        /// Refused by the reviewer.
        Rejected = "rejected", "未通过";
        /// Taken back by the person; no reason needed.
        Withdrawn = "withdrawn", "已撤回";
        /// Nobody claimed in time.
        Expired = "expired", "已到期";
        /// Bought from the pool project.
        Fallback = "fallback", "已转兜底";
        /// Delivered, but something is wrong.
        Disputed = "disputed", "有异议";
        /// Only numbers are left.
        Archived = "archived", "已归档";
    }
}

words! {
    /// What the public sees of a state (domain.md 4.1: seven words and two).
    PublicStatus {
        /// Waits for a claimant.
        Waiting = "waiting", "待认领";
        /// Several people fulfil it together.
        Joined = "joined", "合力中";
        /// Claimed.
        Claimed = "claimed", "已认领";
        /// On its way.
        InTransit = "in_transit", "配送中";
        /// At the station.
        AtStation = "at_station", "已到站";
        /// With the person.
        Delivered = "delivered", "已送达";
        /// Come true.
        Fulfilled = "fulfilled", "已实现";
        /// Taken over by the pool project.
        Fallback = "fallback", "已转兜底";
    }
}

impl WishState {
    /// What the public sees, or `None` where it sees nothing at all.
    ///
    /// A withdrawn wish is gone from every answer (issue: "the very next GET has it no more"), so it has no word.
    #[must_use]
    pub const fn public(self) -> Option<PublicStatus> {
        Some(match self {
            Self::Open => PublicStatus::Waiting,
            Self::PartlyClaimed => PublicStatus::Joined,
            Self::Claimed => PublicStatus::Claimed,
            Self::InTransit => PublicStatus::InTransit,
            Self::AtStation => PublicStatus::AtStation,
            Self::Delivered | Self::Confirmed => PublicStatus::Delivered,
            Self::Completed => PublicStatus::Fulfilled,
            Self::Fallback => PublicStatus::Fallback,
            _ => return None,
        })
    }

    /// Whether claims may begin.
    #[must_use]
    pub const fn is_listed(self) -> bool {
        matches!(self, Self::Open | Self::PartlyClaimed)
    }

    /// Whether the state follows from the slots.
    #[must_use]
    pub const fn follows_slots(self) -> bool {
        matches!(
            self,
            Self::Open | Self::PartlyClaimed | Self::Claimed | Self::InTransit | Self::AtStation | Self::Delivered
        )
    }

    /// Whether the wish counts towards the limit of its household.
    #[must_use]
    pub const fn is_open_for_household(self) -> bool {
        self.follows_slots() && !matches!(self, Self::Delivered)
    }
}

/// What may happen to a wish besides what its slots do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WishEvent {
    /// The collector has filled in the template.
    Complete,
    /// Consent is recorded.
    Consent,
    /// The text has been screened.
    Screen,
    /// The need has been verified.
    Verify,
    /// The duplicate check is done.
    CheckDuplicate,
    /// A second person publishes it.
    Publish,
    /// The reviewer refuses it.
    Reject,
    /// The station changed the row after the review began, or brings a refused, withdrawn or expired one back.
    Revise,
    /// The person takes it back.
    Withdraw,
    /// The last day of the consent has passed; the public may see no more of it (PIPL §25).
    LapseConsent,
    /// Nobody claimed within the listing.
    Expire,
    /// Verified again and listed once more.
    Renew,
    /// The pool project takes over.
    FallBack,
    /// What the pool bought has been handed over.
    DeliverFallback,
    /// Station and person confirm that it fits.
    Confirm,
    /// Feedback has gone to the claimants.
    Finish,
    /// The station stops it for a while.
    Hold,
    /// The station goes on with it.
    Resume,
    /// Something is wrong with what was delivered.
    Dispute,
    /// The dispute is settled.
    Settle,
    /// Ninety days have passed.
    Archive,
}

/// A rule that a wish has to meet; its code is what the collector's import shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// The wish is not in a state in which this can happen.
    WrongState,
    /// The person has not agreed to publication and referral (PIPL §23, §25).
    NoConsent,
    /// The consent has run out.
    ConsentExpired,
    /// A minor's guardian has not agreed.
    NoGuardian,
    /// The need has not been verified.
    NotVerified,
    /// The duplicate check failed or is missing.
    DuplicateCheckFailed,
    /// The price is above the catalogue's cap.
    PriceCap,
    /// Too few people look the same (domain.md 4.7).
    KTooSmall,
    /// Too many of the people who look the same are known to share what the need gives away (domain.md 4.7, l-rule).
    LTooSmall,
    /// The text screen still blocks a word.
    TextBlocked,
    /// The household has as many open wishes as it may.
    HouseholdLimit,
    /// The household was given the same thing within the last ninety days.
    GrantedLately,
    /// The collector may not publish what they collected.
    CollectorIsReviewer,
    /// Acute hardship needs a written reason.
    UrgencyNeedsReason,
    /// It was listed a second time already.
    AlreadyRenewed,
    /// The time it waits for has not come.
    NotYet,
}

impl Guard {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongState => "wrong_state",
            Self::NoConsent => "no_consent",
            Self::ConsentExpired => "consent_expired",
            Self::NoGuardian => "no_guardian",
            Self::NotVerified => "not_verified",
            Self::DuplicateCheckFailed => "duplicate_check_failed",
            Self::PriceCap => "price_cap",
            Self::KTooSmall => "k_too_small",
            Self::LTooSmall => "l_too_small",
            Self::TextBlocked => "text_blocked",
            Self::HouseholdLimit => "household_limit",
            Self::GrantedLately => "granted_lately",
            Self::CollectorIsReviewer => "collector_is_reviewer",
            Self::UrgencyNeedsReason => "urgency_needs_reason",
            Self::AlreadyRenewed => "already_renewed",
            Self::NotYet => "not_yet",
        }
    }
}

/// What the guards need to know of a wish and of the moment.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, as the law names them")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Today in the county.
    pub today: Day,
    /// Whether the person is a minor.
    pub is_minor: bool,
    /// Consent to publication.
    pub consent_publish: bool,
    /// Consent to referral.
    pub consent_referral: bool,
    /// A guardian's consent.
    pub consent_guardian: bool,
    /// The last day on which the consent holds.
    pub consent_until: Option<Day>,
    /// The day on which the need was verified.
    pub verified_on: Option<Day>,
    /// Whether the duplicate check passed.
    pub duplicate_checked: bool,
    /// The reference price of one piece, where there is one.
    pub price: Option<Fen>,
    /// The catalogue's cap for it.
    pub price_cap: Option<Fen>,
    /// Registered people in the same cell.
    pub k: u32,
    /// How many people of the cell are known by public wishes to share what this need gives away, this person included;
    /// 0 when it gives nothing away.
    pub sharing: u32,
    /// Whether the text screen blocks anything.
    pub text_blocked: bool,
    /// Other open wishes of the household.
    pub household_open: usize,
    /// Whether the household was given the same thing in the last ninety days.
    pub granted_lately: bool,
    /// Whether the person who acts collected the wish.
    pub actor_collected: bool,
    /// How pressing it is.
    pub urgency: Urgency,
    /// Whether a reason for the urgency is written down.
    pub urgency_reason: bool,
    /// Whether it was listed a second time.
    pub renewed: bool,
    /// The last day of the listing, once it is listed.
    pub listed_until: Option<Day>,
    /// The day of completion, once it is completed.
    pub completed_on: Option<Day>,
    /// The claims that take or took its slots.
    pub slots: Vec<ClaimState>,
    /// How many slots there are.
    pub slots_total: usize,
}

/// The state that a listed wish has by its slots alone.
#[must_use]
pub fn from_slots(claims: &[ClaimState], total: usize) -> WishState {
    use ClaimState as C;
    let count = |test: fn(C) -> bool| claims.iter().filter(|state| test(**state)).count();
    let taken = count(C::takes_slot);
    if taken == 0 {
        return WishState::Open;
    }
    if taken < total {
        return WishState::PartlyClaimed;
    }
    if count(|state| matches!(state, C::HandedOver | C::Closed)) >= total {
        WishState::Delivered
    } else if count(|state| matches!(state, C::ReceivedAtStation | C::HandedOver | C::Closed)) >= total {
        WishState::AtStation
    } else if count(|state| matches!(state, C::Shipped | C::ReceivedAtStation | C::HandedOver | C::Closed)) >= total {
        WishState::InTransit
    } else {
        WishState::Claimed
    }
}

/// The state of a wish whose consent has run out, by its slots alone.
///
/// Nobody new may promise it, so the slots that were promised are all there is. While none is, somebody has to ask the
/// person again.
#[must_use]
pub fn from_promised(claims: &[ClaimState]) -> WishState {
    match claims.iter().filter(|state| state.takes_slot()).count() {
        0 => WishState::ConsentPending,
        promised => from_slots(claims, promised),
    }
}

/// The state after `event`.
///
/// # Errors
/// Every guard that forbids it; `WrongState` stands alone.
pub fn step(state: WishState, event: WishEvent, facts: &Facts) -> Result<WishState, Vec<Guard>> {
    let Some(next) = target(state, event, facts) else { return Err(vec![Guard::WrongState]) };
    let broken = broken(event, facts);
    if broken.is_empty() { Ok(next) } else { Err(broken) }
}

/// Where `event` leads from `state`, guards aside.
#[expect(clippy::match_same_arms, reason = "one line of domain.md 4.1 an arm")]
fn target(state: WishState, event: WishEvent, facts: &Facts) -> Option<WishState> {
    use WishEvent as E;
    use WishState as S;
    Some(match (state, event) {
        (S::Draft, E::Complete) => S::ConsentPending,
        (S::ConsentPending, E::Consent) => S::Screening,
        (S::Screening, E::Screen) => S::Verifying,
        (S::Verifying, E::Verify) => S::DupCheck,
        (S::DupCheck, E::CheckDuplicate) => S::Review,
        // A wish that is revised while people have claimed it keeps their slots.
        (S::Review, E::Publish) | (S::Expired, E::Renew) | (S::OnHold, E::Resume) => {
            from_slots(&facts.slots, facts.slots_total)
        }
        (S::Draft | S::ConsentPending | S::Screening | S::Verifying | S::DupCheck | S::Review, E::Reject) => {
            S::Rejected
        }
        (
            S::ConsentPending
            | S::Review
            | S::Open
            | S::PartlyClaimed
            | S::Claimed
            | S::Rejected
            | S::Withdrawn
            | S::Expired
            | S::OnHold,
            E::Revise,
        ) => S::Review,
        (S::Open, E::Expire) => S::Expired,
        (S::Open | S::PartlyClaimed | S::Claimed | S::Expired, E::FallBack) => S::Fallback,
        (S::Fallback, E::DeliverFallback) => S::Delivered,
        (S::Delivered, E::Confirm) | (S::Disputed, E::Settle) => S::Confirmed,
        (S::Confirmed, E::Finish) => S::Completed,
        (S::Review | S::Open | S::PartlyClaimed | S::Claimed, E::Hold) => S::OnHold,
        (S::Delivered | S::Confirmed, E::Dispute) => S::Disputed,
        (S::Completed, E::Archive) => S::Archived,
        (state, E::LapseConsent) if state.follows_slots() => from_promised(&facts.slots),
        (S::Withdrawn | S::Archived, E::Withdraw) => return None,
        (_, E::Withdraw) => S::Withdrawn,
        _ => return None,
    })
}

/// The guards that `event` would break.
fn broken(event: WishEvent, facts: &Facts) -> Vec<Guard> {
    use WishEvent as E;
    let mut broken = Vec::new();
    let mut need = |holds: bool, guard: Guard| {
        if !holds {
            broken.push(guard);
        }
    };
    if matches!(event, E::Complete | E::Publish) {
        let capped = facts.price.zip(facts.price_cap).is_none_or(|(price, cap)| price <= cap);
        need(capped, Guard::PriceCap);
    }
    if matches!(event, E::Consent | E::Publish | E::Renew | E::Resume) {
        need(facts.consent_publish && facts.consent_referral, Guard::NoConsent);
        need(facts.consent_until.is_some_and(|until| until >= facts.today), Guard::ConsentExpired);
        need(!facts.is_minor || facts.consent_guardian, Guard::NoGuardian);
    }
    if matches!(event, E::Screen | E::Publish) {
        need(!facts.text_blocked, Guard::TextBlocked);
        need(facts.k >= k_needed(facts.is_minor), Guard::KTooSmall);
    }
    if matches!(event, E::Verify | E::Publish | E::Renew) {
        need(facts.verified_on.is_some_and(|day| day <= facts.today), Guard::NotVerified);
    }
    if matches!(event, E::CheckDuplicate | E::Publish) {
        need(facts.duplicate_checked, Guard::DuplicateCheckFailed);
    }
    match event {
        E::Publish => {
            need(!reveals(facts.sharing, facts.k), Guard::LTooSmall);
            need(!facts.granted_lately, Guard::GrantedLately);
            need(facts.household_open < OPEN_PER_HOUSEHOLD, Guard::HouseholdLimit);
            need(!facts.actor_collected, Guard::CollectorIsReviewer);
            need(facts.urgency != Urgency::Acute || facts.urgency_reason, Guard::UrgencyNeedsReason);
        }
        E::Expire => need(facts.listed_until.is_some_and(|until| facts.today > until), Guard::NotYet),
        E::LapseConsent => need(facts.consent_until.is_none_or(|until| until < facts.today), Guard::NotYet),
        E::Renew => need(!facts.renewed, Guard::AlreadyRenewed),
        E::Archive => {
            let over = facts.completed_on.is_some_and(|day| facts.today.since(day) >= ARCHIVE_DAYS);
            need(over, Guard::NotYet);
        }
        _ => {}
    }
    broken
}

/// The smallest crowd a person may be shown in.
#[must_use]
pub const fn k_needed(is_minor: bool) -> u32 {
    if is_minor { K_MINOR } else { K_ADULT }
}

/// Whether a need would tell of everybody in a cell what it tells of the few who wish (domain.md 4.7, l-rule): at least
/// half of the people who look the same have to stay out of it.
#[must_use]
pub const fn reveals(sharing: u32, k: u32) -> bool {
    sharing.saturating_mul(2) > k
}

words! {
    /// What a need gives away of whoever has it, beyond the words of their band.
    Trait {
        /// Something about health or strength: a walking frame, company to the doctor.
        Health = "health", "健康";
        /// Something about peace of mind.
        Mind = "mind", "心理";
        /// A dispute or a case.
        Law = "law", "法律";
    }
}

impl Trait {
    /// What a need of this class and item gives away; most give away nothing. Items are the operator's words, so they
    /// are known by what they speak of.
    #[must_use]
    pub fn of(class: ServiceClass, item: &str) -> Option<Self> {
        match class {
            ServiceClass::Health => Some(Self::Health),
            _ if item.contains("心理") => Some(Self::Mind),
            _ if item.contains("法律") => Some(Self::Law),
            _ => None,
        }
    }
}

#[cfg(test)]
#[path = "wish/tests.rs"]
mod tests;
