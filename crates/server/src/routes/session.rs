//! Signing in and out.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use model::{
    PersonId, ProblemCode,
    command::{NOTICE_VERSION, SignIn},
    view::Me,
};
use store::{
    person,
    session::{self, SignOut, SignedIn},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    me,
    own::{done, own},
};
use crate::{
    app::App,
    extract::Json,
    failure::Failure,
    phone::Phone,
    session_cookie::{self, Browser, NewToken, Token},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(sign_in, sign_out))
}

/// Signs in with the code; sets the cookie.
#[utoipa::path(
    post, path = "/session", tag = "person", request_body = SignIn,
    responses(
        (status = 200, body = Me), (status = 400), (status = 403), (status = 413), (status = 415), (status = 422), (status = 429)
    )
)]
async fn sign_in(State(app): State<App>, headers: HeaderMap, Json(sign_in): Json<SignIn>) -> Result<Response, Failure> {
    let phone = Phone::parse(&sign_in.phone).ok_or(ProblemCode::BadPhone)?;
    let code = sign_in.code.trim();
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ProblemCode::BadCode.into());
    }
    let id = PersonId::from_bits(rand::random());
    let sealed = app.keys.seal(&person::context(id), phone.digits().as_bytes()).map_err(Failure::internal)?;
    // A code is good in the browser that asked for it; one that did not ask has a new secret, and no code.
    let browser = Browser::of(&headers, &app.config).hash;
    let token = NewToken::random();
    let change = session::SignIn {
        phone_key: phone.key(&app.keys),
        hash: phone.code_hash(&app.keys, &browser, code),
        browser,
        tries: app.config.codes.tries,
        person: id,
        phone: sealed.into(),
        notice: NOTICE_VERSION,
        token: token.hash(),
        now: app.now(),
    };
    let person = match app.store.writer().write(change).await? {
        SignedIn::Yes(person) => person,
        SignedIn::BadCode => return Err(ProblemCode::BadCode.into()),
        SignedIn::CodeSpent => return Err(ProblemCode::CodeSpent.into()),
    };
    let mut response = own(StatusCode::OK, &me::view(&app, person).await?)?;
    response.headers_mut().append(header::SET_COOKIE, token.cookie(&app.config));
    Ok(response)
}

/// Signs out here. Whoever is not signed in is told the same.
#[utoipa::path(delete, path = "/session", tag = "person", responses((status = 204), (status = 403), (status = 429)))]
async fn sign_out(State(app): State<App>, Token(token): Token) -> Result<Response, Failure> {
    if let Some(token) = token {
        app.store.writer().write(SignOut { token }).await?;
    }
    let mut response = done();
    response.headers_mut().append(header::SET_COOKIE, session_cookie::gone(&app.config));
    Ok(response)
}
