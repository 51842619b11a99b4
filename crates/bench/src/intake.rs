//! Taking in a large file of a station, by the real command.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use rusqlite::Connection;

use crate::{
    Options,
    machine::{Watch, peak_kb},
    table::{Beside, Row, Table, float, ratio},
};

/// Imports a file of invented people, all of whose rows are good.
///
/// # Errors
/// When the generator or a command fails, or a row is refused.
pub(crate) fn measure(options: &Options, table: &mut Table) -> Result<()> {
    let rows: u64 = if options.quick { 2_000 } else { 100_000 };
    let (demo, room) = (options.root.join("demo"), options.room.join("intake"));
    std::fs::create_dir_all(&room)?;
    let file = room.join("export.csv");
    table.note(&format!("a file of {rows} rows is being written"));
    let mut python = Command::new("python3");
    python.arg(demo.join("make_station_export.py")).arg(&file).arg(room.join("verdicts.json"));
    finish(python.args(["--clean", "--today", "2026-11-22", "--rows", &rows.to_string()]))?;

    let database = format!("sqlite:{}", room.join("intake.db").display());
    let shanling = |words: &[&str]| {
        let mut command = Command::new(&options.shanling);
        command.args(["--database", &database]).args(words);
        command
    };
    finish(shanling(&["catalogue", "import"]).arg(demo.join("catalogue.json")))?;
    finish(shanling(&["station", "import"]).arg(demo.join("stations.csv")))?;

    let raw = raw(&room, &file)?;
    let (watch, start) = (Watch::begin(), Instant::now());
    let mut import = shanling(&["import", "--today", "2026-11-22"]);
    let child = import.arg(&file).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let (code, peak) = watch_memory(child)?;
    let took = start.elapsed().as_secs_f64();
    ensure!(code == Some(0), "the import ended with {code:?}: some rows were refused");
    let bytes = std::fs::metadata(&file)?.len();
    table
        .add(Row::new(format!("import, {rows} rows of CSV"), ratio(rows, took), " rows/s").watched(&watch).beside(raw));
    let beside = Beside::new("the file", float(bytes) / 1e6, " MB");
    table.add(Row::new(format!("import, {rows} rows of CSV: most memory"), float(peak) / 1024.0, " MB").beside(beside));
    Ok(())
}

/// The rows as lines of text into one table, by one commit: all that a disk and SQLite ask for.
fn raw(room: &Path, file: &Path) -> Result<Beside> {
    let mut conn = Connection::open(room.join("raw.db"))?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.execute_batch("create table raw (line integer primary key, body text not null) strict")?;
    let text = std::fs::read_to_string(file)?;
    let (start, mut rows) = (Instant::now(), 0);
    let batch = conn.transaction()?;
    {
        let mut insert = batch.prepare("insert into raw (body) values ($1)")?;
        for line in text.lines() {
            rows += u64::try_from(insert.execute([line])?)?;
        }
    }
    batch.commit()?;
    Ok(Beside::new("its lines into raw SQLite, one commit", ratio(rows, start.elapsed().as_secs_f64()), " rows/s"))
}

/// Waits for the end; yields the exit code and the most memory it held.
fn watch_memory(mut child: Child) -> Result<(Option<i32>, u64)> {
    let mut peak = 0;
    loop {
        peak = peak_kb(child.id()).unwrap_or_default().max(peak);
        if let Some(status) = child.try_wait()? {
            return Ok((status.code(), peak));
        }
        sleep(Duration::from_millis(10));
    }
}

fn finish(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("cannot start {}", command.get_program().display()))?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}
