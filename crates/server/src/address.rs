//! Under which address visitors reach us: what a QR code and a share card say.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Uri, header, request::Parts, uri::Authority},
};
use std::convert::Infallible;

use crate::{app::App, config::Config};

/// Scheme and host, without a slash at the end: `https://shanling.example`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Base(pub String);

impl Base {
    /// The configured address; without one, the host that the request names.
    #[must_use]
    pub fn of(config: &Config, uri: &Uri, headers: &HeaderMap) -> Self {
        if let Some(configured) = &config.public_url {
            return Self(configured.clone());
        }
        // HTTP/2 names the host in the address.
        let named = uri.authority().map(Authority::as_str);
        let host = named.or_else(|| headers.get(header::HOST).and_then(|host| host.to_str().ok()));
        let host = host.filter(|host| is_plain(host)).unwrap_or("localhost");
        let scheme = if config.transport.is_tls() { "https" } else { "http" };
        Self(format!("{scheme}://{host}"))
    }

    /// The address of a path.
    #[must_use]
    pub fn to(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

/// An address as it is configured: `https://` or `http://`, a host, and nothing behind it.
///
/// # Errors
/// A sentence for whoever configures it.
pub fn parse(text: &str) -> Result<String, String> {
    let text = text.trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host {
        Some(host) if is_plain(host) => Ok(text.to_owned()),
        _ => Err("an address like https://shanling.example".into()),
    }
}

/// A host with or without a port, and nothing that could mean something else in HTML or in an address.
fn is_plain(host: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    (1..=100).contains(&host.len()) && host.bytes().all(is_part)
}

impl FromRequestParts<App> for Base {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(&app.config, &parts.uri, &parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_scheme_and_a_host_are_an_address() {
        assert_eq!(parse("https://shanling.example/"), Ok("https://shanling.example".to_owned()));
        assert!(parse("http://127.0.0.1:8787").is_ok());
        for text in ["shanling.example", "ftp://x", "https://", "https://a/b", "https://a b", "https://a\"b"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
