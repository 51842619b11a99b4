//! A donation as its donor sees it.

use model::{
    DonationId, Fen, Millis, PersonId,
    donation::{AttemptState, DonationState, RefundState, timer},
    project::DonationMode,
    view::{DonationView, Donations, PayLink, ReceiptLink, RefundView},
};

use super::{
    invoice, receipt, refund,
    row::{self, AttemptRow, OrderRow},
    target,
};
use crate::{
    Conn, StoreError, args,
    ledger::{self, Whereabouts},
    statements,
};

statements! {
    OF_PERSON = "select id from donation where person = $1 order by made_at desc, id limit 100";
    SUSPENDED = "select cast(coalesce(sum(amount), 0) as bigint) from provider_txn where donation = $1 and booked = 'suspense'";
}

/// The donations of a person, newest first.
///
/// # Errors
/// When the database fails.
pub async fn donations_of(conn: &mut Conn<'_>, person: PersonId, now: Millis) -> Result<Donations, StoreError> {
    let mut items = Vec::new();
    for found in conn.rows(OF_PERSON, args![person]).await? {
        let id: DonationId = found.parsed(0)?;
        if let Some(order) = row::order(conn, id).await? {
            items.push(view(conn, &order, now).await?);
        }
    }
    Ok(Donations { items })
}

/// One donation.
///
/// # Errors
/// When the database fails.
pub async fn view(conn: &mut Conn<'_>, order: &OrderRow, now: Millis) -> Result<DonationView, StoreError> {
    let target = target::of(conn, order.project).await?.ok_or(StoreError::Corrupt("project"))?;
    let attempt = row::attempt_for(conn, order.id).await?;
    let refunds = refund::views(conn, order.id).await?;
    let receipt = receipt::of(conn, order.id).await?;
    let is_placed = match &receipt {
        Some(receipt) => matches!(ledger::whereabouts(conn, &receipt.idem).await?, Whereabouts::At(_)),
        None => false,
    };
    let odd = conn.row(SUSPENDED, args![order.id]).await?.ok_or(StoreError::Corrupt("sum"))?;
    let state = state(&Facts {
        mode: order.mode,
        attempt: attempt.as_ref().map(|attempt| attempt.state),
        received: receipt.as_ref().map(|receipt| receipt.amount),
        is_placed,
        odd: row::fen(&odd, 0)?,
        refunds: &refunds,
    });
    let receipt = match receipt {
        Some(found) => {
            let secret = ledger::secret(conn, &found.idem).await?.map(|secret| secret.reveal());
            Some(ReceiptLink { id: found.id, secret })
        }
        None => None,
    };
    Ok(DonationView {
        id: order.id,
        project: target.id,
        title: target.title,
        mode: order.mode,
        amount: order.amount,
        state,
        made_at: order.made_at,
        shown_as: order.shown_as,
        name: order.name.clone(),
        pay: attempt.as_ref().and_then(|attempt| pay(attempt, now)),
        receipt,
        invoice: invoice::of(conn, order.id).await?,
        refunds,
        key: None,
    })
}

/// Where to pay, while it can be paid.
fn pay(attempt: &AttemptRow, now: Millis) -> Option<PayLink> {
    let until = timer::expires_at(attempt.began_at);
    let url = attempt.pay_url.clone().filter(|_| attempt.state == AttemptState::Pending && now < until)?;
    Some(PayLink { url, until })
}

/// What decides how a donation is shown.
struct Facts<'a> {
    mode: DonationMode,
    attempt: Option<AttemptState>,
    /// What the receipt says.
    received: Option<Fen>,
    is_placed: bool,
    /// What lay in suspense for this order, whether or not it went back since.
    odd: Fen,
    refunds: &'a [RefundView],
}

fn state(facts: &Facts<'_>) -> DonationState {
    let is_going = facts.refunds.iter().any(|one| one.state.is_reserved());
    let back: u64 =
        facts.refunds.iter().filter(|one| one.state == RefundState::Success).map(|one| one.amount.get()).sum();
    let came = facts.received.unwrap_or_default().get() + facts.odd.get();
    if is_going {
        return DonationState::Refunding;
    }
    if came > 0 && back >= came {
        return DonationState::Refunded;
    }
    match (facts.received, facts.is_placed) {
        (Some(_), true) => return DonationState::Booked,
        (Some(_), false) => return DonationState::Paid,
        (None, _) if facts.odd > Fen::default() => return DonationState::Checking,
        (None, _) => {}
    }
    match facts.attempt {
        None if facts.mode == DonationMode::Handoff => DonationState::HandedOff,
        None | Some(AttemptState::Created | AttemptState::Unknown) => DonationState::Opening,
        Some(AttemptState::Pending) => DonationState::AwaitingPayment,
        Some(AttemptState::Paid | AttemptState::Review) => DonationState::Checking,
        Some(AttemptState::Closed) => DonationState::Closed,
        Some(AttemptState::Failed) => DonationState::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_donation_is_shown_by_the_money_first_and_by_the_attempt_last() {
        use AttemptState as A;
        use DonationState as D;
        let fen = |n| Fen::new(n).unwrap();
        let refund = |n, state| RefundView { amount: fen(n), state, at: Millis::new(0) };
        let (going, back) = (refund(100, RefundState::Processing), refund(100, RefundState::Success));
        let (half, failed) = (refund(50, RefundState::Success), refund(100, RefundState::Failed));
        for (attempt, received, is_placed, odd, refunds, want) in [
            (Some(A::Created), 0, false, 0, vec![], D::Opening),
            (Some(A::Unknown), 0, false, 0, vec![], D::Opening),
            (Some(A::Pending), 0, false, 0, vec![], D::AwaitingPayment),
            (Some(A::Closed), 0, false, 0, vec![], D::Closed),
            (Some(A::Failed), 0, false, 0, vec![], D::Failed),
            (None, 0, false, 0, vec![], D::HandedOff),
            (Some(A::Review), 0, false, 100, vec![], D::Checking),
            (Some(A::Review), 0, false, 100, vec![going.clone()], D::Refunding),
            (Some(A::Closed), 0, false, 100, vec![back.clone()], D::Refunded),
            (Some(A::Paid), 0, false, 100, vec![], D::Checking),
            (Some(A::Paid), 100, false, 0, vec![], D::Paid),
            (Some(A::Paid), 100, true, 0, vec![], D::Booked),
            (Some(A::Paid), 100, true, 100, vec![], D::Booked),
            (Some(A::Paid), 100, true, 100, vec![back.clone()], D::Booked),
            (Some(A::Paid), 100, true, 0, vec![half], D::Booked),
            (Some(A::Paid), 100, true, 0, vec![failed], D::Booked),
            (Some(A::Paid), 100, true, 0, vec![back], D::Refunded),
            (Some(A::Paid), 100, true, 0, vec![going], D::Refunding),
        ] {
            let mode = if attempt.is_none() { DonationMode::Handoff } else { DonationMode::Demo };
            let received = (received > 0).then(|| fen(received));
            let facts = Facts { mode, attempt, received, is_placed, odd: fen(odd), refunds: &refunds };
            assert_eq!(state(&facts), want, "{attempt:?} received {received:?} odd {odd} {refunds:?}");
        }
    }
}
