//! One connection, whichever engine it speaks to: integers, texts and bytes in and out.

use std::borrow::Cow;

use sqlx::{
    PgConnection, Row as _, SqliteConnection,
    postgres::{PgArguments, PgRow},
    query::Query,
    sqlite::{SqliteArguments, SqliteRow},
};

use crate::{Engine, StoreError};

/// A value that goes into a statement. Nulls are typed, since PostgreSQL wants to know.
#[derive(Clone, Debug)]
pub enum Arg<'a> {
    /// A `bigint`.
    Int(Option<i64>),
    /// A `text`.
    Text(Option<Cow<'a, str>>),
    /// A `blob` or `bytea`.
    Bytes(Option<Cow<'a, [u8]>>),
}

macro_rules! from_int {
    ($($int:ty)+) => {$(
        impl From<$int> for Arg<'_> {
            fn from(value: $int) -> Self {
                Self::Int(Some(i64::from(value)))
            }
        }

        impl From<Option<$int>> for Arg<'_> {
            fn from(value: Option<$int>) -> Self {
                Self::Int(value.map(i64::from))
            }
        }
    )+};
}

from_int! { i64 i32 u32 bool }

impl<'a> From<&'a str> for Arg<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(Some(Cow::Borrowed(value)))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(value: &'a String) -> Self {
        Self::Text(Some(Cow::Borrowed(value)))
    }
}

impl From<String> for Arg<'_> {
    fn from(value: String) -> Self {
        Self::Text(Some(Cow::Owned(value)))
    }
}

impl<'a> From<Option<&'a str>> for Arg<'a> {
    fn from(value: Option<&'a str>) -> Self {
        Self::Text(value.map(Cow::Borrowed))
    }
}

impl From<Option<String>> for Arg<'_> {
    fn from(value: Option<String>) -> Self {
        Self::Text(value.map(Cow::Owned))
    }
}

impl<'a> From<&'a [u8]> for Arg<'a> {
    fn from(value: &'a [u8]) -> Self {
        Self::Bytes(Some(Cow::Borrowed(value)))
    }
}

impl<const N: usize> From<[u8; N]> for Arg<'_> {
    fn from(value: [u8; N]) -> Self {
        Self::Bytes(Some(Cow::Owned(value.to_vec())))
    }
}

impl From<Vec<u8>> for Arg<'_> {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(Some(Cow::Owned(value)))
    }
}

impl From<Option<Vec<u8>>> for Arg<'_> {
    fn from(value: Option<Vec<u8>>) -> Self {
        Self::Bytes(value.map(Cow::Owned))
    }
}

macro_rules! from_model {
    ($($id:ty)+) => {$(
        impl From<$id> for Arg<'_> {
            fn from(value: $id) -> Self {
                Self::from(value.to_string())
            }
        }
    )+};
}

from_model! { model::ClaimId model::DonationId model::PersonId model::ReceiptId model::ReportId model::WishId }

impl From<model::Millis> for Arg<'_> {
    fn from(value: model::Millis) -> Self {
        Self::from(value.get())
    }
}

impl From<Option<model::Millis>> for Arg<'_> {
    fn from(value: Option<model::Millis>) -> Self {
        Self::from(value.map(model::Millis::get))
    }
}

impl From<model::Day> for Arg<'_> {
    fn from(value: model::Day) -> Self {
        Self::from(value.number())
    }
}

impl From<Option<model::Day>> for Arg<'_> {
    fn from(value: Option<model::Day>) -> Self {
        Self::from(value.map(model::Day::number))
    }
}

/// The values of a statement, in the order of its `$1`, `$2`, …
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::Arg::from($value)),*] };
}

/// A connection to either engine.
pub enum Conn<'c> {
    /// The embedded database.
    Sqlite(&'c mut SqliteConnection),
    /// The shared one.
    Postgres(&'c mut PgConnection),
}

/// A row of either engine; columns are read by their place.
pub enum Row {
    /// Of the embedded database.
    Sqlite(SqliteRow),
    /// Of the shared one.
    Postgres(PgRow),
}

macro_rules! bind {
    ($sql:expr, $args:expr) => {{
        let mut query = sqlx::query($sql);
        for arg in $args {
            query = match arg {
                Arg::Int(value) => query.bind(*value),
                Arg::Text(value) => query.bind(value.as_deref().map(str::to_owned)),
                Arg::Bytes(value) => query.bind(value.as_deref().map(<[u8]>::to_vec)),
            };
        }
        query
    }};
}

fn sqlite<'q>(sql: &'static str, args: &[Arg<'_>]) -> Query<'q, sqlx::Sqlite, SqliteArguments> {
    bind!(sql, args)
}

fn postgres<'q>(sql: &'static str, args: &[Arg<'_>]) -> Query<'q, sqlx::Postgres, PgArguments> {
    bind!(sql, args)
}

impl Conn<'_> {
    /// Which engine this is; for the few statements that no shared text can say.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Every row that the statement yields.
    ///
    /// # Errors
    /// When the database fails or a unique rule is broken.
    pub async fn rows(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, StoreError> {
        Ok(match self {
            Self::Sqlite(conn) => {
                sqlite(sql, args).fetch_all(&mut **conn).await?.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(conn) => {
                postgres(sql, args).fetch_all(&mut **conn).await?.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// When the database fails or a unique rule is broken.
    pub async fn row(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Row>, StoreError> {
        Ok(match self {
            Self::Sqlite(conn) => sqlite(sql, args).fetch_optional(&mut **conn).await?.map(Row::Sqlite),
            Self::Postgres(conn) => postgres(sql, args).fetch_optional(&mut **conn).await?.map(Row::Postgres),
        })
    }

    /// Runs a statement; yields how many rows it touched.
    ///
    /// # Errors
    /// When the database fails or a unique rule is broken.
    pub async fn run(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<u64, StoreError> {
        Ok(match self {
            Self::Sqlite(conn) => sqlite(sql, args).execute(&mut **conn).await?.rows_affected(),
            Self::Postgres(conn) => postgres(sql, args).execute(&mut **conn).await?.rows_affected(),
        })
    }

    /// Has the engine read a statement without running it.
    ///
    /// # Errors
    /// When the engine does not understand it.
    #[cfg(feature = "testing")]
    pub async fn prepare(&mut self, sql: &'static str) -> Result<(), StoreError> {
        use sqlx::{Executor, SqlSafeStr};
        match self {
            Self::Sqlite(conn) => {
                conn.prepare(sql.into_sql_str()).await?;
            }
            Self::Postgres(conn) => {
                conn.prepare(sql.into_sql_str()).await?;
            }
        }
        Ok(())
    }

    /// Runs a text of several statements without values.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn script(&mut self, sql: &'static str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(conn) => {
                sqlx::raw_sql(sql).execute(&mut **conn).await?;
            }
            Self::Postgres(conn) => {
                sqlx::raw_sql(sql).execute(&mut **conn).await?;
            }
        }
        Ok(())
    }
}

macro_rules! read {
    ($self:ident, $at:expr, $what:literal) => {
        match $self {
            Self::Sqlite(row) => row.try_get($at).map_err(|_| StoreError::Corrupt($what)),
            Self::Postgres(row) => row.try_get($at).map_err(|_| StoreError::Corrupt($what)),
        }
    };
}

impl Row {
    /// The integer in this column.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn int(&self, at: usize) -> Result<i64, StoreError> {
        read!(self, at, "integer")
    }

    /// The integer in this column, unless it is null.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn opt_int(&self, at: usize) -> Result<Option<i64>, StoreError> {
        read!(self, at, "integer")
    }

    /// The integer in this column as a number of things.
    ///
    /// # Errors
    /// When it holds something else or something negative.
    pub fn count(&self, at: usize) -> Result<u32, StoreError> {
        u32::try_from(self.int(at)?).map_err(|_| StoreError::Corrupt("count"))
    }

    /// Whether the integer in this column is not zero.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn flag(&self, at: usize) -> Result<bool, StoreError> {
        Ok(self.int(at)? != 0)
    }

    /// The text in this column.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn text(&self, at: usize) -> Result<String, StoreError> {
        read!(self, at, "text")
    }

    /// The text in this column, unless it is null.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn opt_text(&self, at: usize) -> Result<Option<String>, StoreError> {
        read!(self, at, "text")
    }

    /// The bytes in this column.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn bytes(&self, at: usize) -> Result<Vec<u8>, StoreError> {
        read!(self, at, "bytes")
    }

    /// The bytes in this column, unless it is null.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn opt_bytes(&self, at: usize) -> Result<Option<Vec<u8>>, StoreError> {
        read!(self, at, "bytes")
    }

    /// The text in this column, read as one of our own types: an id, a code.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn parsed<T: std::str::FromStr>(&self, at: usize) -> Result<T, StoreError> {
        self.text(at)?.parse().map_err(|_| StoreError::Corrupt("id"))
    }

    /// The code in this column, read by the `from_code` of one of the model's word lists.
    ///
    /// # Errors
    /// When no such code is known.
    pub fn word<T>(&self, at: usize, from_code: fn(&str) -> Option<T>) -> Result<T, StoreError> {
        from_code(&self.text(at)?).ok_or(StoreError::Corrupt("code"))
    }

    /// The day in this column.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn day(&self, at: usize) -> Result<model::Day, StoreError> {
        self.opt_day(at)?.ok_or(StoreError::Corrupt("day"))
    }

    /// The day in this column, unless it is null.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn opt_day(&self, at: usize) -> Result<Option<model::Day>, StoreError> {
        let Some(number) = self.opt_int(at)? else { return Ok(None) };
        let number = i32::try_from(number).map_err(|_| StoreError::Corrupt("day"))?;
        Ok(Some(model::Day::from_number(number)))
    }

    /// The instant in this column.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn millis(&self, at: usize) -> Result<model::Millis, StoreError> {
        Ok(model::Millis::new(self.int(at)?))
    }

    /// The instant in this column, unless it is null.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn opt_millis(&self, at: usize) -> Result<Option<model::Millis>, StoreError> {
        Ok(self.opt_int(at)?.map(model::Millis::new))
    }
}
