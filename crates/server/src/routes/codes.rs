//! One-time codes.

use std::net::IpAddr;

use axum::{extract::State, http::StatusCode, response::Response};
use model::{
    ProblemCode,
    command::{NOTICE_VERSION, RequestCode},
    view::CodeSent,
};
use store::code::{self, CodeRequested};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::own::own;
use crate::{
    app::App,
    extract::{Caller, Json},
    failure::Failure,
    keys::{Keys, Purpose, hex},
    phone::Phone,
    sender::SendError,
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(request))
}

/// Sends a one-time code to a phone. The answer is the same whether or not the number is known.
#[utoipa::path(
    post, path = "/codes", tag = "person", request_body = RequestCode,
    responses(
        (status = 202, body = CodeSent), (status = 400), (status = 403), (status = 413), (status = 415), (status = 422),
        (status = 429), (status = 503)
    )
)]
async fn request(
    State(app): State<App>,
    Caller(address): Caller,
    Json(wanted): Json<RequestCode>,
) -> Result<Response, Failure> {
    if wanted.notice != NOTICE_VERSION {
        return Err(ProblemCode::ConsentNeeded.into());
    }
    let phone = Phone::parse(&wanted.phone).ok_or(ProblemCode::BadPhone)?;
    let sender = app.sender.get().ok_or(ProblemCode::SmsNotConfigured)?;
    let code = format!("{:06}", rand::random_range(0..1_000_000_u32));
    let limits = app.config.codes;
    let change = code::RequestCode {
        phone_key: phone.key(&app.keys),
        prefix: prefix(&app.keys, address),
        hash: phone.code_hash(&app.keys, &code),
        limits,
        now: app.now(),
    };
    if let CodeRequested::Wait(seconds) = app.store.writer().write(change).await? {
        return Err(Failure::new(ProblemCode::TooManyRequests).retry_after(seconds));
    }
    match sender.send_code(&phone, &code).await {
        // The provider has sent this number enough: whoever has the phone has a code already.
        Ok(()) | Err(SendError::Limited) => {}
        Err(SendError::Failed) => return Err(Failure::new(ProblemCode::Unavailable).because(SendError::Failed)),
    }
    let demo_code = app.config.is_demo().then_some(code);
    own(StatusCode::ACCEPTED, &CodeSent { resend_after: limits.resend, demo_code })
}

/// The keyed hash of the caller's network: the address itself, or the /64 of a subscriber. No address is kept.
fn prefix(keys: &Keys, address: IpAddr) -> String {
    let network = match address.to_canonical() {
        IpAddr::V4(address) => format!("prefix|{address}"),
        IpAddr::V6(address) => format!("prefix|{:x}", u128::from(address) >> 64),
    };
    hex(&keys.lookup(Purpose::Code, &network))
}
