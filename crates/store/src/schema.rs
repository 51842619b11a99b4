//! The schema and its migrations; they only go forward.

use crate::{Conn, Engine, StoreError};

/// One step, in the words of both engines.
struct Migration {
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! migrations {
    ($($name:literal)+) => {
        &[$(Migration {
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }),+]
    };
}

/// Append, never edit what has been released.
const MIGRATIONS: &[Migration] = migrations! {
    "0001_house" "0002_ledger" "0003_project" "0004_rules" "0005_donation" "0006_event_page" "0007_stats"
    "0008_finance" "0009_one_form" "0010_browser"
};

const CREATE_STEPS: &str = "create table if not exists migration (step bigint primary key)";
const LAST_STEP: &str = "select coalesce(max(step), 0) from migration";
const NOTE_STEP: &str = "insert into migration (step) values ($1)";

/// Applies what is missing, in one transaction.
pub(crate) async fn migrate(conn: &mut Conn<'_>) -> Result<(), StoreError> {
    let begin = match conn.engine() {
        Engine::Sqlite => "begin immediate",
        Engine::Postgres => "begin; select pg_advisory_xact_lock(8316291932062674536)",
    };
    conn.script(begin).await?;
    let outcome = steps(conn).await;
    conn.script(if outcome.is_ok() { "commit" } else { "rollback" }).await?;
    outcome
}

async fn steps(conn: &mut Conn<'_>) -> Result<(), StoreError> {
    conn.run(CREATE_STEPS, &[]).await?;
    let last = conn.row(LAST_STEP, &[]).await?.ok_or(StoreError::Corrupt("schema"))?.int(0)?;
    let last = usize::try_from(last).map_err(|_| StoreError::Corrupt("schema"))?;
    if last > MIGRATIONS.len() {
        return Err(StoreError::Corrupt("schema (it is newer than this build)"));
    }
    for (step, migration) in (1_i64..).zip(MIGRATIONS).skip(last) {
        conn.script(match conn.engine() {
            Engine::Sqlite => migration.sqlite,
            Engine::Postgres => migration.postgres,
        })
        .await?;
        conn.run(NOTE_STEP, crate::args![step]).await?;
    }
    Ok(())
}
