//! What the first page shows.

use model::{
    Shan,
    view::{Home, ShanCount},
};

use super::{filter::Filter, index::FULFILLED, page::Lookup};
use crate::{Conn, StoreError, args, statements};

/// Cards on the first page.
const NEEDED: usize = 6;

statements! {
    PER_SHAN = "select shan, cast(sum(n) as bigint) from facet group by shan";
    OPEN = "select cast(coalesce(sum(n), 0) as bigint) from facet";
    TALLY = "select n from tally where name = $1";
    DISTRICTS = "select district, min(code) from station group by district order by min(code), district";
    STATIONS = "select count(*) from station";
}

/// The first page.
///
/// # Errors
/// When the database fails.
pub async fn home(conn: &mut Conn<'_>) -> Result<Home, StoreError> {
    let mut shan: Vec<ShanCount> = Shan::ALL.iter().map(|shan| ShanCount { shan: *shan, n: 0 }).collect();
    for row in conn.rows(PER_SHAN, &[]).await? {
        let known = row.word(0, Shan::from_code)?;
        if let Some(count) = shan.iter_mut().find(|count| count.shan == known) {
            count.n = row.count(1)?;
        }
    }
    let lookup = Lookup::plan(conn, &Filter::default()).await?;
    let (needed, _) = lookup.scan(conn, None, NEEDED, |_| true).await?;
    Ok(Home {
        open: shan.iter().map(|count| count.n).sum(),
        fulfilled: conn.row(TALLY, args![FULFILLED]).await?.map_or(Ok(0), |row| row.count(0))?,
        shan,
        needed,
        districts: districts(conn).await?,
        stations: conn.row(STATIONS, &[]).await?.ok_or(StoreError::Corrupt("count"))?.count(0)?,
    })
}

/// How many wishes are listed.
///
/// # Errors
/// When the database fails.
pub async fn open(conn: &mut Conn<'_>) -> Result<u32, StoreError> {
    conn.row(OPEN, &[]).await?.ok_or(StoreError::Corrupt("count"))?.count(0)
}

/// The districts that have stations, in the order of the stations' codes.
///
/// # Errors
/// When the database fails.
pub async fn districts(conn: &mut Conn<'_>) -> Result<Vec<String>, StoreError> {
    conn.rows(DISTRICTS, &[]).await?.iter().map(|row| row.text(0)).collect()
}
