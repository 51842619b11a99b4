use super::*;

const NOON: Millis = Millis::new(1_795_327_200_000); // 2026-11-22T06:00:00Z, 14:00 in China

fn claim(state: ClaimState, kind: Kind) -> Claim {
    let confirmed = !matches!(state, ClaimState::Held);
    Claim {
        state,
        kind,
        hold_until: NOON.plus_minutes(10),
        hold_extended: false,
        confirmed_at: confirmed.then_some(NOON.plus_hours(-1)),
        term_days: 7,
        due: confirmed.then_some(NOON.day().plus(7)),
        extended: false,
        appointment: None,
    }
}

fn events() -> [(&'static str, ClaimEvent); 14] {
    use ClaimEvent as E;
    [
        ("confirm", E::Confirm),
        ("extend_hold", E::ExtendHold),
        ("hold_timeout", E::HoldTimeout),
        ("send", E::Send),
        ("appoint", E::Appoint(NOON.day().plus(3))),
        ("extend", E::Extend(7)),
        ("cancel", E::Cancel(None)),
        ("cancel_reason", E::Cancel(Some(CancelReason::OutOfStock))),
        ("receive", E::Receive),
        ("reject", E::Reject),
        ("hand_over", E::HandOver),
        ("close", E::Close),
        ("lapse", E::Lapse),
        ("revoke", E::Revoke),
    ]
}

/// Every state x event at the same moment, one hour after confirming; `-` is `WrongState`, `!x` another refusal.
#[test]
fn every_event_in_every_state_does_what_the_table_says() {
    use ClaimState as S;
    // confirm, extend_hold, hold_timeout, send, appoint, extend, cancel, cancel_reason, receive, reject, hand_over, close, lapse, revoke
    let goods: &[(S, &str)] = &[
        (S::Held, "active held !NotYet - - - cancelled_free cancelled_free - - - - - revoked"),
        (
            S::Active,
            "- - - shipped !WrongKind active cancelled_free cancelled_free received_at_station rejected_goods - - !NotYet revoked",
        ),
        (
            S::Shipped,
            "- - - - - - cancelled_free cancelled_free received_at_station rejected_goods - - !NotYet revoked",
        ),
        (S::Scheduled, "- - - - !WrongKind scheduled cancelled_free cancelled_free - - handed_over - - revoked"),
        (S::ReceivedAtStation, "- - - - - - - - - rejected_goods handed_over - - revoked"),
        (S::HandedOver, "- - - - - - - - - - - closed - -"),
        (S::Closed, "- - - - - - - - - - - - - -"),
        (S::CancelledFree, "- - - - - - - - - - - - - -"),
        (S::CancelledLate, "- - - - - - - - - - - - - -"),
        (S::Lapsed, "- - - - - - - - - - - - - -"),
        (S::Revoked, "- - - - - - - - - - - - - -"),
        (S::ForceMajeure, "- - - - - - - - - - - - - -"),
        (S::RejectedGoods, "- - - shipped - - cancelled_free cancelled_free received_at_station - - - !NotYet revoked"),
    ];
    let service: &[(S, &str)] = &[
        (S::Held, "active held !NotYet - - - cancelled_free cancelled_free - - - - - revoked"),
        (
            S::Active,
            "- - - !WrongKind scheduled active cancelled_free cancelled_free !WrongKind !WrongKind - - !NotYet revoked",
        ),
        (S::Scheduled, "- - - - scheduled scheduled cancelled_free cancelled_free - - handed_over - - revoked"),
        (S::HandedOver, "- - - - - - - - - - - closed - -"),
    ];
    for (kind, table) in [(Kind::Goods, goods), (Kind::Service, service)] {
        for (state, row) in table {
            let wants: Vec<&str> = row.split(' ').collect();
            assert_eq!(wants.len(), events().len(), "{state:?}");
            for ((name, event), want) in events().into_iter().zip(wants) {
                let got = match step(&claim(*state, kind), event, NOON) {
                    Ok(next) => next.state.code().to_owned(),
                    Err(ClaimRefusal::WrongState) => "-".to_owned(),
                    Err(other) => format!("!{other:?}"),
                };
                assert_eq!(got, want, "{kind:?} {state:?} on {name}");
            }
        }
    }
    assert_eq!(goods.len(), ClaimState::ALL.len(), "a state is missing from the table");
}

#[test]
fn a_hold_lasts_thirty_minutes_and_can_be_doubled_once() {
    let held = claim(ClaimState::Held, Kind::Goods);
    let longer = step(&held, ClaimEvent::ExtendHold, NOON).unwrap();
    assert_eq!(longer.hold_until, NOON.plus_minutes(40));
    assert_eq!(step(&longer, ClaimEvent::ExtendHold, NOON), Err(ClaimRefusal::AlreadyExtended));
    assert_eq!(step(&held, ClaimEvent::Confirm, NOON.plus_minutes(10)), Err(ClaimRefusal::HoldOver));
    assert_eq!(step(&held, ClaimEvent::ExtendHold, NOON.plus_minutes(10)), Err(ClaimRefusal::HoldOver));
    let gone = step(&held, ClaimEvent::HoldTimeout, NOON.plus_minutes(10)).unwrap();
    assert_eq!(gone.state, ClaimState::CancelledFree, "an unconfirmed hold leaves no record");
}

#[test]
fn confirming_sets_the_deadline_by_the_catalogue() {
    let active = step(&claim(ClaimState::Held, Kind::Goods), ClaimEvent::Confirm, NOON).unwrap();
    assert_eq!((active.due, active.confirmed_at), (Some(NOON.day().plus(7)), Some(NOON)));
}

#[test]
fn cancelling_is_free_for_a_day_then_needs_a_reason() {
    let active = Claim { confirmed_at: Some(NOON), ..claim(ClaimState::Active, Kind::Goods) };
    let last_free = Millis::new(NOON.plus_hours(24).get() - 1);
    let state = |reason, at| step(&active, ClaimEvent::Cancel(reason), at).map(|next| next.state);
    assert_eq!(state(None, last_free), Ok(ClaimState::CancelledFree));
    assert_eq!(state(None, NOON.plus_hours(24)), Err(ClaimRefusal::ReasonNeeded));
    assert_eq!(state(Some(CancelReason::Illness), NOON.plus_hours(24)), Ok(ClaimState::CancelledLate));
    assert_eq!(state(Some(CancelReason::ForceMajeure), NOON.plus_hours(24)), Ok(ClaimState::ForceMajeure));
}

#[test]
fn a_claim_lapses_after_its_deadline_and_two_days_of_grace() {
    let active = claim(ClaimState::Active, Kind::Goods);
    let at = active.due.unwrap().plus(GRACE_DAYS).end();
    assert_eq!(step(&active, ClaimEvent::Lapse, Millis::new(at.get() - 1)), Err(ClaimRefusal::NotYet));
    assert_eq!(step(&active, ClaimEvent::Lapse, at).unwrap().state, ClaimState::Lapsed);
}

#[test]
fn one_extension_of_at_most_seven_days() {
    let active = claim(ClaimState::Active, Kind::Goods);
    for days in [-1, 0, 8] {
        assert_eq!(step(&active, ClaimEvent::Extend(days), NOON), Err(ClaimRefusal::TooManyDays), "{days}");
    }
    let later = step(&active, ClaimEvent::Extend(7), NOON).unwrap();
    assert_eq!(later.due, active.due.map(|due| due.plus(7)));
    assert_eq!(step(&later, ClaimEvent::Extend(1), NOON), Err(ClaimRefusal::AlreadyExtended));
}

#[test]
fn goods_sent_on_the_last_day_do_not_lapse_on_the_road() {
    let active = claim(ClaimState::Active, Kind::Goods);
    let last = active.due.unwrap().start();
    let sent = step(&active, ClaimEvent::Send, last).unwrap();
    assert_eq!(sent.due, Some(last.day().plus(TRANSIT_DAYS)));
}

#[test]
fn refused_goods_may_be_replaced_within_a_week() {
    let refused = step(&claim(ClaimState::ReceivedAtStation, Kind::Goods), ClaimEvent::Reject, NOON).unwrap();
    assert_eq!(refused.due, Some(NOON.day().plus(REPLACE_DAYS)));
    assert!(refused.state.is_live());
    assert_eq!(step(&refused, ClaimEvent::Send, NOON).unwrap().state, ClaimState::Shipped);
}

#[test]
fn an_appointment_is_neither_past_nor_far_away() {
    let active = claim(ClaimState::Active, Kind::Service);
    for (offset, want) in [(-1, Err(ClaimRefusal::BadDay)), (0, Ok(())), (14, Ok(())), (15, Err(ClaimRefusal::BadDay))]
    {
        let got = step(&active, ClaimEvent::Appoint(NOON.day().plus(offset)), NOON).map(|_| ());
        assert_eq!(got, want, "in {offset} days");
    }
}
