//! The log as files that anybody's tools can read (C2SP tlog-tiles), and as pages and proofs for people: `/ledger/…`.
//!
//! Only what is published goes out. Tiles never change; what shows disclosures does, since those can be erased.

mod entries;
mod files;
mod question;

use axum::{Router, routing::get};
use model::ProblemCode;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    failure::Failure,
    ledger::{Published, Standing},
};

/// Where the log lives.
const LEDGER: &str = "/ledger";
/// Seconds after which a caller may ask again for a log that is being opened.
const SOON: u32 = 5;

/// The log for people, as part of the API.
pub(crate) fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(entries::page)).routes(routes!(entries::one))
}

/// The log for programs.
pub(crate) fn routes() -> Router<App> {
    let inside = Router::new()
        .route("/checkpoint", get(files::checkpoint))
        .route("/vkey", get(files::vkey))
        .route("/tile/{*rest}", get(files::tile))
        .route("/consistency", get(files::consistency))
        .route("/proof/{name}", get(files::proof))
        // As below `/api/v1`, for programs that know the address of the log alone.
        .route("/entries", get(entries::page))
        .route("/entry/{index}", get(entries::one));
    Router::new().nest(LEDGER, inside)
}

/// What is published, if anything is.
fn published(app: &App) -> Result<std::sync::Arc<Published>, Failure> {
    app.ledger.published().ok_or_else(|| match app.ledger.standing() {
        // A log without entries has no checkpoint yet.
        Standing::Opening | Standing::Open => Failure::new(ProblemCode::Unavailable).retry_after(SOON),
        Standing::Refused(_) => Failure::new(ProblemCode::LedgerRefused),
    })
}

/// An index as it stands in an address: decimal, without leading zeros.
fn index(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
