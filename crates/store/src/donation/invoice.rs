//! Invoices (公益事业捐赠票据): in whose name is sealed and kept apart from the order; whoever opens it is written down in
//! the same transaction, with a purpose.

use model::{DonationId, Millis, donation::InvoiceState, view::InvoiceView};

use super::{item, receipt};
use crate::{
    Change, Conn, Row, StoreError, args, audit,
    person::{self, Sealed},
    statements,
};

statements! {
    ASK = "insert into invoice (donation, key_id, sealed, state, at) values ($1, $2, $3, 'requested', $4)";
    OF = "select state, number, check_code from invoice where donation = $1";
    OPEN = "select i.donation, i.at from invoice i join receipt r on r.donation = i.donation \
        where i.state = 'requested' order by i.at limit $1";
    SEALED = "select key_id, sealed from invoice where donation = $1 and key_id <> ''";
    ISSUE = "update invoice set state = 'issued', number = $2, check_code = $3, issued_at = $4 \
        where donation = $1 and state = 'requested'";
    WAIVE = "update invoice set state = 'waived', key_id = '', sealed = $2 where donation = $1 and state = 'requested'";
    LOG = "insert into invoice_access (at, actor, donation, purpose) values ($1, $2, $3, $4)";
    ACCESSES = "select seq, at, actor, donation, purpose from invoice_access where seq > $1 order by seq limit $2";
}

/// The place that title and tax number are sealed for.
#[must_use]
pub fn context(donation: DonationId) -> String {
    format!("invoice/{donation}")
}

/// An invoice that waits to be made out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// The donation, which is paid.
    pub donation: DonationId,
    /// Since when.
    pub at: Millis,
}

pub(super) async fn ask(
    conn: &mut Conn<'_>,
    donation: DonationId,
    sealed: &Sealed,
    now: Millis,
) -> Result<(), StoreError> {
    conn.run(ASK, args![donation, &sealed.key_id, sealed.bytes.clone(), now]).await?;
    Ok(())
}

pub(super) async fn of(conn: &mut Conn<'_>, donation: DonationId) -> Result<InvoiceView, StoreError> {
    Ok(match conn.row(OF, args![donation]).await? {
        None => InvoiceView { state: InvoiceState::Waived, number: None, check_code: None },
        Some(row) => InvoiceView {
            state: row.word(0, InvoiceState::from_code)?,
            number: row.opt_text(1)?,
            check_code: row.opt_text(2)?,
        },
    })
}

/// Invoices that wait, oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn invoices(conn: &mut Conn<'_>, limit: u32) -> Result<Vec<Invoice>, StoreError> {
    let rows = conn.rows(OPEN, args![limit]).await?;
    rows.iter().map(|row| Ok(Invoice { donation: row.parsed(0)?, at: row.millis(1)? })).collect()
}

/// Hands out in whose name an invoice is wanted, still sealed, and writes down to whom and what for.
#[derive(Clone, Debug)]
pub struct OpenInvoice {
    /// For which donation.
    pub donation: DonationId,
    /// Who looks.
    pub actor: String,
    /// What for, without a personal value.
    pub purpose: String,
    /// The moment.
    pub now: Millis,
}

/// What a look yields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenedInvoice {
    /// Title and tax number, sealed for [`context`].
    Sealed(Sealed),
    /// The donation is not paid: there is nothing to make out, and nothing to look at.
    NotPaid,
    /// None was asked for, or the wish for it was given up.
    Gone,
}

impl Change for OpenInvoice {
    type Done = OpenedInvoice;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<OpenedInvoice, StoreError> {
        let Self { donation, actor, purpose, now } = self;
        let Some(row) = conn.row(SEALED, args![donation]).await? else { return Ok(OpenedInvoice::Gone) };
        if receipt::of(conn, donation).await?.is_none() {
            return Ok(OpenedInvoice::NotPaid);
        }
        conn.run(LOG, args![now, &actor, donation, &purpose]).await?;
        Ok(OpenedInvoice::Sealed(person::sealed(&row, 0)?))
    }
}

/// One look at the names of invoices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceAccess {
    /// Its place among all.
    pub seq: i64,
    /// When.
    pub at: Millis,
    /// Who.
    pub actor: String,
    /// Whose donation.
    pub donation: DonationId,
    /// What for.
    pub purpose: String,
}

/// Looks after `seq`, oldest first, at most `limit`.
///
/// # Errors
/// When the database fails.
pub async fn accesses(conn: &mut Conn<'_>, seq: i64, limit: u32) -> Result<Vec<InvoiceAccess>, StoreError> {
    let read = |row: &Row| {
        let (actor, purpose) = (row.text(2)?, row.text(4)?);
        Ok(InvoiceAccess { seq: row.int(0)?, at: row.millis(1)?, actor, donation: row.parsed(3)?, purpose })
    };
    conn.rows(ACCESSES, args![seq, limit]).await?.iter().map(read).collect()
}

/// Notes that an invoice was made out.
#[derive(Clone, Debug)]
pub struct IssueInvoice {
    /// For which donation.
    pub donation: DonationId,
    /// Its number (票据号码).
    pub number: String,
    /// Its check code (校验码).
    pub check_code: String,
    /// Who made it out.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issued {
    /// It is noted.
    Done,
    /// No paid donation waits for an invoice under this number.
    NotAsked,
    /// Bill and books disagree about the gift: none is made out before that is explained.
    Frozen,
}

impl Change for IssueInvoice {
    type Done = Issued;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Issued, StoreError> {
        let Self { donation, number, check_code, actor, now } = self;
        if receipt::of(conn, donation).await?.is_none() {
            return Ok(Issued::NotAsked);
        }
        if item::is_frozen(conn, donation).await? {
            return Ok(Issued::Frozen);
        }
        if conn.run(ISSUE, args![donation, &number, check_code, now]).await? == 0 {
            return Ok(Issued::NotAsked);
        }
        audit::note(conn, now, &actor, "finance.receipt", &donation.to_string(), &number).await?;
        Ok(Issued::Done)
    }
}

/// Notes that the donor wants no invoice any more; in whose name it was is let go of.
#[derive(Clone, Debug)]
pub struct WaiveInvoice {
    /// For which donation.
    pub donation: DonationId,
    /// Who notes it.
    pub actor: String,
    /// Why, without a personal value.
    pub note: String,
    /// The moment.
    pub now: Millis,
}

impl Change for WaiveInvoice {
    /// Whether one had been asked for and not been made out.
    type Done = bool;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<bool, StoreError> {
        let Self { donation, actor, note, now } = self;
        let done = conn.run(WAIVE, args![donation, Vec::<u8>::new()]).await? > 0;
        if done {
            audit::note(conn, now, &actor, "finance.waive", &donation.to_string(), &note).await?;
        }
        Ok(done)
    }
}
