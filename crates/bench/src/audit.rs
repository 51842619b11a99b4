//! The audit of a whole ledger by a real browser, beside what this machine needs for the hashes alone.

use std::{fs, hint::black_box, path::Path, process::Command, time::Instant};

use anyhow::{Context, Result, ensure};
use ledger::{
    Audit, Checkpoint, Entry, Hash, Note, Range, SignKey,
    disclosure::Disclosure,
    entry::{Money, Posting, What},
    key::Algorithm,
    kind::Kind,
    tile::{self, Layer, Tile, WIDTH},
};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::{
    Options,
    machine::Watch,
    table::{Beside, Row, Table, float},
};

const ORIGIN: &str = "bench.example.org/ledger";
/// Gifts before the next cost.
const GIFTS: u64 = 9;

/// What `tests/e2e/audit.mjs` prints.
#[derive(Deserialize)]
struct Audited {
    /// From the press of the button to the verdict, in milliseconds.
    ms: f64,
    /// By how much tasks of the page's own thread went over 50 ms, in milliseconds.
    blocked: f64,
    /// How many such tasks there were.
    long_tasks: u64,
    /// Bytes of the log that were sent.
    bytes: u64,
}

/// Makes a log, lets the browser audit it, and hashes the same bytes natively.
///
/// # Errors
/// When the browser does not come to the verdict that the log is right.
pub(crate) fn measure(options: &Options, url: &str, table: &mut Table) -> Result<()> {
    let entries = if options.quick { 5_000 } else { 100_000 };
    table.note(&format!("making a log of {entries} entries"));
    let leaves = leaves(entries)?;
    let folder = options.room.join("log");
    let checkpoint = write(&leaves, &folder)?;

    let watch = Watch::begin();
    let audited = browse(options, url, &folder, entries)?;
    let others = Row::default().watched(&watch).others;

    let hashed = Instant::now();
    let mut whole = Sha256::new();
    for leaf in &leaves {
        whole.update(leaf);
    }
    black_box(whole.finalize());
    let hashed = ms(hashed);
    let native = Instant::now();
    let mut audit = Audit::new(ORIGIN);
    for leaf in &leaves {
        audit.entry(leaf)?;
    }
    ensure!(audit.reach(&checkpoint)? == 0, "the log that was made is not right");
    let native = ms(native);

    let what = |what: &str| format!("browser audit of {entries} entries{what}");
    let row = |name: &str, value, unit| Row { others, ..Row::new(what(name), value, unit) };
    table.add(
        row("", audited.ms, " ms")
            .beside(Beside::new("SHA-256 of the same bytes, native", hashed, " ms"))
            .beside(Beside::new("the same audit, native", native, " ms")),
    );
    table.add(row(": bytes, not compressed", float(audited.bytes), ""));
    table.add(row(": page blocked", audited.blocked, " ms").beside(Beside::new(
        "tasks over 50 ms",
        float(audited.long_tasks),
        "",
    )));
    Ok(())
}

fn ms(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

/// Gifts and costs of one project, with digests like those of a true log.
fn leaves(entries: u64) -> Result<Vec<Vec<u8>>> {
    let posting = |account: &str, fen| -> Result<Posting> { Ok(Posting::new(account.parse()?, fen)) };
    let cost = |fen| -> Result<Posting> { Ok(Posting::on("expenses:program:project:p1".parse()?, fen, "A1".parse()?)) };
    let day = "2026-11-22".parse().map_err(|error| anyhow::anyhow!("{error}"))?;
    (0..entries)
        .map(|number| {
            let money = if number % (GIFTS + 1) == GIFTS {
                Money::new(Kind::Expense, vec![cost(5_000)?, posting("assets:bank:main", -5_000)?])
            } else {
                let postings =
                    vec![posting("assets:bank:main", 10_000)?, posting("net:restricted:project:p1", -10_000)?];
                Money::new(Kind::Donation, postings)
            };
            let digest = |place| Disclosure::new(format!("{number} {place}")).digest();
            let mut digests: Vec<_> = (0..money.kind.digests()).map(digest).collect();
            digests.sort_unstable();
            Entry::new(day, digests, What::Money(money))?.leaf().context("a leaf that cannot be written")
        })
        .collect()
}

/// Writes the log as a server hands it out, and yields its checkpoint.
fn write(leaves: &[Vec<u8>], folder: &Path) -> Result<Checkpoint> {
    let root = |hashes: &[Hash]| {
        let mut range = Range::new();
        for hash in hashes {
            range.push(*hash);
        }
        range.root()
    };
    let mut levels: Vec<Vec<Hash>> = vec![leaves.iter().map(|leaf| Hash::leaf(leaf)).collect()];
    while let Some(below) = levels.last().filter(|below| below.len() >= usize::from(WIDTH)) {
        levels.push(below.chunks_exact(WIDTH.into()).map(root).collect());
    }
    let size = u64::try_from(leaves.len())?;
    for tile in tile::tiles(size) {
        let bytes = content(tile, leaves, &levels).with_context(|| format!("{tile} has no content"))?;
        let path = folder.join(tile.to_string());
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, bytes)?;
    }
    let all = levels.first().map(Vec::as_slice).unwrap_or_default();
    let checkpoint = Checkpoint::new(ORIGIN, size, root(all)).context("no checkpoint")?;
    let key = SignKey::new(ORIGIN, [1; 32])?;
    let text = checkpoint.to_string();
    fs::write(folder.join("checkpoint"), Note::new(&text, vec![key.sign(&text)])?.to_string())?;
    fs::write(folder.join("vkey"), format!("{}\n", key.verify_key(Algorithm::Ed25519)))?;
    Ok(checkpoint)
}

fn content(tile: Tile, leaves: &[Vec<u8>], levels: &[Vec<Hash>]) -> Option<Vec<u8>> {
    let start = usize::try_from(tile.index() * u64::from(WIDTH)).ok()?;
    let range = start..start + usize::from(tile.width());
    match tile.layer() {
        Layer::Entries => tile::bundle(leaves.get(range)?.iter().map(Vec::as_slice)),
        Layer::Hashes(level) => {
            let hashes = levels.get(usize::from(level))?.get(range)?;
            Some(hashes.iter().flat_map(|hash| *hash.as_bytes()).collect())
        }
    }
}

fn browse(options: &Options, url: &str, folder: &Path, entries: u64) -> Result<Audited> {
    let order = serde_json::json!({ "url": url, "folder": folder, "entries": entries });
    let output = Command::new("node")
        .arg(options.root.join("tests/e2e/audit.mjs"))
        .arg(order.to_string())
        .env("SHANLING_CHROMIUM", &options.chromium)
        .output()
        .context("cannot start node")?;
    ensure!(output.status.success(), "audit.mjs: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).context("audit.mjs printed something else")
}
