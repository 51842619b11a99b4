//! A charity that keeps its log as it should, and a visitor who audits what is served.

use ledger::{
    Audit, Books, Checkpoint, Entry, Hash, Note, Range, SignKey, Trust,
    alarm::Alarm,
    audit::Stop,
    disclosure::Secret,
    entry::{Money, Posting, What},
    key::Algorithm,
    kind::{Kind, Step, Why},
    proof::{self, Node, Span},
    tile::{self, Tile},
};
use proptest::prelude::*;

pub(crate) const ORIGIN: &str = "love.example.org/ledger";

pub(crate) fn key() -> SignKey {
    SignKey::new(ORIGIN, [9; 32]).unwrap()
}

pub(crate) fn trust() -> Trust {
    Trust::new(ORIGIN, [key().verify_key(Algorithm::Ed25519)])
}

/// What the charity would like to enter; what its books refuse is left out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    what: u8,
    project: u8,
    fen: u16,
    of: u8,
}

pub(crate) fn wanted(most: usize) -> impl Strategy<Value = Vec<Wanted>> {
    let one = (0_u8..17, 0_u8..2, 1_u16..1000, any::<u8>());
    proptest::collection::vec(one.prop_map(|(what, project, fen, of)| Wanted { what, project, fen, of }), 1..most)
}

/// The content of a log, in order.
#[derive(Clone, Default)]
pub(crate) struct Log {
    pub(crate) leaves: Vec<Vec<u8>>,
}

fn posting(account: &str, fen: i64) -> Posting {
    let account = account.parse().unwrap();
    let line = matches!(account, ledger::account::Account::Cost(..)).then(|| "A1".parse().unwrap());
    Posting { account, fen, line }
}

fn what(wanted: Wanted, entries: u64) -> What {
    let project = format!("project:p{}", wanted.project);
    let (net, cost) = (format!("net:restricted:{project}"), format!("expenses:program:{project}"));
    let (bank, psp, fen) = ("assets:bank:main", "assets:psp:wechat", i64::from(wanted.fen));
    let of = u64::from(wanted.of) % entries.max(1);
    // Small enough to be left of most entries.
    let part = 1 + fen % 20;
    let move_some = |kind, to: &str, from: &str, fen| Money::new(kind, vec![posting(to, fen), posting(from, -fen)]);
    let move_money = |kind, to: &str, from: &str| move_some(kind, to, from, fen);
    let step = |step| What::Step { step, batch: "w1".parse().unwrap() };
    What::Money(match wanted.what {
        0..=2 => move_money(Kind::Donation, psp, &net),
        3 => move_money(Kind::Donation, bank, "net:unrestricted"),
        4 => move_money(Kind::Settlement, bank, psp),
        5 => move_money(Kind::Fee, "expenses:fee:psp", psp),
        6 | 7 => move_money(Kind::Expense, &cost, bank),
        8 => move_some(Kind::Refund, &net, psp, part).naming(of, Why::DuplicatePayment),
        9 => move_some(Kind::Correction, bank, &cost, part).naming(of, Why::WrongAmount),
        10 => move_some(Kind::Reversal, &net, psp, part).naming(of, Why::BookedTwice),
        11 => move_money(Kind::Reallocation, &net, "net:restricted:project:p9").because(Why::Surplus),
        12 => return step(Step::ALL[usize::from(wanted.of) % Step::ALL.len()]),
        13 => return step(Step::WishOpened),
        14 => return step(Step::ClaimMade),
        15 => return What::Erasure { of, fields: vec!["wish".parse().unwrap()] },
        _ => return What::Heartbeat,
    })
}

pub(crate) fn entry(what: What, number: u64) -> Entry {
    let mut secret = [0; 32];
    secret[..8].copy_from_slice(&number.to_be_bytes());
    let made = Secret::new(secret).commit(&[], what.digests()).unwrap();
    Entry::new("2026-11-23".parse().unwrap(), made.digests, what).unwrap()
}

impl Log {
    /// The log of what the books let in.
    pub(crate) fn of(wanted: &[Wanted]) -> Self {
        let (mut books, mut log, mut past) = (Books::new(), Self::default(), Vec::<Entry>::new());
        for (number, wanted) in (0..).zip(wanted) {
            let entry = entry(what(*wanted, books.entries()), number);
            let target = entry.target().and_then(|of| past.get(usize::try_from(of).unwrap())).and_then(Entry::money);
            if books.enter(&entry, target).is_ok() {
                log.leaves.push(entry.leaf().unwrap());
                past.push(entry);
            }
        }
        log
    }

    /// A log of this many entries, whatever is in them.
    pub(crate) fn long(size: u64) -> Self {
        let gift = |number| what(Wanted { what: 0, project: 1, fen: 5, of: 0 }, number);
        Self { leaves: (0..size).map(|number| entry(gift(number), number).leaf().unwrap()).collect() }
    }

    pub(crate) fn size(&self) -> u64 {
        self.leaves.len() as u64
    }

    pub(crate) fn read(&self, node: Node) -> Option<Hash> {
        let width = 1_u64.checked_shl(node.level.into())?;
        let from = usize::try_from(node.index.checked_mul(width)?).ok()?;
        let leaves = self.leaves.get(from..from.checked_add(usize::try_from(width).ok()?)?)?;
        let mut range = Range::new();
        for leaf in leaves {
            range.push(Hash::leaf(leaf));
        }
        Some(range.root())
    }

    pub(crate) fn proof(&self, spans: &[Span]) -> Vec<Hash> {
        proof::gather(spans, |node| self.read(node)).unwrap()
    }

    /// The proof that the log of `new` entries extends the one of `old`; nothing where there is none to make.
    pub(crate) fn growth(&self, old: u64, new: u64) -> Vec<Hash> {
        self.proof(&proof::consistency(old, new).unwrap_or_default())
    }

    pub(crate) fn checkpoint(&self, size: u64) -> Checkpoint {
        let mut range = Range::new();
        for leaf in self.leaves.iter().take(usize::try_from(size).unwrap()) {
            range.push(Hash::leaf(leaf));
        }
        Checkpoint::new(ORIGIN, size, range.root()).unwrap()
    }

    pub(crate) fn note(&self, size: u64) -> Note {
        let text = self.checkpoint(size).to_string();
        Note::new(&text, vec![key().sign(&text)]).unwrap()
    }

    /// What is served of the first `size` entries.
    pub(crate) fn serve(&self, size: u64) -> Served {
        let mut served = Served { note: self.note(size).to_string().into_bytes(), tiles: Vec::new() };
        for tile in tile::tiles(size).filter(|tile| tile.layer() == tile::Layer::Hashes(0)) {
            let start = usize::try_from(tile.index() * u64::from(tile::WIDTH)).unwrap();
            let leaves = &self.leaves[start..start + usize::from(tile.width())];
            let hashes = leaves.iter().flat_map(|leaf| *Hash::leaf(leaf).as_bytes()).collect();
            served.tiles.push((tile, tile::bundle(leaves.iter().map(Vec::as_slice)).unwrap(), hashes));
        }
        served
    }
}

/// What a visitor gets: the note, and for each tile of level 0 the bundle and the hashes.
#[derive(Clone)]
pub(crate) struct Served {
    pub(crate) note: Vec<u8>,
    pub(crate) tiles: Vec<(Tile, Vec<u8>, Vec<u8>)>,
}

impl Served {
    /// The visitor: audits everything that is new, asking `log` for old entries and proofs.
    pub(crate) fn audit(&self, audit: &mut Audit, log: &Log) -> Result<(), Alarm> {
        let signed = trust().open(&self.note)?;
        let now = signed.checkpoint;
        let seen = audit.reached().map_or(0, Checkpoint::size);
        let proof = if seen < now.size() { log.growth(seen, now.size().min(log.size())) } else { Vec::new() };
        audit.sees(&now, &proof)?;
        for (tile, bundle, hashes) in &self.tiles {
            let whole = tile.hashes(hashes).ok_or(Alarm::Broken { index: tile.index() * u64::from(tile::WIDTH) })?;
            if (tile.index() * u64::from(tile::WIDTH)) + u64::from(tile.width()) <= audit.size() {
                continue;
            }
            loop {
                match audit.tile(tile.index(), bundle, &whole) {
                    Ok(()) => break,
                    Err(Stop::Alarm(alarm)) => return Err(alarm),
                    Err(Stop::Recall(of)) => {
                        let path = proof::peak_path(of, audit.size()).unwrap();
                        let path: Vec<Hash> = path.into_iter().map(|node| log.read(node).unwrap()).collect();
                        audit.recall(of, &log.leaves[usize::try_from(of).unwrap()], &path)?;
                    }
                    Err(Stop::OutOfTurn(index)) => panic!("the visitor skipped {index}"),
                }
            }
        }
        match audit.reach(&now)? {
            0 => Ok(()),
            _ => Err(Alarm::Broken { index: audit.size() }),
        }
    }
}
