//! The key that makes a retry harmless.

use axum::{extract::FromRequestParts, http::request::Parts};
use model::ProblemCode;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::failure::Failure;

/// `Idempotency-Key`: made once for each form, 8 to 64 characters of `[A-Za-z0-9_-]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key(pub(super) String);

const NAME: &str = "idempotency-key";

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        let mut values = parts.headers.get_all(NAME).iter();
        let value = values.next().ok_or(ProblemCode::KeyMissing)?;
        let text = value.to_str().ok().filter(|text| is_key(text)).ok_or_else(|| Failure::field("idempotency_key"))?;
        if values.next().is_some() {
            return Err(Failure::field("idempotency_key"));
        }
        Ok(Self(text.to_owned()))
    }
}

fn is_key(text: &str) -> bool {
    (8..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

impl utoipa::IntoParams for Key {
    fn into_params(
        _parameter_in_provider: impl Fn() -> Option<utoipa::openapi::path::ParameterIn>,
    ) -> Vec<utoipa::openapi::path::Parameter> {
        use utoipa::openapi::{
            ObjectBuilder, Required,
            path::{ParameterBuilder, ParameterIn},
            schema::Type,
        };
        let text = ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[A-Za-z0-9_-]{8,64}$"));
        let parameter = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some("Made once for each form; a retry sends the same one."))
            .schema(Some(text.build()));
        vec![parameter.build()]
    }
}

/// The hash by which a request is known again: what is asked for, and the command as it was understood.
pub(super) fn request_hash(what: &str, command: &impl Serialize) -> Result<[u8; 32], Failure> {
    let command = serde_json::to_string(command).map_err(Failure::internal)?;
    Ok(Sha256::digest(format!("{what}\n{command}").as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_eight_to_sixty_four_plain_characters() {
        for (text, want) in [
            ("", false),
            ("1234567", false),
            ("12345678", true),
            ("aZ_-0123", true),
            ("12345678 ", false),
            ("1234567.", false),
            ("一二三四五六七八", false),
        ] {
            assert_eq!(is_key(text), want, "{text}");
        }
        assert!(is_key(&"x".repeat(64)) && !is_key(&"x".repeat(65)));
    }
}
