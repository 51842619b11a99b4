//! What the books' room asks of our server.

use model::{
    ProjectId,
    view::{EntryView, LedgerLines, ProjectList, ProjectView, Term, YearStats},
};

use super::client::{self, Fetch};
use crate::routes::LedgerQuery;

/// A path with its query; pairs without a value are left out.
fn with(path: String, pairs: &[(&str, Option<&str>)]) -> String {
    let set = pairs.iter().filter_map(|(key, value)| Some((key, (*value)?)));
    set.fold((path, '?'), |(path, joint), (key, value)| (format!("{path}{joint}{key}={value}"), '&')).0
}

/// `GET /projects`; `after` is the `next` of the page before.
pub(crate) fn projects(after: Option<&str>) -> Fetch<ProjectList> {
    client::get(with("/api/v1/projects".to_owned(), &[("after", after)]))
}

/// `GET /projects/{id}`
pub(crate) fn project(id: ProjectId) -> Fetch<ProjectView> {
    client::get(format!("/api/v1/projects/{id}"))
}

/// `GET /projects/{id}/lines`
pub(crate) fn lines(id: ProjectId, term: Option<Term>, after: Option<&str>) -> Fetch<LedgerLines> {
    client::get(with(format!("/api/v1/projects/{id}/lines"), &[("term", term.map(Term::code)), ("after", after)]))
}

/// `GET /ledger`
pub(crate) fn ledger(query: &LedgerQuery, after: Option<&str>) -> Fetch<LedgerLines> {
    let search = query.search();
    let joint = if search.is_empty() { '?' } else { '&' };
    let after = after.map(|after| format!("{joint}after={after}")).unwrap_or_default();
    client::get(format!("/api/v1/ledger{search}{after}"))
}

/// `GET /ledger/{index}`
pub(crate) fn entry(index: u64) -> Fetch<EntryView> {
    client::get(format!("/api/v1/ledger/{index}"))
}

/// `GET /stats/{year}`
pub(crate) fn stats(year: u16) -> Fetch<YearStats> {
    client::get(format!("/api/v1/stats/{year}"))
}

#[cfg(test)]
mod tests {
    use super::with;

    #[test]
    fn only_what_is_set_is_asked_for() {
        for (pairs, want) in [
            (vec![], "/x"),
            (vec![("a", None), ("b", None)], "/x"),
            (vec![("a", None), ("b", Some("1"))], "/x?b=1"),
            (vec![("a", Some("1")), ("b", Some("2"))], "/x?a=1&b=2"),
        ] {
            assert_eq!(with("/x".to_owned(), &pairs), want);
        }
    }
}
