//! How a project is given to: at a designated platform, or on the charity's own site if nothing is missing for that.

use model::{
    Millis, ProjectId,
    project::{
        DonationMode,
        own_site::{Facts, Lack, lacks},
    },
};

use super::row;
use crate::{Change, Conn, StoreError, args, audit, statements};

statements! {
    SET = "update project set mode = $2, changed_at = $3 where id = $1 and coalesce(mode, 'handoff') <> $2";
    ANY = "select count(*) from project where mode = 'own_site'";
}

/// What the house itself has for its own site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ready {
    /// Whether there is a merchant account.
    pub has_merchant: bool,
    /// Whether its keys are, or were, those of a demonstration.
    pub has_demo_keys: bool,
}

/// Sets how a project is given to.
#[derive(Clone, Debug)]
pub struct SetMode {
    /// Which.
    pub id: ProjectId,
    /// Whether on the own site, and what the house has for it; else at the designated platform.
    pub own_site: Option<Ready>,
    /// Who decides.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetTo {
    /// Done.
    Done,
    /// It was so before.
    Before,
    /// There is no such project.
    Unknown,
    /// This is missing; nothing was changed.
    Lacks(Vec<Lack>),
}

impl Change for SetMode {
    type Done = SetTo;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<SetTo, StoreError> {
        let Self { id, own_site, actor, now } = self;
        let Some(row) = row::load(conn, id).await? else { return Ok(SetTo::Unknown) };
        let name = id.folded();
        if let Some(Ready { has_merchant, has_demo_keys }) = own_site {
            let facts = Facts {
                raising: row.raising,
                is_sample: row.is_sample,
                region: &row.region,
                start: row.start,
                end: row.end,
                notice: &row.notice,
                budget_lines: row::budget(conn, &name).await?.len(),
                has_merchant,
                has_demo_keys,
            };
            let lacks = lacks(&facts);
            if !lacks.is_empty() {
                return Ok(SetTo::Lacks(lacks));
            }
        }
        let mode = if own_site.is_some() { DonationMode::OwnSite } else { DonationMode::Handoff };
        if conn.run(SET, args![&name, mode.code(), now]).await? == 0 {
            return Ok(SetTo::Before);
        }
        audit::note(conn, now, &actor, "project.mode", &name, mode.code()).await?;
        Ok(SetTo::Done)
    }
}

/// Whether any project is given to on the own site.
///
/// # Errors
/// When the database fails.
pub async fn any_own_site(conn: &mut Conn<'_>) -> Result<bool, StoreError> {
    Ok(conn.row(ANY, &[]).await?.ok_or(StoreError::Corrupt("count"))?.count(0)? > 0)
}
