//! Brings the sandbox's notices, again and again until somebody takes them, ever more rarely.

use std::{collections::BTreeMap, io, time::Duration};

use hyper::Method;
use model::Millis;

use super::{
    provider::Provider,
    wire::{NoticeBody, SUCCESS, Transaction},
};
use crate::{
    Key,
    http::Http,
    seal::{Message, Speaker},
};

/// Seconds between two tries of a notice; after the last it is given up, as at a real provider.
const PAUSES: [i64; 12] = [0, 1, 2, 5, 10, 15, 30, 60, 180, 600, 1800, 3600];
/// The pause between two rounds.
const ROUND: Duration = Duration::from_millis(250);

/// Who brings them.
pub(super) struct Courier {
    http: Http,
    key: Key,
    /// Tries of each notice, and when the next is due.
    tries: BTreeMap<String, (usize, Millis)>,
}

impl Courier {
    pub(super) fn new(key: Key) -> Self {
        Self { http: Http::new(), key, tries: BTreeMap::new() }
    }

    /// Goes on for ever.
    pub(super) async fn run(mut self, provider: &Provider, now: impl Fn() -> Millis) -> io::Error {
        loop {
            if let Err(error) = self.round(provider, now()).await {
                return error;
            }
            tokio::time::sleep(ROUND).await;
        }
    }

    /// Lets time pass, then brings what is due.
    async fn round(&mut self, provider: &Provider, now: Millis) -> io::Result<()> {
        provider.pass(now)?;
        for (about, address, notice, copies) in provider.unheard() {
            let (tries, due) = self.tries.get(&about).copied().unwrap_or((0, now));
            let Some(pause) = PAUSES.get(tries).filter(|_| due <= now) else { continue };
            self.tries.insert(about.clone(), (tries + 1, now.plus_seconds(*pause)));
            let mut is_heard = false;
            for _ in 0..copies {
                is_heard |= self.bring(&address, &notice, now, &self.key).await;
            }
            if is_heard {
                provider.acknowledged(&about)?;
            }
        }
        Ok(())
    }

    async fn bring(&self, address: &str, notice: &NoticeBody, now: Millis, key: &Key) -> bool {
        let Ok(body) = serde_json::to_vec(notice) else { return false };
        let message = Message { speaker: Speaker::Notice, what: "notice", body: &body };
        let signature = key.sign(&message, now, rand::random());
        let reply = self.http.ask(Method::POST, address, &signature, body).await;
        reply.is_ok_and(|reply| reply.status == 200 && reply.body.as_ref() == SUCCESS.as_bytes())
    }
}

/// Somebody who does not know the key sends a notice of money that never came.
pub(super) async fn forge(provider: &Provider, number: &str, amount: model::Fen, now: Millis) {
    let Some(address) = provider.notify_url(number) else { return };
    let money = Transaction {
        transaction_id: format!("FORGED{:08x}", rand::random::<u32>()),
        out_trade_no: number.to_owned(),
        merchant: super::MERCHANT.to_owned(),
        amount,
        currency: "CNY".to_owned(),
        paid_at: now,
    };
    let forger = Courier::new(Key::new(rand::random()));
    forger.bring(&address, &NoticeBody::Paid(money), now, &forger.key).await;
}
