//! A page of the list.

use model::{
    WishId,
    view::{Count, WishCard, WishList},
};

use super::{
    card,
    filter::{EVERY, Filter, Place},
};
use crate::{Arg, Conn, StoreError, args, statements};

/// Cards on a page.
pub const PAGE: usize = 20;
/// Rows that the windows of one page read, one window after the other.
const WINDOWS: [i64; 3] = [120, 480, 480];
/// Terms that are looked up beside the one that leads.
const OTHERS: usize = 5;
/// Where the counting of a term stops.
const ENOUGH: u32 = 1000;

/// Whether the posting `p` also has a term. A count, and not an `exists`, since PostgreSQL would turn the latter into a
/// hash of the whole term.
macro_rules! also {
    ($n:literal) => {
        concat!(
            "($",
            $n,
            " = '' or (select count(*) from posting o where o.term = $",
            $n,
            " and o.rank = p.rank and o.since = p.since and o.wish = p.wish) > 0)"
        )
    };
}

statements! {
    HOW_MANY = "select count(*) from (select 1 from posting where term = $1 limit $2) p";
    HOW_MANY_FIT = concat!(
        "select count(*) from (select rank, since, wish from posting where term = $1 order by rank, since, wish limit $2) p where ",
        also!(3), " and ", also!(4), " and ", also!(5), " and ", also!(6), " and ", also!(7)
    );
    WINDOW = concat!(
        "select p.rank, p.since, p.wish, cast(case when ",
        also!(6), " and ", also!(7), " and ", also!(8), " and ", also!(9), " and ", also!(10),
        " then 1 else 0 end as bigint) from (select rank, since, wish from posting \
         where term = $1 and (rank, since, wish) > ($2, $3, $4) order by rank, since, wish limit $5) p \
         order by p.rank, p.since, p.wish"
    );
    SUM = "select cast(coalesce(sum(n), 0) as bigint) from facet where ($1 = '' or shan = $1) and ($2 = '' or class = $2) \
        and ($3 = '' or district = $3) and ($4 = '' or kind = $4) and ($5 = '' or urgency = $5)";
}

/// A page of the wishes that fit, need first, after a place.
///
/// It reads a bounded number of rows: a page may be short and still have a next one.
///
/// # Errors
/// When the database fails.
pub async fn page(conn: &mut Conn<'_>, filter: &Filter, after: Option<Place>) -> Result<WishList, StoreError> {
    let lookup = Lookup::plan(conn, filter).await?;
    let (items, next) = lookup.scan(conn, after, PAGE, |row| filter.fits(row)).await?;
    let total = total(conn, filter, &lookup, items.len(), next.is_some()).await?;
    Ok(WishList { items, next: next.map(|place| place.to_string()), total })
}

async fn total(
    conn: &mut Conn<'_>,
    filter: &Filter,
    lookup: &Lookup,
    on_page: usize,
    goes_on: bool,
) -> Result<Count, StoreError> {
    if filter.words.is_empty() {
        let shan = filter.shan.map_or("", model::Shan::code);
        let class = filter.class.map_or("", model::ServiceClass::code);
        let district = filter.district.as_deref().unwrap_or_default();
        let kind = filter.kind.map_or("", model::Kind::code);
        let urgency = filter.urgency.map_or("", model::Urgency::code);
        let row = conn.row(SUM, args![shan, class, district, kind, urgency]).await?;
        return Ok(Count { n: row.ok_or(StoreError::Corrupt("count"))?.count(0)?, at_least: false });
    }
    if filter.words.is_exact() && lookup.is_whole {
        return Ok(Count { n: lookup.how_many(conn).await?, at_least: lookup.n >= ENOUGH });
    }
    Ok(Count { n: u32::try_from(on_page).unwrap_or(u32::MAX), at_least: goes_on })
}

/// How a question is answered: by which term, and what is looked up beside it.
#[derive(Debug)]
pub(super) struct Lookup {
    lead: String,
    others: [String; OTHERS],
    /// How many wishes have the leading term, counted up to [`ENOUGH`].
    n: u32,
    /// Whether all terms of the question are looked up.
    is_whole: bool,
}

impl Lookup {
    /// Lets the rarest term lead.
    pub(super) async fn plan(conn: &mut Conn<'_>, filter: &Filter) -> Result<Self, StoreError> {
        let mut terms = Vec::new();
        for term in filter.terms() {
            // What all wishes have need not be counted: nothing else is looked up then.
            let n = if term == EVERY { ENOUGH } else { how_many(conn, &term).await? };
            terms.push((n, term));
        }
        terms.sort();
        let is_whole = terms.len() <= 1 + OTHERS;
        let mut terms = terms.into_iter();
        let (n, lead) = terms.next().unwrap_or((ENOUGH, EVERY.to_owned()));
        let mut others = [const { String::new() }; OTHERS];
        for (place, (_, term)) in others.iter_mut().zip(terms) {
            *place = term;
        }
        Ok(Self { lead, others, n, is_whole })
    }

    fn others(&self) -> impl Iterator<Item = Arg<'_>> {
        self.others.iter().map(Arg::from)
    }

    async fn how_many(&self, conn: &mut Conn<'_>) -> Result<u32, StoreError> {
        let mut values = vec![Arg::from(&self.lead), Arg::from(ENOUGH)];
        values.extend(self.others());
        conn.row(HOW_MANY_FIT, &values).await?.ok_or(StoreError::Corrupt("count"))?.count(0)
    }

    /// The first `most` wishes after a place that fit, and where to go on if there may be more.
    pub(super) async fn scan(
        &self,
        conn: &mut Conn<'_>,
        after: Option<Place>,
        most: usize,
        fits: impl Fn(&card::CardRow) -> bool,
    ) -> Result<(Vec<WishCard>, Option<Place>), StoreError> {
        let mut items = Vec::with_capacity(most);
        if self.n == 0 {
            return Ok((items, None));
        }
        let mut after = after;
        for rows in WINDOWS {
            let window = self.window(conn, after, rows).await?;
            let ends_here = i64::try_from(window.len()).unwrap_or(i64::MAX) < rows;
            let candidates: Vec<WishId> = window.iter().filter(|(_, ok)| *ok).map(|(place, _)| place.wish).collect();
            for chunk in candidates.chunks(card::CHUNK) {
                for row in card::rows(conn, chunk).await? {
                    // Since the window was read it may have been claimed or withdrawn.
                    if !row.is_listed || !fits(&row) {
                        continue;
                    }
                    let wish = row.card.id;
                    items.push(row.card);
                    if items.len() == most {
                        let last = window.last().is_some_and(|(place, _)| place.wish == wish);
                        let place = window.iter().map(|(place, _)| *place).find(|place| place.wish == wish);
                        return Ok((items, place.filter(|_| !(last && ends_here))));
                    }
                }
            }
            if ends_here {
                return Ok((items, None));
            }
            after = window.last().map(|(place, _)| *place);
        }
        Ok((items, after))
    }

    /// The next postings of the leading term after a place, and which of them have the other terms too.
    async fn window(
        &self,
        conn: &mut Conn<'_>,
        after: Option<Place>,
        rows: i64,
    ) -> Result<Vec<(Place, bool)>, StoreError> {
        let (rank, since, wish) =
            after.map_or((-1, 0, String::new()), |place| (place.rank, place.since, place.wish.to_string()));
        let mut values = vec![Arg::from(&self.lead), rank.into(), since.into(), wish.into(), rows.into()];
        values.extend(self.others());
        let place = |row: &crate::Row| {
            Ok((Place { rank: row.int(0)?, since: row.int(1)?, wish: row.parsed(2)? }, row.flag(3)?))
        };
        conn.rows(WINDOW, &values).await?.iter().map(place).collect()
    }
}

async fn how_many(conn: &mut Conn<'_>, term: &str) -> Result<u32, StoreError> {
    conn.row(HOW_MANY, args![term, ENOUGH]).await?.ok_or(StoreError::Corrupt("count"))?.count(0)
}
