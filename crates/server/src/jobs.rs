//! What the house does by itself, by the clock: holds, offers, deadlines, reminders, listings, forgetting, and sending.
//!
//! Every job may run twice and in several servers at once: each batch is one change that looks before it acts. A round
//! first asks what is due, so that a quiet house writes nothing.

use std::time::Duration;

use store::{
    Store, StoreError,
    claim::{self, Due},
    outbox::{self, Message, MessagesSent, TakeMessages},
    person,
};

use crate::{
    app::App,
    clock::Clock,
    keys::Keys,
    phone::Phone,
    sender::{SendError, Sender, SenderPort, Text},
    till::Till,
};

/// Rows that one change may touch, so that claims never wait long behind a job.
const BATCH: u32 = 50;
/// The pause between two rounds.
const PAUSE: Duration = Duration::from_secs(3);

/// What the jobs need. Clones share everything.
#[derive(Clone)]
pub struct Jobs {
    /// Everything that is kept.
    pub store: Store,
    /// Opens the numbers that messages go to.
    pub keys: Keys,
    /// The only source of time.
    pub clock: Clock,
    /// Reaches people's phones.
    pub sender: SenderPort,
    /// Ask payment providers, if there are any.
    pub tills: Vec<Till>,
}

/// What one round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Things that changed.
    pub changed: u64,
    /// Messages that went out.
    pub sent: u64,
}

impl Jobs {
    /// The jobs of a running server.
    #[must_use]
    pub fn of(app: &App) -> Self {
        Self {
            store: app.store.clone(),
            keys: app.keys.clone(),
            clock: app.clock.clone(),
            sender: app.sender.clone(),
            tills: app.tills().collect(),
        }
    }

    /// Goes on for ever; drop the future to stop. A round that fails is told to the log, and the next one tries again.
    pub async fn run(&self) {
        loop {
            if let Err(error) = self.round().await {
                tracing::error!(cause = format!("{error:#}"), "a round of the jobs failed");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Does everything that is due.
    ///
    /// # Errors
    /// When the database fails; what was done before stays done.
    pub async fn round(&self) -> Result<Round, StoreError> {
        let now = self.clock.now();
        let mut round = Round::default();
        let chores = claim::waiting_chores(&mut self.store.read().await?.conn(), now).await?;
        for chore in chores {
            loop {
                let done = self.store.writer().write(Due { chore, now, most: BATCH }).await?;
                round.changed += done.changed;
                if !done.more {
                    break;
                }
            }
        }
        if let Some(sender) = self.sender.get() {
            while outbox::is_due(&mut self.store.read().await?.conn(), now).await? {
                let messages = self.store.writer().write(TakeMessages { now, most: BATCH }).await?;
                round.sent += self.send(sender, messages).await?;
            }
        }
        for till in &self.tills {
            round.changed += till.round().await?;
        }
        if round != Round::default() {
            tracing::info!(changed = round.changed, sent = round.sent, "the jobs changed {} things", round.changed);
        }
        Ok(round)
    }

    /// Sends what was leased; what fails comes back when its lease is over.
    async fn send(&self, sender: &dyn Sender, messages: Vec<Message>) -> Result<u64, StoreError> {
        let mut seqs = Vec::new();
        for message in messages {
            let Some(phone) = self.phone(&message) else {
                tracing::error!(message.seq, "the number of message `{}` does not open", message.seq);
                continue;
            };
            let Message { seq: id, kind, claim, donation, due, .. } = &message;
            let text = Text { id: *id, kind: *kind, claim: *claim, donation: *donation, due: *due };
            match sender.send_message(&phone, &text).await {
                Ok(()) | Err(SendError::Limited) => seqs.push(message.seq),
                Err(error @ SendError::Failed) => {
                    tracing::warn!(message.seq, "message `{}` did not go out: {error}", message.seq);
                }
            }
        }
        let sent = u64::try_from(seqs.len()).unwrap_or(u64::MAX);
        if sent > 0 {
            self.store.writer().write(MessagesSent { seqs, now: self.clock.now() }).await?;
        }
        Ok(sent)
    }

    fn phone(&self, message: &Message) -> Option<Phone> {
        let sealed = message.phone.clone().into();
        let plain = self.keys.unseal(&person::context(message.person), &sealed).ok()?;
        Phone::from_sealed(&plain)
    }
}
