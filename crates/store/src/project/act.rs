//! What staff do to a project: stop it, let it go on, note that something was made public.

use model::{Day, Millis, ProjectId, project::Duty};

use super::news;
use crate::{Change, Conn, StoreError, args, audit, statements};

statements! {
    SUSPEND = "update project set suspended_since = $2, suspended_reason = $3, changed_at = $4 \
        where id = $1 and suspended_since is null";
    RESUME = "update project set suspended_since = null, suspended_reason = null, changed_at = $2 \
        where id = $1 and suspended_since is not null";
    KNOWN = "select 1 from project where id = $1";
    TOUCH = "update project set changed_at = $2 where id = $1";
    DISCLOSE = "insert into project_disclosure (project, duty, due, title, published, url) values ($1, $2, $3, $4, $5, $6) \
        on conflict (project, duty, due) do update set published = excluded.published, \
        url = coalesce(excluded.url, project_disclosure.url) where project_disclosure.published is null";
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acted {
    /// Done.
    Done,
    /// It was so before.
    Before,
    /// There is no such project.
    Unknown,
}

async fn outcome(conn: &mut Conn<'_>, id: ProjectId, touched: u64) -> Result<Acted, StoreError> {
    if touched > 0 {
        return Ok(Acted::Done);
    }
    let is_known = conn.row(KNOWN, args![id.folded()]).await?.is_some();
    Ok(if is_known { Acted::Before } else { Acted::Unknown })
}

/// Stops a project: nothing can be given to it any more.
#[derive(Clone, Debug)]
pub struct Suspend {
    /// Which.
    pub id: ProjectId,
    /// Why, in a sentence for everybody.
    pub reason: String,
    /// Which staff does it.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

impl Change for Suspend {
    type Done = Acted;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Acted, StoreError> {
        let values = args![self.id.folded(), self.now.day(), &self.reason, self.now];
        let touched = conn.run(SUSPEND, values).await?;
        if touched > 0 {
            news::touch(conn, &self.id.folded()).await?;
            audit::note(conn, self.now, &self.actor, "project.suspend", &self.id.folded(), "").await?;
        }
        outcome(conn, self.id, touched).await
    }
}

/// Lets a stopped project go on.
#[derive(Clone, Debug)]
pub struct Resume {
    /// Which.
    pub id: ProjectId,
    /// Which staff does it.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

impl Change for Resume {
    type Done = Acted;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Acted, StoreError> {
        let touched = conn.run(RESUME, args![self.id.folded(), self.now]).await?;
        if touched > 0 {
            news::touch(conn, &self.id.folded()).await?;
            audit::note(conn, self.now, &self.actor, "project.resume", &self.id.folded(), "").await?;
        }
        outcome(conn, self.id, touched).await
    }
}

/// Notes that something was made public. The day of it is never changed afterwards.
#[derive(Clone, Debug)]
pub struct Disclose {
    /// Of which project.
    pub id: ProjectId,
    /// What.
    pub duty: Duty,
    /// The day it was due on.
    pub due: Day,
    /// Its title, where none was announced.
    pub title: String,
    /// The day it was made public.
    pub published: Day,
    /// Where it can be read.
    pub url: Option<String>,
    /// Which staff does it.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

impl Change for Disclose {
    type Done = Acted;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Acted, StoreError> {
        let id = self.id.folded();
        if conn.row(KNOWN, args![&id]).await?.is_none() {
            return Ok(Acted::Unknown);
        }
        let url = self.url.as_deref();
        let values = args![&id, self.duty.code(), self.due, &self.title, self.published, url];
        let touched = conn.run(DISCLOSE, values).await?;
        if touched > 0 {
            conn.run(TOUCH, args![&id, self.now]).await?;
            news::touch(conn, &id).await?;
            let what = format!("{} {}", self.duty.code(), self.due);
            audit::note(conn, self.now, &self.actor, "project.disclose", &id, &what).await?;
        }
        outcome(conn, self.id, touched).await
    }
}
