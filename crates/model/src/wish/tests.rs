use super::*;

fn today() -> Day {
    Day::from_ymd(2026, 11, 22).unwrap()
}

fn sound() -> Facts {
    Facts {
        today: today(),
        is_minor: false,
        consent_publish: true,
        consent_referral: true,
        consent_guardian: false,
        consent_until: Some(today()),
        verified_on: Some(today().plus(-3)),
        duplicate_checked: true,
        price: Fen::new(12_400),
        price_cap: Fen::new(22_000),
        k: 5,
        sharing: 2,
        text_blocked: false,
        household_open: 2,
        granted_lately: false,
        actor_collected: false,
        urgency: Urgency::Usual,
        urgency_reason: false,
        renewed: false,
        listed_until: Some(today().plus(-1)),
        completed_on: Some(today().plus(-90)),
        slots: Vec::new(),
        slots_total: 2,
    }
}

const EVENTS: [WishEvent; 21] = [
    WishEvent::Complete,
    WishEvent::Consent,
    WishEvent::Screen,
    WishEvent::Verify,
    WishEvent::CheckDuplicate,
    WishEvent::Publish,
    WishEvent::Reject,
    WishEvent::Revise,
    WishEvent::Withdraw,
    WishEvent::Expire,
    WishEvent::Renew,
    WishEvent::FallBack,
    WishEvent::DeliverFallback,
    WishEvent::Confirm,
    WishEvent::Finish,
    WishEvent::Hold,
    WishEvent::Resume,
    WishEvent::Dispute,
    WishEvent::Settle,
    WishEvent::Archive,
    WishEvent::LapseConsent,
];

/// Every state x event with every guard met; `-` is refused as the wrong state.
#[test]
fn every_event_in_every_state_does_what_the_table_says() {
    use WishState as S;
    let over = Facts { consent_until: Some(today().plus(-1)), ..sound() };
    let early = |next: &str| format!("{next} rejected - withdrawn - - - - - - - - - - - -");
    let table: Vec<(S, String)> = vec![
        (S::Draft, early("consent_pending - - - - -")),
        (S::ConsentPending, "- screening - - - - rejected review withdrawn - - - - - - - - - - - -".into()),
        (S::Screening, early("- - verifying - - -")),
        (S::Verifying, early("- - - dup_check - -")),
        (S::DupCheck, early("- - - - review -")),
        (S::Review, "- - - - - open rejected review withdrawn - - - - - - on_hold - - - - -".into()),
        (S::Open, "- - - - - - - review withdrawn expired - fallback - - - on_hold - - - - consent_pending".into()),
        (S::PartlyClaimed, "- - - - - - - review withdrawn - - fallback - - - on_hold - - - - consent_pending".into()),
        (S::Claimed, "- - - - - - - review withdrawn - - fallback - - - on_hold - - - - consent_pending".into()),
        (S::InTransit, "- - - - - - - - withdrawn - - - - - - - - - - - consent_pending".into()),
        (S::AtStation, "- - - - - - - - withdrawn - - - - - - - - - - - consent_pending".into()),
        (S::Delivered, "- - - - - - - - withdrawn - - - - confirmed - - - disputed - - consent_pending".into()),
        (S::Confirmed, "- - - - - - - - withdrawn - - - - - completed - - disputed - - -".into()),
        (S::Completed, "- - - - - - - - withdrawn - - - - - - - - - - archived -".into()),
        (S::OnHold, "- - - - - - - review withdrawn - - - - - - - open - - - -".into()),
        (S::Rejected, "- - - - - - - review withdrawn - - - - - - - - - - - -".into()),
        (S::Withdrawn, "- - - - - - - review - - - - - - - - - - - - -".into()),
        (S::Expired, "- - - - - - - review withdrawn - open fallback - - - - - - - - -".into()),
        (S::Fallback, "- - - - - - - - withdrawn - - - delivered - - - - - - - -".into()),
        (S::Disputed, "- - - - - - - - withdrawn - - - - - - - - - confirmed - -".into()),
        (S::Archived, "- - - - - - - - - - - - - - - - - - - - -".into()),
    ];
    assert_eq!(table.len(), WishState::ALL.len(), "a state is missing from the table");
    for (state, row) in table {
        let wants: Vec<&str> = row.split(' ').collect();
        assert_eq!(wants.len(), EVENTS.len(), "{state:?}");
        for (event, want) in EVENTS.into_iter().zip(wants) {
            let facts = if event == WishEvent::LapseConsent { over.clone() } else { sound() };
            let got = match step(state, event, &facts) {
                Ok(next) => next.code(),
                Err(guards) => {
                    assert_eq!(guards, [Guard::WrongState], "{state:?} on {event:?}");
                    "-"
                }
            };
            assert_eq!(got, want, "{state:?} on {event:?}");
        }
    }
}

#[test]
fn publishing_is_refused_by_every_rule_that_is_broken() {
    type Break = fn(&mut Facts);
    let cases: [(Guard, Break); 16] = [
        (Guard::NoConsent, |f| f.consent_publish = false),
        (Guard::NoConsent, |f| f.consent_referral = false),
        (Guard::ConsentExpired, |f| f.consent_until = Some(today().plus(-1))),
        (Guard::ConsentExpired, |f| f.consent_until = None),
        (Guard::NotVerified, |f| f.verified_on = None),
        (Guard::NotVerified, |f| f.verified_on = Some(today().plus(1))),
        (Guard::DuplicateCheckFailed, |f| f.duplicate_checked = false),
        (Guard::PriceCap, |f| f.price = Fen::new(22_001)),
        (Guard::KTooSmall, |f| {
            f.k = 4;
            f.sharing = 0;
        }),
        (Guard::TextBlocked, |f| f.text_blocked = true),
        (Guard::LTooSmall, |f| f.sharing = 3),
        (Guard::GrantedLately, |f| f.granted_lately = true),
        (Guard::HouseholdLimit, |f| f.household_open = 3),
        (Guard::CollectorIsReviewer, |f| f.actor_collected = true),
        (Guard::UrgencyNeedsReason, |f| f.urgency = Urgency::Acute),
        (Guard::NoGuardian, |f| {
            f.is_minor = true;
            f.k = 10;
        }),
    ];
    for (guard, spoil) in cases {
        let mut facts = sound();
        spoil(&mut facts);
        assert_eq!(step(WishState::Review, WishEvent::Publish, &facts), Err(vec![guard]));
    }
    let minor = Facts { is_minor: true, consent_guardian: true, k: 9, ..sound() };
    assert_eq!(step(WishState::Review, WishEvent::Publish, &minor), Err(vec![Guard::KTooSmall]));
    assert_eq!(step(WishState::Review, WishEvent::Publish, &Facts { k: 10, ..minor }), Ok(WishState::Open));
}

#[test]
fn several_broken_rules_are_all_named() {
    let facts = Facts { consent_publish: false, k: 0, sharing: 0, verified_on: None, ..sound() };
    assert_eq!(
        step(WishState::Review, WishEvent::Publish, &facts),
        Err(vec![Guard::NoConsent, Guard::KTooSmall, Guard::NotVerified])
    );
}

#[test]
fn the_clock_guards_wait_for_their_day() {
    let listed = Facts { listed_until: Some(today()), ..sound() };
    assert_eq!(step(WishState::Open, WishEvent::Expire, &listed), Err(vec![Guard::NotYet]));
    let done = Facts { completed_on: Some(today().plus(-89)), ..sound() };
    assert_eq!(step(WishState::Completed, WishEvent::Archive, &done), Err(vec![Guard::NotYet]));
    assert_eq!(
        step(WishState::Open, WishEvent::LapseConsent, &sound()),
        Err(vec![Guard::NotYet]),
        "its last day counts"
    );
    let again = Facts { renewed: true, ..sound() };
    assert_eq!(step(WishState::Expired, WishEvent::Renew, &again), Err(vec![Guard::AlreadyRenewed]));
}

#[test]
fn a_wish_is_as_far_as_its_slots() {
    use ClaimState as C;
    use WishState as S;
    let cases: [(&[C], usize, S); 9] = [
        (&[], 2, S::Open),
        (&[C::CancelledFree, C::Lapsed], 2, S::Open),
        (&[C::Held], 2, S::PartlyClaimed),
        (&[C::Held], 1, S::Claimed),
        (&[C::Active, C::HandedOver], 2, S::Claimed),
        (&[C::Shipped, C::HandedOver], 2, S::InTransit),
        (&[C::ReceivedAtStation, C::Closed], 2, S::AtStation),
        (&[C::HandedOver, C::Closed, C::CancelledLate], 2, S::Delivered),
        (&[C::RejectedGoods, C::ReceivedAtStation], 2, S::Claimed),
    ];
    for (claims, total, want) in cases {
        assert_eq!(from_slots(claims, total), want, "{claims:?} of {total}");
    }
}

#[test]
fn without_consent_a_wish_is_as_large_as_what_was_promised() {
    use ClaimState as C;
    use WishState as S;
    let cases: [(&[C], S); 6] = [
        (&[], S::ConsentPending),
        (&[C::Revoked, C::Lapsed], S::ConsentPending),
        (&[C::Active], S::Claimed),
        (&[C::Active, C::HandedOver], S::Claimed),
        (&[C::Shipped], S::InTransit),
        (&[C::Closed, C::CancelledFree], S::Delivered),
    ];
    for (claims, want) in cases {
        assert_eq!(from_promised(claims), want, "{claims:?}");
        assert!(!from_promised(claims).is_listed(), "{claims:?}");
        let over = Facts { consent_until: Some(today().plus(-1)), slots: claims.to_vec(), slots_total: 3, ..sound() };
        assert_eq!(step(S::PartlyClaimed, WishEvent::LapseConsent, &over), Ok(want), "{claims:?}");
    }
}

#[test]
fn a_need_may_tell_something_of_half_a_cell_at_most() {
    for (sharing, k, want) in [(0, 5, false), (1, 5, false), (2, 5, false), (3, 5, true), (3, 6, false), (4, 6, true)] {
        assert_eq!(reveals(sharing, k), want, "{sharing} of {k}");
    }
    for (class, item, want) in [
        (ServiceClass::Health, "康复辅具", Some(Trait::Health)),
        (ServiceClass::Support, "心理慰藉", Some(Trait::Mind)),
        (ServiceClass::Link, "法律援助对接", Some(Trait::Law)),
        (ServiceClass::Life, "衣被家电补充", None),
        (ServiceClass::Support, "学业辅导", None),
    ] {
        assert_eq!(Trait::of(class, item), want, "{item}");
    }
}

#[test]
fn a_revised_wish_keeps_the_promises_already_made() {
    let facts = Facts { slots: vec![ClaimState::Active], ..sound() };
    assert_eq!(step(WishState::Review, WishEvent::Publish, &facts), Ok(WishState::PartlyClaimed));
}

#[test]
fn what_is_not_in_public_has_no_public_word() {
    use WishState as S;
    for state in WishState::ALL {
        let hidden = matches!(
            state,
            S::Draft
                | S::ConsentPending
                | S::Screening
                | S::Verifying
                | S::DupCheck
                | S::Review
                | S::OnHold
                | S::Rejected
                | S::Withdrawn
                | S::Expired
                | S::Disputed
                | S::Archived
        );
        assert_eq!(state.public().is_none(), hidden, "{state:?}");
        assert!(!state.is_listed() || state.public().is_some(), "{state:?}");
    }
}
