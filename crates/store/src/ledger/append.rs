//! Appending to the log: entries, nodes and the checkpoint that is signed over them, in one transaction.

use ledger::{Checkpoint, Entry, Hash, Note, books::Fund, entry::What, proof::Node, word::Slug};
use model::Millis;

use super::{int, natural, search::terms};
use crate::{Change, Conn, StoreError, args, project::news, statements};

statements! {
    pub(super) SIZE = "select coalesce(max(seq) + 1, 0) from ledger_entry";
    INSERT_ENTRY = "insert into ledger_entry (seq, leaf, hash) values ($1, $2, $3)";
    INSERT_PLACE = "insert into ledger_place (idem, seq) select idem, $2 from ledger_pending where id = $1";
    INSERT_TERM = "insert into ledger_term (term, seq) values ($1, $2)";
    INSERT_NODE = "insert into ledger_node (level, n, hash) values ($1, $2, $3)";
    INSERT_CHECKPOINT = "insert into ledger_checkpoint (size, root, note) values ($1, $2, $3)";
    PUT_ASIDE = "insert into ledger_aside (id, idem, leaf, names, at, fault, since) \
        select id, idem, leaf, names, at, $2, $3 from ledger_pending where id = $1";
    DONE = "delete from ledger_pending where id = $1";
    SET_FUND = "insert into ledger_fund (project, body) values ($1, $2) on conflict (project) do update set body = excluded.body";
}

/// An entry that gets its place.
#[derive(Clone, Debug)]
pub struct New {
    /// Its place in the queue.
    pub id: i64,
    /// The entry.
    pub entry: Entry,
    /// Its leaf, final.
    pub leaf: Vec<u8>,
    /// The hash of the leaf.
    pub hash: Hash,
}

/// An entry that breaks a rule of the books, and must not stand in the way of the others.
#[derive(Clone, Debug)]
pub struct Aside {
    /// Its place in the queue.
    pub id: i64,
    /// The rule, in words.
    pub fault: String,
}

/// Gives places to waiting entries. All of it happens, or nothing.
#[derive(Clone, Debug)]
pub struct Append {
    /// How many entries the log has, as the sequencer believes.
    pub size: u64,
    /// What comes next, in order.
    pub entries: Vec<New>,
    /// Complete subtrees of the levels 8, 16 and 24 that came into being, in order.
    pub nodes: Vec<(Node, Hash)>,
    /// The checkpoint over all of it, signed; none when there are no entries.
    pub head: Option<(Checkpoint, Note)>,
    /// What is set aside.
    pub aside: Vec<Aside>,
    /// The equations that changed; `None` is what belongs to no project.
    pub funds: Vec<(Option<Slug>, Fund)>,
    /// The moment.
    pub now: Millis,
}

/// It has been appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended;

/// Somebody else appended meanwhile, so nothing was written: begin anew from what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("another sequencer was quicker: the log has {size} entries")]
pub struct Overtaken {
    /// How many entries there are.
    pub size: u64,
}

impl Change for Append {
    type Done = Result<Appended, Overtaken>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
        let size = natural(conn.row(SIZE, &[]).await?.ok_or(StoreError::Corrupt("log"))?.int(0)?)?;
        if size != self.size {
            return Ok(Err(Overtaken { size }));
        }
        for (seq, new) in (size..).zip(&self.entries) {
            conn.run(INSERT_ENTRY, args![int(seq), new.leaf.as_slice(), *new.hash.as_bytes()]).await?;
            one(conn.run(INSERT_PLACE, args![new.id, int(seq)]).await?)?;
            one(conn.run(DONE, args![new.id]).await?)?;
            for term in terms(&new.entry) {
                conn.run(INSERT_TERM, args![term, int(seq)]).await?;
            }
        }
        for (node, hash) in &self.nodes {
            conn.run(INSERT_NODE, args![u32::from(node.level), int(node.index), *hash.as_bytes()]).await?;
        }
        if let Some((head, note)) = &self.head {
            conn.run(INSERT_CHECKPOINT, args![int(head.size()), *head.root().as_bytes(), note.to_string()]).await?;
        }
        for aside in &self.aside {
            one(conn.run(PUT_ASIDE, args![aside.id, &aside.fault, self.now]).await?)?;
            one(conn.run(DONE, args![aside.id]).await?)?;
        }
        for (project, fund) in &self.funds {
            let project = project.map(|project| project.to_string()).unwrap_or_default();
            let body = serde_json::to_string(fund).map_err(|_| StoreError::Corrupt("fund"))?;
            conn.run(SET_FUND, args![&project, body]).await?;
            news::touch(conn, &project).await?;
        }
        Ok(Ok(Appended))
    }
}

/// An entry that is not in the queue any more has its place already.
fn one(rows: u64) -> Result<(), StoreError> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Corrupt("queue of the ledger")) }
}

/// The projects that an entry is about, each once.
pub(super) fn projects(entry: &Entry) -> Vec<Slug> {
    let What::Money(money) = entry.what() else { return Vec::new() };
    let mut projects: Vec<Slug> = money.postings.iter().filter_map(|posting| posting.account.project()).collect();
    projects.sort_unstable();
    projects.dedup();
    projects
}
