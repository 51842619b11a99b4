//! Reports and complaints (举报, R-29): what was said and how to reach the reporter are sealed, since a report of a leak
//! repeats the leak.

use model::{Day, Millis, ReportId, WishId, command::ReportKind};

use crate::{Change, Conn, Row, StoreError, args, audit, person, person::Sealed, statements};

statements! {
    INSERT = "insert into report (id, kind, wish, key_id, sealed, at, answer_by, state) values ($1, $2, $3, $4, $5, $6, $7, 'new')";
    OPEN = "select id, kind, wish, key_id, sealed, at, answer_by from report where state = 'new' order by answer_by, id limit $1";
    SEALED = "select key_id, sealed from report where id = $1";
    ANSWER = "update report set state = 'answered' where id = $1 and state = 'new'";
}

/// The place that a report is sealed for.
#[must_use]
pub fn context(report: ReportId) -> String {
    format!("report/{report}")
}

/// A report that waits for its answer.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its number.
    pub id: ReportId,
    /// What it is about.
    pub kind: ReportKind,
    /// The wish in question.
    pub wish: Option<WishId>,
    /// Text and contact, sealed for [`context`] of the number.
    pub sealed: Sealed,
    /// When it came in.
    pub at: Millis,
    /// The last day for the answer.
    pub answer_by: Day,
}

/// Takes a report in.
#[derive(Clone, Debug)]
pub struct TakeReport(
    /// The report.
    pub Report,
);

impl Change for TakeReport {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        let Report { id, kind, wish, sealed, at, answer_by } = self.0;
        let wish = wish.map(|wish| wish.to_string());
        conn.run(INSERT, args![id, kind.code(), wish, sealed.key_id, sealed.bytes, at, answer_by]).await?;
        Ok(())
    }
}

/// Hands out what a report says, sealed, and writes down who looked.
#[derive(Clone, Debug)]
pub struct ReadReport {
    /// Which.
    pub id: ReportId,
    /// Which staff looks.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

impl Change for ReadReport {
    type Done = Option<Sealed>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Option<Sealed>, StoreError> {
        let Some(row) = conn.row(SEALED, args![self.id]).await? else { return Ok(None) };
        audit::note(conn, self.now, &self.actor, "report.show", &self.id.to_string(), "").await?;
        Ok(Some(person::sealed(&row, 0)?))
    }
}

/// Notes that a report was answered.
#[derive(Clone, Debug)]
pub struct AnswerReport {
    /// Which.
    pub id: ReportId,
    /// Which staff did it.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

impl Change for AnswerReport {
    /// Whether such a report waited.
    type Done = bool;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<bool, StoreError> {
        let found = conn.run(ANSWER, args![self.id]).await? > 0;
        if found {
            audit::note(conn, self.now, &self.actor, "report.answer", &self.id.to_string(), "").await?;
        }
        Ok(found)
    }
}

/// Reports that wait for their answer, the most urgent first.
///
/// # Errors
/// When the database fails.
pub async fn open(conn: &mut Conn<'_>, limit: u32) -> Result<Vec<Report>, StoreError> {
    conn.rows(OPEN, args![limit]).await?.iter().map(report).collect()
}

fn report(row: &Row) -> Result<Report, StoreError> {
    let wish = row.opt_text(2)?.map(|text| text.parse()).transpose().map_err(|_| StoreError::Corrupt("id"))?;
    Ok(Report {
        id: row.parsed(0)?,
        kind: row.word(1, ReportKind::from_code)?,
        wish,
        sealed: person::sealed(row, 3)?,
        at: row.millis(5)?,
        answer_by: row.day(6)?,
    })
}
