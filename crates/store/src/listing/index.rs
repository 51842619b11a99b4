//! Keeping the list in line with the wishes.

use model::{Kind, ServiceClass, Shan, Urgency, WishId, WishState};

use super::{
    filter::{self, EVERY},
    terms::Text,
};
use crate::{Arg, Conn, Row, StoreError, args, statements};

/// How many terms one statement writes.
const CHUNK: usize = 32;
/// Whoever was given back stands before all others of the urgency: its day lies so many days back.
const REOPENED_DAYS: i64 = 1_000_000;

macro_rules! insert_postings {
    ($($n:literal)+) => {
        concat!(
            "insert into posting (rank, since, wish, term) values ($1, $2, $3, $4)",
            $(", ($1, $2, $3, $", $n, ")",)+
            " on conflict do nothing"
        )
    };
}

macro_rules! delete_postings {
    ($($n:literal)+) => {
        concat!("delete from posting where rank = $1 and since = $2 and wish = $3 and term in ($4", $(", $", $n,)+ ")")
    };
}

statements! {
    WISH = "select state, shan, class, district, kind, urgency, title, story, item, thing, spec, waiting_since, collected_on, \
        reopened, consent_over, completed_on from wish where id = $1";
    SHOWN = "select rank, since, terms, shan, class, district, kind, urgency, fulfilled from shown where wish = $1";
    SHOW = "insert into shown (wish, rank, since, terms, shan, class, district, kind, urgency, fulfilled) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    HIDE = "delete from shown where wish = $1";
    INSERT_POSTINGS = insert_postings!(5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35);
    DELETE_POSTINGS = delete_postings!(5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35);
    COUNT_FACET = "insert into facet (shan, class, district, kind, urgency, n) values ($1, $2, $3, $4, $5, $6) \
        on conflict (shan, class, district, kind, urgency) do update set n = facet.n + excluded.n";
    COUNT_TALLY = "insert into tally (name, n) values ($1, $2) on conflict (name) do update set n = tally.n + excluded.n";
}

/// The tally of wishes that came true.
pub(super) const FULFILLED: &str = "fulfilled";

/// What the list knows of one wish.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    rank: i64,
    since: i64,
    /// Separated by line feeds; empty when it is not listed.
    terms: String,
    shan: Shan,
    class: ServiceClass,
    district: String,
    kind: Kind,
    urgency: Urgency,
    fulfilled: bool,
}

/// Brings what the public list knows of one wish up to date with its row: whether it is listed, under which words and
/// filters, and in which place. Every change that alters a wish's state, text, urgency or waiting day calls it.
///
/// # Errors
/// When the database fails.
pub async fn refresh(conn: &mut Conn<'_>, wish: WishId) -> Result<(), StoreError> {
    let now = match conn.row(WISH, args![wish]).await? {
        Some(row) => wanted(&row)?,
        None => None,
    };
    let before = conn.row(SHOWN, args![wish]).await?.as_ref().map(shown).transpose()?;
    if now == before {
        return Ok(());
    }
    if let Some(entry) = before {
        write(conn, DELETE_POSTINGS, wish, &entry).await?;
        conn.run(HIDE, args![wish]).await?;
        count(conn, &entry, -1).await?;
    }
    if let Some(entry) = now {
        write(conn, INSERT_POSTINGS, wish, &entry).await?;
        let (rank, since, fulfilled) = (entry.rank, entry.since, entry.fulfilled);
        let (shan, class, kind, urgency) =
            (entry.shan.code(), entry.class.code(), entry.kind.code(), entry.urgency.code());
        conn.run(SHOW, args![wish, rank, since, &entry.terms, shan, class, &entry.district, kind, urgency, fulfilled])
            .await?;
        count(conn, &entry, 1).await?;
    }
    Ok(())
}

async fn write(conn: &mut Conn<'_>, sql: &'static str, wish: WishId, entry: &Entry) -> Result<(), StoreError> {
    let terms: Vec<&str> = entry.terms.split('\n').filter(|term| !term.is_empty()).collect();
    for chunk in terms.chunks(CHUNK) {
        let mut values: Vec<Arg<'_>> = vec![entry.rank.into(), entry.since.into(), wish.into()];
        // The last term fills up what is left: writing or deleting it again changes nothing.
        let filling = chunk.last().copied().unwrap_or(EVERY);
        values.extend(chunk.iter().copied().chain(std::iter::repeat(filling)).take(CHUNK).map(Arg::from));
        conn.run(sql, &values).await?;
    }
    Ok(())
}

async fn count(conn: &mut Conn<'_>, entry: &Entry, by: i64) -> Result<(), StoreError> {
    if entry.fulfilled {
        conn.run(COUNT_TALLY, args![FULFILLED, by]).await?;
    }
    if !entry.terms.is_empty() {
        let (shan, class, kind, urgency) =
            (entry.shan.code(), entry.class.code(), entry.kind.code(), entry.urgency.code());
        conn.run(COUNT_FACET, args![shan, class, &entry.district, kind, urgency, by]).await?;
    }
    Ok(())
}

/// What the list should know of a wish, by its row.
fn wanted(row: &Row) -> Result<Option<Entry>, StoreError> {
    let state = row.word(0, WishState::from_code)?;
    let is_listed = state.is_listed() && !row.flag(14)?;
    // What came true stays counted after the person has taken the story back (domain.md 4.7, differencing).
    let came_true = state == WishState::Withdrawn && row.opt_day(15)?.is_some();
    let fulfilled = came_true || matches!(state, WishState::Completed | WishState::Archived);
    if !is_listed && !fulfilled {
        return Ok(None);
    }
    let (shan, class) = (row.word(1, Shan::from_code)?, row.word(2, ServiceClass::from_code)?);
    let (district, kind) = (row.text(3)?, row.word(4, Kind::from_code)?);
    let urgency = row.word(5, Urgency::from_code)?;
    let mut entry = Entry { rank: 0, since: 0, terms: String::new(), shan, class, district, kind, urgency, fulfilled };
    if is_listed {
        let (title, story, item) = (row.text(6)?, row.text(7)?, row.text(8)?);
        let (thing, spec) = (row.opt_text(9)?, row.opt_text(10)?);
        let text = Text { title: &title, story: &story, item: &item, thing: thing.as_deref(), spec: spec.as_deref() };
        let waiting = row.opt_int(11)?.map_or_else(|| row.int(12), Ok)?;
        entry.rank = rank(urgency);
        entry.since = if row.flag(13)? { waiting - REOPENED_DAYS } else { waiting };
        let mut terms = vec![
            EVERY.to_owned(),
            filter::shan(shan),
            filter::class(class),
            filter::district(&entry.district),
            filter::kind(kind),
            filter::urgency(urgency),
        ];
        terms.extend(text.grams());
        entry.terms = terms.join("\n");
    }
    Ok(Some(entry))
}

fn shown(row: &Row) -> Result<Entry, StoreError> {
    Ok(Entry {
        rank: row.int(0)?,
        since: row.int(1)?,
        terms: row.text(2)?,
        shan: row.word(3, Shan::from_code)?,
        class: row.word(4, ServiceClass::from_code)?,
        district: row.text(5)?,
        kind: row.word(6, Kind::from_code)?,
        urgency: row.word(7, Urgency::from_code)?,
        fulfilled: row.flag(8)?,
    })
}

/// Urgency as the first key of the order.
fn rank(urgency: Urgency) -> i64 {
    match urgency {
        Urgency::Acute => 0,
        Urgency::Seasonal => 1,
        Urgency::Usual => 2,
    }
}
