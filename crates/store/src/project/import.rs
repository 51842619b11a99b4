//! Taking in what a charity filed: all projects of a file or none, lines of the books only appended.

use ledger::word::Slug;
use model::{Day, Millis, ProjectId, project::Duty};

use super::{Disclosure, Project, news};
use crate::{
    Change, Conn, StoreError, args, audit,
    ledger::{Pending, Unfit, pend},
    statements,
};

statements! {
    DIGEST = "select digest from project where id = $1";
    FILED = "select notice from project where id = $1";
    LINES = "select seq, hash from project_line where project = $1 order by seq";
    KEEP = "insert into project (id, written, rank, title, shan, raising, is_sample, is_emergency, response_end, start_day, \
        end_day, implementation_end, region, target, notice, platform_name, platform_url, is_closed, digest, changed_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) \
        on conflict (id) do update set written = excluded.written, rank = excluded.rank, title = excluded.title, \
        shan = excluded.shan, raising = excluded.raising, is_sample = excluded.is_sample, \
        is_emergency = excluded.is_emergency, response_end = excluded.response_end, start_day = excluded.start_day, \
        end_day = excluded.end_day, implementation_end = excluded.implementation_end, region = excluded.region, \
        target = excluded.target, notice = excluded.notice, platform_name = excluded.platform_name, \
        platform_url = excluded.platform_url, is_closed = excluded.is_closed, digest = excluded.digest, \
        changed_at = excluded.changed_at";
    CLEAR_BUDGET = "delete from project_budget where project = $1";
    CLEAR_GROUPS = "delete from project_group where project = $1";
    CLEAR_EFFECTS = "delete from project_effect where project = $1";
    CLEAR_UPDATES = "delete from project_update where project = $1";
    ADD_BUDGET = "insert into project_budget (project, place, code, name, unit, qty, unit_price, amount, kind) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    ADD_GROUP = "insert into project_group (project, question, place, label, n) values ($1, $2, $3, $4, $5)";
    ADD_EFFECT = "insert into project_effect (project, place, text) values ($1, $2, $3)";
    ADD_UPDATE = "insert into project_update (project, place, day, text) values ($1, $2, $3, $4)";
    KEEP_DISCLOSURE = "insert into project_disclosure (project, duty, due, title, published, url) values ($1, $2, $3, $4, $5, $6) \
        on conflict (project, duty, due) do update set title = excluded.title, \
        published = coalesce(project_disclosure.published, excluded.published), \
        url = coalesce(excluded.url, project_disclosure.url)";
    ADD_LINE = "insert into project_line (project, seq, hash, idem, day, is_related) values ($1, $2, $3, $4, $5, $6)";
}

/// A line of the charity's file.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number in the file.
    pub seq: u32,
    /// Its hash in the file.
    pub hash: [u8; 32],
    /// Its day.
    pub day: Day,
    /// Whether it was a dealing with a related party.
    pub is_related: bool,
    /// What makes its entry the same when it comes again.
    pub idem: String,
    /// Its entry in the ledger.
    pub entry: Pending,
}

/// A project of a file.
#[derive(Clone, Debug)]
pub struct Filed {
    /// The project.
    pub project: Project,
    /// The hash of everything but its lines.
    pub digest: [u8; 32],
    /// Its lines in the order in which they can be booked.
    pub lines: Vec<Line>,
}

/// Takes in the projects of a file, in one transaction with the entries of their lines.
#[derive(Clone, Debug)]
pub struct Import {
    /// The projects.
    pub projects: Vec<Filed>,
    /// Which staff does it.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

/// What became of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// It was not there before.
    New {
        /// Lines that wait for their place in the ledger.
        lines: usize,
    },
    /// It was there, with every word and line.
    Unchanged,
    /// It was there; something was changed or appended.
    Changed {
        /// Lines that wait for their place in the ledger.
        lines: usize,
    },
}

/// Why a project cannot be taken in as it is; nothing of the file was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A line that is in the books says something else now: use a correction.
    LineChanged(u32),
    /// A line that is in the books is missing.
    LineMissing(u32),
    /// The budget is another while the filing is the same (Charity Law art. 56, R-18).
    Budget,
    /// What was made public on a day was not, or on another day, says the file now.
    Unpublished(Duty, Day),
}

impl Change for Import {
    /// What became of each project, in their order; or what refuses the file.
    type Done = Result<Vec<(ProjectId, Imported)>, Vec<(ProjectId, Refused)>>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
        let mut refused = Vec::new();
        for filed in &self.projects {
            let found = refusals(conn, filed).await?;
            refused.extend(found.into_iter().map(|why| (filed.project.id, why)));
        }
        if !refused.is_empty() {
            return Ok(Err(refused));
        }
        let mut done = Vec::with_capacity(self.projects.len());
        for filed in self.projects {
            let id = filed.project.id;
            let imported = take_in(conn, filed, self.now).await?;
            if imported != Imported::Unchanged {
                audit::note(conn, self.now, &self.actor, "project.import", id.as_str(), &format!("{imported:?}"))
                    .await?;
            }
            done.push((id, imported));
        }
        Ok(Ok(done))
    }
}

async fn refusals(conn: &mut Conn<'_>, filed: &Filed) -> Result<Vec<Refused>, StoreError> {
    let id = filed.project.id.folded();
    let mut refused = Vec::new();
    for row in conn.rows(LINES, args![&id]).await? {
        let (seq, hash) = (row.count(0)?, row.bytes(1)?);
        match filed.lines.iter().find(|line| line.seq == seq) {
            None => refused.push(Refused::LineMissing(seq)),
            Some(line) if line.hash.as_slice() != hash => {
                // The hashes of all that follow are others too; the first one is to blame.
                refused.push(Refused::LineChanged(seq));
                break;
            }
            Some(_) => {}
        }
    }
    let Some(row) = conn.row(FILED, args![&id]).await? else { return Ok(refused) };
    let before: model::view::Notice = serde_json::from_str(&row.text(0)?).map_err(|_| StoreError::Corrupt("notice"))?;
    let number = |notice: &model::view::Notice| notice.filing.as_ref().map(|filing| filing.number.clone());
    let is_other = super::row::budget(conn, &id).await? != filed.project.budget;
    if is_other && number(&before) == number(&filed.project.notice) {
        refused.push(Refused::Budget);
    }
    for known in super::row::disclosures(conn, &id).await? {
        let Some(published) = known.published else { continue };
        let same = |one: &&Disclosure| one.duty == known.duty && one.due == known.due;
        // What was made public by command need not be in the file.
        let now = filed.project.disclosures.iter().find(same);
        if now.is_some_and(|one| one.published.is_some_and(|day| day != published)) {
            refused.push(Refused::Unpublished(known.duty, known.due));
        }
    }
    Ok(refused)
}

async fn take_in(conn: &mut Conn<'_>, filed: Filed, now: Millis) -> Result<Imported, StoreError> {
    let Filed { project, digest, lines } = filed;
    let id = project.id.folded();
    let before = conn.row(DIGEST, args![&id]).await?.map(|row| row.bytes(0)).transpose()?;
    let known: Vec<u32> =
        conn.rows(LINES, args![&id]).await?.iter().map(|row| row.count(0)).collect::<Result<_, _>>()?;
    let new: Vec<Line> = lines.into_iter().filter(|line| !known.contains(&line.seq)).collect();
    let is_same = before.as_deref() == Some(digest.as_slice());
    if is_same && new.is_empty() {
        return Ok(Imported::Unchanged);
    }
    keep(conn, &id, &project, digest, now).await?;
    news::touch(conn, &id).await?;
    let count = new.len();
    for Line { seq, hash, day, is_related, idem, entry } in new {
        conn.run(ADD_LINE, args![&id, seq, hash, idem, day, is_related]).await?;
        let pended: Result<_, Unfit> = pend(conn, entry, now).await?;
        pended.map_err(|_| StoreError::Corrupt("line of the file"))?;
    }
    Ok(if before.is_none() { Imported::New { lines: count } } else { Imported::Changed { lines: count } })
}

/// The place of a project among all: running ones first, then by the start of the campaign, newest first.
fn rank(project: &Project) -> i64 {
    i64::from(project.is_closed) * 10_000_000 - i64::from(project.start.number())
}

async fn keep(
    conn: &mut Conn<'_>,
    id: &str,
    project: &Project,
    digest: [u8; 32],
    now: Millis,
) -> Result<(), StoreError> {
    let notice = serde_json::to_string(&project.notice).map_err(|_| StoreError::Corrupt("notice"))?;
    let platform = project.platform.as_ref();
    let values = args![
        id,
        project.id.as_str(),
        rank(project),
        &project.title,
        project.shan.code(),
        project.raising.code(),
        project.is_sample,
        project.is_emergency,
        project.response_end,
        project.start,
        project.end,
        project.implementation_end,
        &project.region,
        fen(project.target),
        notice,
        platform.map(|platform| platform.name.as_str()),
        platform.map(|platform| platform.url.as_str()),
        project.is_closed,
        digest,
        now,
    ];
    conn.run(KEEP, values).await?;
    for clear in [CLEAR_BUDGET, CLEAR_GROUPS, CLEAR_EFFECTS, CLEAR_UPDATES] {
        conn.run(clear, args![id]).await?;
    }
    for (place, line) in (0_u32..).zip(&project.budget) {
        let (price, amount) = (fen(line.unit_price), fen(line.amount));
        let values = args![id, place, &line.code, &line.name, &line.unit, line.qty, price, amount, line.kind.code()];
        conn.run(ADD_BUDGET, values).await?;
    }
    for (question, groups) in [("places", &project.places), ("people", &project.people)] {
        for (place, (label, n)) in (0_u32..).zip(groups) {
            conn.run(ADD_GROUP, args![id, question, place, label, *n]).await?;
        }
    }
    for (place, effect) in (0_u32..).zip(&project.effects) {
        conn.run(ADD_EFFECT, args![id, place, effect]).await?;
    }
    for (place, update) in (0_u32..).zip(&project.updates) {
        conn.run(ADD_UPDATE, args![id, place, update.day, &update.text]).await?;
    }
    for one in &project.disclosures {
        let url = one.url.as_deref();
        let values = args![id, one.duty.code(), one.due, &one.title, one.published, url];
        conn.run(KEEP_DISCLOSURE, values).await?;
    }
    Ok(())
}

/// An amount as the databases keep it; no amount is beyond their range.
fn fen(fen: model::Fen) -> i64 {
    i64::try_from(fen.get()).unwrap_or(i64::MAX)
}

/// The name of a project in the books.
///
/// # Errors
/// Never for an id that is one: its letters are those of a name.
pub(super) fn slug(id: ProjectId) -> Result<Slug, StoreError> {
    id.folded().parse().map_err(|_| StoreError::Corrupt("id"))
}
