//! The entries behind each term of a project's equation, newest first.

use ledger::{
    Entry,
    disclosure::Disclosure,
    entry::{Money, Posting},
    kind::Kind,
    word::Slug,
};
use model::{
    ProjectId,
    view::{BookPosting, EntryKind, EntryReason, LedgerLine, LedgerLines, OpenText, Term},
};

use super::{import::slug, row, show::as_of};
use crate::{
    Conn, Row, StoreError, args,
    ledger::{Filter, Found, KindFilter, disclosed, search},
    statements,
};

statements! {
    WRITTEN = "select written from project where id = $1";
}

/// Entries on a page.
const PAGE: u32 = 20;

/// Corrections, reversals and refunds that are looked through for what they name.
const NAMING: u32 = 500;

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
    let later = naming(conn, name).await?;
    let mut items = Vec::new();
    let mut next = None;
    for found in found {
        if items.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX) {
            next = items.last().and_then(|line: &LedgerLine| line.index).map(|index| index.to_string());
            break;
        }
        let mut line = line(conn, &found, Some(name)).await?;
        line.corrected_by = later.iter().filter(|(of, _)| *of == found.seq).map(|(_, seq)| *seq).collect();
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

/// The newest entries that take back or correct earlier ones of a project: which one, and their own index.
async fn naming(conn: &mut Conn<'_>, project: Slug) -> Result<Vec<(u64, u64)>, StoreError> {
    let mut naming = Vec::new();
    for kind in [Kind::Correction, Kind::Reversal, Kind::Refund] {
        let filter = Filter { project: Some(project), kind: Some(KindFilter::Money(kind)), month: None };
        for found in search(conn, &filter, u64::MAX, NAMING).await? {
            let entry = Entry::read(&found.leaf).map_err(|_| StoreError::Corrupt("leaf"))?;
            naming.extend(entry.target().map(|of| (of, found.seq)));
        }
    }
    naming.sort_unstable();
    Ok(naming)
}

/// An entry as a page shows it; its sum is that of `project` where one is given.
///
/// # Errors
/// When the database fails.
pub async fn line(conn: &mut Conn<'_>, found: &Found, project: Option<Slug>) -> Result<LedgerLine, StoreError> {
    let entry = Entry::read(&found.leaf).map_err(|_| StoreError::Corrupt("leaf"))?;
    let money = entry.money();
    let about = project.or_else(|| money.and_then(whose));
    let written = match about {
        Some(name) => conn.row(WRITTEN, args![name.as_str()]).await?.as_ref().map(id).transpose()?,
        None => None,
    };
    let mut texts = Vec::new();
    for opened in disclosed(conn, found.seq).await?.public.iter().filter_map(Disclosure::open) {
        if let (Some(name), Some(text)) = (opened.name, opened.value.as_str()) {
            texts.push(OpenText { name, text: text.to_owned() });
        }
    }
    Ok(LedgerLine {
        index: Some(found.seq),
        day: entry.day(),
        kind: EntryKind::from_code(entry.kind()).ok_or(StoreError::Corrupt("kind"))?,
        project: written,
        fen: money.map_or(0, |money| moved(money, project)),
        line: money.and_then(|money| money.postings.iter().find_map(|one| one.line)).map(|line| line.to_string()),
        count: money.and_then(|money| money.count).map(std::num::NonZeroU32::get),
        postings: money.map(postings).unwrap_or_default(),
        texts,
        of: entry.target(),
        why: money.and_then(|money| money.why).and_then(|why| EntryReason::from_code(why.word())),
        corrected_by: Vec::new(),
    })
}

fn id(row: &Row) -> Result<ProjectId, StoreError> {
    row.parsed(0)
}

/// The project whose money it moved; the one that lost it when it moved between two.
fn whose(money: &Money) -> Option<Slug> {
    let debits = money.postings.iter().filter(|posting| posting.fen > 0);
    let all = money.postings.iter();
    debits.chain(all).find_map(|posting| posting.account.project())
}

/// What an entry changed in the balance of a project, or how much it moved in all.
fn moved(money: &Money, project: Option<Slug>) -> i64 {
    let fold = |sum: i64, fen: i64| sum.saturating_add(fen);
    match project {
        // What is credited to an account of the project is there for it.
        Some(name) => {
            let own = money.postings.iter().filter(|posting| posting.account.project() == Some(name));
            own.map(|posting| posting.fen.saturating_neg()).fold(0, fold)
        }
        None => money.postings.iter().map(|posting| posting.fen.max(0)).fold(0, fold),
    }
}

fn postings(money: &Money) -> Vec<BookPosting> {
    let posting = |one: &Posting| BookPosting {
        account: one.account.to_string(),
        fen: one.fen,
        line: one.line.map(|line| line.to_string()),
    };
    money.postings.iter().map(posting).collect()
}
