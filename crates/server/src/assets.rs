//! The built app: files named by their content for a year, the page anew every time, and never HTML for a missing file.

mod head;
mod page;

use std::collections::HashMap;

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use model::{ProblemCode, ProjectId, Room, WishId, view::Site};
use store::{StoreError, listing, project};

use crate::{address::Base, app::App, cache::Ready, failure::Failure};
use head::{Head, Named};

/// A file of the built app.
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    /// Its path below the root, without a slash before it.
    pub path: &'static str,
    /// Its bytes.
    pub plain: &'static [u8],
    /// The same, compressed by gzip.
    pub gzip: Option<&'static [u8]>,
    /// The same, compressed by brotli.
    pub brotli: Option<&'static [u8]>,
}

/// The app that was there when this binary was built; nothing if none was.
pub const EMBEDDED: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/dist.rs"));

/// The page of each room.
const WISHES: &str = "index.html";
const BOOKS: &str = "books.html";

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";
/// What the names of the worker that checks the ledger begin with.
const AUDITOR: &str = "assets/auditor-";
/// What the names of the worker that reads codes in photos begin with.
const SCANNER: &str = "assets/scanner-";
/// A worker has the policy of its own script: these run WebAssembly and read files of this site, nothing else.
const WORKER_MAY: &str =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'";
/// Paths that are never a page of the app, whoever asks.
const NO_PAGES: [&str; 5] = ["api", "assets", "healthz", "readyz", "metrics"];
/// Pages that search engines leave out: they are about single people's needs, or about the visitor.
const UNLISTED: [&str; 5] = ["w", "me", "donation", "r", "report"];
const NOT_BUILT: &str = "<!doctype html><meta charset=\"utf-8\"><title>善领</title><p>网页尚未构建：请运行 cargo xtask dist 后重新编译。\
    <p lang=\"en\">The app has not been built: run <code>cargo xtask dist</code> and build the server again.";
const ROBOTS: &str = "User-agent: *\nDisallow: /api/\n";

/// The worker for when the network is gone. It runs under the policy of its own file, not of the page that starts it.
const OFFLINE_WORKER: &str = "sw.js";

/// It asks this house, and nothing else.
const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

/// The files of one server, ready to be sent.
pub struct Assets {
    files: HashMap<&'static str, Ready>,
    wishes: Option<page::Page>,
    books: Option<page::Page>,
}

impl Assets {
    /// The files of a built app; what the pages must know of this deployment is written into them.
    #[must_use]
    pub fn new(files: &'static [Embedded], site: &Site) -> Self {
        let page = |name| files.iter().find(|file| file.path == name).map(|file| page::Page::new(file.plain, site));
        let ready = |file: &Embedded| {
            let bytes = |bytes: &'static [u8]| Bytes::from_static(bytes);
            let ready = Ready::built(kind(file.path), bytes(file.plain), file.gzip.map(bytes), file.brotli.map(bytes));
            (file.path, ready)
        };
        let (wishes, books) = (page(WISHES), page(BOOKS));
        let is_file = |file: &&Embedded| file.path != WISHES && file.path != BOOKS;
        let mut files: HashMap<_, _> = files.iter().filter(is_file).map(ready).collect();
        files
            .entry("robots.txt")
            .or_insert_with(|| Ready::lasting(kind("robots.txt"), Bytes::from_static(ROBOTS.as_bytes())));
        Self { files, wishes, books }
    }

    /// The script of the worker that reads codes in photos, below the root; `None` where the app has not been built.
    pub(crate) fn scanner(&self) -> Option<&'static str> {
        self.files
            .keys()
            .copied()
            .find(|path| path.strip_prefix(SCANNER).is_some_and(|rest| rest.strip_suffix(".js").is_some()))
    }

    fn find(&self, path: &str, head: &Named, base: &Base, headers: &HeaderMap) -> Response {
        let path = path.trim_start_matches('/');
        if let Some(file) = self.files.get(path) {
            let mut response = file.respond(headers, if path.starts_with("assets/") { FOR_EVER } else { ASK_AGAIN });
            if path == OFFLINE_WORKER {
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(WORKER_POLICY));
            }
            if path.starts_with(AUDITOR) || path.starts_with(SCANNER) {
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(WORKER_MAY));
            }
            return response;
        }
        let mut parts = path.split('/');
        let (first, last) = (parts.next().unwrap_or_default(), path.rsplit('/').next().unwrap_or_default());
        let is_page = path == WISHES
            || !last.contains('.') && !NO_PAGES.contains(&first) && !is_ledger_data(path) && wants_page(headers);
        if !is_page {
            return Failure::new(ProblemCode::NotFound).into_response();
        }
        let page = match Room::of(path) {
            Room::Wishes => &self.wishes,
            Room::Books => &self.books,
        };
        let mut response = match page {
            Some(page) => page.respond(head, base, headers),
            None => not_built(),
        };
        if UNLISTED.contains(&first) {
            response.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex"));
        }
        response
    }
}

/// Whether a path below `/ledger` is for programs: only the ledger itself, its check and its entries are pages.
fn is_ledger_data(path: &str) -> bool {
    let mut parts = path.trim_end_matches('/').split('/');
    if parts.next() != Some("ledger") {
        return false;
    }
    let is_page = match (parts.next(), parts.next()) {
        (None, _) => true,
        (Some(word), None) => word == "verify" || word.bytes().all(|byte| byte.is_ascii_digit()),
        (Some(_), Some(_)) => false,
    };
    !is_page
}

/// Whether somebody goes to a page, rather than a script fetching something. Whoever makes cards of links takes anything
/// (`*/*`); so does a script, but its browser says that it is one.
fn wants_page(headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let accept = said("accept").unwrap_or("*/*");
    accept.contains("text/html") || accept.contains("*/*") && matches!(said("sec-fetch-dest"), None | Some("document"))
}

/// What the page at a path is called; titles of wishes and projects are asked of the database.
async fn head(app: &App, path: &str) -> Named {
    let mut parts = path.trim_start_matches('/').split('/');
    let named = match (parts.next(), parts.next().unwrap_or_default()) {
        (Some("w"), id) => id.parse().ok().map(Titled::Wish),
        (Some("p"), id) => id.parse().ok().map(Titled::Project),
        _ => None,
    };
    let Some(named) = named else { return Named::Lasting(Head::of(path)) };
    let title = title(app, named).await.unwrap_or_else(|error| {
        // The app tells the visitor what is the matter; a card without its title does no harm.
        tracing::warn!(cause = %error, "the title of a page could not be read");
        None
    });
    Named::Passing(match named {
        Titled::Wish(id) => Head::wish(title.as_deref(), &format!("/w/{id}")),
        Titled::Project(id) => Head::project(title.as_deref(), &format!("/p/{id}")),
    })
}

/// What has a title of its own.
#[derive(Clone, Copy)]
enum Titled {
    Wish(WishId),
    Project(ProjectId),
}

/// The title that the public sees, if it sees any.
async fn title(app: &App, named: Titled) -> Result<Option<String>, StoreError> {
    let mut reader = app.store.read().await?;
    let conn = &mut reader.conn();
    Ok(match named {
        Titled::Wish(id) => listing::cards(conn, &[id]).await?.into_iter().next().map(|card| card.title),
        Titled::Project(id) => project::load(conn, id).await?.map(|row| row.title),
    })
}

fn not_built() -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let keep = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    (StatusCode::SERVICE_UNAVAILABLE, [kind, keep], NOT_BUILT).into_response()
}

/// Whatever no other route has taken.
pub(crate) async fn serve(
    State(app): State<App>,
    base: Base,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if method == Method::GET || method == Method::HEAD {
        return app.assets.find(uri.path(), &head(&app, uri.path()).await, &base, &headers);
    }
    let mut response = Failure::new(ProblemCode::MethodNotAllowed).into_response();
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET,HEAD"));
    response
}

fn kind(path: &str) -> HeaderValue {
    HeaderValue::from_static(match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    })
}
