//! The doors that are not the API's: notices of payment providers, and the sandbox's cashier.
//!
//! A notice proves itself by its signature, not by an origin. The cashier of the sandbox is shown below our own address, so that a
//! demonstration has one address, also for phones in the same network; the sandbox itself is reachable on this machine only.

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State, rejection::BytesRejection},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use model::ProblemCode;

use crate::{app::App, extract::Path, failure::Failure, till::NoticeOutcome};

/// Where a provider's notices go, below our address.
#[must_use]
pub fn notice_path(provider: &str) -> String {
    format!("/pay/{provider}/notice")
}

/// What stands before the cashier's paths on our own site.
pub const CASHIER: &str = "/sandbox";
/// The largest notice, in bytes.
const MOST_BYTES: usize = 64 * 1024;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/pay/{provider}/notice", post(notice))
        .route("/sandbox/cashier/{token}", get(cashier).post(choose))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
}

async fn notice(
    State(app): State<App>,
    Path(provider): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    let till = app.till_of(&provider).ok_or(ProblemCode::NotFound)?;
    let body = body.map_err(crate::extract::unread)?;
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    Ok(match till.notice(&header, &body).await? {
        NoticeOutcome::Kept(word) => answer(StatusCode::OK, word),
        NoticeOutcome::Forged => answer(StatusCode::UNAUTHORIZED, "failure"),
        NoticeOutcome::Unreadable => answer(StatusCode::INTERNAL_SERVER_ERROR, "failure"),
    })
}

fn answer(status: StatusCode, word: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, HeaderValue::from_static("text/plain"))], word).into_response()
}

async fn cashier(State(app): State<App>, Path(token): Path<String>) -> Result<Response, Failure> {
    relay(&app, &token, None).await
}

async fn choose(State(app): State<App>, Path(token): Path<String>, form: Bytes) -> Result<Response, Failure> {
    relay(&app, &token, Some(form.to_vec())).await
}

async fn relay(app: &App, token: &str, form: Option<Vec<u8>>) -> Result<Response, Failure> {
    let sandbox = app.channel.as_sandbox().filter(|_| app.config.is_demo()).ok_or(ProblemCode::NotFound)?;
    let page = sandbox.cashier(token, form).await.ok_or(ProblemCode::Unavailable)?;
    let status = StatusCode::from_u16(page.status).map_err(Failure::internal)?;
    if status == StatusCode::NOT_FOUND {
        return Err(ProblemCode::NotFound.into());
    }
    let mut response = (status, page.body).into_response();
    let headers = response.headers_mut();
    for (name, value) in page.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
