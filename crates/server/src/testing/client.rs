//! A caller of the API with a cookie jar, speaking to the router without a network.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Mutex, PoisonError},
};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode, header, request::Builder},
};
use model::{Problem, ProblemCode};
use serde::{Serialize, de::DeserializeOwned};
use tower::ServiceExt;

/// Somebody with a browser: keeps cookies and proves the same origin.
pub struct Client {
    router: Router,
    /// Where the requests come from.
    pub address: IpAddr,
    cookies: Mutex<Vec<(String, String)>>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Client {
    pub(super) fn new(router: Router) -> Self {
        Self { router, address: IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7)), cookies: Mutex::default() }
    }

    /// The same person in a second tab: the same cookies from here on.
    #[must_use]
    pub fn again(&self) -> Self {
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self { router: self.router.clone(), address: self.address, cookies: Mutex::new(cookies) }
    }

    /// Puts a cookie into the jar.
    pub fn set_cookie(&self, name: &str, value: &str) {
        let mut jar = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        jar.retain(|(known, _)| known != name);
        if !value.is_empty() {
            jar.push((name.to_owned(), value.to_owned()));
        }
    }

    /// The value of a cookie in the jar.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        let jar = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        jar.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// `POST` with a JSON body and the same-origin proof of a browser.
    pub async fn post(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send(command(Method::POST, path), json(body)).await
    }

    /// `POST` with a JSON body and an `Idempotency-Key`.
    pub async fn post_once(&self, path: &str, key: &str, body: &impl Serialize) -> Answer {
        self.send(command(Method::POST, path).header("idempotency-key", key), json(body)).await
    }

    /// `POST` without a body.
    pub async fn post_empty(&self, path: &str) -> Answer {
        self.send(same_origin(Request::post(path)), Body::empty()).await
    }

    /// `DELETE`.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(same_origin(Request::delete(path)), Body::empty()).await
    }

    /// Any request; the jar's cookies and the address are added.
    ///
    /// # Panics
    /// When the request cannot be built or the router fails.
    #[expect(clippy::expect_used, reason = "a test without its answer has to fail")]
    pub async fn send(&self, request: Builder, body: Body) -> Answer {
        let jar = self.cookies.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let cookies: Vec<String> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = request.body(body).expect("a request");
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.join("; ").parse().expect("cookies"));
        }
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(self.address, 40_000)));
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.set_cookie(name, value);
            }
        }
        let body = to_bytes(body, usize::MAX).await.expect("a body");
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

fn json(body: &impl Serialize) -> Body {
    Body::from(serde_json::to_vec(body).unwrap_or_default())
}

fn same_origin(request: Builder) -> Builder {
    request.header("sec-fetch-site", "same-origin")
}

fn command(method: Method, path: &str) -> Builder {
    same_origin(Request::builder().method(method).uri(path)).header(header::CONTENT_TYPE, "application/json")
}

impl Answer {
    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as one of the model's views.
    ///
    /// # Panics
    /// When it is something else.
    #[must_use]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        match serde_json::from_slice(&self.body) {
            Ok(value) => value,
            Err(error) => panic!("{error} in {} {}", self.status, self.text()),
        }
    }

    /// A header, or nothing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The code of the problem document that this is, its form checked on the way.
    ///
    /// # Panics
    /// When it is no problem document, or tells another status than the answer's.
    #[must_use]
    pub fn problem(&self) -> ProblemCode {
        assert_eq!(self.header("content-type"), "application/problem+json", "{} {}", self.status, self.text());
        let problem: Problem = self.json();
        assert_eq!(problem.status, self.status.as_u16(), "{}", self.text());
        problem.code
    }
}
