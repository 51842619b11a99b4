//! The row of a project, and what hangs on it.

use model::{
    Day, Fen, ProjectId, Shan,
    project::{CostKind, DonationMode, Duty, Raising},
    view::{Notice, Platform, Suspension, Update},
};

use super::{Budgeted, Disclosure};
use crate::{Conn, Row, StoreError, args, statements};

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "select written, rank, title, shan, raising, is_sample, is_emergency, response_end, start_day, end_day, ",
            "implementation_end, region, target, notice, platform_name, platform_url, is_closed, suspended_since, ",
            "suspended_reason, mode from project ",
            $rest
        )
    };
}

statements! {
    BY_ID = columns!("where id = $1");
    AFTER = columns!("where (rank, id) > ($1, $2) order by rank, id limit $3");
    BUDGET = "select code, name, unit, qty, unit_price, amount, kind from project_budget where project = $1 order by place";
    DISCLOSURES = "select duty, due, title, published, url from project_disclosure where project = $1 order by due, duty";
    GROUPS = "select label, n from project_group where project = $1 and question = $2 order by place";
    EFFECTS = "select text from project_effect where project = $1 order by place";
    UPDATES = "select day, text from project_update where project = $1 order by day desc, place desc";
    DEALINGS = "select day from project_line where project = $1 and is_related = 1 order by day";
}

/// A project as it is stored, without what hangs on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectRow {
    /// Its id.
    pub id: ProjectId,
    /// Its place among all.
    pub rank: i64,
    /// Its title.
    pub title: String,
    /// Which of the eight 善 projects it belongs to.
    pub shan: Shan,
    /// How it may raise money.
    pub raising: Raising,
    /// Whether nothing of it is real.
    pub is_sample: bool,
    /// Whether it answers an emergency.
    pub is_emergency: bool,
    /// The last day of the response phase.
    pub response_end: Option<Day>,
    /// The first day of campaign and work.
    pub start: Day,
    /// The last day of the campaign.
    pub end: Day,
    /// The last day of the work.
    pub implementation_end: Day,
    /// Where it helps.
    pub region: String,
    /// What it needs.
    pub target: Fen,
    /// Organisation, filing, plan, partner.
    pub notice: Notice,
    /// The designated platform.
    pub platform: Option<Platform>,
    /// Whether all is done and nothing is left.
    pub is_closed: bool,
    /// Whether it was stopped.
    pub suspension: Option<Suspension>,
    /// How it is given to: at a designated platform, or on the charity's own site.
    pub mode: DonationMode,
}

/// The project with this id, in any case.
///
/// # Errors
/// When the database fails.
pub async fn load(conn: &mut Conn<'_>, id: ProjectId) -> Result<Option<ProjectRow>, StoreError> {
    conn.row(BY_ID, args![id.folded()]).await?.as_ref().map(ProjectRow::read).transpose()
}

/// Up to `limit` projects after the one at this place.
pub(super) async fn after(
    conn: &mut Conn<'_>,
    after: Option<(i64, ProjectId)>,
    limit: u32,
) -> Result<Vec<ProjectRow>, StoreError> {
    let (rank, id) = after.map_or((i64::MIN, String::new()), |(rank, id)| (rank, id.folded()));
    conn.rows(AFTER, args![rank, id, limit]).await?.iter().map(ProjectRow::read).collect()
}

/// The budget of a project.
pub(super) async fn budget(conn: &mut Conn<'_>, id: &str) -> Result<Vec<Budgeted>, StoreError> {
    let line = |row: &Row| {
        Ok(Budgeted {
            code: row.text(0)?,
            name: row.text(1)?,
            unit: row.text(2)?,
            qty: row.count(3)?,
            unit_price: fen(row, 4)?,
            amount: fen(row, 5)?,
            kind: row.word(6, CostKind::from_code)?,
        })
    };
    conn.rows(BUDGET, args![id]).await?.iter().map(line).collect()
}

/// What was announced for a project.
pub(super) async fn disclosures(conn: &mut Conn<'_>, id: &str) -> Result<Vec<Disclosure>, StoreError> {
    let one = |row: &Row| {
        Ok(Disclosure {
            duty: row.word(0, Duty::from_code)?,
            due: row.day(1)?,
            title: row.text(2)?,
            published: row.opt_day(3)?,
            url: row.opt_text(4)?,
        })
    };
    conn.rows(DISCLOSURES, args![id]).await?.iter().map(one).collect()
}

/// How many of which group; `question` is `places` or `people`.
pub(super) async fn groups(conn: &mut Conn<'_>, id: &str, question: &str) -> Result<Vec<(String, u32)>, StoreError> {
    let rows = conn.rows(GROUPS, args![id, question]).await?;
    rows.iter().map(|row| Ok((row.text(0)?, row.count(1)?))).collect()
}

/// The sentences about the effect.
pub(super) async fn effects(conn: &mut Conn<'_>, id: &str) -> Result<Vec<String>, StoreError> {
    conn.rows(EFFECTS, args![id]).await?.iter().map(|row| row.text(0)).collect()
}

/// What happened, newest first.
pub(super) async fn updates(conn: &mut Conn<'_>, id: &str) -> Result<Vec<Update>, StoreError> {
    let rows = conn.rows(UPDATES, args![id]).await?;
    rows.iter().map(|row| Ok(Update { day: row.day(0)?, text: row.text(1)? })).collect()
}

/// The days of dealings with related parties.
pub(super) async fn dealings(conn: &mut Conn<'_>, id: &str) -> Result<Vec<Day>, StoreError> {
    conn.rows(DEALINGS, args![id]).await?.iter().map(|row| row.day(0)).collect()
}

fn fen(row: &Row, at: usize) -> Result<Fen, StoreError> {
    u64::try_from(row.int(at)?).ok().and_then(Fen::new).ok_or(StoreError::Corrupt("money"))
}

impl ProjectRow {
    fn read(row: &Row) -> Result<Self, StoreError> {
        let platform = row.opt_text(14)?.zip(row.opt_text(15)?);
        let suspension = row.opt_day(17)?.zip(row.opt_text(18)?);
        Ok(Self {
            id: row.parsed(0)?,
            rank: row.int(1)?,
            title: row.text(2)?,
            shan: row.word(3, Shan::from_code)?,
            raising: row.word(4, Raising::from_code)?,
            is_sample: row.flag(5)?,
            is_emergency: row.flag(6)?,
            response_end: row.opt_day(7)?,
            start: row.day(8)?,
            end: row.day(9)?,
            implementation_end: row.day(10)?,
            region: row.text(11)?,
            target: fen(row, 12)?,
            notice: serde_json::from_str(&row.text(13)?).map_err(|_| StoreError::Corrupt("notice"))?,
            platform: platform.map(|(name, url)| Platform { name, url }),
            is_closed: row.flag(16)?,
            suspension: suspension.map(|(since, reason)| Suspension { since, reason }),
            mode: match row.opt_text(19)? {
                Some(code) => DonationMode::from_code(&code).ok_or(StoreError::Corrupt("mode"))?,
                None => DonationMode::Handoff,
            },
        })
    }
}
