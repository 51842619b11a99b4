//! Makes the answers small that are made for one caller only; public ones come compressed from the cache.

use axum::{
    body::{Body, HttpBody, to_bytes},
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    cache::{Coding, accepted},
    failure::Failure,
};

/// Larger answers are no single person's.
const MOST: u64 = 1 << 20;
/// About as quick as gzip.
const QUALITY: u32 = 5;

pub(crate) async fn own_answers(request: Request, next: Next) -> Response {
    let coding = accepted(request.headers());
    let response = next.run(request).await;
    let headers = response.headers();
    let is_json = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    let is_ready = headers.contains_key(header::CONTENT_ENCODING) || headers.contains_key(header::ETAG);
    let size = response.body().size_hint().exact().filter(|size| *size <= MOST);
    let Some(size) = size.and_then(|size| usize::try_from(size).ok()) else { return response };
    if coding == Coding::Plain || is_ready || !is_json {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let plain = match to_bytes(body, size).await {
        Ok(plain) => plain,
        Err(error) => return Failure::internal(error).into_response(),
    };
    parts.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    match (coding.encode(&plain, QUALITY), coding.name()) {
        (Some(small), Some(name)) => {
            parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(small))
        }
        _ => Response::from_parts(parts, Body::from(plain)),
    }
}
