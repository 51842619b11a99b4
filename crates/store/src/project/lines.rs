//! The entries behind each term of a project's equation, newest first.

use ledger::{kind::Kind, word::Slug};
use model::{
    ProjectId,
    view::{LedgerLine, LedgerLines, Term},
};

use super::{import::slug, row, show::as_of};
use crate::{
    Conn, StoreError,
    ledger::{Filter, Found, KindFilter, line, search},
};

/// Entries on a page.
const PAGE: u32 = 20;

/// The kinds of entries that a term is made of.
const fn kinds(term: Term) -> &'static [Kind] {
    match term {
        Term::Income => &[Kind::Donation],
        Term::Refund => &[Kind::Refund],
        Term::Expense => &[Kind::Expense, Kind::Fee],
        Term::MovedOut => &[Kind::TransferOut, Kind::Reallocation],
        Term::MovedIn => &[Kind::Reallocation],
        Term::Correction => &[Kind::Correction, Kind::Reversal],
    }
}

/// The entries that moved a project's money, before this index; of one term or of all. `None` when there is no such project.
///
/// # Errors
/// When the database fails.
pub async fn lines(
    conn: &mut Conn<'_>,
    id: ProjectId,
    term: Option<Term>,
    before: Option<u64>,
) -> Result<Option<LedgerLines>, StoreError> {
    let Some(row) = row::load(conn, id).await? else { return Ok(None) };
    let name = slug(row.id)?;
    let found = match term {
        None => of_kind(conn, name, KindFilter::AnyMoney, before).await?,
        Some(term) => {
            let mut found = Vec::new();
            for kind in kinds(term) {
                found.append(&mut of_kind(conn, name, KindFilter::Money(*kind), before).await?);
            }
            found.sort_unstable_by_key(|found| std::cmp::Reverse(found.seq));
            found
        }
    };
    let mut items = Vec::new();
    let mut next = None;
    for found in found {
        if items.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX) {
            next = items.last().and_then(|line: &LedgerLine| line.index).map(|index| index.to_string());
            break;
        }
        let line = line(conn, &found, Some(name)).await?;
        // Moved in and moved out are one kind of entry, told apart by their sign.
        let fits = match term {
            Some(Term::MovedIn) => line.fen > 0,
            Some(Term::MovedOut) => line.fen < 0,
            _ => true,
        };
        if fits {
            items.push(line);
        }
    }
    Ok(Some(LedgerLines { items, next, as_of: as_of(conn).await? }))
}

async fn of_kind(
    conn: &mut Conn<'_>,
    project: Slug,
    kind: KindFilter,
    before: Option<u64>,
) -> Result<Vec<Found>, StoreError> {
    let filter = Filter { project: Some(project), kind: Some(kind), month: None };
    search(conn, &filter, before.unwrap_or(u64::MAX), PAGE + 1).await
}
