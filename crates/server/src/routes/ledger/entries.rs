//! The log for people: newest entries first, and one of them with its leaf.

use axum::{extract::State, http::HeaderMap, response::Response};
use model::{
    ProblemCode,
    view::{AsOf, EntryView, LedgerLines},
};
use store::ledger::{self as kept, Found, Head};

use super::{
    index, published,
    question::{LedgerParams, Question},
};
use crate::{
    app::App,
    cache,
    extract::{NoQuery, Pairs, Path},
    failure::Failure,
};

/// Entries of a page.
const PAGE: u32 = 50;

fn as_of(head: &Head) -> AsOf {
    AsOf { size: head.size, root: head.root.to_string() }
}

/// Entries of the ledger, newest first, 50 a page.
#[utoipa::path(
    get, path = "/ledger", tag = "public", params(LedgerParams),
    responses((status = 200, body = LedgerLines), (status = 304), (status = 400), (status = 422))
)]
pub(super) async fn page(State(app): State<App>, pairs: Pairs, headers: HeaderMap) -> Result<Response, Failure> {
    let Question { filter, after } = Question::read(pairs)?;
    let head = published(&app)?.head.clone();
    // An answer made between a commit and its publication is not that of the next one.
    let key = format!("/ledger/entries?{filter:?}&{after:?}@{}", head.size);
    cache::answer(&app, &key, &headers, async |conn| {
        let before = after.unwrap_or(u64::MAX).min(head.size);
        let mut found = kept::search(conn, &filter, before, PAGE + 1).await?;
        let more = found.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
        found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let next = found.last().filter(|_| more).map(|last| last.seq.to_string());
        let mut items = Vec::with_capacity(found.len());
        for one in &found {
            items.push(kept::line(conn, one, filter.project).await?);
        }
        Ok(LedgerLines { items, next, as_of: Some(as_of(&head)) })
    })
    .await
}

/// One entry of the ledger, as it is read and as it stands in the log.
#[utoipa::path(
    get, path = "/ledger/{index}", tag = "public", params(("index" = u64, Path)),
    responses((status = 200, body = EntryView), (status = 304), (status = 404))
)]
pub(super) async fn one(
    State(app): State<App>,
    Path(place): Path<String>,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let place = index(&place).ok_or(ProblemCode::NotFound)?;
    let head = published(&app)?.head.clone();
    if place >= head.size {
        return Err(ProblemCode::NotFound.into());
    }
    cache::answer(&app, &format!("/ledger/entry/{place}@{}", head.size), &headers, async |conn| {
        let entries = kept::entries(conn, place, 1).await?;
        let Some((seq, leaf, _)) = entries.into_iter().next() else { return Err(ProblemCode::NotFound.into()) };
        let found = Found { seq, leaf };
        let line = kept::line(conn, &found, None).await?;
        let leaf = String::from_utf8(found.leaf).map_err(Failure::internal)?;
        Ok(EntryView { line, leaf, as_of: as_of(&head) })
    })
    .await
}
