//! The routes of the API, a file for each resource. Paths are written without the `/api/v1` before them.

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

mod home;
mod stations;
mod wishes;

/// Every route of the API.
pub(crate) fn all() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(home::routes()).merge(stations::routes()).merge(wishes::routes())
}
