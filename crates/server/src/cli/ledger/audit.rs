//! `shanling ledger audit`: the whole audit of a log from outside, by the very code that runs in visitors' browsers.

mod place;
mod state;
mod words;

use std::{
    fs,
    io::{self, IsTerminal as _, Write},
    path::PathBuf,
};

use auditor::{Found, Halt, Step, Visit, Walk, visit};
use clap::Args;
use ledger::{Alarm, VerifyKey};
use model::verify::{Passed, Trouble as Silence};
use serde_json::json;

use self::{place::Place, state::State};
use crate::cli::{Globals, Outcome, Trouble};

/// Audits a log from outside
#[derive(Debug, Args)]
#[command(after_help = "\
Checks the signature of the checkpoint; that the log extends what the state file remembers; every entry's bytes, form and \
rules, at every prefix; the root; every tile. Ends with 0 when all of it holds, 1 when the log lies or too few witnesses \
vouch for it, 2 when the command makes no sense or no key is known, 4 when something did not come so that nothing is shown.")]
pub struct Command {
    /// The log: its address (`https://love.example.org/ledger`) or a folder of its files
    #[arg(value_name = "URL|DIR")]
    place: Place,
    /// A key of the log, from somewhere else than the log itself; may be repeated. Without one, that which the log names
    /// at first sight is believed and remembered
    #[arg(long, value_name = "VKEY")]
    vkey: Vec<VerifyKey>,
    /// Remembers here what was seen and audited, and goes on from there
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// The key of a witness that is believed; may be repeated
    #[arg(long, value_name = "VKEY")]
    witness: Vec<VerifyKey>,
    /// How many of them have to have cosigned the newest checkpoint
    #[arg(long, value_name = "N", default_value_t = 0, requires = "witness")]
    threshold: usize,
    /// Where the evidence goes when the log lies
    #[arg(long, value_name = "FILE")]
    evidence: Option<PathBuf>,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

/// What an audit came to when nothing is wrong.
struct Sound {
    passed: Passed,
    /// Witnesses and their times, in seconds since 1970.
    witnesses: Vec<(String, u64)>,
}

impl Command {
    /// Audits, and tells the result.
    ///
    /// # Errors
    /// `Refused` when the log lies; otherwise when nothing could be shown.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let clock = globals.clock()?;
        let mut state = State::open(self.state.as_deref())?;
        let audited = self.audit(&mut state, clock.now()).await;
        state.keep()?;
        match audited {
            Ok(sound) => self.tell(&sound),
            Err(Halt::Alarm(found)) => self.raise(&found, clock.now()),
            Err(Halt::Trouble(silence)) => self.complain(&silence),
        }
    }

    async fn audit(&self, state: &mut State, now: model::Millis) -> Result<Sound, Halt> {
        let built: Vec<String> = self.vkey.iter().map(ToString::to_string).collect();
        let built: Vec<&str> = built.iter().map(String::as_str).collect();
        let visit = visit(&self.place, &built, state.known(), now).await?;
        let witnesses = self.witnesses(&visit)?;
        state.saw(&visit.known);
        let mut walk = Walk::begin(&self.place, &visit, state.progress()).await?;
        let shows = io::stderr().is_terminal() && !self.json;
        let ended = loop {
            match walk.step().await {
                Ok(Step::More) if shows => {
                    let told = walk.told();
                    let _ = write!(io::stderr(), "\r{} / {}", told.audited, told.of);
                }
                Ok(Step::More) => {}
                Ok(Step::Done) => break Ok(()),
                // What the alarm is about must not count as audited.
                Err(alarm @ Halt::Alarm(_)) => return Err(alarm),
                Err(trouble) => break Err(trouble),
            }
        };
        if shows {
            let _ = writeln!(io::stderr());
        }
        state.audited(walk.progress());
        ended.map(|()| Sound { passed: walk.passed(&visit), witnesses })
    }

    /// The believed witnesses that cosigned what was seen.
    fn witnesses(&self, visit: &Visit) -> Result<Vec<(String, u64)>, Halt> {
        let trust = visit.trust.clone().with_witnesses(self.witness.iter().cloned());
        match trust.open(visit.known.note.as_bytes()) {
            Ok(signed) => Ok(signed.witnesses.into_iter().collect()),
            Err(error) => {
                let evidence = auditor::Evidence { now: Some(visit.known.note.clone()), ..Default::default() };
                Err(Halt::Alarm(Box::new(Found { alarm: Alarm::from(error), evidence })))
            }
        }
    }

    fn tell(&self, sound: &Sound) -> Outcome {
        let is_enough = sound.witnesses.len() >= self.threshold;
        let mut out = io::stdout().lock();
        if self.json {
            let witnesses: serde_json::Map<_, _> =
                sound.witnesses.iter().map(|(name, time)| (name.clone(), json!(time))).collect();
            writeln!(out, "{}", json!({"ok": is_enough, "passed": sound.passed, "witnesses": witnesses}))?;
        } else {
            words::passed(&mut out, sound, self.threshold)?;
        }
        if is_enough { Ok(()) } else { Err(Trouble::Refused) }
    }

    fn raise(&self, found: &Found, now: model::Millis) -> Outcome {
        let told = found.told(now);
        if let Some(file) = &self.evidence {
            fs::write(file, &told.evidence)?;
        }
        let mut out = io::stdout().lock();
        if self.json {
            let mut alarm = serde_json::to_value(&told)?;
            if let Some(alarm) = alarm.as_object_mut().filter(|_| self.evidence.is_some()) {
                alarm.remove("evidence");
            }
            writeln!(out, "{}", json!({"ok": false, "alarm": alarm}))?;
        } else {
            words::alarm(&mut out, &told)?;
            if let Some(file) = &self.evidence {
                writeln!(out, "证据已写入 {}。", file.display())?;
            }
        }
        Err(Trouble::Refused)
    }

    fn complain(&self, silence: &Silence) -> Outcome {
        if self.json {
            writeln!(io::stdout(), "{}", json!({"ok": false, "trouble": silence}))?;
        }
        let sentence = words::silence(silence);
        match silence {
            Silence::NoKey => Err(Trouble::Unusable(sentence)),
            _ => Err(Trouble::Failed(anyhow::anyhow!(sentence))),
        }
    }
}
