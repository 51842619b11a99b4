//! The bookkeeper's desk: the books and the tree after the last entry, and what comes next.
//!
//! A desk is made by reading the log from its beginning, believing nothing that is stored beside the leaves. It judges what
//! waits by the very code that a visitor audits with, and never writes: it plans an [`Append`], which somebody signs.

use std::collections::HashMap;

use ledger::{
    Books, Checkpoint, Entry, Fault, Hash, Note,
    entry::{Money, What},
    proof::Node,
    word::Slug,
};
use model::Millis;

use super::{
    append::{Append, Aside, New, projects},
    read::{self, Head},
    tree::Tree,
    waiting::{Waits, waiting},
};
use crate::{Conn, Store, StoreError};

/// Entries that are read at a time.
const CHUNK: u32 = 1000;

/// Books and tree after so many entries.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    books: Books,
    tree: Tree,
}

/// What is stored is not a log of ours. Nothing must be appended to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// An entry is missing.
    #[error("entry {0} is missing")]
    Missing(u64),
    /// The bytes of an entry are not those of its hash.
    #[error("entry {0} was changed")]
    Changed(u64),
    /// An entry makes no sense, or breaks a rule of the books.
    #[error("entry {index} is not one of these books: {problem}")]
    Entry {
        /// Which.
        index: u64,
        /// Why not, when it is a rule.
        problem: Problem,
    },
    /// A stored subtree is not that of the entries below it.
    #[error("the subtree {index} of level {level} was changed")]
    Node {
        /// Steps above the leaves.
        level: u8,
        /// Its place in its level.
        index: u64,
    },
    /// The entries give another root than the one that was signed.
    #[error("the {0} entries give another root than the one that was signed")]
    Root(u64),
}

/// Why an entry cannot stand where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Its bytes are no leaf.
    #[error("it is no leaf")]
    Leaf,
    /// A rule is broken.
    #[error(transparent)]
    Rule(#[from] Fault),
}

impl Desk {
    /// How many entries.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.tree.size()
    }

    /// The root over them.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.tree.root()
    }

    /// The books after them.
    #[must_use]
    pub const fn books(&self) -> &Books {
        &self.books
    }

    /// [Reads on](Self::read_to) to the newest checkpoint.
    ///
    /// # Errors
    /// When the database fails. The inner error says what is wrong with the log.
    pub async fn read_on(&mut self, store: &Store, mark: u64) -> Result<Result<Option<Hash>, Broken>, StoreError> {
        let head = read::head(&mut store.read().await?.conn()).await?;
        self.read_to(store, head.as_ref(), mark).await
    }

    /// Reads on to this stored checkpoint, looking at everything anew: leaves, hashes, subtrees, rules, root. Yields the root
    /// that the log had at size `mark`, if the reading came by there. The desk is as it was when anything is wrong.
    ///
    /// # Errors
    /// When the database fails. The inner error says what is wrong with the log.
    pub async fn read_to(
        &mut self,
        store: &Store,
        head: Option<&Head>,
        mark: u64,
    ) -> Result<Result<Option<Hash>, Broken>, StoreError> {
        let mut reader = store.read().await?;
        let mut conn = reader.conn();
        let until = head.map_or(0, |head| head.size);
        let mut next = self.clone();
        let mut marked = (next.size() == mark).then(|| next.root());
        while next.size() < until {
            let want = u32::try_from(until - next.size()).map_or(CHUNK, |rest| rest.min(CHUNK));
            let entries = read::entries(&mut conn, next.size(), want).await?;
            if entries.is_empty() {
                return Ok(Err(Broken::Missing(next.size())));
            }
            let mut nodes = Vec::new();
            for (index, leaf, hash) in entries {
                match next.take(&mut conn, index, &leaf, hash).await? {
                    Ok(complete) => nodes.extend(complete),
                    Err(broken) => return Ok(Err(broken)),
                }
                if next.size() == mark {
                    marked = Some(next.root());
                }
            }
            for (node, hash) in nodes {
                if read::nodes(&mut conn, node.level, node.index, 1).await?.first() != Some(&hash) {
                    return Ok(Err(Broken::Node { level: node.level, index: node.index }));
                }
            }
        }
        if let Some(head) = head {
            // A desk that appended itself may be further than what was read just before.
            if head.size == next.size() && head.root != next.root() {
                return Ok(Err(Broken::Root(head.size)));
            }
        }
        *self = next;
        Ok(Ok(marked))
    }

    async fn take(
        &mut self,
        conn: &mut Conn<'_>,
        index: u64,
        leaf: &[u8],
        hash: Hash,
    ) -> Result<Result<Vec<(Node, Hash)>, Broken>, StoreError> {
        if index != self.size() {
            return Ok(Err(Broken::Missing(self.size())));
        }
        if Hash::leaf(leaf) != hash {
            return Ok(Err(Broken::Changed(index)));
        }
        let Ok(entry) = Entry::read(leaf) else { return Ok(Err(Broken::Entry { index, problem: Problem::Leaf })) };
        let target = match entry.target() {
            Some(of) => money(conn, of).await?,
            None => None,
        };
        if let Err(fault) = self.books.enter(&entry, target.as_ref()) {
            return Ok(Err(Broken::Entry { index, problem: fault.into() }));
        }
        Ok(Ok(self.tree.push(hash)))
    }

    /// What is to be done about the first `limit` of the entries that wait; `None` when none does.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan(&self, conn: &mut Conn<'_>, limit: u32, now: Millis) -> Result<Option<Plan>, StoreError> {
        let queue = waiting(conn, limit).await?;
        if queue.is_empty() {
            return Ok(None);
        }
        let append = Append {
            size: self.size(),
            entries: Vec::new(),
            nodes: Vec::new(),
            head: None,
            aside: Vec::new(),
            funds: Vec::new(),
            now,
        };
        let mut plan = Plan { desk: self.clone(), append, places: HashMap::new() };
        for waits in queue {
            let (id, idem) = (waits.id, waits.idem.clone());
            match plan.judge(conn, waits).await? {
                Ok((entry, leaf)) => plan.place(id, idem, entry, leaf),
                Err(fault) => plan.append.aside.push(Aside { id, fault }),
            }
        }
        plan.note_funds();
        Ok(Some(plan))
    }
}

/// What comes next, judged and in order, but not signed.
#[derive(Clone, Debug)]
pub struct Plan {
    desk: Desk,
    append: Append,
    places: HashMap<String, u64>,
}

impl Plan {
    /// The checkpoint that has to be signed, of the log with this origin. `None` when there are no new entries, or the origin
    /// is none.
    #[must_use]
    pub fn checkpoint(&self, origin: &str) -> Option<Checkpoint> {
        if self.append.entries.is_empty() {
            return None;
        }
        Checkpoint::new(origin, self.desk.size(), self.desk.root())
    }

    /// The change, with the signed checkpoint if there has to be one, and the desk after it.
    #[must_use]
    pub fn signed(mut self, head: Option<(Checkpoint, Note)>) -> (Append, Desk) {
        self.append.head = head;
        (self.append, self.desk)
    }

    /// What would be set aside.
    #[must_use]
    pub fn aside(&self) -> &[Aside] {
        &self.append.aside
    }

    async fn judge(
        &mut self,
        conn: &mut Conn<'_>,
        waits: Waits,
    ) -> Result<Result<(Entry, Vec<u8>), String>, StoreError> {
        let Ok(mut entry) = Entry::read(&waits.leaf) else { return Ok(Err("it is no leaf".to_owned())) };
        let mut leaf = waits.leaf;
        if let Some(names) = &waits.names {
            let place = match self.places.get(names) {
                Some(place) => Some(*place),
                None => match read::whereabouts(conn, names).await? {
                    read::Whereabouts::At(place) => Some(place),
                    _ => None,
                },
            };
            let named = place.and_then(|place| naming(&entry, place)).and_then(|entry| Some((entry.leaf()?, entry)));
            let Some((bytes, named)) = named else { return Ok(Err("it names an entry that has no place".to_owned())) };
            (leaf, entry) = (bytes, named);
        }
        let target = match entry.target() {
            Some(of) if of >= self.append.size => self.planned(of),
            Some(of) => money(conn, of).await?,
            None => None,
        };
        match self.desk.books.enter(&entry, target.as_ref()) {
            Ok(()) => Ok(Ok((entry, leaf))),
            Err(fault) => Ok(Err(format!("I{}: {fault}", fault.invariant()))),
        }
    }

    fn planned(&self, of: u64) -> Option<Money> {
        let place = usize::try_from(of.checked_sub(self.append.size)?).ok()?;
        self.append.entries.get(place)?.entry.money().cloned()
    }

    fn place(&mut self, id: i64, idem: String, entry: Entry, leaf: Vec<u8>) {
        self.places.insert(idem, self.desk.size());
        let hash = Hash::leaf(&leaf);
        self.append.nodes.extend(self.desk.tree.push(hash));
        self.append.entries.push(New { id, entry, leaf, hash });
    }

    fn note_funds(&mut self) {
        let mut touched: Vec<Slug> = self.append.entries.iter().flat_map(|new| projects(&new.entry)).collect();
        touched.sort_unstable();
        touched.dedup();
        let books = &self.desk.books;
        let known =
            touched.into_iter().filter_map(|project| Some((Some(project), books.projects().get(&project)?.clone())));
        self.append.funds = known.collect();
        if self.append.entries.iter().any(|new| new.entry.money().is_some()) {
            self.append.funds.push((None, books.general().clone()));
        }
    }
}

/// The same entry, naming the one at `place`.
fn naming(entry: &Entry, place: u64) -> Option<Entry> {
    let what = match entry.what() {
        What::Money(money) => What::Money(Money { of: money.of.map(|_| place), ..money.clone() }),
        What::Erasure { fields, .. } => What::Erasure { of: place, fields: fields.clone() },
        What::Step { .. } | What::Heartbeat => return None,
    };
    Entry::new(entry.day(), entry.digests().to_vec(), what).ok()
}

/// The money of an entry of the log; `None` when it has none, or there is no such entry.
async fn money(conn: &mut Conn<'_>, of: u64) -> Result<Option<Money>, StoreError> {
    let found = read::entries(conn, of, 1).await?;
    let leaf = found.first().filter(|(index, ..)| *index == of).map(|(_, leaf, _)| leaf);
    Ok(leaf.and_then(|leaf| Entry::read(leaf).ok()).and_then(Entry::into_money))
}
