//! One wish that everybody wants: a thousand people on open lines ask for its only slot at once.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use anyhow::{Result, ensure};
use tokio::sync::Barrier;

use crate::{
    claims::claim,
    http::Line,
    load::percentile,
    machine::Watch,
    raw::Raw,
    served::Served,
    table::{Beside, Row, Table, float},
    town::{Town, name},
};

/// How many.
pub(crate) const CLAIMANTS: u64 = 1000;

/// Lets them race, and looks who won.
///
/// # Errors
/// When not exactly one of them is told 201 and all others 409, or the database knows otherwise.
pub(crate) async fn measure(town: &Town, server: &Served, raw: &Raw, table: &mut Table) -> Result<()> {
    let wish = town.hot_wish().await?;
    let first = town.callers.len() - usize::try_from(CLAIMANTS)?;
    let start = Arc::new(Barrier::new(usize::try_from(CLAIMANTS)? + 1));
    let won = Arc::new(AtomicU32::new(0));
    let mut tasks = Vec::new();
    for (n, token) in town.callers.iter().enumerate().skip(first) {
        let mut line = Line::open(server.address).await?;
        let (start, won, request) = (Arc::clone(&start), Arc::clone(&won), claim(wish, token, n));
        tasks.push(tokio::spawn(async move {
            start.wait().await;
            let asked = std::time::Instant::now();
            let status = line.ask(&request).await?;
            match status {
                201 => won.fetch_add(1, Ordering::Relaxed),
                other => {
                    ensure!(other == 409, "a loser is told {other}");
                    0
                }
            };
            Ok(u32::try_from(asked.elapsed().as_micros())?)
        }));
    }
    let watch = Watch::begin();
    start.wait().await;
    let began = std::time::Instant::now();
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.push(task.await??);
    }
    let took = began.elapsed().as_secs_f64() * 1000.0;
    let (won, taken) = (won.load(Ordering::Relaxed), town.slots_taken(&[wish]).await?);
    ensure!(won == 1 && taken == 1, "{won} were told that they won, the database has {taken}");
    latencies.sort_unstable();
    let ms = |share| percentile(&latencies, share).map(|us| f64::from(us) / 1000.0);
    let row = Row { p50_ms: ms(0.5), p99_ms: ms(0.99), ..Row::new(HOT, took, " ms") };
    let one_by_one = float(CLAIMANTS) * 1000.0 / raw.single.value;
    let beside = Beside::new("1,000 raw SQLite commits one by one", one_by_one, " ms");
    table.add(row.on(name(town.engine), town.size).watched(&watch).beside(beside));
    Ok(())
}

const HOT: &str = "one wish, 1,000 claimants: one 201, 999 × 409, until the last answer";
