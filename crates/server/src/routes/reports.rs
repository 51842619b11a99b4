//! Reports and complaints: anybody may make one, without signing in.

use axum::{extract::State, http::StatusCode, response::Response};
use model::{ReportId, command::NewReport, holiday::working_days_after, view::ReportTaken};
use store::report::{self, Report, TakeReport};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::own::own;
use crate::{app::App, extract::Json, failure::Failure};

/// Most characters of what happened.
const TEXT: usize = 500;
/// Most characters of how to reach the reporter.
const CONTACT: usize = 60;
/// Working days until the answer.
const ANSWER_DAYS: u32 = 5;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(take))
}

/// Takes a report in; text and contact are sealed.
#[utoipa::path(
    post, path = "/reports", tag = "public", request_body = NewReport,
    responses(
        (status = 201, body = ReportTaken), (status = 400), (status = 403), (status = 413), (status = 415), (status = 422),
        (status = 429)
    )
)]
async fn take(State(app): State<App>, Json(new): Json<NewReport>) -> Result<Response, Failure> {
    let text = bounded(&new.text, TEXT).filter(|text| !text.is_empty()).ok_or_else(|| Failure::field("text"))?;
    let contact = new.contact.as_deref().unwrap_or_default();
    let contact = bounded(contact, CONTACT).ok_or_else(|| Failure::field("contact"))?;
    let id = ReportId::from_bits(rand::random());
    let plain = serde_json::json!({ "text": text, "contact": contact }).to_string();
    let sealed = app.keys.seal(&report::context(id), plain.as_bytes()).map_err(Failure::internal)?;
    let now = app.now();
    let answer_by = working_days_after(now.day(), ANSWER_DAYS);
    let report = Report { id, kind: new.kind, wish: new.wish, sealed: sealed.into(), at: now, answer_by };
    app.store.writer().write(TakeReport(report)).await?;
    own(StatusCode::CREATED, &ReportTaken { id, answer_by })
}

/// The text without space around it, unless it is too long or holds control characters.
fn bounded(text: &str, most: usize) -> Option<&str> {
    let text = text.trim();
    let is_plain = text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'));
    (text.chars().count() <= most && is_plain).then_some(text)
}
