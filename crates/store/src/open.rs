//! Opening a store: which engine, where, and who else may.

use std::{str::FromStr, time::Duration};

use sqlx::{
    ConnectOptions, PgConnection, PgPool, Pool, SqliteConnection, SqlitePool,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{Conn, Row, StoreError, Writer, schema};

/// Readers at one time.
const READERS: u32 = 8;
/// How long a writer waits for the one of another process.
const PATIENCE: Duration = Duration::from_secs(30);

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, one file.
    Sqlite,
    /// Shared by several servers.
    Postgres,
}

/// An open store. Clones share everything.
#[derive(Clone)]
pub struct Store {
    writer: Writer,
    readers: Readers,
}

#[derive(Clone)]
enum Readers {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// A reader's connection, back to the pool when dropped.
pub enum Reader {
    /// To the embedded database, read-only.
    Sqlite(PoolConnection<sqlx::Sqlite>),
    /// To the shared one, in read-only transactions.
    Postgres(PoolConnection<sqlx::Postgres>),
}

impl Reader {
    /// The connection to read with.
    pub fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(conn) => Conn::Sqlite(conn),
            Self::Postgres(conn) => Conn::Postgres(conn),
        }
    }
}

/// The writer's own connection.
pub(crate) enum WriteConn {
    Sqlite { conn: SqliteConnection, options: SqliteConnectOptions },
    Postgres { conn: PgConnection, options: PgConnectOptions },
}

impl WriteConn {
    pub(crate) fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite { conn, .. } => Conn::Sqlite(conn),
            Self::Postgres { conn, .. } => Conn::Postgres(conn),
        }
    }

    /// After a failed commit: no transaction is open, and the connection answers.
    pub(crate) async fn recover(&mut self) -> Result<(), StoreError> {
        if self.conn().script("rollback").await.is_ok() {
            return Ok(());
        }
        match self {
            Self::Sqlite { conn, options } => *conn = options.connect().await?,
            Self::Postgres { conn, options } => *conn = options.connect().await?,
        }
        Ok(())
    }
}

impl Store {
    /// Opens the database at `url` (`sqlite:PATH`, a bare path, or `postgres://…`), creating a missing SQLite file,
    /// and brings its schema up to date.
    ///
    /// # Errors
    /// When the address makes no sense, the database does not answer, or its schema is newer than this build.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::open_postgres(PgConnectOptions::from_str(url)?).await
        } else {
            Self::open_sqlite(sqlite_options(url)).await
        }
    }

    async fn open_sqlite(options: SqliteConnectOptions) -> Result<Self, StoreError> {
        let conn = options.connect().await?;
        let mut writer = WriteConn::Sqlite { conn, options: options.clone() };
        schema::migrate(&mut writer.conn()).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.create_if_missing(false).read_only(true))
            .await?;
        Ok(Self { writer: Writer::spawn(writer), readers: Readers::Sqlite(readers) })
    }

    async fn open_postgres(options: PgConnectOptions) -> Result<Self, StoreError> {
        let conn = options.connect().await?;
        let mut writer = WriteConn::Postgres { conn, options: options.clone() };
        schema::migrate(&mut writer.conn()).await?;
        let read_only = options.options([
            ("default_transaction_read_only", "on"),
            // Every read has an index in the order it wants; what the planner believes of a rare word must not change that.
            ("enable_seqscan", "off"),
            ("enable_bitmapscan", "off"),
            ("jit", "off"),
        ]);
        let readers = PgPoolOptions::new().max_connections(READERS).connect_with(read_only).await?;
        Ok(Self { writer: Writer::spawn(writer), readers: Readers::Postgres(readers) })
    }

    /// The door for writes.
    #[must_use]
    pub const fn writer(&self) -> &Writer {
        &self.writer
    }

    /// A connection that can only read.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(&self) -> Result<Reader, StoreError> {
        Ok(match &self.readers {
            Readers::Sqlite(pool) => Reader::Sqlite(pool.acquire().await?),
            Readers::Postgres(pool) => Reader::Postgres(pool.acquire().await?),
        })
    }

    /// A number that every commit of every process raises; an answer cached under an older one is stale.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn version(&self) -> Result<i64, StoreError> {
        let mut reader = self.read().await?;
        let row = reader.conn().row(VERSION, &[]).await?.ok_or(StoreError::Corrupt("version"))?;
        row.int(0)
    }

    /// How the shared database is reached; `None` for the embedded one.
    pub(crate) fn postgres(&self) -> Option<PgConnectOptions> {
        match &self.readers {
            Readers::Sqlite(_) => None,
            Readers::Postgres(pool) => Some((*pool.connect_options()).clone()),
        }
    }

    /// Which engine it is.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        match self.readers {
            Readers::Sqlite(_) => Engine::Sqlite,
            Readers::Postgres(_) => Engine::Postgres,
        }
    }

    /// Closes every connection; changes that were accepted are finished first.
    pub async fn close(self) {
        match self.readers {
            Readers::Sqlite(pool) => close(pool).await,
            Readers::Postgres(pool) => close(pool).await,
        }
    }
}

pub(crate) const VERSION: &str = "select n from version";

async fn close<D: sqlx::Database>(pool: Pool<D>) {
    pool.close().await;
}

fn sqlite_options(url: &str) -> SqliteConnectOptions {
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url);
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        // REPLACE would delete rows behind the back of delete triggers.
        .pragma("recursive_triggers", "on")
}

/// Opens a second, independent connection; for tools that look at the database from outside.
#[cfg(feature = "testing")]
pub(crate) async fn outside(url: &str) -> Result<WriteConn, StoreError> {
    use sqlx::Connection as _;

    if url.starts_with("postgres") {
        let options = PgConnectOptions::from_str(url)?;
        Ok(WriteConn::Postgres { conn: PgConnection::connect_with(&options).await?, options })
    } else {
        let options = sqlite_options(url);
        Ok(WriteConn::Sqlite { conn: SqliteConnection::connect_with(&options).await?, options })
    }
}

impl Row {
    /// How many columns it has.
    #[must_use]
    pub fn width(&self) -> usize {
        match self {
            Self::Sqlite(row) => sqlx::Row::len(row),
            Self::Postgres(row) => sqlx::Row::len(row),
        }
    }
}
