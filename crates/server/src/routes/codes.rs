//! One-time codes.

use std::net::IpAddr;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
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
    session_cookie::Browser,
    work,
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(request))
}

/// Sends a one-time code to a phone. The answer is the same whether or not the number is known.
///
/// The code is good in the browser that asked, which a cookie names. Before the second code for a number, after the
/// third from one network in an hour, and once half of the day's budget is gone, `challenge_needed` asks for work first.
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
    headers: HeaderMap,
    Json(wanted): Json<RequestCode>,
) -> Result<Response, Failure> {
    if wanted.notice != NOTICE_VERSION {
        return Err(ProblemCode::ConsentNeeded.into());
    }
    let phone = Phone::parse(&wanted.phone).ok_or(ProblemCode::BadPhone)?;
    let browser = Browser::of(&headers, &app.config);
    let mut response = match send(&app, &phone, address, &browser, wanted.proof.as_deref().unwrap_or_default()).await {
        Ok(sent) => own(StatusCode::ACCEPTED, &sent)?,
        Err(failure) => failure.into_response(),
    };
    if let Some(cookie) = browser.cookie(&app.config) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

async fn send(app: &App, phone: &Phone, address: IpAddr, browser: &Browser, proof: &str) -> Result<CodeSent, Failure> {
    let sender = app.sender.get().ok_or(ProblemCode::SmsNotConfigured)?;
    let code = format!("{:06}", rand::random_range(0..1_000_000_u32));
    let limits = app.config.codes;
    let change = code::RequestCode {
        phone_key: phone.key(&app.keys),
        prefix: prefix(&app.keys, address),
        hash: phone.code_hash(&app.keys, &browser.hash, &code),
        browser: browser.hash,
        proven: work::proven(&app.keys, phone, &browser.hash, proof, app.now()),
        limits,
        now: app.now(),
    };
    match app.store.writer().write(change).await? {
        CodeRequested::Kept => {}
        CodeRequested::Wait(seconds) => {
            return Err(Failure::new(ProblemCode::TooManyRequests).retry_after(seconds));
        }
        CodeRequested::Work(bits) => {
            let challenge = work::challenge(&app.keys, phone, &browser.hash, bits, app.now());
            return Err(Failure::new(ProblemCode::ChallengeNeeded).challenge(challenge));
        }
    }
    match sender.send_code(phone, &code).await {
        // The provider has sent this number enough: whoever has the phone has a code already.
        Ok(()) | Err(SendError::Limited) => {}
        Err(SendError::Failed) => return Err(Failure::new(ProblemCode::Unavailable).because(SendError::Failed)),
    }
    let demo_code = app.config.is_demo().then_some(code);
    Ok(CodeSent { resend_after: limits.resend, demo_code })
}

/// The keyed hash of the caller's network: the address itself, or the /64 of a subscriber. No address is kept.
fn prefix(keys: &Keys, address: IpAddr) -> String {
    let network = match address.to_canonical() {
        IpAddr::V4(address) => format!("prefix|{address}"),
        IpAddr::V6(address) => format!("prefix|{:x}", u128::from(address) >> 64),
    };
    hex(&keys.lookup(Purpose::Code, &network))
}
