//! Programs that we did not write read, prove and witness the ledger of a running server; and each of them is shown a lie
//! too, for a check that accepts everything proves nothing.
#![expect(clippy::indexing_slicing, reason = "a JSON value yields null for what it does not hold")]

mod liar;
mod visitor;
mod witness;

use std::{
    fs,
    path::{Path, PathBuf},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use ledger::{
    Trust, VerifyKey,
    tile::{Layer, Tile, WIDTH, entries},
    trust::Signed,
};
use serde_json::Value;

use self::{
    liar::{Liar, Lie},
    witness::Witness,
};
use crate::{
    demo::Demo,
    http,
    process::{program, text},
    run::server,
    setup::outside::Outside,
    test::count::Count,
};

/// How long the server may take to do what it does by itself.
const PATIENCE: Duration = Duration::from_mins(2);

/// What the checks share.
struct Stage<'a> {
    tools: &'a Outside,
    shanling: PathBuf,
    demo: Demo,
    /// Where the ledger's files lie.
    ledger: String,
    vkey: String,
    witnesses: Vec<Witness>,
    count: Count,
}

/// Runs them all.
///
/// # Errors
/// When a program refuses what is true, or accepts what is not.
pub(crate) fn run(tools: &Outside) -> Result<Count> {
    let shanling = server(false)?;
    let mut witnesses = vec![witness::ours(&shanling)?, witness::aics(&tools.aics_witness)?];
    let asked: Vec<String> = witnesses.iter().flat_map(Witness::options).collect();
    let demo = Demo::start(&shanling, &asked.iter().map(String::as_str).collect::<Vec<_>>())?;
    let ledger = format!("{}/ledger", demo.url);
    let vkey = first_key(&ledger)?;
    // The server has been asking in vain so far, and served all the same.
    for witness in &mut witnesses {
        witness.start(&vkey)?;
    }
    let mut stage = Stage { tools, shanling, demo, ledger, vkey, witnesses, count: Count::default() };
    stage.go_reads_and_sees_it_grow()?;
    stage.go_notices_every_lie()?;
    stage.proofbundle_verifies_and_refuses()?;
    stage.witnesses_vouch_and_refuse_a_fork()?;
    stage.our_audit_from_outside_says_the_same()?;
    Ok(stage.count)
}

/// The log's key, once the server has read its log.
fn first_key(ledger: &str) -> Result<String> {
    let start = Instant::now();
    loop {
        match http::get(&format!("{ledger}/vkey")) {
            Ok(keys) => return Ok(String::from_utf8_lossy(&keys).trim().to_owned()),
            Err(error) if start.elapsed() > PATIENCE => return Err(error),
            Err(_) => sleep(Duration::from_millis(100)),
        }
    }
}

impl Stage<'_> {
    fn held(&mut self, what: &str) {
        println!("  {what}");
        self.count.passed += 1;
    }

    /// The newest checkpoint, believed, with the cosignatures of our two witnesses.
    fn checkpoint(&self) -> Result<Signed> {
        let key: VerifyKey = self.vkey.parse()?;
        let witnesses: Result<Vec<VerifyKey>, _> = self.witnesses.iter().map(|witness| witness.vkey.parse()).collect();
        let trust = Trust::new(key.name(), [key.clone()]).with_witnesses(witnesses?);
        Ok(trust.open(&http::get(&format!("{}/checkpoint", self.ledger))?)?)
    }

    /// Waits until the newest checkpoint is as wanted.
    fn until(&self, what: &str, is_so: impl Fn(&Signed) -> bool) -> Result<Signed> {
        let start = Instant::now();
        loop {
            let signed = self.checkpoint()?;
            if is_so(&signed) {
                return Ok(signed);
            }
            if start.elapsed() > PATIENCE {
                bail!("{what}: not within {PATIENCE:?}; the checkpoint is still\n{}", signed.note);
            }
            sleep(Duration::from_millis(100));
        }
    }

    /// The Go team's own library.
    fn readlog(&self, url: &str, seen: &Path) -> Result<Value> {
        let mut command = program(&self.tools.readlog);
        let told = text(command.args(["-url", url, "-vkey", &self.vkey]).arg("-seen").arg(seen))?;
        Ok(serde_json::from_str(&told)?)
    }

    fn go_reads_and_sees_it_grow(&mut self) -> Result<()> {
        let seen = self.demo.home.join("seen-by-go");
        let first = self.readlog(&self.ledger, &seen)?;
        let size = first["size"].as_u64().context("no size")?;
        ensure!(
            first["included"].as_u64() >= Some(4) && first["tiles"].as_u64() >= Some(1),
            "nothing was read: {first}"
        );
        self.held(&format!("Go rebuilt the root of {size} entries and compared {} tiles", first["tiles"]));
        visitor::claim(&self.demo.url, "13800001234")?;
        self.until("the claim becomes an entry", |signed| signed.checkpoint.size() > size)?;
        let second = self.readlog(&self.ledger, &seen)?;
        ensure!(
            second["grown_from"] == size && second["size"].as_u64() > Some(size),
            "it did not see growth: {second}"
        );
        self.held(&format!("Go saw it grow from {size} to {} by a claim", second["size"]));
        Ok(())
    }

    fn go_notices_every_lie(&mut self) -> Result<()> {
        let size = self.checkpoint()?.checkpoint.size();
        let seen = self.demo.home.join("seen-by-go");
        let older = fs::read(self.demo.home.join("seen-by-go"))?;
        let mut lies = vec![Lie::Flip("checkpoint"), Lie::Flip("tile/entries/"), Lie::Flip("tile/0/")];
        if size > u64::from(WIDTH) {
            lies.push(Lie::Flip("tile/1/"));
        }
        for lie in lies {
            let what = lie.to_string();
            let liar = Liar::start(&self.ledger, lie)?;
            let said = self.readlog(&liar.url, &self.demo.home.join("not-seen"));
            liar.was_asked()?;
            ensure!(said.is_err(), "Go did not notice: {what}");
            self.held(&format!("Go noticed: {what}"));
        }
        // Nothing is false in an old checkpoint, except that it comes after a newer one.
        visitor::claim(&self.demo.url, "13800001235")?;
        self.until("the claim becomes an entry", |signed| signed.checkpoint.size() > size)?;
        self.readlog(&self.ledger, &seen)?;
        let liar = Liar::start(&self.ledger, Lie::Instead("checkpoint", older))?;
        let said = self.readlog(&liar.url, &seen);
        liar.was_asked()?;
        let complaint = said.err().context("Go did not notice a rollback")?.to_string();
        ensure!(complaint.contains("and now has"), "it is another complaint: {complaint}");
        self.held("Go noticed that history was taken back");
        Ok(())
    }

    /// The bytes of an entry, as they are served.
    fn leaf(&self, index: u64, size: u64) -> Result<Vec<u8>> {
        let (tile, place) = (index / u64::from(WIDTH), usize::try_from(index % u64::from(WIDTH))?);
        let width = (size - tile * u64::from(WIDTH)).min(WIDTH.into());
        let tile = Tile::new(Layer::Entries, tile, u16::try_from(width)?).context("no such bundle")?;
        let bundle = http::get(&format!("{}/{tile}", self.ledger))?;
        Ok(entries(&bundle).nth(place).flatten().context("the bundle is too short")?.to_vec())
    }

    fn proofbundle_verifies_and_refuses(&mut self) -> Result<()> {
        let signed = self.checkpoint()?;
        let size = signed.checkpoint.size();
        let (proof, payload) = (self.demo.home.join("r.tlog-proof"), self.demo.home.join("leaf"));
        let verify = |origin: &str| {
            let mut command = program(&self.tools.proofbundle);
            command.arg("verify-proof").arg(&proof).arg("--payload-file").arg(&payload);
            text(command.args(["--log-vkey", &self.vkey, "--expected-origin", origin])).is_ok()
        };
        let origin = signed.checkpoint.origin();
        for index in [0, size / 2, size - 1] {
            let receipt = http::get(&format!("{}/proof/{index}.tlog-proof", self.ledger))?;
            let leaf = self.leaf(index, size)?;
            fs::write(&proof, &receipt)?;
            fs::write(&payload, &leaf)?;
            ensure!(verify(origin), "proofbundle refuses the proof of entry {index}");
            ensure!(!verify("another.example/ledger"), "proofbundle takes it for another log's");
            let mut changed = leaf.clone();
            if let Some(byte) = changed.first_mut() {
                *byte ^= 1;
            }
            fs::write(&payload, changed)?;
            ensure!(!verify(origin), "proofbundle accepts a changed entry {index}");
            fs::write(&payload, &leaf)?;
            let receipt = String::from_utf8(receipt)?;
            let other = if index == 0 { 1 } else { index - 1 };
            fs::write(&proof, receipt.replacen(&format!("index {index}\n"), &format!("index {other}\n"), 1))?;
            ensure!(!verify(origin), "proofbundle accepts the proof of entry {index} as that of {other}");
            fs::write(&proof, forged(&receipt, origin)?)?;
            ensure!(!verify(origin), "proofbundle accepts a forged signature under entry {index}");
        }
        self.held("proofbundle verified three proofs, and refused each for another entry, place, signature and log");
        Ok(())
    }

    fn witnesses_vouch_and_refuse_a_fork(&mut self) -> Result<()> {
        let all = self.witnesses.len();
        let before = self.until("the witnesses cosign", |signed| signed.witnesses.len() == all)?.checkpoint.size();
        visitor::claim(&self.demo.url, "13800001236")?;
        let grown = self.until("the witnesses cosign what was added", |signed| {
            signed.checkpoint.size() > before && signed.witnesses.len() == all
        })?;
        self.held(&format!(
            "{all} witnesses, one of them ours, cosigned the log at {before} and {}",
            grown.checkpoint.size()
        ));
        let key = witness::log_key(&self.demo.home, &self.vkey)?;
        for place in 0..all {
            let Some(witness) = self.witnesses.get(place) else { continue };
            let name = witness.name;
            witness.refuses(&key, &grown)?;
            self.held(&format!(
                "{name} answered a gap with 409, a fork with 422, a forged signature with 403, a stranger with 404"
            ));
        }
        Ok(())
    }

    fn our_audit_from_outside_says_the_same(&mut self) -> Result<()> {
        let audit = |url: &str, threshold: &str| {
            let mut command = program(&self.shanling);
            command.args(["ledger", "audit", url, "--vkey", &self.vkey, "--threshold", threshold]);
            for witness in &self.witnesses {
                command.args(["--witness", &witness.vkey]);
            }
            text(&mut command)
        };
        audit(&self.ledger, "2")?;
        let liar = Liar::start(&self.ledger, Lie::Flip("tile/entries/"))?;
        ensure!(audit(&liar.url, "0").is_err(), "our audit did not notice a changed entry");
        liar.was_asked()?;
        self.held("our own audit from outside says the same of both");
        Ok(())
    }
}

/// The text with one letter of the log's own signature changed.
fn forged(text: &str, origin: &str) -> Result<String> {
    let line = format!("\n— {origin} ");
    let (before, after) = text.split_once(&line).context("the log did not sign this")?;
    let (kept, rest) = after.split_at_checked(40).context("the signature is too short")?;
    let letter = if rest.starts_with('A') { 'B' } else { 'A' };
    Ok(format!("{before}{line}{kept}{letter}{}", rest.get(1..).unwrap_or_default()))
}
