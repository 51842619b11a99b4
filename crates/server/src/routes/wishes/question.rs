//! The filters in the address of the list.

use std::fmt::Write as _;

use model::{Kind, ServiceClass, Shan, Urgency};
use store::listing::{Filter, MAX_WORDS, Place, Words};

use crate::{extract::Pairs, failure::Failure};

/// The filters as the API document describes them; they are read by [`Question::read`].
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only the API document looks at the fields")]
pub(super) struct WishParams {
    /// One of the eight 善 projects.
    shan: Option<Shan>,
    /// One of the five service classes.
    class: Option<ServiceClass>,
    /// The name of a district that has stations.
    #[param(max_length = 60)]
    district: Option<String>,
    /// Goods or services.
    kind: Option<Kind>,
    /// How pressing.
    urgency: Option<Urgency>,
    /// Words to be found, all of them.
    #[param(max_length = 40)]
    q: Option<String>,
    /// The `next` of the page before.
    #[param(pattern = "^[0-9]+\\.-?[0-9]+\\.[0-9A-HJKMNP-TV-Z]{8}$", example = "2.20776.7K3QZ8MV")]
    after: Option<String>,
}

/// What somebody asks the list for.
#[derive(Debug, Default)]
pub(super) struct Question {
    pub(super) filter: Filter,
    pub(super) after: Option<Place>,
}

impl Question {
    /// Reads the query strictly.
    pub(super) fn read(Pairs(pairs): Pairs) -> Result<Self, Failure> {
        let mut question = Self::default();
        let filter = &mut question.filter;
        for (name, value) in pairs {
            match name.as_str() {
                "shan" => filter.shan = Some(known(Shan::from_code(&value), "shan")?),
                "class" => filter.class = Some(known(ServiceClass::from_code(&value), "class")?),
                "kind" => filter.kind = Some(known(Kind::from_code(&value), "kind")?),
                "urgency" => filter.urgency = Some(known(Urgency::from_code(&value), "urgency")?),
                "district" => filter.district = Some(known(Some(value).filter(|name| is_name(name)), "district")?),
                "q" => {
                    let short = value.chars().nth(MAX_WORDS).is_none() && !value.contains('\0');
                    filter.words = known(short.then(|| Words::new(&value)), "q")?;
                }
                "after" => question.after = Some(known(value.parse().ok(), "after")?),
                // The name is a stranger's, so it is not sent back.
                _ => return Err(model::ProblemCode::BadField.into()),
            }
        }
        Ok(question)
    }

    /// The name of the answer: the same for the same question, whatever the order of the address was.
    pub(super) fn key(&self) -> String {
        let Filter { shan, class, district, kind, urgency, words } = &self.filter;
        let mut key = format!("/wishes?{shan:?}&{class:?}&{district:?}&{kind:?}&{urgency:?}&{words:?}");
        if let Some(after) = self.after {
            let _ = write!(key, "&{after}");
        }
        key
    }
}

fn known<T>(value: Option<T>, field: &str) -> Result<T, Failure> {
    value.ok_or_else(|| Failure::field(field))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= 240 && text.chars().all(|c| !c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Question, Failure> {
        Question::read(Pairs::decode(query)?)
    }

    #[test]
    fn the_order_of_the_address_does_not_matter() {
        let key = |query| read(query).unwrap().key();
        assert_eq!(key("shan=shanju&q=%E8%A2%AB%E5%AD%90+x"), key("q=x%20%E8%A2%AB%E5%AD%90!&shan=shanju"));
        assert_ne!(key("shan=shanju"), key("class=life"));
        assert_ne!(key("q=a"), key("district=a"));
        assert_ne!(key(""), key("after=1.2.7K3QZ8MV"));
    }

    #[test]
    fn unknown_words_are_refused_by_the_name_of_their_field() {
        let long = format!("q={}", "x".repeat(41));
        for (query, field) in [
            ("shan=unknown", Some("shan")),
            ("shan=", Some("shan")),
            ("class=善", Some("class")),
            ("kind=Goods", Some("kind")),
            ("urgency=0", Some("urgency")),
            ("district=", Some("district")),
            ("district=%00", Some("district")),
            ("q=%00", Some("q")),
            (long.as_str(), Some("q")),
            ("after=1", Some("after")),
            ("sort=popular", None),
        ] {
            let failure = read(query).unwrap_err();
            assert_eq!(failure.problem().code, model::ProblemCode::BadField, "{query}");
            assert_eq!(failure.problem().field.as_deref(), field, "{query}");
        }
    }
}
