//! Claiming over HTTP: every answer is a durable change, and all of them are counted in the database afterwards.

use std::sync::Arc;

use anyhow::{Result, ensure};
use model::WishId;
use store::Engine;

use crate::{
    Options,
    load::Load,
    machine::{Watch, cpu_seconds},
    raw::Raw,
    served::{COOKIE, Served},
    table::{Row, Table, float},
    town::{Town, name},
};

/// Claims of one round.
pub(crate) const fn count(options: &Options) -> u64 {
    if options.quick { 400 } else { 6_000 }
}

/// Connections of the rounds: few, as peers were measured with, and many, where commits are shared.
pub(crate) const ROUNDS: [u64; 2] = [16, 128];

/// Who claims, where, and beside what.
pub(crate) struct Claims<'a> {
    pub(crate) town: &'a Town,
    pub(crate) server: &'a Served,
    pub(crate) raw: &'a Raw,
}

impl Claims<'_> {
    /// Measures both rounds; every person claims once.
    ///
    /// # Errors
    /// When a claim is not answered 201, or the database knows of more or fewer.
    pub(crate) async fn measure(&self, options: &Options, table: &mut Table) -> Result<()> {
        let count = count(options);
        for (round, connections) in (0..).zip(ROUNDS) {
            let requests = self.requests(round * count, count);
            let load = Load { address: self.server.address, connections, stop_after: None };
            let (watch, cpu) = (Watch::begin(), cpu_seconds(self.server.id()));
            let tally = load.put_on(move |n| requests.get(usize::try_from(n).ok()?).cloned()).await?.all(201)?;
            let cpu_us = (cpu_seconds(self.server.id()) - cpu) * 1e6 / float(tally.answers());
            let row = Row::of(format!("claims, {connections} connections"), &tally).watched(&watch);
            let mut row = Row { cpu_us: Some(cpu_us), ..row }.on(name(self.town.engine), self.town.size);
            row.beside = self.raw.beside(self.town.engine, connections);
            table.add(row);
        }
        let taken = self.town.slots_taken(&self.town.claimable).await?;
        let acknowledged = count * ROUNDS.len() as u64;
        ensure!(taken == acknowledged, "{acknowledged} claims were acknowledged, the database has {taken}");
        Ok(())
    }

    /// A claim for each person from `first` on, each of the next wish.
    fn requests(&self, first: u64, count: u64) -> Arc<[Arc<[u8]>]> {
        let first = usize::try_from(first).unwrap_or_default();
        let people = self.town.callers.iter().enumerate().skip(first).take(usize::try_from(count).unwrap_or_default());
        let wishes = self.town.claimable.iter().cycle().skip(first % self.town.claimable.len().max(1));
        people.zip(wishes).map(|((n, token), wish)| claim(*wish, token, n).into()).collect()
    }
}

/// The request by which the owner of this session claims this wish.
pub(crate) fn claim(wish: WishId, token: &str, n: usize) -> Vec<u8> {
    let body = r#"{"adult":true,"no_interest":true}"#;
    format!(
        "POST /api/v1/wishes/{wish}/claims HTTP/1.1\r\nhost: localhost\r\ncookie: {COOKIE}={token}\r\n\
         sec-fetch-site: same-origin\r\nidempotency-key: bench-{n:08}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

impl Raw {
    /// The limits of an engine at so many connections.
    fn beside(&self, engine: Engine, connections: u64) -> Vec<crate::table::Beside> {
        match engine {
            Engine::Sqlite => self.sqlite(connections),
            Engine::Postgres => self.postgres(connections),
        }
    }
}
