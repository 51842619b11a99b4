//! What the page that checks the ledger and the worker that does the work say to each other.
//!
//! Plain words and numbers only: the page shows them and knows nothing of trees and signatures.

mod wire;

use serde::{Deserialize, Serialize};

use crate::{Day, Millis};

macro_rules! message {
    ($(#[$doc:meta])+ $name:ident { $($(#[$fdoc:meta])+ $field:ident: $type:ty,)* }) => {
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name { $($(#[$fdoc])+ pub $field: $type,)* }
    };
}

/// What the page asks of the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// Asked first, and once: is the newest checkpoint signed, and does it extend what this device saw?
    Visit {
        /// The small copy that the page kept ([`Told::Keep`]), in case the worker's own store was emptied.
        copy: Option<String>,
    },
    /// Audit every entry that this device has not audited yet.
    Audit {
        /// From the first entry on, whatever was audited before.
        afresh: bool,
    },
    /// Stop after the entries at hand; [`Ask::Audit`] goes on there.
    Pause,
    /// Check the text of a receipt (`.tlog-proof`).
    Receipt {
        /// The content of the file.
        text: String,
        /// What opens more of the entry than the file does.
        #[serde(default)]
        opening: Option<Opening>,
    },
    /// Forget everything that this device knows of the log, after the person asked for it.
    Forget,
}

/// What the worker tells the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "wire::Told", into = "wire::Told")]
pub enum Told {
    /// The worker listens: what was asked before is lost.
    Ready,
    /// The newest checkpoint is signed and extends what this device saw.
    Standing(Standing),
    /// So many entries are audited.
    Progress(Progress),
    /// The audit stopped because it was asked to; it can go on.
    Paused(Progress),
    /// Every entry was audited and nothing is wrong.
    Passed(Passed),
    /// The log lies.
    Alarm(Box<Alarm>),
    /// Nothing could be shown, neither good nor bad.
    Trouble(Trouble),
    /// What the receipt shows.
    Receipt(Box<Receipt>),
    /// The receipt shows nothing.
    BadReceipt(BadReceipt),
    /// To be kept by the page until its next [`Ask::Visit`].
    Keep(String),
    /// Everything is forgotten.
    Forgotten,
}

/// Where the key comes from that signatures are checked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyFrom {
    /// It was built into the program.
    Built,
    /// This server named it when this device came for the first time; it has been the same since.
    FirstSight,
}

message! {
    /// What this device knows of the log.
    Standing {
        /// The log's name.
        origin: String,
        /// The key that signatures are checked with, as a vkey.
        key: String,
        /// Where that key comes from.
        key_from: KeyFrom,
        /// How many entries are signed.
        size: u64,
        /// Since when this device has seen the log grow and nothing else.
        since: Millis,
        /// Nothing was known here before.
        is_first: bool,
        /// How many entries this device has audited.
        audited: u64,
    }
}

message! {
    /// How far the audit is.
    Progress {
        /// Entries audited so far, earlier audits on this device included.
        audited: u64,
        /// Entries in all.
        of: u64,
    }
}

message! {
    /// A whole audit without an alarm.
    Passed {
        /// What is known now.
        standing: Standing,
        /// Entries that an earlier audit on this device had covered; the rest was audited now.
        before: u64,
        /// The day of the last entry: a log that stopped growing shows here.
        last_day: Option<Day>,
        /// What the entries say of each project.
        projects: Vec<Total>,
    }
}

message! {
    /// The equation of one project, added up from the entries, in fen: income + moved in − refunds − spent − moved out +
    /// corrections = balance.
    Total {
        /// The project's name in the ledger.
        project: String,
        /// Given.
        income: i64,
        /// Moved here from other projects or from gifts without a purpose.
        moved_in: i64,
        /// Given back.
        refund: i64,
        /// Spent.
        expense: i64,
        /// Moved to other projects or organisations.
        moved_out: i64,
        /// What corrections and reversals changed.
        correction: i64,
        /// What is left.
        balance: i64,
    }
}

/// How the log lies. Each has its own words on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlarmCode {
    /// The checkpoint is not signed by the known key, or is another log's.
    Checkpoint,
    /// The log is shorter than it was.
    Rollback,
    /// Two histories of the same length are signed.
    Fork,
    /// It is not shown that the log extends what was seen.
    Unproven,
    /// An entry's bytes were changed.
    Changed,
    /// A bundle of entries breaks off or goes on where it must not.
    Broken,
    /// A tile of hashes is not the tree's.
    Tile,
    /// An entry makes no sense.
    Leaf,
    /// An entry does not add up to zero.
    Unbalanced,
    /// A project spent more than it was given.
    Overspent,
    /// An entry breaks another rule of the books.
    Rule,
    /// The entries give another root than the one that was signed.
    Root,
}

impl AlarmCode {
    /// Every alarm.
    pub const ALL: [Self; 12] = [
        Self::Checkpoint,
        Self::Rollback,
        Self::Fork,
        Self::Unproven,
        Self::Changed,
        Self::Broken,
        Self::Tile,
        Self::Leaf,
        Self::Unbalanced,
        Self::Overspent,
        Self::Rule,
        Self::Root,
    ];
}

message! {
    /// The log lies, and how one can show it to others.
    Alarm {
        /// How.
        code: AlarmCode,
        /// The first entry that shows it, where one can be named.
        entry: Option<u64>,
        /// How many entries the log had when this device saw it.
        had: Option<u64>,
        /// How many it has now.
        has: Option<u64>,
        /// The number of the broken rule.
        rule: Option<u8>,
        /// The project that it is about.
        project: Option<String>,
        /// The fen that are missing or too many.
        fen: Option<i64>,
        /// One technical sentence, in English.
        says: String,
        /// A file for others: both signed notes and the bytes that were served.
        evidence: String,
    }
}

/// Why nothing could be shown. None of them says that the log lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "wire::Trouble", into = "wire::Trouble")]
pub enum Trouble {
    /// No answer came.
    Unreachable,
    /// The server does not have what its own checkpoint says there is, or has no log at all.
    Missing {
        /// The file, below `/ledger/`.
        path: String,
    },
    /// The server cannot answer now.
    Refused {
        /// Its status.
        status: u16,
    },
    /// The answer is longer than such a file can be.
    TooLong {
        /// The file, below `/ledger/`.
        path: String,
    },
    /// The server names no key, or none that this program can use.
    NoKey,
}

message! {
    /// What only the holder of a receipt's link knows: the file need not say it, the entry still shows whether it is true.
    Opening {
        /// The secret in the link's fragment.
        secret: String,
        /// What the fields are to say.
        fields: Vec<Field>,
    }
}

message! {
    /// What a receipt shows: all of it was checked.
    Receipt {
        /// The place of the entry.
        entry: u64,
        /// The day of the entry.
        day: Day,
        /// The kind of the entry, a word of the ledger.
        kind: String,
        /// Where its money came from and went to.
        postings: Vec<Posting>,
        /// The fields that the receipt opens.
        fields: Vec<Field>,
        /// How many entries the log had when the receipt was made.
        size: u64,
        /// How many it has now, and that it extends the log of the receipt; absent where that could not be asked.
        now: Option<u64>,
        /// The receipt as a file, with every field that it opens.
        file: String,
    }
}

message! {
    /// So many fen to an account; debit is positive.
    Posting {
        /// The account as it stands in the leaf.
        account: String,
        /// How much.
        fen: i64,
    }
}

message! {
    /// An opened field.
    Field {
        /// Its name in the leaf.
        name: String,
        /// What it says.
        value: String,
    }
}

/// Why a receipt shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadReceipt {
    /// The file is not a receipt.
    Form,
    /// It is not signed by this log's key.
    Signature,
    /// The entry is not in the tree that was signed.
    NotIncluded,
    /// The entry makes no sense.
    Leaf,
    /// An opened field is not one of the entry.
    Field,
}

#[cfg(test)]
mod tests;
