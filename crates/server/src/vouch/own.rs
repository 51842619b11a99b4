//! Our own log, as its witnesses are told of it.

use ledger::{Hash, Note};

use super::Log;
use crate::{app::App, ledger as own, outward::Outward};

/// Asks the witnesses of this server for every checkpoint that it publishes, as long as it runs.
pub async fn run(app: App) {
    if app.vouchers.keys().next().is_none() {
        return;
    }
    match Outward::new() {
        Ok(outward) => app.vouchers.run(&outward, &app).await,
        Err(error) => tracing::error!(%error, "witnesses cannot be asked: {error}"),
    }
}

impl Log for App {
    async fn growth(&self, old: u64, new: u64) -> Option<Vec<Hash>> {
        let mut reader = self.store.read().await.ok()?;
        own::consistency(&mut reader.conn(), old, new).await.ok()?
    }

    async fn next(&self, last: Option<&Note>) -> Option<Note> {
        let last = last.map(ToString::to_string);
        let mut news = self.ledger.news();
        let published = news.wait_for(|published| {
            published.as_ref().is_some_and(|published| last.as_ref() != Some(&published.head.note))
        });
        let note = published.await.ok()?.as_ref()?.head.note.clone();
        Note::parse(note.as_bytes()).ok()
    }
}
