//! The routes of the API, a file for each resource. Paths are written without the `/api/v1` before them.

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

mod claims;
mod codes;
mod donations;
mod events;
mod home;
mod key;
pub(crate) mod ledger;
mod live;
mod me;
mod openapi;
mod own;
mod projects;
mod reports;
mod session;
mod stations;
mod stats;
mod waiting;
mod wishes;

/// Every route of the API.
pub(crate) fn all() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(home::routes())
        .merge(ledger::api())
        .merge(live::routes())
        .merge(openapi::routes())
        .merge(projects::routes())
        .merge(stations::routes())
        .merge(stats::routes())
        .merge(events::routes())
        .merge(wishes::routes())
        .merge(codes::routes())
        .merge(session::routes())
        .merge(me::routes())
        .merge(claims::routes())
        .merge(donations::routes())
        .merge(waiting::routes())
        .merge(reports::routes())
}
