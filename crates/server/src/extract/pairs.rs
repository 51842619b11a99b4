//! The query of an address, read strictly: a word that nobody knows is refused, not ignored.

use axum::{extract::FromRequestParts, http::request::Parts};
use model::ProblemCode;

use crate::failure::Failure;

/// The query as pairs of decoded text, in the order of the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs(pub Vec<(String, String)>);

/// For addresses that take no query at all.
pub struct NoQuery;

impl Pairs {
    /// Decodes a query.
    ///
    /// # Errors
    /// 400 for what is no UTF-8 or no percent encoding, 422 for a name that comes twice.
    pub fn decode(query: &str) -> Result<Self, Failure> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (text(name)?, text(value)?);
            if pairs.iter().any(|(known, _)| *known == name) {
                return Err(ProblemCode::BadField.into());
            }
            pairs.push((name, value));
        }
        Ok(Self(pairs))
    }
}

fn text(encoded: &str) -> Result<String, Failure> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16));
                let (high, low) = digit().zip(digit()).ok_or(ProblemCode::BadRequest)?;
                u8::try_from(high * 16 + low).map_err(|_| ProblemCode::BadRequest)?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).map_err(|_| ProblemCode::BadRequest.into())
}

impl<S: Send + Sync> FromRequestParts<S> for Pairs {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        Self::decode(parts.uri.query().unwrap_or_default())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for NoQuery {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Pairs(pairs) = Pairs::from_request_parts(parts, state).await?;
        if pairs.is_empty() { Ok(Self) } else { Err(ProblemCode::BadField.into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_decoded_strictly() {
        let pairs = |query| Pairs::decode(query).map(|pairs| pairs.0).map_err(|failure| failure.problem().code);
        assert_eq!(
            pairs("q=%E6%A3%89+x&shan=shanju"),
            Ok(vec![("q".into(), "棉 x".into()), ("shan".into(), "shanju".into())])
        );
        assert_eq!(pairs(""), Ok(vec![]));
        for bad in ["q=%E6%A3", "q=%", "q=%4", "q=%zz", "%ff=1"] {
            assert_eq!(pairs(bad), Err(ProblemCode::BadRequest), "{bad}");
        }
        assert_eq!(pairs("q=1&q=2"), Err(ProblemCode::BadField));
    }
}
