//! What somebody looks for in the log.

use model::{ProblemCode, ProjectId};
use store::ledger::{Filter, KindFilter};

use super::index;
use crate::{extract::Pairs, failure::Failure};

/// The filters as the API document describes them; they are read by [`Question::read`].
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only the API document looks at the fields")]
pub(super) struct LedgerParams {
    /// Entries about this project's money.
    project: Option<ProjectId>,
    /// Entries of this kind; `money` and `steps` stand for all kinds of either.
    kind: Option<String>,
    /// Entries of days in this month.
    #[param(pattern = "^[0-9]{4}-(0[1-9]|1[0-2])$", example = "2026-11")]
    month: Option<String>,
    /// The `next` of the page before.
    #[param(pattern = "^(0|[1-9][0-9]{0,18})$", example = "1024")]
    after: Option<String>,
}

/// The filters in the address of the page of entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) filter: Filter,
    /// The last index of the page before.
    pub(super) after: Option<u64>,
}

impl Question {
    /// Reads the query strictly.
    pub(super) fn read(Pairs(pairs): Pairs) -> Result<Self, Failure> {
        let mut question = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "project" => question.filter.project = Some(project(&value).ok_or_else(|| Failure::field("project"))?),
                "kind" => {
                    let kind = KindFilter::from_word(&value).ok_or_else(|| Failure::field("kind"))?;
                    question.filter.kind = Some(kind);
                }
                "month" => question.filter.month = Some(month(&value).ok_or_else(|| Failure::field("month"))?),
                "after" => question.after = Some(index(&value).ok_or_else(|| Failure::field("after"))?),
                // The name is a stranger's, so it is not sent back.
                _ => return Err(ProblemCode::BadField.into()),
            }
        }
        Ok(question)
    }
}

fn project(text: &str) -> Option<ledger::word::Slug> {
    text.parse::<ProjectId>().ok()?.folded().parse().ok()
}

/// `2026-11`
fn month(text: &str) -> Option<(i32, u32)> {
    let day: model::Day = format!("{text}-01").parse().ok()?;
    let (year, month, _) = day.ymd();
    Some((year, month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Question, Failure> {
        Question::read(Pairs::decode(query)?)
    }

    #[test]
    fn the_filters_of_the_log_are_read_strictly() {
        let question = read("project=P-Demo-01&kind=money&month=2026-11&after=17").unwrap();
        assert_eq!(question.filter.project.map(|project| project.to_string()).as_deref(), Some("p-demo-01"));
        assert_eq!(question.filter.month, Some((2026, 11)));
        assert_eq!((question.filter.kind, question.after), (Some(KindFilter::AnyMoney), Some(17)));
        for (query, field) in [
            ("project=", Some("project")),
            ("project=善", Some("project")),
            ("kind=Donation", Some("kind")),
            ("month=2026", Some("month")),
            ("month=2026-13", Some("month")),
            ("month=2026-11-01", Some("month")),
            ("after=-1", Some("after")),
            ("after=01", Some("after")),
            ("after=99999999999999999999", Some("after")),
            ("sort=fen", None),
        ] {
            let failure = read(query).unwrap_err();
            assert_eq!(failure.problem().code, ProblemCode::BadField, "{query}");
            assert_eq!(failure.problem().field.as_deref(), field, "{query}");
        }
    }
}
