//! Carries messages between the page and the audit, and what is kept between visits.

mod net;
mod shelf;

use std::{cell::Cell, rc::Rc};

use auditor::{Halt, Known, Progress, Step, Visit, Walk, opened, receipt, visit};
use js_sys::global;
use model::{
    Millis,
    verify::{Ask, Opening, Told},
};
use net::Net;
use serde::{Serialize, de::DeserializeOwned};
use shelf::Shelf;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The keys that the program was built with, if it was.
const BUILT: Option<&str> = option_env!("SHANLING_LEDGER_VKEY");

/// What a device knows of the log; the page keeps a copy.
const KNOWN: &str = "known";
/// How far the audit is.
const PROGRESS: &str = "progress";

/// Bundles between two times that the progress is kept: a page may be closed at any moment.
const KEEP_EVERY: u64 = 16;

/// The worker.
struct Desk {
    scope: DedicatedWorkerGlobalScope,
    net: Net,
    shelf: Shelf,
    /// An audit is running.
    is_busy: Cell<bool>,
    /// It was asked to pause.
    shall_pause: Cell<bool>,
}

/// Begins to listen.
pub(crate) fn start() {
    let scope: DedicatedWorkerGlobalScope = global().unchecked_into();
    let net = Net::new(&scope);
    let shelf = Shelf::new(&scope);
    let desk =
        Rc::new(Desk { scope: scope.clone(), net, shelf, is_busy: Cell::new(false), shall_pause: Cell::new(false) });
    let begun = Rc::clone(&desk);
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        let text = message.data().as_string().unwrap_or_default();
        let Ok(ask) = serde_json::from_str::<Ask>(&text) else { return };
        if ask == Ask::Pause {
            desk.shall_pause.set(true);
            return;
        }
        let desk = Rc::clone(&desk);
        spawn_local(async move { desk.answer(ask).await });
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    begun.tell(&Told::Ready);
}

impl Desk {
    async fn answer(&self, ask: Ask) {
        let told = match ask {
            Ask::Visit { copy } => self.visit(copy.as_deref()).await,
            Ask::Receipt { text, opening } => self.receipt(text, opening).await,
            Ask::Audit { afresh } if !self.is_busy.replace(true) => {
                self.shall_pause.set(false);
                let told = self.audit(afresh).await;
                self.is_busy.set(false);
                told
            }
            Ask::Forget if !self.is_busy.get() => {
                self.shelf.remove(KNOWN).await;
                self.shelf.remove(PROGRESS).await;
                Ok(Told::Forgotten)
            }
            Ask::Audit { .. } | Ask::Pause | Ask::Forget => return,
        };
        self.tell(&told.unwrap_or_else(|halt| match halt {
            Halt::Alarm(found) => Told::Alarm(Box::new(found.told(now()))),
            Halt::Trouble(trouble) => Told::Trouble(trouble),
        }));
    }

    fn tell(&self, told: &Told) {
        let text = serde_json::to_string(told).unwrap_or_default();
        let _ = self.scope.post_message(&JsValue::from_str(&text));
    }

    async fn visit(&self, copy: Option<&str>) -> Result<Told, Halt> {
        let copy = copy.and_then(|copy| serde_json::from_str(copy).ok());
        let known = Known::newer(self.kept(KNOWN).await, copy);
        let visit = visit(&self.net, &built(), known.as_ref(), now()).await?;
        self.keep_visit(&visit).await;
        let progress: Option<Progress> = self.kept(PROGRESS).await;
        Ok(Told::Standing(visit.told(progress.as_ref())))
    }

    async fn receipt(&self, text: String, opening: Option<Opening>) -> Result<Told, Halt> {
        let text = match opening.map_or(Ok(text.clone()), |opening| opened(&text, &opening)) {
            Ok(text) => text,
            Err(bad) => return Ok(Told::BadReceipt(bad)),
        };
        let known: Option<Known> = self.kept(KNOWN).await;
        let (shown, visit) = receipt(&self.net, &text, &built(), known.as_ref(), now()).await?;
        if let Some(visit) = visit {
            self.keep_visit(&visit).await;
        }
        Ok(shown.map_or_else(Told::BadReceipt, |shown| Told::Receipt(Box::new(shown))))
    }

    async fn audit(&self, afresh: bool) -> Result<Told, Halt> {
        let known: Option<Known> = self.kept(KNOWN).await;
        let visit = visit(&self.net, &built(), known.as_ref(), now()).await?;
        self.keep_visit(&visit).await;
        let progress = if afresh { None } else { self.kept(PROGRESS).await };
        let mut walk = Walk::begin(&self.net, &visit, progress).await?;
        let (mut steps, mut shown) = (0_u64, None);
        let ended = loop {
            let told = walk.told();
            let percent = told.audited.saturating_mul(100).checked_div(told.of);
            if shown.replace(percent) != Some(percent) {
                self.tell(&Told::Progress(told.clone()));
            }
            if self.shall_pause.get() {
                break Ok(Told::Paused(told));
            }
            match walk.step().await {
                Ok(Step::More) => {}
                Ok(Step::Done) => break Ok(Told::Passed(walk.passed(&visit))),
                // What the alarm is about must not count as audited.
                Err(Halt::Alarm(found)) => return Err(Halt::Alarm(found)),
                Err(trouble) => break Err(trouble),
            }
            steps += 1;
            if steps.is_multiple_of(KEEP_EVERY) {
                self.keep(PROGRESS, walk.progress()).await;
            }
        };
        self.keep(PROGRESS, walk.progress()).await;
        ended
    }

    async fn keep_visit(&self, visit: &Visit) {
        self.keep(KNOWN, &visit.known).await;
        if let Ok(copy) = serde_json::to_string(&visit.known) {
            self.tell(&Told::Keep(copy));
        }
    }

    async fn keep(&self, name: &str, what: &impl Serialize) {
        if let Ok(text) = serde_json::to_string(what) {
            self.shelf.put(name, &text).await;
        }
    }

    async fn kept<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        serde_json::from_str(&self.shelf.get(name).await?).ok()
    }
}

fn built() -> Vec<&'static str> {
    BUILT.unwrap_or_default().split_whitespace().collect()
}

fn now() -> Millis {
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
    Millis::new(js_sys::Date::now() as i64)
}
