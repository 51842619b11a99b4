//! Who is signed in: a cookie with 256 random bits, of which the store knows only the SHA-256.

use std::fmt::Write as _;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use model::{PersonId, ProblemCode};
use sha2::{Digest as _, Sha256};
use store::session::{self, SESSION_DAYS};
use zeroize::Zeroizing;

use crate::{app::App, config::Config, failure::Failure};

/// The person who is signed in. Handlers that take it answer 401 to everybody else.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who.
    pub id: PersonId,
}

/// The session that a request carries, whether or not it is good.
#[derive(Clone, Debug)]
pub struct Token(pub Option<[u8; 32]>);

/// A new session's secret: the cookie gets the text, the store its hash.
pub struct NewToken(Zeroizing<String>);

impl NewToken {
    /// 256 bits from the system.
    #[must_use]
    pub fn random() -> Self {
        let bytes: [u8; 32] = rand::random();
        let mut text = Zeroizing::new(String::with_capacity(64));
        for byte in bytes {
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// What the store keeps.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        hash(&self.0)
    }

    /// The header that puts it into the browser.
    #[must_use]
    pub fn cookie(&self, config: &Config) -> HeaderValue {
        cookie(config, &self.0, SESSION_DAYS * 24 * 60 * 60)
    }

    /// The secret itself, for tests and load generators that carry the cookie themselves.
    #[cfg(feature = "testing")]
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// The secret of a browser that asks for a code: the code is good in this browser alone, and only as long as its cookie.
pub struct Browser {
    token: Option<NewToken>,
    /// The hash that codes and challenges are bound to.
    pub hash: [u8; 32],
}

impl Browser {
    /// The one that these headers name, or a new one.
    #[must_use]
    pub fn of(headers: &HeaderMap, config: &Config) -> Self {
        if let Some(hash) = token(headers, browser_name(config)) {
            return Self { token: None, hash };
        }
        let token = NewToken::random();
        Self { hash: token.hash(), token: Some(token) }
    }

    /// The header that lets the browser keep it, if it is new.
    #[must_use]
    pub fn cookie(&self, config: &Config) -> Option<HeaderValue> {
        self.token.as_ref().map(|token| set(config, browser_name(config), &token.0, BROWSER_SECONDS))
    }
}

/// Seconds that a browser is known by: an hour, the longest window of its limits.
const BROWSER_SECONDS: i64 = 60 * 60;

/// The name of the cookie of a browser that asks for codes.
#[must_use]
pub fn browser_name(config: &Config) -> &'static str {
    if config.transport.is_tls() { "__Host-shanling-code" } else { "shanling-code" }
}

/// The header that takes the session out of the browser.
#[must_use]
pub fn gone(config: &Config) -> HeaderValue {
    cookie(config, "", 0)
}

/// The name of the cookie.
#[must_use]
pub fn name(config: &Config) -> &'static str {
    if config.transport.is_tls() { "__Host-shanling" } else { "shanling" }
}

fn cookie(config: &Config, value: &str, seconds: i64) -> HeaderValue {
    set(config, name(config), value, seconds)
}

fn set(config: &Config, name: &str, value: &str, seconds: i64) -> HeaderValue {
    let secure = if config.transport.is_tls() { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    // Name and value are plain ASCII.
    let mut header = HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""));
    header.set_sensitive(true);
    header
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The hash of the token that these headers carry.
pub(crate) fn token(headers: &HeaderMap, name: &str) -> Option<[u8; 32]> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(known, _)| *known == name)?;
    let is_token = value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_token.then(|| hash(value))
}

impl FromRequestParts<App> for Token {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Ok(Self(token(&parts.headers, name(&app.config))))
    }
}

impl FromRequestParts<App> for Person {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let token = token(&parts.headers, name(&app.config)).ok_or(ProblemCode::SignInNeeded)?;
        let mut reader = app.store.read().await?;
        let id = session::whose(&mut reader.conn(), &token, app.now()).await?;
        let id = id.ok_or(ProblemCode::SignInNeeded)?;
        app.limits.confirm(token);
        Ok(Self { id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_token_under_the_right_name_counts() {
        let good = "ab".repeat(32);
        let headers = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.append(header::COOKIE, HeaderValue::from_static("x=1"));
            headers.append(header::COOKIE, HeaderValue::from_str(text).unwrap());
            headers
        };
        assert_eq!(token(&headers(&format!("a=b; shanling={good}; c=d")), "shanling"), Some(hash(&good)));
        for bad in [
            String::new(),
            format!("shanling={}", &good[1..]),
            format!("shanling={good}0"),
            format!("xshanling={good}"),
            format!("shanling={}", "g".repeat(64)),
            format!("shanling=\"{good}\""),
        ] {
            assert_eq!(token(&headers(&bad), "shanling"), None, "{bad}");
        }
        assert_eq!(token(&headers(&format!("shanling={good}")), "__Host-shanling"), None);
    }

    #[test]
    fn two_tokens_are_never_alike() {
        assert_ne!(NewToken::random().hash(), NewToken::random().hash());
    }
}
