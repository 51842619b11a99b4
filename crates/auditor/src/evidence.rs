//! What somebody needs in order to show others that the log lied.

use base64::{Engine, engine::general_purpose::STANDARD};
use ledger::{Alarm, Hash};
use model::{
    Millis,
    verify::{self, AlarmCode, Trouble},
};
use serde::Serialize;

/// Why an audit ended before its end.
#[derive(Clone, Debug)]
pub enum Halt {
    /// The log lies.
    Alarm(Box<Found>),
    /// Nothing could be shown, neither good nor bad.
    Trouble(Trouble),
}

impl From<Trouble> for Halt {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// An alarm with its evidence.
#[derive(Clone, Debug)]
pub struct Found {
    /// What is wrong.
    pub alarm: Alarm,
    /// What shows it.
    pub evidence: Evidence,
}

/// Both notes and the bytes, as they were served. A signed note convicts whoever holds the key; bytes alone convict nobody,
/// but tell where to look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The keys that notes were checked with.
    pub keys: Vec<String>,
    /// The note that this device saw before.
    pub seen: Option<String>,
    /// The note that is served now.
    pub now: Option<String>,
    /// The consistency proof between both, where one was served.
    pub proof: Vec<Hash>,
    /// Files in which the error stands: address below `/ledger/` and the bytes.
    pub files: Vec<File>,
}

/// A file as it was served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct File {
    /// Its address below `/ledger/`.
    pub path: String,
    /// Its bytes, in standard base64.
    pub bytes: String,
}

impl Evidence {
    /// The same, and this file.
    #[must_use]
    pub(crate) fn with(mut self, path: &str, bytes: &[u8]) -> Self {
        self.files.push(File { path: path.to_owned(), bytes: STANDARD.encode(bytes) });
        self
    }

    /// The alarm that this is the evidence of.
    pub(crate) fn of(self, alarm: impl Into<Alarm>) -> Halt {
        Halt::Alarm(Box::new(Found { alarm: alarm.into(), evidence: self }))
    }
}

/// The file that a person downloads.
#[derive(Serialize)]
struct Report<'a> {
    about: &'static str,
    says: &'a str,
    found_at: Millis,
    alarm: &'a Alarm,
    evidence: &'a Evidence,
}

const ABOUT: &str = "Evidence that a transparency log (C2SP tlog-tiles) was served with an error. `seen` and `now` are signed \
                     notes: anybody can check them with `keys`. Bytes are standard base64.";

impl Found {
    /// In the words of the page, with the file to download.
    #[must_use]
    pub fn told(&self, now: Millis) -> verify::Alarm {
        let says = self.alarm.to_string();
        let report = Report { about: ABOUT, says: &says, found_at: now, alarm: &self.alarm, evidence: &self.evidence };
        let evidence = serde_json::to_string_pretty(&report).unwrap_or_default();
        let mut told = verify::Alarm {
            code: code(&self.alarm),
            entry: self.alarm.index(),
            had: None,
            has: None,
            rule: None,
            project: None,
            fen: None,
            says,
            evidence,
        };
        match &self.alarm {
            Alarm::Rollback { seen, now } | Alarm::Fork { seen, now } | Alarm::Unproven { seen, now } => {
                (told.had, told.has) = (Some(seen.size()), Some(now.size()));
            }
            Alarm::Root { now, .. } => told.has = Some(now.size()),
            Alarm::Rule { fault, .. } => rule(&mut told, fault),
            _ => {}
        }
        told
    }
}

fn rule(told: &mut verify::Alarm, fault: &ledger::Fault) {
    told.rule = Some(fault.invariant());
    match fault {
        ledger::Fault::Unbalanced { fen } => told.fen = Some(*fen),
        ledger::Fault::Overspent { project, missing } => {
            (told.project, told.fen) = (Some(project.to_string()), Some(*missing));
        }
        ledger::Fault::Overdrawn { missing, .. } => told.fen = Some(*missing),
        _ => {}
    }
}

const fn code(alarm: &Alarm) -> AlarmCode {
    use ledger::Fault::{Overspent, Unbalanced};
    match alarm {
        Alarm::Checkpoint { .. } => AlarmCode::Checkpoint,
        Alarm::Rollback { .. } => AlarmCode::Rollback,
        Alarm::Fork { .. } => AlarmCode::Fork,
        Alarm::Unproven { .. } => AlarmCode::Unproven,
        Alarm::Changed { .. } => AlarmCode::Changed,
        Alarm::Broken { .. } => AlarmCode::Broken,
        Alarm::Tile { .. } => AlarmCode::Tile,
        Alarm::Leaf { .. } => AlarmCode::Leaf,
        Alarm::Rule { fault: Unbalanced { .. }, .. } => AlarmCode::Unbalanced,
        Alarm::Rule { fault: Overspent { .. }, .. } => AlarmCode::Overspent,
        Alarm::Rule { .. } => AlarmCode::Rule,
        Alarm::Root { .. } => AlarmCode::Root,
    }
}
