//! One ready answer, plain and compressed.

use std::{
    fmt::Write as _,
    io::{self, Write as _},
    sync::OnceLock,
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Bodies below this many bytes are not worth compressing.
const SMALL: usize = 600;

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Plain,
    Gzip,
    Brotli,
}

impl Coding {
    fn suffix(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Gzip => "-gz",
            Self::Brotli => "-br",
        }
    }

    /// The word in `Content-Encoding`.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }

    /// The body, written so. `None` where that does not make it smaller.
    pub(crate) fn encode(self, body: &[u8], brotli_quality: u32) -> Option<Bytes> {
        if body.len() < SMALL {
            return None;
        }
        let encoded = match self {
            Self::Plain => return None,
            Self::Gzip => gzip(body),
            Self::Brotli => brotli(body, brotli_quality),
        };
        encoded.ok().filter(|encoded| encoded.len() < body.len()).map(Bytes::from)
    }
}

/// The best coding that the caller takes, of those that we write.
pub(crate) fn accepted(headers: &HeaderMap) -> Coding {
    let mut best = Coding::Plain;
    for value in headers.get_all(header::ACCEPT_ENCODING) {
        for part in value.to_str().unwrap_or_default().split(',') {
            let (name, weight) = part.split_once(';').unwrap_or((part, ""));
            let refused = weight.split('=').nth(1).is_some_and(|q| q.trim().parse() == Ok(0.0));
            match name.trim() {
                _ if refused => {}
                "br" => return Coding::Brotli,
                "gzip" => best = Coding::Gzip,
                _ => {}
            }
        }
    }
    best
}

/// A body with its name by content (`ETag`), compressed at most once for each coding.
pub struct Ready {
    kind: HeaderValue,
    etag: String,
    plain: Bytes,
    gzip: OnceLock<Option<Bytes>>,
    brotli: OnceLock<Option<Bytes>>,
    brotli_quality: u32,
}

impl Ready {
    /// A JSON document.
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn json<T: Serialize>(value: &T) -> serde_json::Result<Self> {
        let body = serde_json::to_vec(value)?;
        // Quality 5 takes about as long as gzip and saves a tenth more.
        Ok(Self::new(HeaderValue::from_static("application/json"), body.into(), 5))
    }

    /// Anything else, compressed as quickly as a JSON document.
    #[must_use]
    pub fn bytes(kind: HeaderValue, body: Bytes) -> Self {
        Self::new(kind, body, 5)
    }

    /// Anything else, compressed with care: for what stays as long as the server runs.
    #[must_use]
    pub fn lasting(kind: HeaderValue, body: Bytes) -> Self {
        Self::new(kind, body, 11)
    }

    /// A file that was compressed when it was built.
    #[must_use]
    pub fn built(kind: HeaderValue, plain: Bytes, gzip: Option<Bytes>, brotli: Option<Bytes>) -> Self {
        let ready = Self::new(kind, plain, 11);
        Self { gzip: OnceLock::from(gzip), brotli: OnceLock::from(brotli), ..ready }
    }

    fn new(kind: HeaderValue, plain: Bytes, brotli_quality: u32) -> Self {
        let mut etag = String::with_capacity(32);
        for byte in Sha256::digest(&plain).iter().take(12) {
            let _ = write!(etag, "{byte:02x}");
        }
        Self { kind, etag, plain, gzip: OnceLock::new(), brotli: OnceLock::new(), brotli_quality }
    }

    /// The body as it is.
    #[must_use]
    pub fn plain(&self) -> &Bytes {
        &self.plain
    }

    /// The body, or a 304 for whoever has it.
    #[must_use]
    pub fn respond(&self, headers: &HeaderMap, cache_control: &'static str) -> Response {
        let wanted = accepted(headers);
        let encoded = match wanted {
            Coding::Plain => None,
            Coding::Gzip => self.gzip.get_or_init(|| wanted.encode(&self.plain, 0)).clone(),
            Coding::Brotli => self.brotli.get_or_init(|| wanted.encode(&self.plain, self.brotli_quality)).clone(),
        };
        let (coding, body) = encoded.map_or((Coding::Plain, self.plain.clone()), |body| (wanted, body));
        let has_it = self.is_known(headers);
        let mut response = Response::new(if has_it { Body::empty() } else { Body::from(body) });
        let out = response.headers_mut();
        if let Ok(etag) = HeaderValue::from_str(&format!("\"{}{}\"", self.etag, coding.suffix())) {
            out.insert(header::ETAG, etag);
        }
        out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control));
        out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if has_it {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else {
            out.insert(header::CONTENT_TYPE, self.kind.clone());
            if let Some(name) = coding.name() {
                out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            }
        }
        response
    }

    /// Whether the caller has this very content, in whatever coding.
    fn is_known(&self, headers: &HeaderMap) -> bool {
        headers.get_all(header::IF_NONE_MATCH).iter().any(|value| {
            value.to_str().unwrap_or_default().split(',').any(|tag| {
                let tag = tag.trim();
                let name = tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"');
                tag == "*" || name.split('-').next() == Some(&self.etag)
            })
        })
    }
}

fn gzip(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::with_capacity(body.len() / 3), flate2::Compression::new(6));
    writer.write_all(body)?;
    writer.finish()
}

fn brotli(body: &[u8], quality: u32) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len() / 4);
    let mut writer = brotli::CompressorWriter::new(&mut out, 16 * 1024, quality, 22);
    writer.write_all(body)?;
    writer.flush()?;
    drop(writer);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn the_best_coding_that_is_taken_is_chosen() {
        for (value, want) in [
            ("gzip, deflate, br", Coding::Brotli),
            ("gzip;q=1.0, br;q=0", Coding::Gzip),
            ("identity", Coding::Plain),
            ("deflate, zstd", Coding::Plain),
            ("", Coding::Plain),
        ] {
            assert_eq!(accepted(&asks(header::ACCEPT_ENCODING, value)), want, "{value}");
        }
    }

    #[test]
    fn whoever_has_the_content_gets_no_body() {
        let ready = Ready::json(&"心愿".repeat(500)).unwrap();
        let first = ready.respond(&asks(header::ACCEPT_ENCODING, "br"), "no-cache");
        let etag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        assert_eq!(first.headers()[header::CONTENT_ENCODING], "br");
        for known in [etag.clone(), format!("\"x\", W/{etag}"), "*".into(), etag.replace("-br", "")] {
            let again = ready.respond(&asks(header::IF_NONE_MATCH, &known), "no-cache");
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{known}");
        }
        let other = ready.respond(&asks(header::IF_NONE_MATCH, "\"abc\""), "no-cache");
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[test]
    fn small_bodies_stay_as_they_are() {
        let ready = Ready::json(&"x").unwrap();
        let answer = ready.respond(&asks(header::ACCEPT_ENCODING, "br"), "no-cache");
        assert!(!answer.headers().contains_key(header::CONTENT_ENCODING));
    }
}
