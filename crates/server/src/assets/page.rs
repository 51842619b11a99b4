//! A room's HTML page: what it must know is written into it, and what it may run is told to the browser.

use std::{
    collections::HashMap,
    fmt::Write as _,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use model::view::Site;
use sha2::{Digest, Sha256};

use super::head::{Head, Named};
use crate::{address::Base, cache::Ready};

/// Where the page keeps what it must know.
const PLACE: &str = "<script type=\"application/json\" id=\"site\">";

/// Heads that are kept ready: a dozen pages, times the names that the house goes by.
const MOST: usize = 64;

/// The page, ready with each head that was asked for, and its Content Security Policy.
pub(super) struct Page {
    html: String,
    policy: HeaderValue,
    ready: Mutex<HashMap<(Head, Base), Arc<Ready>>>,
}

impl Page {
    pub(super) fn new(html: &[u8], site: &Site) -> Self {
        let html = filled(&String::from_utf8_lossy(html), site);
        let policy = HeaderValue::from_str(&policy(&html)).unwrap_or(HeaderValue::from_static("default-src 'none'"));
        Self { html, policy, ready: Mutex::default() }
    }

    pub(super) fn respond(&self, head: &Named, base: &Base, headers: &HeaderMap) -> Response {
        let mut response = self.ready(head, base).respond(headers, super::ASK_AGAIN);
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, self.policy.clone());
        response
    }
}

impl Page {
    fn ready(&self, head: &Named, base: &Base) -> Arc<Ready> {
        let kind = HeaderValue::from_static("text/html; charset=utf-8");
        let bytes = |head: &Head| Bytes::from(head.put(&self.html, base));
        let head = match head {
            Named::Lasting(head) => head,
            // What the database says may be gone from it in a moment: made anew each time, and quickly.
            Named::Passing(head) => return Arc::new(Ready::bytes(kind, bytes(head))),
        };
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (head.clone(), base.clone());
        if ready.len() >= MOST && !ready.contains_key(&key) {
            ready.clear();
        }
        Arc::clone(ready.entry(key).or_insert_with(|| Arc::new(Ready::lasting(kind, bytes(head)))))
    }
}

/// The page with what it must know of this deployment.
fn filled(html: &str, site: &Site) -> String {
    // `<` could end the script element; JSON has another way to write it.
    let json = serde_json::to_string(site).unwrap_or_default().replace('<', "\\u003c");
    let element = format!("{PLACE}{json}</script>");
    if let Some((before, after)) = html.split_once(PLACE)
        && let Some((_, after)) = after.split_once("</script>")
    {
        return format!("{before}{element}{after}");
    }
    match html.split_once("</head>") {
        Some((before, after)) => format!("{before}{element}</head>{after}"),
        None => html.to_owned(),
    }
}

/// What the page may load and run: its own files, and the scripts and styles inside it by their SHA-256.
fn policy(html: &str) -> String {
    let (scripts, styles) = (hashes(html, "script"), hashes(html, "style"));
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; img-src 'self' data: blob:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}

/// The inline elements of this name, as sources of a policy.
fn hashes(html: &str, element: &str) -> String {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut sources = String::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once(&open) {
        let Some((attributes, body)) = after.split_once('>') else { break };
        let Some((text, next)) = body.split_once(&close) else { break };
        // Data blocks are not run, and a script from elsewhere is allowed by its address.
        if !attributes.contains("application/json") && !attributes.contains(" src=") {
            let _ = write!(sources, " 'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
        }
        rest = next;
    }
    sources
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site { demo: true, hotline: "</script><script>alert(1)".into(), operator: "示例".into() }
    }

    #[test]
    fn what_the_page_must_know_cannot_leave_its_place() {
        let full = filled("<head><script type=\"application/json\" id=\"site\">{}</script></head>", &site());
        assert_eq!(full.matches("<script").count(), 1, "{full}");
        assert!(full.contains("\\u003c/script>"), "{full}");
        let empty = filled("<head></head><body>", &site());
        assert!(empty.contains("\"demo\":true}</script></head>") || empty.contains("\"demo\":true,"), "{empty}");
    }

    #[test]
    fn inline_scripts_and_styles_are_allowed_by_their_hash_and_nothing_else() {
        let html = "<style>a{}</style><script src=\"/x.js\"></script><script data-x=\"y\">let a = 1;</script>\
                    <script type=\"application/json\" id=\"site\">{}</script>";
        let policy = policy(html);
        // printf 'let a = 1;' | openssl dgst -sha256 -binary | base64
        assert!(
            policy.contains(
                "script-src 'self' 'wasm-unsafe-eval' 'sha256-xY6QKfH9PRsQnLz56nj6MBwiK5oHg+im1Jkpdp1x/Ck=';"
            ),
            "{policy}"
        );
        assert!(policy.contains("style-src 'self' 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=';"), "{policy}");
        assert!(!policy.contains("unsafe-inline"));
    }
}
