//! Money on its way back, by the route on which it came.

use ledger::kind::Why;
use model::{
    DonationId, Fen, Millis,
    donation::{
        AttemptState, RefundState,
        attempt::AttemptEvent,
        capture::Booked,
        refund::{self, RefundEffect, RefundEvent},
        timer,
    },
    view::RefundView,
};

use super::{
    attempt::tell,
    book::{self, Line, Side},
    inbox::{self, KeepRaw},
    item, row,
    stuck::Remedy,
    take::{self, TxnRow},
};
use crate::{
    Change, Conn, Row, StoreError, args, audit,
    outbox::{self, MessageKind},
    statements,
};

statements! {
    INSERT = "insert into refund (number, provider, txn, donation, amount, state, calls, why, asked_by, agreed_by, at, next_at) \
        values ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, $10, $11)";
    ONE = "select number, provider, txn, donation, amount, state, calls, why, at, wanted, wanted_by from refund where number = $1";
    OF_TXN = "select number, provider, txn, donation, amount, state, calls, why, at, wanted, wanted_by from refund where provider = $1 and txn = $2 \
        order by at, number";
    OF_DONATION = "select number, provider, txn, donation, amount, state, calls, why, at, wanted, wanted_by from refund where donation = $1 \
        order by at, number";
    SAVE = "update refund set state = $2, calls = $3, next_at = $4, wanted = $5, wanted_by = $6 where number = $1";
    DUE = "select number, provider, txn, donation, amount, state, calls, why, at, wanted, wanted_by from refund where next_at <= $1 \
        order by next_at, number limit $2";
    GONE_BACK = "select cast(coalesce(sum(r.amount), 0) as bigint) from refund r join provider_txn t on t.provider = r.provider and t.txn = r.txn \
        where r.donation = $1 and r.state = 'success' and t.booked = 'project'";
}

/// A refund as a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRefund {
    /// Our number of it; the provider's own for one that was made at its desk.
    pub number: String,
    /// The provider.
    pub provider: String,
    /// The transaction that it takes back.
    pub txn: String,
    /// The order, if there is one.
    pub donation: Option<DonationId>,
    /// How much.
    pub amount: Fen,
    /// Where it stands.
    pub state: RefundState,
    /// Calls to send it, this one counted.
    pub calls: u32,
    /// What finance wants done about it, and who of it.
    pub wanted: Option<(Remedy, String)>,
    why: String,
    at: Millis,
}

fn refund_of(row: &Row) -> Result<OpenRefund, StoreError> {
    let donation = row.opt_text(3)?.map(|text| text.parse()).transpose().map_err(|_| StoreError::Corrupt("id"))?;
    Ok(OpenRefund {
        number: row.text(0)?,
        provider: row.text(1)?,
        txn: row.text(2)?,
        donation,
        amount: row::fen(row, 4)?,
        state: row.word(5, RefundState::from_code)?,
        calls: row.count(6)?,
        why: row.text(7)?,
        at: Millis::new(row.int(8)?),
        wanted: match row.opt_text(9)? {
            Some(code) => Some((Remedy::from_code(&code).ok_or(StoreError::Corrupt("refund"))?, row.text(10)?)),
            None => None,
        },
    })
}

/// The row after a step.
pub(super) async fn save(conn: &mut Conn<'_>, refund: &OpenRefund, next_at: Option<Millis>) -> Result<(), StoreError> {
    let OpenRefund { number, state, calls, wanted, .. } = refund;
    let (remedy, by) = wanted.as_ref().map(|(remedy, by)| (remedy.code(), by.clone())).unzip();
    conn.run(SAVE, args![number, state.code(), *calls, next_at, remedy, by]).await?;
    Ok(())
}

pub(super) async fn one(conn: &mut Conn<'_>, number: &str) -> Result<Option<OpenRefund>, StoreError> {
    conn.row(ONE, args![number]).await?.as_ref().map(refund_of).transpose()
}

async fn of_txn(conn: &mut Conn<'_>, provider: &str, txn: &str) -> Result<Vec<OpenRefund>, StoreError> {
    conn.rows(OF_TXN, args![provider, txn]).await?.iter().map(refund_of).collect()
}

/// Refunds of an order as its donor sees them.
pub(super) async fn views(conn: &mut Conn<'_>, donation: DonationId) -> Result<Vec<RefundView>, StoreError> {
    let rows = conn.rows(OF_DONATION, args![donation]).await?;
    let view = |row: &Row| refund_of(row).map(|OpenRefund { amount, state, at, .. }| RefundView { amount, state, at });
    rows.iter().map(view).collect()
}

/// How much of the gift of an order went back.
pub(super) async fn gone_back(conn: &mut Conn<'_>, donation: DonationId) -> Result<Fen, StoreError> {
    row::fen(&conn.row(GONE_BACK, args![donation]).await?.ok_or(StoreError::Corrupt("sum"))?, 0)
}

/// Whether a refund of the transaction is on its way or done.
pub(super) async fn is_touched(conn: &mut Conn<'_>, provider: &str, txn: &str) -> Result<bool, StoreError> {
    Ok(of_txn(conn, provider, txn).await?.iter().any(|one| one.state != RefundState::Failed))
}

/// How much of a transaction may still be refunded; `None` without such a transaction.
///
/// # Errors
/// When the database fails.
pub async fn refundable(conn: &mut Conn<'_>, provider: &str, txn: &str) -> Result<Option<Fen>, StoreError> {
    let Some(money) = take::txn(conn, provider, txn).await? else { return Ok(None) };
    let refunds = of_txn(conn, provider, txn).await?;
    let sum = |counts: fn(RefundState) -> bool| {
        let all = refunds.iter().filter(|one| counts(one.state)).map(|one| one.amount.get()).sum();
        Fen::new(all).unwrap_or(Fen::MAX)
    };
    let back = sum(|state| state == RefundState::Success);
    Ok(Some(refund::left(money.amount, back, sum(RefundState::is_reserved))))
}

/// Refunds that want to be looked at, at most `most`.
///
/// # Errors
/// When the database fails.
pub async fn due(conn: &mut Conn<'_>, now: Millis, most: u32) -> Result<Vec<OpenRefund>, StoreError> {
    conn.rows(DUE, args![now, most]).await?.iter().map(refund_of).collect()
}

/// Where a refund stands in the books, and its amount, if it is there.
///
/// # Errors
/// When the database fails.
pub async fn booked_refund(conn: &mut Conn<'_>, number: &str) -> Result<Option<(RefundState, Fen)>, StoreError> {
    Ok(one(conn, number).await?.map(|one| (one.state, one.amount)))
}

/// Asks for money to go back.
#[derive(Clone, Debug)]
pub struct AskRefund {
    /// The number that it gets; the same number asks for the same refund.
    pub number: String,
    /// The provider.
    pub provider: String,
    /// The transaction.
    pub txn: String,
    /// How much.
    pub amount: Fen,
    /// Why.
    pub why: Why,
    /// Who asks.
    pub actor: String,
    /// Who agrees, above the amount that needs two.
    pub second: Option<String>,
    /// The amount above which it needs two.
    pub alone: Fen,
    /// The moment.
    pub now: Millis,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It is on its way.
    Open,
    /// It was asked for under this number before.
    Same,
    /// There is no such transaction.
    NotFound,
    /// So much is not left.
    OverLimit(Fen),
    /// So much needs a second person.
    SecondNeeded,
}

impl Change for AskRefund {
    type Done = Asked;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Asked, StoreError> {
        let Self { number, provider, txn, amount, why, actor, second, alone, now } = self;
        if one(conn, &number).await?.is_some() {
            return Ok(Asked::Same);
        }
        let Some(left) = refundable(conn, &provider, &txn).await? else { return Ok(Asked::NotFound) };
        if amount > alone && second.is_none() {
            return Ok(Asked::SecondNeeded);
        }
        let (state, _) = refund::step(RefundState::None, refund::request(amount, left));
        if state == RefundState::None {
            return Ok(Asked::OverLimit(left));
        }
        let donation = take::txn(conn, &provider, &txn).await?.and_then(|money| money.donation);
        let donation = donation.map(|id| id.to_string());
        let values = args![
            &number,
            &provider,
            &txn,
            donation,
            row::int(amount),
            state.code(),
            why.word(),
            &actor,
            second.clone(),
            now,
            now
        ];
        conn.run(INSERT, values).await?;
        let note = format!("{txn} {} {}", amount.get(), second.unwrap_or_default());
        audit::note(conn, now, &actor, "finance.refund", &number, note.trim()).await?;
        Ok(Asked::Open)
    }
}

/// Counts a call to send money back, before it goes out.
#[derive(Clone, Debug)]
pub struct BeginRefund {
    /// Which.
    pub number: String,
    /// The moment.
    pub now: Millis,
}

impl Change for BeginRefund {
    /// What goes back, and our number of the attempt that was paid; `None` when nothing is to be sent.
    type Done = Option<(OpenRefund, String)>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
        let found = one(conn, &self.number)
            .await?
            .filter(|one| matches!(one.state, RefundState::Requested | RefundState::Processing))
            .filter(|one| one.remedy() != Some(Remedy::End));
        let Some(mut refund) = found else { return Ok(None) };
        let Some(money) = take::txn(conn, &refund.provider, &refund.txn).await? else { return Ok(None) };
        refund.calls += 1;
        let again = self.now.plus_seconds(timer::refund_backoff_seconds(refund.calls));
        refund.wanted = None;
        save(conn, &refund, Some(again)).await?;
        Ok(Some((refund, money.number)))
    }
}

/// Takes a refund through an event.
#[derive(Clone, Debug)]
pub struct TellRefund {
    /// Our number of it; the provider's own for one that was made at its desk.
    pub number: String,
    /// What happened.
    pub event: RefundEvent,
    /// What the provider says that it takes back: provider, transaction, amount. For refunds that we know nothing of.
    pub external: Option<(String, String, Fen)>,
    /// Who decided, for what an operator decides.
    pub actor: Option<String>,
    /// The notice that told, if one did.
    pub raw: Option<KeepRaw>,
    /// The moment.
    pub now: Millis,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundTold {
    /// Where it stands.
    pub state: RefundState,
    /// What the step asked for.
    pub effects: &'static [RefundEffect],
}

impl Change for TellRefund {
    /// `None` when nothing is known of it.
    type Done = Option<RefundTold>;

    async fn apply(mut self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
        if let Some(raw) = self.raw.take() {
            inbox::keep(conn, raw).await?;
        }
        match one(conn, &self.number).await? {
            Some(refund) => {
                let told = self.external.as_ref().map(|(.., amount)| *amount);
                let differs = told.filter(|told| *told != refund.amount);
                let (number, booked, now) = (refund.number.clone(), refund.amount.get(), self.now);
                let done = self.step(conn, refund).await?;
                // A step that ends it settles what was open about it; this is open only from now on.
                if let Some(told) = differs {
                    let note = format!("{booked} {}", told.get());
                    item::open_once(conn, "refund_differs", &number, &note, now).await?;
                }
                Ok(Some(done))
            }
            None => self.unknown(conn).await,
        }
    }
}

impl TellRefund {
    async fn step(self, conn: &mut Conn<'_>, mut refund: OpenRefund) -> Result<RefundTold, StoreError> {
        let (state, effects) = refund::step(refund.state, self.event);
        let has = |effect| effects.contains(&effect);
        refund.state = state;
        let next = if has(RefundEffect::CallRefund) || has(RefundEffect::RetrySame) || has(RefundEffect::QueryNow) {
            Some(self.now)
        } else if state.is_reserved() && state != RefundState::Abnormal {
            Some(self.now.plus_seconds(timer::refund_backoff_seconds(refund.calls)))
        } else {
            None
        };
        if state != RefundState::Requested {
            refund.wanted = None;
        }
        save(conn, &refund, next).await?;
        if has(RefundEffect::DebitOnce) {
            debit(conn, &refund, self.now).await?;
        }
        if has(RefundEffect::Alert) {
            item::open(conn, "refund", &refund.number, self.event.code(), self.now).await?;
        }
        // Whoever gives up knows what became of it.
        let is_given_up = self.event == RefundEvent::OperatorGivesUp && state == RefundState::Failed;
        if state == RefundState::Success || is_given_up {
            item::settle(conn, &refund.number, "provider", self.now).await?;
        }
        if let Some(actor) = self.actor.filter(|_| has(RefundEffect::Audit)) {
            audit::note(conn, self.now, &actor, "finance.refund", &refund.number, self.event.code()).await?;
        }
        Ok(RefundTold { state, effects })
    }

    /// A refund that was made at the provider's own desk, or that our restored copy has forgotten.
    async fn unknown(self, conn: &mut Conn<'_>) -> Result<Option<RefundTold>, StoreError> {
        let (_, effects) = refund::step(RefundState::None, self.event);
        let Some((provider, txn, amount)) = self.external.filter(|_| effects.contains(&RefundEffect::RecordExternal))
        else {
            return Ok(None);
        };
        let Some(money) = take::txn(conn, &provider, &txn).await? else {
            item::open_once(conn, "refund_unknown", &self.number, &txn, self.now).await?;
            return Ok(None);
        };
        let state = RefundState::Success;
        let donation = money.donation.map(|id| id.to_string());
        let none: Option<String> = None;
        let values = args![
            &self.number,
            &provider,
            &txn,
            donation,
            row::int(amount),
            state.code(),
            Why::Other.word(),
            none.clone(),
            none,
            self.now,
            None::<Millis>
        ];
        conn.run(INSERT, values).await?;
        let refund = one(conn, &self.number).await?.ok_or(StoreError::Corrupt("refund"))?;
        debit(conn, &refund, self.now).await?;
        item::open(conn, "refund_external", &self.number, &txn, self.now).await?;
        Ok(Some(RefundTold { state, effects }))
    }
}

/// Books the money out, once.
async fn debit(conn: &mut Conn<'_>, refund: &OpenRefund, now: Millis) -> Result<(), StoreError> {
    let OpenRefund { number, provider, txn, amount, .. } = refund;
    let money = take::txn(conn, provider, txn).await?.ok_or(StoreError::Corrupt("refund"))?;
    let order = match money.donation {
        Some(donation) => row::order(conn, donation).await?,
        None => None,
    };
    if let Some(order) = &order {
        let once = format!("refund/{provider}/{number}");
        outbox::push_gift(conn, (order.person, order.id), MessageKind::Refunded, &once, now).await?;
    }
    let line = Line { kind: "refund", provider, about: number, amount: *amount };
    if let (Some(order), Booked::Project) = (order, money.booked) {
        if book::enter(conn, line, Side::Project(order.project), Side::Provider, now).await? {
            let why = Why::from_word(&refund.why).unwrap_or(Why::Other);
            book::give_back(conn, &order, (provider, txn, number), *amount, why, now).await?;
        }
    } else {
        book::enter(conn, line, Side::Suspense, Side::Provider, now).await?;
        settle_review(conn, &money, now).await?;
    }
    Ok(())
}

/// An attempt in review is over when the odd money is back with its payer.
async fn settle_review(conn: &mut Conn<'_>, money: &TxnRow, now: Millis) -> Result<(), StoreError> {
    let TxnRow { provider, txn, number, amount, .. } = money;
    let back: u64 = of_txn(conn, provider, txn)
        .await?
        .iter()
        .filter(|one| one.state == RefundState::Success)
        .map(|one| one.amount.get())
        .sum();
    if back < amount.get() {
        return Ok(());
    }
    item::settle(conn, txn, "refund", now).await?;
    let attempt = row::attempt_by_number(conn, number).await?;
    if let Some(mut attempt) = attempt.filter(|one| one.state == AttemptState::Review) {
        tell(conn, &mut attempt, AttemptEvent::OperatorRefunded, Some(txn), now).await?;
    }
    item::settle(conn, number, "refund", now).await
}
