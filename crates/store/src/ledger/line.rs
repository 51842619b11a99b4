//! Entries as the pages show them.

use ledger::{
    Entry,
    account::Account,
    entry::{Money, What},
    word::Slug,
};
use model::{
    ProjectId,
    view::{BookPosting, EntryKind, EntryReason, LedgerLine, OpenText},
};

use super::{
    natural,
    read::disclosed,
    search::{BY_TERM, Found, naming_term},
};
use crate::{Conn, StoreError, args, statements};

statements! {
    WRITTEN = "select written from project where id = $1";
}

/// Later entries that are told of one.
const LATER: u32 = 50;

/// An entry of the log for a page, with the disclosures that anybody may read. `of` is the project whose balance is asked for.
///
/// # Errors
/// When the database fails, or what it holds is no entry.
pub async fn line(conn: &mut Conn<'_>, found: &Found, of: Option<Slug>) -> Result<LedgerLine, StoreError> {
    let entry = Entry::read(&found.leaf).map_err(|_| StoreError::Corrupt("leaf"))?;
    let mut line = plain(&entry, of).ok_or(StoreError::Corrupt("leaf"))?;
    line.index = Some(found.seq);
    line.project = match entry.money().and_then(|money| of.or_else(|| project(money))) {
        Some(project) => written(conn, project).await?,
        None => None,
    };
    let opened = disclosed(conn, found.seq).await?.public;
    let texts = opened.iter().filter_map(|disclosure| {
        let opened = disclosure.open()?;
        let text = opened.value.as_str().map_or_else(|| opened.value.to_string(), str::to_owned);
        Some(OpenText { name: opened.name?, text })
    });
    line.texts = texts.collect();
    let later = conn.rows(BY_TERM, args![naming_term(found.seq), i64::MAX, LATER]).await?;
    let later: Result<Vec<u64>, StoreError> = later.iter().map(|row| natural(row.int(0)?)).collect();
    line.corrected_by = later?;
    line.corrected_by.reverse();
    Ok(line)
}

/// What the leaf alone tells.
fn plain(entry: &Entry, of: Option<Slug>) -> Option<LedgerLine> {
    let kind = EntryKind::from_code(entry.kind())?;
    let mut line = LedgerLine {
        index: None,
        day: entry.day(),
        kind,
        project: None,
        fen: 0,
        line: None,
        count: None,
        postings: Vec::new(),
        texts: Vec::new(),
        of: None,
        why: None,
        corrected_by: Vec::new(),
    };
    match entry.what() {
        What::Money(money) => tell(&mut line, money, of),
        What::Erasure { of, .. } => line.of = Some(*of),
        What::Step { .. } | What::Heartbeat => {}
    }
    Some(line)
}

fn tell(line: &mut LedgerLine, money: &Money, of: Option<Slug>) {
    line.fen = match of {
        Some(of) => money.postings.iter().filter(|one| one.account.project() == Some(of)).map(|one| -one.fen).sum(),
        None => money.postings.iter().map(|one| one.fen).filter(|fen| *fen > 0).sum(),
    };
    let own = |one: &&ledger::entry::Posting| of.is_none() || one.account.project() == of;
    line.line = money.postings.iter().filter(own).find_map(|one| one.line).map(|line| line.as_str().to_owned());
    line.count = money.count.map(std::num::NonZeroU32::get);
    line.of = money.of;
    line.why = money.why.and_then(|why| EntryReason::from_code(why.word()));
    line.postings = money
        .postings
        .iter()
        .map(|one| BookPosting {
            account: one.account.to_string(),
            fen: one.fen,
            line: one.line.map(|line| line.as_str().to_owned()),
        })
        .collect();
}

/// The id as its charity writes it; as the leaf has it where no such project is known.
async fn written(conn: &mut Conn<'_>, project: Slug) -> Result<Option<ProjectId>, StoreError> {
    let row = conn.row(WRITTEN, args![project.as_str()]).await?;
    row.map_or_else(|| Ok(project.as_str().parse().ok()), |row| row.parsed(0).map(Some))
}

/// The project that an entry is about; of two, the one that lost money.
fn project(money: &Money) -> Option<Slug> {
    let lost = money.postings.iter().filter(|one| one.fen > 0 && matches!(one.account, Account::Restricted(_)));
    lost.chain(&money.postings).find_map(|one| one.account.project())
}
