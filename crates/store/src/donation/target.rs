//! What a donation is for, as far as giving is concerned.

use model::{
    Day, ProjectId,
    project::{DonationMode, GivingOff},
};

use crate::{Conn, StoreError, project};

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

/// Why nothing can be given to the project in this way on this day; `Some(None)` when it can, `None` without such a project.
pub(super) async fn off(
    conn: &mut Conn<'_>,
    id: ProjectId,
    mode: DonationMode,
    today: Day,
) -> Result<Option<(Option<GivingOff>, Option<DonationMode>)>, StoreError> {
    let found = project::view(conn, id, mode, today).await?;
    Ok(found.map(|view| (view.donation.off, view.donation.mode)))
}
