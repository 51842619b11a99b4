//! What the page knows, and how it changes with what the worker says. Pure.

use model::verify::{Alarm, BadReceipt, Passed, Progress, Receipt, Standing, Told, Trouble};

/// Where the audit is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Audit {
    /// Nothing was asked yet.
    #[default]
    Idle,
    /// It is going on.
    Running(Progress),
    /// It stopped and can go on.
    Paused(Progress),
    /// Everything is audited and nothing is wrong.
    Passed(Box<Passed>),
}

/// What a receipt showed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Opened {
    /// All of this.
    Good(Box<Receipt>),
    /// Nothing.
    Bad(BadReceipt),
}

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Seen {
    /// What this device knows of the log.
    pub(crate) standing: Option<Standing>,
    /// Where the audit is.
    pub(crate) audit: Audit,
    /// The log lies.
    pub(crate) alarm: Option<Box<Alarm>>,
    /// Nothing could be shown.
    pub(crate) trouble: Option<Trouble>,
    /// The receipt that was opened last.
    pub(crate) receipt: Option<Opened>,
    /// The worker cannot run here, or broke.
    pub(crate) is_broken: bool,
}

impl Seen {
    /// After the worker has said this.
    pub(crate) fn hear(mut self, told: Told) -> Self {
        match told {
            Told::Ready | Told::Keep(_) => {}
            Told::Standing(standing) => {
                if matches!(self.audit, Audit::Idle) && (1..standing.size).contains(&standing.audited) {
                    self.audit = Audit::Paused(Progress { audited: standing.audited, of: standing.size });
                }
                (self.standing, self.trouble) = (Some(standing), None);
            }
            Told::Progress(progress) => self.audit = Audit::Running(progress),
            Told::Paused(progress) => self.audit = Audit::Paused(progress),
            Told::Passed(passed) => {
                self.standing = Some(passed.standing.clone());
                self.audit = Audit::Passed(Box::new(passed));
            }
            Told::Alarm(alarm) => {
                self.alarm = Some(alarm);
                self.audit = Audit::Idle;
            }
            Told::Trouble(trouble) => {
                self.trouble = Some(trouble);
                self.stops();
            }
            Told::Receipt(receipt) => self.receipt = Some(Opened::Good(receipt)),
            Told::BadReceipt(bad) => self.receipt = Some(Opened::Bad(bad)),
            Told::Forgotten => self = Self::default(),
        }
        self
    }

    /// After the person asked for the audit.
    pub(crate) fn starts(mut self) -> Self {
        let of = self.standing.as_ref().map_or(0, |standing| standing.size);
        let begun = match &self.audit {
            Audit::Running(progress) | Audit::Paused(progress) => progress.clone(),
            Audit::Idle | Audit::Passed(_) => Progress { audited: 0, of },
        };
        (self.audit, self.alarm, self.trouble) = (Audit::Running(begun), None, None);
        self
    }

    /// After the person asked to try again.
    pub(crate) fn tries(mut self) -> Self {
        self.trouble = None;
        self
    }

    /// After the worker broke.
    pub(crate) fn breaks(mut self) -> Self {
        self.is_broken = true;
        self.stops();
        self
    }

    /// What was going on can go on later.
    fn stops(&mut self) {
        if let Audit::Running(progress) = &self.audit {
            self.audit = Audit::Paused(progress.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use model::{Millis, verify::KeyFrom};

    use super::*;

    fn standing(audited: u64, size: u64) -> Standing {
        let text = || "x".to_owned();
        let since = Millis::new(0);
        Standing { origin: text(), key: text(), key_from: KeyFrom::Built, size, since, is_first: false, audited }
    }

    fn progress(audited: u64) -> Progress {
        Progress { audited, of: 9 }
    }

    #[test]
    fn what_the_worker_says_is_read_by_the_small_reader() {
        let passed = Passed { standing: standing(9, 9), before: 1, last_day: None, projects: Vec::new() };
        let said = [
            Told::Ready,
            Told::Standing(standing(4, 9)),
            Told::Progress(progress(4)),
            Told::Passed(passed),
            Told::Trouble(Trouble::Missing { path: "x".to_owned() }),
            Told::Trouble(Trouble::Refused { status: 503 }),
            Told::BadReceipt(BadReceipt::Form),
            Told::Keep("{}".to_owned()),
        ];
        for told in said {
            let text = serde_json::to_string(&told).unwrap();
            assert_eq!(crate::api::json::read(&text), Ok(told), "{text}");
        }
    }

    #[test]
    fn an_audit_that_was_left_can_be_taken_up() {
        for (audited, want) in [(0, Audit::Idle), (4, Audit::Paused(progress(4))), (9, Audit::Idle)] {
            assert_eq!(Seen::default().hear(Told::Standing(standing(audited, 9))).audit, want, "{audited} of 9");
        }
    }

    #[test]
    fn trouble_pauses_and_an_alarm_ends() {
        let running = Seen::default().starts().hear(Told::Progress(progress(4)));
        assert_eq!(running.audit, Audit::Running(progress(4)));
        let troubled = running.clone().hear(Told::Trouble(Trouble::Unreachable));
        assert_eq!((troubled.audit.clone(), troubled.trouble.is_some()), (Audit::Paused(progress(4)), true));
        assert_eq!(troubled.starts().trouble, None);
        assert_eq!(running.breaks().audit, Audit::Paused(progress(4)));
    }

    #[test]
    fn what_was_wrong_is_not_shown_beside_a_new_attempt() {
        let seen = Seen::default().hear(Told::Standing(standing(0, 9)));
        let alarm = Alarm {
            code: model::verify::AlarmCode::Fork,
            entry: None,
            had: None,
            has: None,
            rule: None,
            project: None,
            fen: None,
            says: String::new(),
            evidence: String::new(),
        };
        let alarmed = seen.hear(Told::Alarm(Box::new(alarm)));
        assert!(alarmed.alarm.is_some());
        assert_eq!(alarmed.starts().alarm, None);
    }
}
