//! Commands come from our own pages, or not at all.
//!
//! A browser tells where a request was made (`Sec-Fetch-Site`, `Origin`), and no page can lie about it. A command without
//! such a proof, or with the proof that it was made elsewhere, is refused. Other places that serve the app may be named
//! (`--app-origin`); they must be on the same site, since our cookie is not sent across sites.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};
use model::ProblemCode;

use crate::{app::App, failure::Failure};

const HEADERS: &str = "authorization, content-type, idempotency-key";
const METHODS: &str = "GET, HEAD, POST, DELETE";
const EXPOSED: &str = "etag, retry-after";

/// Lets reads pass, and commands with a proof.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if is_read || is_own(request.uri(), request.headers()) || listed(&app, request.headers()).is_some() {
        return next.run(request).await;
    }
    Failure::new(ProblemCode::ForeignOrigin).into_response()
}

/// Tells browsers that the listed places may use the API.
pub(crate) async fn share(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(from) = listed(&app, request.headers()) else { return next.run(request).await };
    let mut response = if *request.method() == Method::OPTIONS { preflight() } else { next.run(request).await };
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, from);
    headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    response
}

/// The origin of the request, if it is one of those that serve the app too.
fn listed(app: &App, headers: &HeaderMap) -> Option<HeaderValue> {
    let from = headers.get(header::ORIGIN)?;
    app.config.app_origins.iter().any(|known| from == known.as_str()).then(|| from.clone())
}

fn preflight() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(METHODS));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(HEADERS));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    response
}

/// Whether the request proves that it was made on one of our own pages.
fn is_own(uri: &Uri, headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin";
    }
    // HTTP/2 names the host in the address.
    let named = uri.authority().map(Authority::as_str);
    let host = named.or_else(|| headers.get(header::HOST).and_then(|host| host.to_str().ok()));
    let from = origin(headers).and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
    from.is_some() && from == host
}

fn origin(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_prove_themselves() {
        for (site, origin, want) in [
            (Some("same-origin"), None, true),
            (Some("same-origin"), Some("https://demo.example"), true),
            (Some("same-site"), Some("https://demo.example"), false),
            (Some("cross-site"), Some("https://demo.example"), false),
            (Some("none"), None, false),
            (None, Some("https://demo.example"), true),
            (None, Some("https://evil.example"), false),
            (None, Some("https://demo.example.evil.example"), false),
            (None, Some("null"), false),
            (None, None, false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("demo.example"));
            if let Some(site) = site {
                headers.insert("sec-fetch-site", HeaderValue::from_static(site));
            }
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            }
            let path = Uri::from_static("/api/v1/reports");
            assert_eq!(is_own(&path, &headers), want, "{site:?} {origin:?}");
            headers.remove(header::HOST);
            let whole = Uri::from_static("https://demo.example/api/v1/reports");
            assert_eq!(is_own(&whole, &headers), want, "{site:?} {origin:?} by HTTP/2");
        }
    }
}
