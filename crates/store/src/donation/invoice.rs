//! Invoices (公益事业捐赠票据): in whose name is sealed and kept apart from the order; it goes when the invoice is issued
//! and its term is over.

use model::{DonationId, Millis, donation::InvoiceState, view::InvoiceView};

use crate::{
    Change, Conn, StoreError, args, audit,
    person::{self, Sealed},
    statements,
};

statements! {
    ASK = "insert into invoice (donation, key_id, sealed, state, at) values ($1, $2, $3, 'requested', $4)";
    OF = "select state, number, check_code from invoice where donation = $1";
    OPEN = "select i.donation, i.key_id, i.sealed, i.at from invoice i join receipt r on r.donation = i.donation \
        where i.state = 'requested' order by i.at limit $1";
    ISSUE = "update invoice set state = 'issued', number = $2, check_code = $3, issued_at = $4 \
        where donation = $1 and state = 'requested' and donation in (select donation from receipt)";
}

/// The place that title and tax number are sealed for.
#[must_use]
pub fn context(donation: DonationId) -> String {
    format!("invoice/{donation}")
}

/// An invoice that waits to be made out.
#[derive(Clone, Debug)]
pub struct Invoice {
    /// The donation, which is paid.
    pub donation: DonationId,
    /// In whose name, sealed for [`context`].
    pub sealed: Sealed,
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
    let read = |row: &crate::Row| {
        Ok(Invoice { donation: row.parsed(0)?, sealed: person::sealed(row, 1)?, at: Millis::new(row.int(3)?) })
    };
    rows.iter().map(read).collect()
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
}

impl Change for IssueInvoice {
    type Done = Issued;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Issued, StoreError> {
        let Self { donation, number, check_code, actor, now } = self;
        if conn.run(ISSUE, args![donation, &number, check_code, now]).await? == 0 {
            return Ok(Issued::NotAsked);
        }
        audit::note(conn, now, &actor, "finance.receipt", &donation.to_string(), &number).await?;
        Ok(Issued::Done)
    }
}
