//! The one place that asks other people's servers: bounded in time and size, and never following a redirect.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    http::{HeaderValue, Method, Request, StatusCode, Uri, header},
};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use rustls::crypto::ring;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A client; clones share its connections.
#[derive(Clone, Debug)]
pub struct Outward(Arc<Client<HttpsConnector<HttpConnector>, Full<Bytes>>>);

/// What came back.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The whole body.
    pub body: Bytes,
}

/// No answer came, or not all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Silence {
    /// The address is not one of http or https.
    #[error("this is not an address of http or https")]
    Address,
    /// Nobody answered, or the connection broke.
    #[error("there is no answer")]
    Unreachable,
    /// The answer is larger than it may be.
    #[error("the answer is too large")]
    TooLarge,
    /// It took too long.
    #[error("the answer took too long")]
    Timeout,
}

impl Outward {
    /// A client that trusts the certification authorities that browsers trust.
    ///
    /// # Errors
    /// When no version of TLS is left.
    pub fn new() -> Result<Self, rustls::Error> {
        let tls = HttpsConnectorBuilder::new().with_provider_and_webpki_roots(ring::default_provider())?;
        let client = Client::builder(TokioExecutor::new()).build(tls.https_or_http().enable_http1().build());
        Ok(Self(Arc::new(client)))
    }

    /// Asks for what lies at this address; an answer of more than `most` bytes is none.
    ///
    /// # Errors
    /// When there is no whole answer.
    pub async fn get(&self, address: &str, most: usize) -> Result<Reply, Silence> {
        self.ask(Method::GET, address, Bytes::new(), most).await
    }

    /// Sends a text to this address.
    ///
    /// # Errors
    /// When there is no whole answer.
    pub async fn post(&self, address: &str, text: String, most: usize) -> Result<Reply, Silence> {
        self.ask(Method::POST, address, text.into(), most).await
    }

    async fn ask(&self, method: Method, address: &str, body: Bytes, most: usize) -> Result<Reply, Silence> {
        let uri: Uri = address.parse().map_err(|_| Silence::Address)?;
        let has_text = method == Method::POST;
        let mut request = Request::new(Full::new(body));
        (*request.method_mut(), *request.uri_mut()) = (method, uri);
        let agent = concat!("shanling/", env!("CARGO_PKG_VERSION"));
        request.headers_mut().insert(header::USER_AGENT, HeaderValue::from_static(agent));
        if has_text {
            let kind = HeaderValue::from_static("text/plain; charset=utf-8");
            request.headers_mut().insert(header::CONTENT_TYPE, kind);
        }
        let talk = async {
            let (head, body) = self.0.request(request).await.map_err(|_| Silence::Unreachable)?.into_parts();
            let body = Limited::new(body, most).collect().await.map_err(|error| {
                if error.is::<http_body_util::LengthLimitError>() { Silence::TooLarge } else { Silence::Unreachable }
            })?;
            Ok(Reply { status: head.status, body: body.to_bytes() })
        };
        tokio::time::timeout(PATIENCE, talk).await.unwrap_or(Err(Silence::Timeout))
    }
}
