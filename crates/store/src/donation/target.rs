//! What a donation is for, as far as giving is concerned.

use model::{Day, ProjectId, view::Donation};

use crate::{
    Conn, StoreError,
    project::{self, Giving},
};

/// A project as a donor's order needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its id, as the charity writes it.
    pub id: ProjectId,
    /// Its title.
    pub title: String,
    /// Who receives.
    pub organisation: String,
    /// The number of the filed plan.
    pub filing: Option<String>,
    /// The last day of the campaign.
    pub end: Day,
    /// Whether it is stopped or done with.
    pub is_stopped: bool,
}

/// The project with this id.
pub(super) async fn of(conn: &mut Conn<'_>, id: ProjectId) -> Result<Option<Target>, StoreError> {
    let Some(row) = project::load(conn, id).await? else { return Ok(None) };
    Ok(Some(Target {
        id: row.id,
        title: row.title,
        organisation: row.notice.organisation.name,
        filing: row.notice.filing.map(|filing| filing.number),
        end: row.end,
        is_stopped: row.is_closed || row.suspension.is_some(),
    }))
}

/// Whether and how something can be given to the project on this day; `None` without such a project.
pub(super) async fn donation(
    conn: &mut Conn<'_>,
    id: ProjectId,
    giving: &Giving,
    today: Day,
) -> Result<Option<Donation>, StoreError> {
    Ok(project::view(conn, id, giving, today).await?.map(|view| view.donation))
}
