//! Charity projects: the list, one of them, the entries behind its sums.

use axum::{extract::State, http::HeaderMap, response::Response};
use model::{
    ProblemCode, ProjectId,
    view::{LedgerLines, ProjectList, ProjectView, Term},
};
use store::project;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    cache,
    extract::{NoQuery, Pairs, Path},
    failure::Failure,
};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(one)).routes(routes!(lines))
}

#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only the API document looks at the fields")]
struct ListParams {
    /// The `next` of the page before.
    #[param(pattern = "^-?[0-9]{1,18}\\.[A-Za-z0-9][A-Za-z0-9-]{0,23}$", example = "-20606.P-DEMO-01")]
    after: Option<String>,
}

#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only the API document looks at the fields")]
struct LineParams {
    /// The `next` of the page before.
    #[param(pattern = "^[0-9]{1,18}$", example = "41")]
    after: Option<String>,
    /// The term of the equation; all of them unless said otherwise.
    term: Option<Term>,
}

fn known<T>(value: Option<T>, field: &str) -> Result<T, Failure> {
    value.ok_or_else(|| Failure::field(field))
}

/// A number as we write it: digits alone, no sign but a minus, no zero before others.
fn number(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// Every published project, running ones first, then by the start of the campaign, newest first; 20 a page.
#[utoipa::path(
    get, path = "/projects", tag = "public", params(ListParams),
    responses((status = 200, body = ProjectList), (status = 304), (status = 400), (status = 422))
)]
async fn list(State(app): State<App>, Pairs(pairs): Pairs, headers: HeaderMap) -> Result<Response, Failure> {
    let mut after = None;
    for (name, value) in pairs {
        match name.as_str() {
            "after" => {
                let place = value.split_once('.').and_then(|(rank, id)| Some((number(rank)?, id.parse().ok()?)));
                after = Some(known(place, "after")?);
            }
            // The name is a stranger's, so it is not sent back.
            _ => return Err(ProblemCode::BadField.into()),
        }
    }
    let today = app.today();
    // What is overdue depends on the day.
    let key = format!("/projects?{after:?}&{today}");
    cache::answer(&app, &key, &headers, async |conn| Ok(project::list(conn, after, &app.giving(), today).await?)).await
}

/// One project: notice block, equation, budget, four questions, disclosures.
#[utoipa::path(
    get, path = "/projects/{id}", tag = "public", params(("id" = ProjectId, Path)),
    responses((status = 200, body = ProjectView), (status = 304), (status = 404))
)]
async fn one(
    State(app): State<App>,
    Path(id): Path<ProjectId>,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let today = app.today();
    let key = format!("/projects/{}?{today}", id.folded());
    cache::answer(&app, &key, &headers, async |conn| {
        project::view(conn, id, &app.giving(), today).await?.ok_or_else(|| ProblemCode::NotFound.into())
    })
    .await
}

/// The entries that moved a project's money, newest first, 20 a page; of one term of the equation or of all.
#[utoipa::path(
    get, path = "/projects/{id}/lines", tag = "public", params(("id" = ProjectId, Path), LineParams),
    responses((status = 200, body = LedgerLines), (status = 304), (status = 404))
)]
async fn lines(
    State(app): State<App>,
    Path(id): Path<ProjectId>,
    Pairs(pairs): Pairs,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (mut before, mut term) = (None, None);
    for (name, value) in pairs {
        match name.as_str() {
            "after" => {
                before = Some(known(number(&value).and_then(|index| u64::try_from(index).ok()), "after")?);
            }
            "term" => term = Some(known(Term::from_code(&value), "term")?),
            _ => return Err(ProblemCode::BadField.into()),
        }
    }
    let key = format!("/projects/{}/lines?{before:?}&{term:?}", id.folded());
    cache::answer(&app, &key, &headers, async |conn| {
        project::lines(conn, id, term, before).await?.ok_or_else(|| ProblemCode::NotFound.into())
    })
    .await
}
