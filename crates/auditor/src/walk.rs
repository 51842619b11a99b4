//! The audit of the whole log, one bundle a step.

use std::collections::VecDeque;

use ledger::{
    Alarm, Entry, Hash,
    audit::Stop,
    books::Fund,
    proof,
    tile::{self, Layer, Tile, WIDTH},
    trust::Signed,
};
use model::verify::{self, Passed, Total, Trouble};

use crate::{Bytes, Evidence, Halt, Progress, Source, Visit, files, upper};

/// Bundles that are asked for ahead of the one at hand: two files each, so about as many as a browser asks for at once.
const AHEAD: usize = 4;

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There is more to audit.
    More,
    /// Every entry up to the checkpoint is audited.
    Done,
}

/// An audit under way.
pub struct Walk<'s, S> {
    source: &'s S,
    now: Signed,
    progress: Progress,
    before: u64,
    evidence: Evidence,
    /// The index of the next tile to ask for.
    next: u64,
    coming: VecDeque<Coming<'s>>,
}

/// A bundle on its way, and the tile of hashes over it.
struct Coming<'s> {
    bundle: Tile,
    hashes: Tile,
    entries: Bytes<'s>,
    tile: Bytes<'s>,
}

impl<'s, S: Source> Walk<'s, S> {
    /// Takes up the audit where `progress` stands, towards the checkpoint of the visit.
    ///
    /// # Errors
    /// The alarm when that checkpoint does not extend the audited entries; trouble when nothing could be asked.
    pub async fn begin(source: &'s S, visit: &Visit, progress: Option<Progress>) -> Result<Self, Halt> {
        let progress = progress.unwrap_or_else(|| Progress::new(visit.trust.origin()));
        let now = visit.signed.clone();
        let mut evidence =
            Evidence { keys: visit.known.keys.clone(), now: Some(now.note.to_string()), ..Evidence::default() };
        if let Some(seen) = progress.audit.reached() {
            evidence.proof = files::growth(source, seen, &now.checkpoint).await?;
        }
        if let Err(alarm) = progress.audit.sees(&now.checkpoint, &evidence.proof) {
            return Err(evidence.of(alarm));
        }
        let before = progress.audit.size();
        let next = before / u64::from(WIDTH);
        Ok(Self { source, now, progress, before, evidence, next, coming: VecDeque::new() })
    }

    /// How far it is.
    #[must_use]
    pub fn told(&self) -> verify::Progress {
        verify::Progress { audited: self.progress.audit.size(), of: self.now.checkpoint.size() }
    }

    /// To be kept, so that the audit can go on after this step another time.
    #[must_use]
    pub const fn progress(&self) -> &Progress {
        &self.progress
    }

    /// What the page is told at the end.
    #[must_use]
    pub fn passed(&self, visit: &Visit) -> Passed {
        let projects = self.progress.audit.books().projects();
        Passed {
            standing: visit.told(Some(&self.progress)),
            before: self.before,
            last_day: self.progress.day,
            projects: projects.iter().map(|(name, fund)| total(&name.to_string(), fund)).collect(),
        }
    }

    /// Audits the next bundle. After an error everything is as it was before the entry that it is about.
    ///
    /// # Errors
    /// The alarm with the first entry that is wrong; trouble when something does not come: then [`Walk::begin`] again.
    pub async fn step(&mut self) -> Result<Step, Halt> {
        self.ask_ahead();
        let Some(coming) = self.coming.pop_front() else { return self.end().await };
        let entries = files::arrived(self.source, coming.bundle, coming.entries.await).await?;
        let tile = files::arrived(self.source, coming.hashes, coming.tile.await).await?;
        let evidence = || self.evidence_with(&[(coming.bundle, &entries), (coming.hashes, &tile)]);
        let Some(hashes) = coming.hashes.hashes(&tile) else {
            return Err(evidence().of(Alarm::Tile { path: coming.hashes.to_string() }));
        };
        if let Some(place) = differs(&self.progress.edge, &hashes) {
            let index = (coming.bundle.index() * u64::from(WIDTH)).saturating_add(place);
            return Err(evidence().of(Alarm::Changed { index }));
        }
        while let Err(stop) = self.progress.audit.tile(coming.bundle.index(), &entries, &hashes) {
            match stop {
                Stop::Alarm(alarm) => {
                    return Err(self.evidence_with(&[(coming.bundle, &entries), (coming.hashes, &tile)]).of(alarm));
                }
                Stop::Recall(of) => self.recall(of).await?,
                Stop::OutOfTurn(_) => return Err(Trouble::Missing { path: coming.bundle.to_string() }.into()),
            }
        }
        self.progress.day =
            tile::entries(&entries).last().flatten().and_then(|leaf| Some(Entry::read(leaf).ok()?.day()));
        self.progress.edge = if coming.hashes.is_full() { Vec::new() } else { hashes };
        if self.progress.audit.size() < self.now.checkpoint.size() { Ok(Step::More) } else { self.end().await }
    }

    /// Keeps a few bundles on their way.
    fn ask_ahead(&mut self) {
        let size = self.now.checkpoint.size();
        while self.coming.len() < AHEAD {
            let rest = size.saturating_sub(self.next.saturating_mul(WIDTH.into())).min(WIDTH.into());
            let Ok(width) = u16::try_from(rest) else { return };
            let tiles = (Tile::new(Layer::Entries, self.next, width), Tile::new(Layer::Hashes(0), self.next, width));
            let (Some(bundle), Some(hashes)) = tiles else { return };
            let (entries, tile) = (self.source.get(&bundle.to_string()), self.source.get(&hashes.to_string()));
            self.coming.push_back(Coming { bundle, hashes, entries, tile });
            self.next += 1;
        }
    }

    /// Shows the audit an old entry again.
    async fn recall(&mut self, of: u64) -> Result<(), Halt> {
        let size = self.now.checkpoint.size();
        let index = of / u64::from(WIDTH);
        let width = size.saturating_sub(index.saturating_mul(WIDTH.into())).min(WIDTH.into());
        let bundle = u16::try_from(width).ok().and_then(|width| Tile::new(Layer::Entries, index, width));
        let missing = || Trouble::Missing { path: format!("tile/entries of entry {of}") };
        let bundle = bundle.ok_or_else(missing)?;
        let asked = self.source.get(&bundle.to_string()).await;
        let entries = files::arrived(self.source, bundle, asked).await?;
        let place = usize::try_from(of % u64::from(WIDTH)).unwrap_or_default();
        let evidence = self.evidence_with(&[(bundle, &entries)]);
        let Some(leaf) = tile::entries(&entries).nth(place).flatten() else {
            return Err(evidence.of(Alarm::Broken { index: of }));
        };
        let path = proof::peak_path(of, self.progress.audit.size()).ok_or_else(missing)?;
        let found = files::nodes(self.source, &path, size).await?;
        let path: Vec<Hash> = path.iter().filter_map(|node| found.get(node).copied()).collect();
        self.progress.audit.recall(of, leaf, &path).map_err(|alarm| evidence.of(alarm))
    }

    /// Everything is audited: is it what was signed?
    async fn end(&mut self) -> Result<Step, Halt> {
        match self.progress.audit.reach(&self.now.checkpoint) {
            Ok(0) => {}
            Ok(_) => return Err(Trouble::Missing { path: "tile/entries".to_owned() }.into()),
            Err(alarm) => return Err(self.evidence.clone().of(alarm)),
        }
        upper::check(self.source, self.progress.audit.range(), &self.evidence).await?;
        Ok(Step::Done)
    }

    fn evidence_with(&self, files: &[(Tile, &Vec<u8>)]) -> Evidence {
        files.iter().fold(self.evidence.clone(), |evidence, (tile, bytes)| evidence.with(&tile.to_string(), bytes))
    }
}

/// The first place at which what was audited before does not come back as it was.
fn differs(edge: &[Hash], hashes: &[Hash]) -> Option<u64> {
    let place = (0..edge.len()).find(|place| edge.get(*place) != hashes.get(*place))?;
    u64::try_from(place).ok()
}

fn total(project: &str, fund: &Fund) -> Total {
    Total {
        project: project.to_owned(),
        income: fund.income,
        moved_in: fund.moved_in,
        refund: fund.refund,
        expense: fund.expense,
        moved_out: fund.moved_out,
        correction: fund.correction,
        balance: fund.balance(),
    }
}
