//! Reading the list over HTTP: as most do (the first page, ready in the cache), and as nobody did before (never ready).

use std::{fmt::Write as _, sync::Arc, time::Duration};

use anyhow::{Context, Result, ensure};
use model::WishId;

use crate::{
    Options,
    http::{Line, get},
    load::{Load, Request, Tally},
    machine::{Watch, cpu_seconds, held_kb},
    nginx::Nginx,
    served::Served,
    table::{Beside, Row, Table, float},
    town::{Town, name},
};

/// Connections at one time, as peers were measured with (`wrk -c16`).
const CONNECTIONS: u64 = 16;
const LIST: &str = "/api/v1/wishes";

/// What is read, and beside what.
pub(crate) struct Reads<'a> {
    pub(crate) town: &'a Town,
    pub(crate) server: &'a Served,
    pub(crate) nginx: &'a Nginx,
}

impl Reads<'_> {
    /// Measures every way of reading.
    ///
    /// # Errors
    /// When an answer is not 200.
    pub(crate) async fn measure(&self, options: &Options, table: &mut Table) -> Result<()> {
        let seconds = options.seconds();
        let before = held_kb(self.server.id()).unwrap_or_default();
        let mut answers = 0;
        for coding in ["br", "identity"] {
            let bytes = self.body(coding).await?;
            let kind = if coding == "br" { "br" } else { "plain" };
            let path = self.nginx.put(kind, &bytes)?;
            let peer = Self::fixed(&path, coding);
            let peer = drive(self.nginx.address, self.nginx.id(), seconds, peer).await?;
            let what = format!("first page, cached, {} bytes {kind}", bytes.len());
            let ours = drive(self.server.address, self.server.id(), seconds, Self::fixed(LIST, coding)).await?;
            answers += ours.answers;
            let beside = Beside { what: "nginx, same bytes".into(), ..Beside::row(&peer.row) };
            self.add(table, what, ours, Some(beside));
        }
        for (what, query) in [
            ("a page, never cached", String::new()),
            ("a filtered page, never cached", format!("shan=shanju&district={}&", percent("示例市海棠区"))),
            ("a found page, never cached", format!("q={}&", percent("棉被"))),
        ] {
            let ours = drive(self.server.address, self.server.id(), seconds, self.fresh(query)).await?;
            answers += ours.answers;
            self.add(table, what.into(), ours, None);
        }
        let after = held_kb(self.server.id()).unwrap_or_default();
        let row = Row::new(format!("server's memory after {answers} reads"), float(after) / 1024.0, " MB");
        let row = row.on(name(self.town.engine), self.town.size);
        table.add(row.beside(Beside::new("before them", float(before) / 1024.0, " MB")));
        Ok(())
    }

    fn add(&self, table: &mut Table, what: String, ours: Driven, beside: Option<Beside>) {
        let mut row = Row { what, ..ours.row }.on(name(self.town.engine), self.town.size);
        row.beside.extend(beside);
        table.add(row);
    }

    /// The body of the first page as it comes over the wire.
    async fn body(&self, coding: &str) -> Result<Vec<u8>> {
        let mut line = Line::open(self.server.address).await?;
        let status = line.ask(&get(LIST, coding)).await?;
        ensure!(status == 200, "{LIST} is answered {status}");
        Ok(line.body().to_vec())
    }

    fn fixed(path: &str, coding: &str) -> impl Fn(u64) -> Option<Request> + Clone + Send + Sync + 'static {
        let request: Request = get(path, coding).into();
        move |_| Some(Arc::clone(&request))
    }

    /// Pages that begin behind a wish that nobody asked for before: the cache never has them.
    fn fresh(&self, query: String) -> impl Fn(u64) -> Option<Request> + Clone + Send + Sync + 'static {
        let today = self.town.today.number();
        move |_| {
            let since = today - rand::random_range(1..=20);
            let place = WishId::from_bits(rand::random());
            Some(get(&format!("{LIST}?{query}after=2.{since}.{place}"), "br").into())
        }
    }
}

/// A measured load.
struct Driven {
    row: Row,
    answers: u64,
}

/// Puts load on for so long, after a short while that does not count.
async fn drive(
    address: std::net::SocketAddr,
    process: u32,
    seconds: f64,
    make: impl Fn(u64) -> Option<Request> + Clone + Send + Sync + 'static,
) -> Result<Driven> {
    let load = |seconds| Load { address, connections: CONNECTIONS, stop_after: Some(Duration::from_secs_f64(seconds)) };
    load(seconds / 6.0).put_on(make.clone()).await?;
    let (watch, cpu) = (Watch::begin(), cpu_seconds(process));
    let tally: Tally = load(seconds).put_on(make).await?.all(200).context("a read")?;
    let cpu_us = (cpu_seconds(process) - cpu) * 1e6 / float(tally.answers());
    let row = Row { cpu_us: Some(cpu_us), ..Row::of("", &tally).watched(&watch) };
    Ok(Driven { row, answers: tally.answers() })
}

/// Text as it stands in an address.
fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut address, byte| {
        let _ = write!(address, "%{byte:02X}");
        address
    })
}
