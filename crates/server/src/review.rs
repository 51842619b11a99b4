//! The second person: what a reviewer may change, and the way to the public. The command line and the demo use it alike.
//!
//! Text is screened here, right before it is stored or published; the rules of publishing are the state machine's.

use model::WishId;
use privacy::{Finding, Level, Owned};
use store::{
    Store, StoreError, vault,
    wish::{
        WishRow,
        act::{Edits, Publish, Refusal, Review, Words},
        load,
    },
};

use crate::{
    clock::Clock,
    import::private::Private,
    keys::{Keys, KeysError},
};

/// What reviewing needs.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// Everything that is kept.
    pub store: &'a Store,
    /// Opens the vault, to compare edited text with the person's own values.
    pub keys: &'a Keys,
    /// The moment.
    pub clock: &'a Clock,
}

/// Why something was not done.
#[derive(Debug)]
pub enum Declined {
    /// A rule refused.
    Refused(Refusal),
    /// The screen blocks the new text.
    Blocked(Vec<Blocked>),
    /// The machinery failed.
    Failed(anyhow::Error),
}

/// A piece of text that the screen blocks.
#[derive(Clone, Debug)]
pub struct Blocked {
    /// Which text: `title`, `story`, `thing`, `spec`, `reason`.
    pub field: &'static str,
    /// Where, and by which rule.
    pub finding: Finding,
}

impl From<StoreError> for Declined {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<KeysError> for Declined {
    fn from(error: KeysError) -> Self {
        Self::Failed(error.into())
    }
}

/// What the screen finds in the public words of a wish, warnings too.
#[must_use]
pub fn screen(words: &Words) -> Vec<Blocked> {
    let (thing, spec) = (words.thing.as_deref().unwrap_or_default(), words.spec.as_deref().unwrap_or_default());
    let fields = [("title", words.title.as_str()), ("story", &words.story), ("thing", thing), ("spec", spec)];
    fields.into_iter().flat_map(|(field, text)| found(field, privacy::screen_deep(text))).collect()
}

fn found(field: &'static str, findings: Vec<Finding>) -> impl Iterator<Item = Blocked> {
    findings.into_iter().map(move |finding| Blocked { field, finding })
}

/// Whether any of these forbids publishing.
#[must_use]
pub fn is_blocked(findings: &[Blocked]) -> bool {
    findings.iter().any(|blocked| blocked.finding.level == Level::Block)
}

impl Desk<'_> {
    /// Notes a review with its edits; new text is screened, also against the person's own values.
    ///
    /// # Errors
    /// When a rule or the screen refuses, or the machinery fails.
    pub async fn review(&self, wish: WishId, actor: &str, edits: Edits) -> Result<WishRow, Declined> {
        let reason = edits.urgency.as_ref().and_then(|(_, reason)| reason.as_deref());
        let texts = [("title", edits.title.as_deref()), ("story", edits.story.as_deref()), ("reason", reason)];
        let texts: Vec<(&'static str, &str)> =
            texts.into_iter().filter_map(|(name, text)| Some((name, text?))).collect();
        let mut findings: Vec<Blocked> =
            texts.iter().flat_map(|(name, text)| found(name, privacy::screen_deep(text))).collect();
        if !texts.is_empty() && !is_blocked(&findings) {
            findings.extend(self.own_values(wish, actor, &texts).await?);
        }
        findings.retain(|blocked| blocked.finding.level == Level::Block);
        if !findings.is_empty() {
            return Err(Declined::Blocked(findings));
        }
        let review = Review { wish, actor: actor.to_owned(), edits, now: self.clock.now() };
        self.store.writer().write(review).await?.map_err(Declined::Refused)
    }

    /// Opens the vault, logged, and looks for the person's own values.
    async fn own_values(
        &self,
        wish: WishId,
        actor: &str,
        texts: &[(&'static str, &str)],
    ) -> Result<Vec<Blocked>, Declined> {
        let compare = vault::Compare { wish, actor: actor.to_owned(), now: self.clock.now() };
        let Some(row) = self.store.writer().write(compare).await? else { return Ok(Vec::new()) };
        let plain = self.keys.unseal(&vault::context(wish), &row.into())?;
        let private = Private::from_bytes(&plain).map_err(|error| Declined::Failed(error.into()))?;
        let own = Owned {
            name: &private.name,
            phone: &private.phone,
            identity: &private.identity,
            address: &private.address,
        };
        Ok(texts.iter().flat_map(|(name, text)| found(name, privacy::screen_own(text, &own))).collect())
    }

    /// Publishes a wish if every guard of the state machine agrees.
    ///
    /// # Errors
    /// When a guard refuses, or the machinery fails.
    pub async fn publish(&self, wish: WishId, actor: &str) -> Result<model::WishState, Declined> {
        let row = load(&mut self.store.read().await?.conn(), wish).await?.ok_or(Declined::Refused(Refusal::Unknown))?;
        let words = Words::of(&row);
        let text_blocked = is_blocked(&screen(&words));
        let publish = Publish { wish, actor: actor.to_owned(), words, text_blocked, now: self.clock.now() };
        self.store.writer().write(publish).await?.map_err(Declined::Refused)
    }
}
