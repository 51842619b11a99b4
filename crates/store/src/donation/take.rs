//! Money came: the one place where it is booked, whoever tells of it.

use model::{
    Day, DonationId, Fen, Millis, ProjectId, ReceiptId,
    donation::{
        AttemptState,
        attempt::{AttemptEffect, AttemptEvent},
        capture::{self, Booked, Capture, Standing},
        timer,
    },
};

use super::{
    attempt::tell,
    book::{self, Line, Side},
    inbox::{self, KeepRaw},
    item, receipt,
    row::{self, AttemptRow, OrderRow},
    target,
};
use crate::{
    Change, Conn, Row, StoreError, args, audit,
    outbox::{self, MessageKind},
    project::news,
    statements,
};

statements! {
    TXN = "select provider, txn, number, donation, amount, booked from provider_txn where provider = $1 and txn = $2";
    INSERT = "insert into provider_txn (provider, txn, number, donation, amount, currency, merchant, booked, flag, source, at, day) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    BILLED = "update provider_txn set billed = $3 where provider = $1 and txn = $2 and billed is null";
    MOVE = "update provider_txn set booked = 'project' where provider = $1 and txn = $2 and booked = 'suspense'";
}

/// Who told of the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A notice.
    Notice,
    /// A query.
    Query,
    /// The bill of this day.
    Bill(Day),
}

impl Source {
    const fn code(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Query => "query",
            Self::Bill(_) => "bill",
        }
    }
}

/// Books money that a provider took. What it says must be authentic; whether it fits is found out here.
#[derive(Clone, Debug)]
pub struct TakePaid {
    /// The provider.
    pub provider: String,
    /// Our number of the attempt.
    pub number: String,
    /// The provider's number of the transaction.
    pub txn: String,
    /// How much.
    pub amount: Fen,
    /// The currency.
    pub currency: String,
    /// The merchant account that has it.
    pub merchant: String,
    /// Whether that is ours.
    pub is_our_merchant: bool,
    /// Whether the provider tells of a refund of it too.
    pub has_refund: bool,
    /// Who told.
    pub source: Source,
    /// The notice that told, if one did.
    pub raw: Option<KeepRaw>,
    /// The number that a new receipt gets.
    pub receipt: ReceiptId,
    /// The moment.
    pub now: Millis,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What it was; `None` for money that no order of ours is about.
    pub event: Option<AttemptEvent>,
    /// The project whose sums have changed.
    pub credited: Option<ProjectId>,
}

/// A transaction as a row.
pub(super) struct TxnRow {
    pub(super) provider: String,
    pub(super) txn: String,
    pub(super) number: String,
    pub(super) donation: Option<DonationId>,
    pub(super) amount: Fen,
    pub(super) booked: Booked,
}

pub(super) fn txn_of(row: &Row) -> Result<TxnRow, StoreError> {
    let donation = row.opt_text(3)?.map(|text| text.parse()).transpose().map_err(|_| StoreError::Corrupt("id"))?;
    let booked = match row.text(5)?.as_str() {
        "project" => Booked::Project,
        "suspense" => Booked::Suspense,
        _ => return Err(StoreError::Corrupt("booked")),
    };
    let (provider, txn, number) = (row.text(0)?, row.text(1)?, row.text(2)?);
    Ok(TxnRow { provider, txn, number, donation, amount: row::fen(row, 4)?, booked })
}

pub(super) async fn txn(conn: &mut Conn<'_>, provider: &str, txn: &str) -> Result<Option<TxnRow>, StoreError> {
    conn.row(TXN, args![provider, txn]).await?.as_ref().map(txn_of).transpose()
}

/// With what amount a transaction is in the books, if it is.
///
/// # Errors
/// When the database fails.
pub async fn booked_amount(conn: &mut Conn<'_>, provider: &str, txn: &str) -> Result<Option<Fen>, StoreError> {
    Ok(self::txn(conn, provider, txn).await?.map(|found| found.amount))
}

impl Change for TakePaid {
    type Done = Taken;

    async fn apply(mut self, conn: &mut Conn<'_>) -> Result<Taken, StoreError> {
        if let Some(raw) = self.raw.take() {
            inbox::keep(conn, raw).await?;
        }
        let known = txn(conn, &self.provider, &self.txn).await?;
        let (provider, txn, source, now) = (self.provider.clone(), self.txn.clone(), self.source, self.now);
        if let Some(known) = &known
            && known.amount != self.amount
        {
            let note = format!("{} {}", known.amount.get(), self.amount.get());
            item::open_once(conn, item::AMOUNT_DIFFERS, &self.txn, &note, now).await?;
        }
        let taken = match row::attempt_by_number(conn, &self.number).await? {
            Some(attempt) if attempt.provider == self.provider => self.fit(conn, attempt, known).await?,
            _ => self.orphan(conn, known).await?,
        };
        if let Source::Bill(day) = source {
            billed(conn, &provider, &txn, day, now).await?;
        }
        Ok(taken)
    }
}

/// Notes on which bill a transaction was found; a receipt that was frozen for the lack of it is good again.
pub(super) async fn billed(
    conn: &mut Conn<'_>,
    provider: &str,
    txn: &str,
    day: Day,
    now: Millis,
) -> Result<(), StoreError> {
    if conn.run(BILLED, args![provider, txn, day]).await? > 0 {
        item::settle_kind(conn, item::NOT_ON_BILL, txn, "bill", now).await?;
    }
    Ok(())
}

impl TakePaid {
    /// Money that no order of ours is about.
    async fn orphan(self, conn: &mut Conn<'_>, known: Option<TxnRow>) -> Result<Taken, StoreError> {
        if known.is_none() {
            self.write(conn, None, Booked::Suspense, Some("orphan")).await?;
            item::open(conn, "orphan", &self.txn, &self.number, self.now).await?;
        }
        Ok(Taken { event: None, credited: None })
    }

    async fn fit(
        self,
        conn: &mut Conn<'_>,
        mut attempt: AttemptRow,
        known: Option<TxnRow>,
    ) -> Result<Taken, StoreError> {
        let order = row::order(conn, attempt.donation).await?.ok_or(StoreError::Corrupt("attempt"))?;
        let standing = Standing {
            amount: order.amount,
            known: known.map(|txn| txn.booked),
            is_credited: order.credited.is_some(),
            is_target_gone: is_gone(conn, &order, &attempt, self.now).await?,
        };
        let capture = Capture {
            amount: self.amount,
            is_cny: self.currency == "CNY",
            is_our_merchant: self.is_our_merchant,
            has_refund: self.has_refund,
        };
        let event = capture::event(capture, standing);
        let is_over = matches!(attempt.state, AttemptState::Closed | AttemptState::Failed);
        let is_late = is_over || self.now >= timer::expires_at(attempt.began_at);
        let effects = tell(conn, &mut attempt, event, Some(&self.txn), self.now).await?;
        let mut credited = None;
        // What is booked already is told again, not booked again.
        if standing.known.is_none() {
            if effects.contains(&AttemptEffect::CreditProject) {
                self.write(conn, Some(&order), Booked::Project, flag(event)).await?;
                give(conn, &order, (&self.provider, &self.txn, self.amount), self.receipt, self.now).await?;
                let kind = if is_late { MessageKind::LatePayment } else { MessageKind::ReceiptReady };
                tell_donor(conn, &order, kind, self.now).await?;
                credited = Some(order.project);
                // What only the bill has told of is put before a person, in whatever state it came.
                if let (Source::Bill(day), false) = (self.source, effects.contains(&AttemptEffect::Alert)) {
                    item::open_once(conn, "found_by_bill", &self.txn, &day.to_string(), self.now).await?;
                }
            } else if effects.contains(&AttemptEffect::CreditSuspense) {
                self.write(conn, Some(&order), Booked::Suspense, flag(event)).await?;
            }
        }
        Ok(Taken { event: Some(event), credited })
    }

    /// Writes the fact down, with its line in the journal.
    async fn write(
        &self,
        conn: &mut Conn<'_>,
        order: Option<&OrderRow>,
        booked: Booked,
        flag: Option<&str>,
    ) -> Result<(), StoreError> {
        let Self { provider, number, txn, amount, currency, merchant, source, now, .. } = self;
        let word = if booked == Booked::Project { "project" } else { "suspense" };
        let donation = order.map(|order| order.id.to_string());
        let values = args![
            provider,
            txn,
            number,
            donation,
            row::int(*amount),
            currency,
            merchant,
            word,
            flag,
            source.code(),
            *now,
            now.day()
        ];
        conn.run(INSERT, values).await?;
        let credit = match (order, booked) {
            (Some(order), Booked::Project) => Side::Project(order.project),
            _ => Side::Suspense,
        };
        let line = Line { kind: "capture", provider, about: txn, amount: *amount };
        book::enter(conn, line, Side::Provider, credit, *now).await?;
        Ok(())
    }
}

const fn flag(event: AttemptEvent) -> Option<&'static str> {
    match event {
        AttemptEvent::PaidDuplicate => Some("duplicate"),
        AttemptEvent::PaidTargetGone => Some("target_gone"),
        AttemptEvent::PaidMismatch => Some("mismatch"),
        _ => None,
    }
}

/// Whether the project is stopped, or was over when the money could still come in time.
async fn is_gone(conn: &mut Conn<'_>, order: &OrderRow, attempt: &AttemptRow, now: Millis) -> Result<bool, StoreError> {
    let Some(target) = target::of(conn, order.project).await? else { return Ok(true) };
    let in_time = now <= timer::grace_over_at(attempt.began_at);
    let day = if in_time { attempt.began_at.day() } else { now.day() };
    Ok(target.is_stopped || day > target.end)
}

/// Lets the donor know that there is a receipt; there is one for each order.
async fn tell_donor(conn: &mut Conn<'_>, order: &OrderRow, kind: MessageKind, now: Millis) -> Result<(), StoreError> {
    outbox::push_gift(conn, (order.person, order.id), kind, &format!("receipt/{}", order.id), now).await
}

/// Public entry, receipt, and the mark on the order.
async fn give(
    conn: &mut Conn<'_>,
    order: &OrderRow,
    (provider, txn, amount): (&str, &str, Fen),
    receipt: ReceiptId,
    now: Millis,
) -> Result<(), StoreError> {
    let idem = book::gift(conn, order, (provider, txn, amount), receipt, now).await?;
    receipt::write(conn, receipt, order.id, &idem, amount, now).await?;
    news::touch(conn, &order.project.folded()).await?;
    row::credit(conn, order.id, &format!("{provider}/{txn}")).await
}

/// Finance takes money in review for the project that it was meant for.
#[derive(Clone, Debug)]
pub struct Accept {
    /// The provider.
    pub provider: String,
    /// The transaction.
    pub txn: String,
    /// Who decides.
    pub actor: String,
    /// Who agrees, above the amount that needs two.
    pub second: Option<String>,
    /// The amount above which it needs two.
    pub alone: Fen,
    /// The number that the receipt gets.
    pub receipt: ReceiptId,
    /// The moment.
    pub now: Millis,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// It belongs to the project now.
    Done(ReceiptId),
    /// There is no such money in suspense.
    NotFound,
    /// Its attempt is not in review, its order is paid, or its project is gone: it can only go back.
    WrongState,
    /// So much needs a second person.
    SecondNeeded,
}

impl Change for Accept {
    type Done = Accepted;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Accepted, StoreError> {
        let Self { provider, txn, actor, second, alone, receipt, now } = self;
        let found = self::txn(conn, &provider, &txn).await?.filter(|row| row.booked == Booked::Suspense);
        let Some(money) = found else { return Ok(Accepted::NotFound) };
        let Some(donation) = money.donation else { return Ok(Accepted::WrongState) };
        let order = row::order(conn, donation).await?.ok_or(StoreError::Corrupt("transaction"))?;
        let attempt = row::attempt_by_number(conn, &money.number).await?;
        let Some(mut attempt) = attempt.filter(|one| one.state == AttemptState::Review) else {
            return Ok(Accepted::WrongState);
        };
        let is_back = super::refund::is_touched(conn, &provider, &txn).await?;
        if order.credited.is_some() || is_back || is_gone(conn, &order, &attempt, now).await? {
            return Ok(Accepted::WrongState);
        }
        if money.amount > alone && second.is_none() {
            return Ok(Accepted::SecondNeeded);
        }
        tell(conn, &mut attempt, AttemptEvent::OperatorAccepts, Some(&txn), now).await?;
        conn.run(MOVE, args![&provider, &txn]).await?;
        let line = Line { kind: "accept", provider: &provider, about: &txn, amount: money.amount };
        book::enter(conn, line, Side::Suspense, Side::Project(order.project), now).await?;
        give(conn, &order, (&provider, &txn, money.amount), receipt, now).await?;
        tell_donor(conn, &order, MessageKind::ReceiptReady, now).await?;
        // Whether the provider's bill agrees about it is another question.
        item::settle_kind(conn, "mismatch", &txn, &actor, now).await?;
        audit::note(conn, now, &actor, "finance.accept", &txn, second.as_deref().unwrap_or_default()).await?;
        Ok(Accepted::Done(receipt))
    }
}
