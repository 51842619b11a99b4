//! Booking: the private journal, and the public ledger for what belongs to a project. Each fact once, whoever tells it.

use ledger::{
    account::Account,
    canonical::Value,
    entry::{Money, Posting, What},
    kind::{Kind, Why},
    word::Slug,
};
use model::{DonationId, Fen, Millis, ProjectId, ReceiptId};

use super::row::{self, OrderRow};
use crate::{
    Conn, StoreError, args,
    ledger::{Pending, pend},
    statements,
};

statements! {
    ENTER = "insert into journal (kind, provider, ref, debit, credit, amount, at) values ($1, $2, $3, $4, $5, $6, $7) \
        on conflict (kind, provider, ref) do nothing";
}

/// The account of money that fits nowhere yet.
const SUSPENSE: &str = "suspense";

/// One line of the journal.
pub(super) struct Line<'a> {
    pub(super) kind: &'a str,
    pub(super) provider: &'a str,
    /// The transaction or refund that it is about.
    pub(super) about: &'a str,
    pub(super) amount: Fen,
}

/// Where money lies.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Project(ProjectId),
    Suspense,
    Provider,
    /// What providers keep for themselves.
    Fee,
}

impl Side {
    fn account(self, provider: &str) -> Result<String, StoreError> {
        Ok(match self {
            Self::Project(project) => Account::Restricted(slug(&project.folded())?).to_string(),
            Self::Provider => Account::Channel(slug(provider)?).to_string(),
            Self::Suspense => SUSPENSE.to_owned(),
            Self::Fee => Account::Fee.to_string(),
        })
    }
}

pub(super) fn slug(text: &str) -> Result<Slug, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt("account"))
}

/// Enters a line; `false` when the fact was entered before.
pub(super) async fn enter(
    conn: &mut Conn<'_>,
    line: Line<'_>,
    debit: Side,
    credit: Side,
    now: Millis,
) -> Result<bool, StoreError> {
    let Line { kind, provider, about, amount } = line;
    let (debit, credit) = (debit.account(provider)?, credit.account(provider)?);
    let entered = conn.run(ENTER, args![kind, provider, about, debit, credit, row::int(amount), now]).await?;
    Ok(entered > 0)
}

/// What the erasure of a donation's fields is looked up by.
pub(super) fn subject(donation: DonationId) -> String {
    format!("donation/{donation}")
}

/// What makes the entry of a payment the same entry.
pub(super) fn payment(provider: &str, txn: &str) -> String {
    format!("pay/{provider}/{txn}")
}

/// What makes the entry of a refund the same entry.
pub(super) fn returned(provider: &str, refund: &str) -> String {
    format!("refund/{provider}/{refund}")
}

/// Has the public ledger learn of a gift; yields the name of its entry.
pub(super) async fn gift(
    conn: &mut Conn<'_>,
    order: &OrderRow,
    (provider, txn, amount): (&str, &str, Fen),
    receipt: ReceiptId,
    now: Millis,
) -> Result<String, StoreError> {
    let fen = row::int(amount);
    let project = Account::Restricted(slug(&order.project.folded())?);
    let channel = Account::Channel(slug(provider)?);
    let money = Money::new(Kind::Donation, vec![Posting::new(channel, fen), Posting::new(project, -fen)]);
    let idem = payment(provider, txn);
    let mut entry = Pending::new(&idem, now.day(), What::Money(money))
        .about(subject(order.id))
        .closed("receipt", Value::text(receipt.to_string()));
    if let Some(name) = &order.name {
        entry = entry.open("name", Value::text(name.clone()));
    }
    pend(conn, entry, now).await?.map_err(|_| StoreError::Corrupt("gift"))?;
    Ok(idem)
}

/// Has the public ledger learn that a gift goes back, wholly or in part.
pub(super) async fn give_back(
    conn: &mut Conn<'_>,
    order: &OrderRow,
    (provider, txn, refund): (&str, &str, &str),
    amount: Fen,
    why: Why,
    now: Millis,
) -> Result<(), StoreError> {
    let fen = row::int(amount);
    let project = Account::Restricted(slug(&order.project.folded())?);
    let channel = Account::Channel(slug(provider)?);
    let money = Money::new(Kind::Refund, vec![Posting::new(project, fen), Posting::new(channel, -fen)]).naming(0, why);
    let entry = Pending::new(returned(provider, refund), now.day(), What::Money(money))
        .naming(payment(provider, txn))
        .about(subject(order.id));
    pend(conn, entry, now).await?.map_err(|_| StoreError::Corrupt("refund"))?;
    Ok(())
}
