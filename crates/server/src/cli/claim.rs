//! `shanling claim`: the station's side of a claim.

use std::io::{self, Write};

use clap::ValueEnum;
use model::{
    ClaimId,
    claim::{ClaimEvent, ClaimRefusal},
};
use privacy::Level;
use store::claim::{self, By, Said, StationClaim, StepClaim, Stepped};

use super::{Globals, House, Outcome, Trouble};
use crate::staff::{Member, Role};

/// Claims that one question to the database yields.
const PAGE: u32 = 500;
/// Most characters of a reason or a sentence of feedback.
const SENTENCE: usize = 200;

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Lists the claims that a station has to do with
    List {
        /// The code of the station
        #[arg(long)]
        station: String,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// The goods are at the station
    Received(Target),
    /// The person has it; for a service: it took place
    HandedOver(Target),
    /// The station refuses the goods; the claimant may replace them within seven days
    Reject {
        #[command(flatten)]
        target: Target,
        /// Why, in one sentence that the claimant sees
        #[arg(long)]
        reason: String,
    },
    /// The station takes the claim back; the slot is open again
    Revoke(Target),
    /// Feedback for the claimant; once every slot has it, the wish is confirmed
    Close {
        #[command(flatten)]
        target: Target,
        /// Whether it fits; if not, the wish is disputed
        #[arg(long, value_enum)]
        fits: Fits,
        /// One sentence about how it was received; names nobody
        #[arg(long)]
        note: String,
    },
}

/// Which claim, and who acts.
#[derive(Debug, clap::Args)]
pub struct Target {
    /// The claim number
    claim: ClaimId,
    /// The member of staff who acts
    #[arg(long = "as", value_name = "NAME")]
    actor: String,
    /// Answers with one JSON object
    #[arg(long)]
    json: bool,
}

/// Whether what was handed over fits.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Fits {
    /// It does.
    Yes,
    /// It does not.
    No,
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When the sign-in fails, a rule refuses, or the house cannot be opened.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        let (target, event, said) = match self {
            Self::List { station, json } => return list(&house, &station, json).await,
            Self::Received(target) => (target, ClaimEvent::Receive, Said::Nothing),
            Self::HandedOver(target) => (target, ClaimEvent::HandOver, Said::Nothing),
            Self::Reject { target, reason } => {
                (target, ClaimEvent::Reject, Said::Reject(sentence("--reason", &reason)?))
            }
            Self::Revoke(target) => (target, ClaimEvent::Revoke, Said::Nothing),
            Self::Close { target, fits, note } => {
                let note = sentence("--note", &note)?;
                (target, ClaimEvent::Close, Said::Feedback { fits: matches!(fits, Fits::Yes), note })
            }
        };
        let Member { name, station, .. } = house.sign_in_as(&target.actor, &[Role::Station]).await?;
        let by = By::Staff { name, station };
        let change = StepClaim { claim: target.claim, by, event, said, now: house.clock.now() };
        let outcome = house.store.writer().write(change).await?;
        tell(&target, outcome)
    }
}

/// A sentence that somebody else will read: bounded, and screened.
fn sentence(option: &str, text: &str) -> Result<String, Trouble> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > SENTENCE || text.chars().any(char::is_control) {
        return Err(Trouble::unusable(format!("{option} 需要一句话，最多{SENTENCE}字，不换行。")));
    }
    let mut findings = privacy::screen_deep(text);
    findings.retain(|finding| finding.level == Level::Block);
    if findings.is_empty() {
        return Ok(text.to_owned());
    }
    let mut out = io::stdout().lock();
    for finding in findings {
        let (start, end) = (finding.start, finding.end);
        writeln!(out, "{option} 第{}到第{end}个字不能写（{}），请改写。", start + 1, finding.code.as_str())?;
    }
    Err(Trouble::Refused)
}

fn tell(target: &Target, outcome: Stepped) -> Outcome {
    let mut out = io::stdout().lock();
    let (code, words) = match outcome {
        Stepped::Done(view) => {
            if target.json {
                let line = serde_json::json!({"claim": view.id, "state": view.state, "due": view.due});
                writeln!(out, "{line}")?;
            } else {
                writeln!(out, "{}\t{}", view.id, view.state.zh())?;
            }
            return Ok(());
        }
        Stepped::NotFound => ("not_found", "没有这个认领号，或它不归您的服务站。"),
        Stepped::Refused(refusal) => words(refusal),
    };
    if target.json {
        writeln!(out, "{}", serde_json::json!({"claim": target.claim, "refused": code}))?;
    } else {
        writeln!(out, "未办理：{words}（{code}）")?;
    }
    Err(Trouble::Refused)
}

const fn words(refusal: ClaimRefusal) -> (&'static str, &'static str) {
    match refusal {
        ClaimRefusal::WrongState => ("wrong_state", "这个认领现在的状态不能这样办理。"),
        ClaimRefusal::WrongKind => ("wrong_kind", "物品才有收货和退换，服务没有。"),
        ClaimRefusal::HoldOver => ("hold_over", "保留时间已过。"),
        ClaimRefusal::AlreadyExtended => ("already_extended", "已经延期过一次。"),
        ClaimRefusal::TooManyDays => ("too_many_days", "天数不对。"),
        ClaimRefusal::ReasonNeeded => ("reason_needed", "需要原因。"),
        ClaimRefusal::BadDay => ("bad_day", "日期不对。"),
        ClaimRefusal::NotYet => ("not_yet", "时间还没到。"),
    }
}

async fn list(house: &House, station: &str, json: bool) -> Outcome {
    let mut out = io::stdout().lock();
    let mut after = String::new();
    loop {
        let page = claim::of_station(&mut house.store.read().await?.conn(), station, &after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id.to_string();
        for claim in page {
            let StationClaim { id, state, due, appointment, title, number, slot } = claim;
            if json {
                let line = serde_json::json!({
                    "claim": id, "state": state, "due": due, "appointment": appointment, "title": title,
                    "number": number, "slot": slot
                });
                writeln!(out, "{line}")?;
            } else {
                let day = appointment.or(due).map(|day| day.to_string()).unwrap_or_default();
                writeln!(out, "{id}\t{}\t{day}\t{number}\t{title}", state.zh())?;
            }
        }
    }
}
