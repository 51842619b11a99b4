//! The one place that speaks HTTP to a provider: bounded in time and size, and never following a redirect.

use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::{Method, Request, StatusCode, body::Bytes, header};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(8);
/// The longest answer.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// A client; clones share its connections.
#[derive(Clone, Debug)]
pub(crate) struct Http(Client<HttpConnector, Full<Bytes>>);

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    /// The header of the sandbox's signature.
    pub(crate) signature: Option<String>,
    pub(crate) body: Bytes,
}

/// No answer came, or not all of it.
pub(crate) struct Silence;

impl Http {
    pub(crate) fn new() -> Self {
        Self(Client::builder(TokioExecutor::new()).build_http())
    }

    /// Asks; silence is an answer of its own.
    pub(crate) async fn ask(
        &self,
        method: Method,
        address: &str,
        signature: &str,
        body: Vec<u8>,
    ) -> Result<Reply, Silence> {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::CONTENT_TYPE, "application/json")
            .header(crate::seal::HEADER, signature)
            .body(Full::new(Bytes::from(body)))
            .map_err(|_| Silence)?;
        let talk = async {
            let response = self.0.request(request).await.map_err(|_| Silence)?;
            let (head, body) = response.into_parts();
            let body = Limited::new(body, MOST_BYTES).collect().await.map_err(|_| Silence)?.to_bytes();
            let signature = head.headers.get(crate::seal::HEADER).and_then(|value| value.to_str().ok());
            Ok(Reply { status: head.status, signature: signature.map(str::to_owned), body })
        };
        tokio::time::timeout(PATIENCE, talk).await.unwrap_or(Err(Silence))
    }
}

/// A page that is handed on.
#[derive(Debug)]
pub struct Relayed {
    /// The status.
    pub status: u16,
    /// The headers that matter to a browser: `content-type`, `location`, `content-security-policy`.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Http {
    /// Hands a browser's request for a page on; `None` without an answer.
    pub(crate) async fn relay(&self, method: Method, address: &str, form: Vec<u8>) -> Option<Relayed> {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(form)))
            .ok()?;
        let talk = async {
            let (head, body) = self.0.request(request).await.ok()?.into_parts();
            let body = Limited::new(body, MOST_BYTES).collect().await.ok()?.to_bytes().to_vec();
            let named = ["content-type", "location", "content-security-policy"];
            let text = |name: &'static str| Some((name, head.headers.get(name)?.to_str().ok()?.to_owned()));
            let headers = named.into_iter().filter_map(text).collect();
            Some(Relayed { status: head.status.as_u16(), headers, body })
        };
        tokio::time::timeout(PATIENCE, talk).await.unwrap_or(None)
    }
}
