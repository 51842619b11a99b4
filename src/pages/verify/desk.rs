//! The page's end of the worker.

use leptos::prelude::*;
use model::verify::{Ask, Told};

use super::{seen::Seen, totals::Shown};
use crate::{
    api::json,
    browser::{
        storage,
        worker::{self, Worker},
    },
};

/// Under this name the browser keeps the small copy of what the worker knows.
const COPY: &str = "ledger";

/// What the page shows, and the way to the worker.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    /// What the page shows.
    pub(crate) seen: RwSignal<Seen>,
    /// What the project pages say, beside the audited totals.
    pub(crate) shown: Shown,
    worker: StoredValue<Option<Worker>, LocalStorage>,
    /// What was asked before the worker listened; nothing once it does.
    early: StoredValue<Option<Vec<String>>>,
}

impl Desk {
    /// Starts the worker; it ends with the page.
    pub(crate) fn open() -> Self {
        let desk = Self {
            seen: RwSignal::new(Seen::default()),
            shown: Shown::new(),
            worker: StoredValue::new_local(None),
            early: StoredValue::new(Some(Vec::new())),
        };
        let start =
            |script: String| Worker::start(&script, move |text| desk.hear(&text), move || desk.change(Seen::breaks));
        match worker::auditor().and_then(start) {
            Some(worker) => desk.worker.set_value(Some(worker)),
            None => desk.change(Seen::breaks),
        }
        desk
    }

    fn hear(self, text: &str) {
        let Ok(told) = json::read::<Told>(text) else { return };
        match &told {
            Told::Ready => {
                let early = self.early.try_update_value(Option::take).flatten().unwrap_or_default();
                self.ask(&Ask::Visit { copy: storage::local_get(COPY) });
                for text in early {
                    self.tell(&text);
                }
            }
            Told::Keep(copy) => storage::local_set(COPY, copy),
            Told::Passed(passed) => self.shown.fetch(passed),
            Told::Forgotten => {
                storage::local_remove(COPY);
                self.ask(&Ask::Visit { copy: None });
            }
            _ => {}
        }
        self.change(|seen| seen.hear(told));
    }

    fn change(self, change: impl FnOnce(Seen) -> Seen) {
        self.seen.try_update(|seen| *seen = change(std::mem::take(seen)));
    }

    /// Asks the worker for something, as soon as it listens.
    pub(crate) fn ask(self, ask: &Ask) {
        let mut text = serde_json::to_string(ask).ok();
        self.early.try_update_value(|early| {
            if let Some(early) = early {
                early.extend(text.take());
            }
        });
        if let Some(text) = text {
            self.tell(&text);
        }
    }

    fn tell(self, text: &str) {
        self.worker.try_with_value(|worker| worker.as_ref().map(|worker| worker.tell(text)));
    }

    /// Asks for the audit, where it stopped or from the first entry on.
    pub(crate) fn audit(self, afresh: bool) {
        self.change(Seen::starts);
        self.ask(&Ask::Audit { afresh });
    }

    /// Asks for the newest checkpoint once more.
    pub(crate) fn visit(self) {
        self.change(Seen::tries);
        self.ask(&Ask::Visit { copy: storage::local_get(COPY) });
    }
}
