//! The body of a command.

use axum::{
    RequestExt,
    body::Bytes,
    extract::{FromRequest, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
};
use model::ProblemCode;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;

use crate::failure::Failure;

/// A command in JSON: `application/json` in UTF-8, of bounded size, with the fields it must have and no others.
pub struct Json<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Failure> {
        if !is_json(request.headers()) {
            return Err(ProblemCode::UnsupportedMedia.into());
        }
        let body: Bytes = request.extract().await.map_err(unread)?;
        read(&body).map(Self)
    }
}

/// Reads a command from its bytes; for handlers that need the bytes as well.
///
/// # Errors
/// 400 `bad_request` for what is no JSON, 422 `bad_field` for what does not fit.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    let body = str::from_utf8(body).map_err(|_| ProblemCode::BadRequest)?;
    // serde would take a struct from a list of its fields too.
    if !body.trim_ascii_start().starts_with('{') {
        let is_json = serde_json::from_str::<IgnoredAny>(body).is_ok();
        return Err(if is_json { ProblemCode::BadField } else { ProblemCode::BadRequest }.into());
    }
    let mut reader = serde_json::Deserializer::from_str(body);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        match error.inner().classify() {
            // The name of a field that nobody knows is the stranger's own text.
            Category::Data if error.inner().to_string().starts_with("unknown field") => ProblemCode::BadField.into(),
            Category::Data => misfit(&path),
            Category::Syntax | Category::Eof | Category::Io => ProblemCode::BadRequest.into(),
        }
    })?;
    reader.end().map_err(|_| ProblemCode::BadRequest)?;
    Ok(value)
}

/// Names the field only where it looks like one: whatever a stranger sends is not sent back.
fn misfit(path: &str) -> Failure {
    let is_name = !path.is_empty() && path.len() <= 32 && path.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if is_name { Failure::field(path) } else { ProblemCode::BadField.into() }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}

/// A body that could not be read to its end: too large, or the line broke.
pub(crate) fn unread(rejection: BytesRejection) -> Failure {
    use axum::response::IntoResponse;
    match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => ProblemCode::TooLarge.into(),
        _ => ProblemCode::BadRequest.into(),
    }
}

#[cfg(test)]
mod tests {
    use model::command::SignIn;

    use super::*;

    fn code(body: &[u8]) -> (ProblemCode, Option<String>) {
        let failure = read::<SignIn>(body).err().unwrap();
        (failure.problem().code, failure.problem().field.clone())
    }

    #[test]
    fn what_is_no_json_is_a_bad_request() {
        for body in [
            &b""[..],
            b"{",
            b"\"",
            b"{\"phone\":\"\xff\"}",
            b"{\"x\":\"\xff\"}",
            br#"{"phone":"1","code":"2"} {}"#,
            &[b'['; 5000],
        ] {
            assert_eq!(code(body).0, ProblemCode::BadRequest, "{body:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_a_bad_field_and_only_real_names_come_back() {
        for (body, field) in [
            (r#"{"phone":1,"code":"123456"}"#, Some("phone")),
            (r#"{"phone":"1"}"#, None),
            (r#"{"phone":"1","code":"2","<script>":1}"#, None),
            (r#"{"phone":"1","code":"2","code":"3"}"#, None),
            (r#"["1","2"]"#, None),
            ("null", None),
            (r#"{"phone":"1","code":"2","is_admin":true}"#, None),
        ] {
            assert_eq!(code(body.as_bytes()), (ProblemCode::BadField, field.map(str::to_owned)), "{body}");
        }
    }
}
