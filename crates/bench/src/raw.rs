//! The limits below us: what the disk, SQLite and PostgreSQL do here when nothing of ours is in the way.

use std::{
    fs::File,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use rusqlite::Connection;

use crate::{
    Options, claims,
    load::percentile,
    machine::Watch,
    table::{Beside, Row, Table, ratio},
};

/// What a row holds besides its key: about as much as a claim with its stored answer.
const ROW: &str = "012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\
                   012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789";

/// Commits a second that the machine can make durable.
pub(crate) struct Raw {
    /// SQLite, one row a commit.
    pub(crate) single: Row,
    /// SQLite, as many rows a commit as there are connections.
    grouped: Vec<(u64, Row)>,
    /// PostgreSQL, one row a commit, from as many connections; nothing where `pgbench` is missing.
    pgbench: Vec<(u64, Row)>,
}

impl Raw {
    /// Measures them.
    ///
    /// # Errors
    /// When a database fails.
    pub(crate) fn measure(options: &Options, table: &mut Table) -> Result<Self> {
        let limit = Duration::from_secs_f64(options.seconds() * 0.7);
        table.add(disk(&options.room, limit)?);
        let single = sqlite(&options.room, 1, limit)?;
        table.add(single.clone());
        let mut grouped = Vec::new();
        for rows in claims::ROUNDS {
            let row = sqlite(&options.room, rows, limit)?;
            table.add(row.clone());
            grouped.push((rows, row));
        }
        let mut pgbench = Vec::new();
        for connections in claims::ROUNDS {
            if let Some(row) = postgres(options, connections)? {
                table.add(row.clone());
                pgbench.push((connections, row));
            }
        }
        Ok(Self { single, grouped, pgbench })
    }

    /// SQLite's limits at so many connections.
    pub(crate) fn sqlite(&self, connections: u64) -> Vec<Beside> {
        let grouped = self.grouped.iter().filter(|(rows, _)| *rows == connections).map(|(_, row)| row);
        std::iter::once(&self.single).chain(grouped).map(Beside::row).collect()
    }

    /// PostgreSQL's.
    pub(crate) fn postgres(&self, connections: u64) -> Vec<Beside> {
        self.pgbench.iter().filter(|(of, _)| *of == connections).map(|(_, row)| Beside::row(row)).collect()
    }
}

/// Appends to a file and makes that durable.
fn disk(room: &Path, limit: Duration) -> Result<Row> {
    let mut file = File::create(room.join("disk"))?;
    let watch = Watch::begin();
    timed("raw disk: 4 kB appended and fdatasync", limit, 1, &watch, || {
        file.write_all(&[7; 4096])?;
        Ok(file.sync_data()?)
    })
}

/// Commits rows to SQLite as durably as we do.
fn sqlite(room: &Path, rows: u64, limit: Duration) -> Result<Row> {
    let path = room.join(format!("raw-{rows}.db"));
    let mut conn = Connection::open(&path)?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.execute_batch("create table raw (id text primary key, body text not null) strict")?;
    let what = match rows {
        1 => "raw SQLite, 1 row a commit".to_owned(),
        many => format!("raw SQLite, {many} rows a commit"),
    };
    let watch = Watch::begin();
    timed(&what, limit, rows, &watch, || {
        let batch = conn.transaction()?;
        {
            let mut insert = batch.prepare_cached("insert into raw (id, body) values ($1, $2)")?;
            for _ in 0..rows {
                insert.execute((format!("{:016x}", rand::random::<u64>()), ROW))?;
            }
        }
        Ok(batch.commit()?)
    })
}

/// Does something again and again; the rate is that of `each` things every time, the latency that of one time.
fn timed(what: &str, limit: Duration, each: u64, watch: &Watch, mut act: impl FnMut() -> Result<()>) -> Result<Row> {
    let (start, mut latencies) = (Instant::now(), Vec::new());
    while start.elapsed() < limit {
        let began = Instant::now();
        act()?;
        latencies.push(u32::try_from(began.elapsed().as_micros())?);
    }
    let rate = ratio(latencies.len() as u64 * each, start.elapsed().as_secs_f64());
    latencies.sort_unstable();
    let ms = |share| percentile(&latencies, share).map(|us| f64::from(us) / 1000.0);
    Ok(Row { p50_ms: ms(0.5), p99_ms: ms(0.99), ..Row::new(what, rate, "/s").watched(watch) })
}

/// PostgreSQL's own load generator: one row a commit from so many connections.
fn postgres(options: &Options, connections: u64) -> Result<Option<Row>> {
    let pgbench = options.postgres.join("pgbench");
    if !pgbench.is_file() {
        return Ok(None);
    }
    let url = std::env::var("SHANLING_TEST_POSTGRES").context("SHANLING_TEST_POSTGRES names no PostgreSQL")?;
    let create = "create table if not exists raw (id text primary key, body text not null)";
    let made = Command::new(options.postgres.join("psql"))
        .args(["--quiet", "--no-psqlrc", "--command", create])
        .arg(&url)
        .stderr(Stdio::null())
        .status()?;
    ensure!(made.success(), "psql ended with {made}");
    let script = options.room.join("insert.sql");
    std::fs::write(&script, format!("insert into raw (id, body) values (gen_random_uuid(), '{ROW}');\n"))?;
    let watch = Watch::begin();
    // By number, not by time: a machine that is busy may take a second for opening the connections alone.
    let each = 5 * claims::count(options) / connections;
    let output = Command::new(pgbench)
        .args(["--no-vacuum", "--jobs=1", "--protocol=prepared", &format!("--client={connections}")])
        .arg(format!("--transactions={each}"))
        .arg("--file")
        .arg(&script)
        .arg(&url)
        .output()?;
    ensure!(output.status.success(), "pgbench: {}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stdout);
    let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    let rate: f64 = rate.with_context(|| format!("pgbench says no rate: {said}"))?;
    let what = format!("raw PostgreSQL (pgbench), 1 row a commit, {connections} connections");
    Ok(Some(Row::new(what, rate, "/s").watched(&watch)))
}
