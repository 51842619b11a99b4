//! Pages that the server writes itself, without the app: what a poster opens, the poster, the wall of an event, the page
//! of a station, and the plain page for browsers that cannot run the app.
//!
//! They are small, say all they have to say without a script, and hold nothing that the API does not say too.

mod event;
mod frame;
mod lost;
mod plain;
mod poster;
mod scan;
mod station;
mod wall;
mod words;

use axum::{Router, routing::get};

pub(crate) use frame::escape;
pub use poster::{Found, Poster, Size};

use crate::app::App;

/// The pages and the codes.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/e/{code}", get(event::page))
        .route("/e/{code}/wall", get(wall::page))
        .route("/e/{code}/qr.svg", get(poster::event_code))
        .route("/s/{code}", get(station::page))
        .route("/s/{code}/qr.svg", get(poster::station_code))
        .route("/w/{id}/qr.svg", get(poster::wish_code))
        .route("/p/{id}/qr.svg", get(poster::project_code))
        .route("/poster/{kind}/{id}", get(poster::page))
        .route("/scan", get(scan::page))
        .route("/plain", get(plain::page))
}
