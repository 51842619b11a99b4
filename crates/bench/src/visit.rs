//! A first visit of the wish list by a real browser, as a cheap phone on a bad network sees it.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::{
    Options,
    machine::Watch,
    nginx::Nginx,
    table::{Beside, Row, Table, float},
};

/// All bytes of a first visit that the house allows itself.
const LIMIT: f64 = 150_000.0;

/// What `tests/e2e/measure.mjs` prints; medians, in milliseconds.
#[derive(Deserialize)]
struct Visit {
    bytes: u64,
    parts: Vec<Part>,
    painted: f64,
    ready: f64,
    blocked: f64,
}

/// One answer: its path, and its head and body as they came over the wire.
#[derive(Deserialize)]
struct Part {
    path: String,
    bytes: f64,
}

/// Visits us on a free line and a throttled one, and a page of nginx's that is nothing but as many bytes.
///
/// # Errors
/// When the browser does not see a wish.
pub(crate) fn measure(options: &Options, url: &str, nginx: &Nginx, table: &mut Table) -> Result<()> {
    let list = format!("{url}/wishes");
    for (name, slow) in [("no limits", false), ("CPU ÷ 4, 1.6 Mbit/s, 150 ms", true)] {
        let watch = Watch::begin();
        let visit = browse(options, &list, ".wish-card a", slow)?;
        let others = Row::default().watched(&watch).others;
        // Noise in an alphabet of 64 cannot be compressed, and nobody compresses it here.
        let noise: String = (0..visit.bytes).map(|_| char::from(b'0' + rand::random_range(0..64_u8))).collect();
        let noise = noise.replace(['<', '>'], "_");
        let path = nginx.put("page", format!("<!doctype html><!--{noise}--><p class=end>x").as_bytes())?;
        let peer = browse(options, &format!("http://{}{path}", nginx.address), ".end", slow)?;

        let row =
            |what: &str, value, unit| Row { others, ..Row::new(format!("first visit, {name}: {what}"), value, unit) };
        let same = |value| Beside::new("one static page of as many bytes (nginx)", value, " ms");
        if !slow {
            let bytes = row(&format!("bytes over the wire, {} requests", visit.parts.len()), float(visit.bytes), "");
            let mut bytes = bytes.beside(Beside::new("limit", LIMIT, ""));
            bytes.beside.extend(visit.parts.iter().map(|part| Beside::new(short(&part.path), part.bytes, "")));
            table.add(bytes);
        }
        table.add(row("first paint", visit.painted, " ms").beside(same(peer.painted)));
        table.add(row("first wish shown", visit.ready, " ms").beside(same(peer.ready)));
        table.add(row("page blocked", visit.blocked, " ms").beside(same(peer.blocked)));
    }
    Ok(())
}

/// A path without the hash of its content.
fn short(path: &str) -> String {
    match (path.rsplit_once('-'), path.rsplit_once('.')) {
        (Some((name, _)), Some((_, kind))) if path.starts_with("/assets/") => format!("{name}….{kind}"),
        _ => path.to_owned(),
    }
}

fn browse(options: &Options, url: &str, sight: &str, slow: bool) -> Result<Visit> {
    let runs = if options.quick { 3 } else { 7 };
    let order = serde_json::json!({ "url": url, "sight": sight, "slow": slow, "runs": runs });
    let output = Command::new("node")
        .arg(options.root.join("tests/e2e/measure.mjs"))
        .arg(order.to_string())
        .env("SHANLING_CHROMIUM", &options.chromium)
        .output()
        .context("cannot start node")?;
    ensure!(output.status.success(), "measure.mjs: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).context("measure.mjs printed something else")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_the_same_in_every_build() {
        for (path, want) in [
            ("/assets/app-0123456789abcdef.wasm", "/assets/app….wasm"),
            ("/wishes", "/wishes"),
            ("/api/v1/wishes", "/api/v1/wishes"),
        ] {
            assert_eq!(short(path), want);
        }
    }
}
