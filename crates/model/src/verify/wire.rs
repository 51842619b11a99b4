//! Messages as they travel: the page's reader of JSON knows no variants that hold something.

use serde::{Deserialize, Serialize};

use super::{Alarm, BadReceipt, Passed, Progress, Receipt, Standing};

/// What is missing or too much in a message is not worth a word: both ends are of one build.
#[derive(Debug)]
pub(super) struct Misfit;

impl std::fmt::Display for Misfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no such message")
    }
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    #[default]
    Ready,
    Standing,
    Progress,
    Paused,
    Passed,
    Alarm,
    Trouble,
    Receipt,
    BadReceipt,
    Keep,
    Forgotten,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Told {
    tell: Word,
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<Standing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    progress: Option<Progress>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passed: Option<Passed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alarm: Option<Box<Alarm>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trouble: Option<super::Trouble>,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<Box<Receipt>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bad_receipt: Option<BadReceipt>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keep: Option<String>,
}

impl From<super::Told> for Told {
    fn from(told: super::Told) -> Self {
        use super::Told as Said;
        let no = Self::default();
        match told {
            Said::Ready => no,
            Said::Standing(standing) => Self { tell: Word::Standing, standing: Some(standing), ..no },
            Said::Progress(progress) => Self { tell: Word::Progress, progress: Some(progress), ..no },
            Said::Paused(progress) => Self { tell: Word::Paused, progress: Some(progress), ..no },
            Said::Passed(passed) => Self { tell: Word::Passed, passed: Some(passed), ..no },
            Said::Alarm(alarm) => Self { tell: Word::Alarm, alarm: Some(alarm), ..no },
            Said::Trouble(trouble) => Self { tell: Word::Trouble, trouble: Some(trouble), ..no },
            Said::Receipt(receipt) => Self { tell: Word::Receipt, receipt: Some(receipt), ..no },
            Said::BadReceipt(bad) => Self { tell: Word::BadReceipt, bad_receipt: Some(bad), ..no },
            Said::Keep(keep) => Self { tell: Word::Keep, keep: Some(keep), ..no },
            Said::Forgotten => Self { tell: Word::Forgotten, ..no },
        }
    }
}

impl TryFrom<Told> for super::Told {
    type Error = Misfit;

    fn try_from(wire: Told) -> Result<Self, Misfit> {
        let told = match wire.tell {
            Word::Ready => Some(Self::Ready),
            Word::Standing => wire.standing.map(Self::Standing),
            Word::Progress => wire.progress.map(Self::Progress),
            Word::Paused => wire.progress.map(Self::Paused),
            Word::Passed => wire.passed.map(Self::Passed),
            Word::Alarm => wire.alarm.map(Self::Alarm),
            Word::Trouble => wire.trouble.map(Self::Trouble),
            Word::Receipt => wire.receipt.map(Self::Receipt),
            Word::BadReceipt => wire.bad_receipt.map(Self::BadReceipt),
            Word::Keep => wire.keep.map(Self::Keep),
            Word::Forgotten => Some(Self::Forgotten),
        };
        told.ok_or(Misfit)
    }
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Reason {
    Unreachable,
    Missing,
    Refused,
    TooLong,
    NoKey,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Trouble {
    reason: Reason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
}

impl From<super::Trouble> for Trouble {
    fn from(trouble: super::Trouble) -> Self {
        use super::Trouble as Said;
        let (reason, path, status) = match trouble {
            Said::Unreachable => (Reason::Unreachable, None, None),
            Said::Missing { path } => (Reason::Missing, Some(path), None),
            Said::Refused { status } => (Reason::Refused, None, Some(status)),
            Said::TooLong { path } => (Reason::TooLong, Some(path), None),
            Said::NoKey => (Reason::NoKey, None, None),
        };
        Self { reason, path, status }
    }
}

impl TryFrom<Trouble> for super::Trouble {
    type Error = Misfit;

    fn try_from(wire: Trouble) -> Result<Self, Misfit> {
        let trouble = match wire.reason {
            Reason::Unreachable => Some(Self::Unreachable),
            Reason::Missing => wire.path.map(|path| Self::Missing { path }),
            Reason::Refused => wire.status.map(|status| Self::Refused { status }),
            Reason::TooLong => wire.path.map(|path| Self::TooLong { path }),
            Reason::NoKey => Some(Self::NoKey),
        };
        trouble.ok_or(Misfit)
    }
}
