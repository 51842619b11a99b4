//! What staff do to a wish: review it, and send it on its way. Every act is written down in the same transaction.

use model::{
    Band, Millis, Urgency, WishId, WishState,
    wish::{Guard, WishEvent},
};

use super::{Act, WishRow, facts, load, step, withdraw};
use crate::{Change, Conn, StoreError, args, audit, claim, statements};

statements! {
    REVIEW = "update wish set title = $2, story = $3, slots = $4, urgency = $5, urgency_reason = $6, age = $7, \
        household_word = $8, function_word = $9, k = $10, reviewed_by = $11 where id = $1";
}

/// Why an act was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such wish.
    Unknown,
    /// These guards stand in the way.
    Guards(Vec<Guard>),
    /// The text is no longer the one that was screened.
    TextChanged,
    /// The member of staff works for another station.
    ElsewhereStation,
}

impl Refusal {
    /// Its stable codes.
    #[must_use]
    pub fn codes(&self) -> Vec<&'static str> {
        match self {
            Self::Unknown => vec!["not_found"],
            Self::Guards(guards) => guards.iter().map(|guard| guard.code()).collect(),
            Self::TextChanged => vec!["text_changed"],
            Self::ElsewhereStation => vec!["other_station"],
        }
    }
}

/// The public words of a wish, as they were screened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Title.
    pub title: String,
    /// The need.
    pub story: String,
    /// The thing.
    pub thing: Option<String>,
    /// Its specification.
    pub spec: Option<String>,
}

impl Words {
    /// Those of a row.
    #[must_use]
    pub fn of(wish: &WishRow) -> Self {
        let WishRow { title, story, thing, spec, .. } = wish;
        Self { title: title.clone(), story: story.clone(), thing: thing.clone(), spec: spec.clone() }
    }
}

/// A reviewer's edits; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    /// Another title, screened.
    pub title: Option<String>,
    /// Another story, screened.
    pub story: Option<String>,
    /// Another number of slots.
    pub slots: Option<u32>,
    /// How pressing, with the reason, screened.
    pub urgency: Option<(Urgency, Option<String>)>,
    /// How many levels the band is widened (domain.md 4.7).
    pub generalise: u32,
    /// How many registered people there are on that level.
    pub k: Option<u32>,
}

/// A second person looks at a wish that waits for review.
pub struct Review {
    /// The wish.
    pub wish: WishId,
    /// The reviewer.
    pub actor: String,
    /// What they change.
    pub edits: Edits,
    /// The moment.
    pub now: Millis,
}

impl Change for Review {
    type Done = Result<WishRow, Refusal>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
        let Some(row) = load(conn, self.wish).await? else { return Ok(Err(Refusal::Unknown)) };
        if row.state != WishState::Review {
            return Ok(Err(Refusal::Guards(vec![Guard::WrongState])));
        }
        if row.collector == self.actor {
            return Ok(Err(Refusal::Guards(vec![Guard::CollectorIsReviewer])));
        }
        let Edits { title, story, slots, urgency, generalise, k } = self.edits;
        let what = [
            title.as_ref().map(|_| "title"),
            story.as_ref().map(|_| "story"),
            slots.map(|_| "slots"),
            urgency.as_ref().map(|_| "urgency"),
            (generalise > 0).then_some("band"),
            k.map(|_| "k"),
        ];
        let note = what.into_iter().flatten().collect::<Vec<_>>().join(",");
        let band: Band = (0..generalise).fold(row.band, |band, _| band.generalised());
        let (urgency, reason) = urgency.unwrap_or((row.urgency, row.urgency_reason.clone()));
        let values = args![
            row.id,
            title.unwrap_or(row.title),
            story.unwrap_or(row.story),
            slots.unwrap_or(row.slots),
            urgency.code(),
            reason,
            band.age.code(),
            band.household.map(model::Household::code),
            band.function.map(model::Function::code),
            k.unwrap_or(row.k),
            &self.actor,
        ];
        conn.run(REVIEW, values).await?;
        audit::note(conn, self.now, &self.actor, "wish.review", &self.wish.to_string(), &note).await?;
        Ok(load(conn, self.wish).await?.ok_or(Refusal::Unknown))
    }
}

/// A second person publishes a wish whose words have just been screened.
pub struct Publish {
    /// The wish.
    pub wish: WishId,
    /// Who publishes.
    pub actor: String,
    /// The words that were screened.
    pub words: Words,
    /// Whether the screen blocks them.
    pub text_blocked: bool,
    /// The moment.
    pub now: Millis,
}

impl Change for Publish {
    type Done = Result<WishState, Refusal>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
        let Some(row) = load(conn, self.wish).await? else { return Ok(Err(Refusal::Unknown)) };
        if Words::of(&row) != self.words {
            return Ok(Err(Refusal::TextChanged));
        }
        let act = Act { text_blocked: self.text_blocked, ..Act::new(WishEvent::Publish, Some(&self.actor), self.now) };
        let outcome = step(conn, &row, act).await?.map_err(Refusal::Guards);
        if outcome.is_ok() {
            audit::note(conn, self.now, &self.actor, "wish.publish", &self.wish.to_string(), "").await?;
        }
        Ok(outcome)
    }
}

/// Staff do anything else to a wish.
pub struct Do {
    /// The wish.
    pub wish: WishId,
    /// Who.
    pub actor: String,
    /// The station they work for, or `None` for all.
    pub station: Option<String>,
    /// What.
    pub event: WishEvent,
    /// Its name in the audit log.
    pub action: &'static str,
    /// The moment.
    pub now: Millis,
}

impl Change for Do {
    type Done = Result<WishState, Refusal>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
        let Some(row) = load(conn, self.wish).await? else { return Ok(Err(Refusal::Unknown)) };
        if self.station.as_ref().is_some_and(|station| *station != row.station) {
            return Ok(Err(Refusal::ElsewhereStation));
        }
        let outcome = if self.event == WishEvent::Withdraw {
            withdraw(conn, &row, Some(&self.actor), self.now).await?
        } else {
            step(conn, &row, Act::new(self.event, Some(&self.actor), self.now)).await?
        };
        if outcome.is_ok() {
            if self.event == WishEvent::FallBack {
                // The pool buys it: nobody else need bring it any more.
                claim::revoke_all(conn, self.wish, self.now).await?;
            }
            audit::note(conn, self.now, &self.actor, self.action, &self.wish.to_string(), "").await?;
        }
        Ok(outcome.map_err(Refusal::Guards))
    }
}

/// The guards that would keep this person from publishing the wish now; none when it may be.
///
/// # Errors
/// When the database fails.
pub async fn obstacles(
    conn: &mut Conn<'_>,
    wish: &WishRow,
    actor: Option<&str>,
    text_blocked: bool,
    now: Millis,
) -> Result<Vec<Guard>, StoreError> {
    let mut facts = facts(conn, wish, now.day(), actor).await?;
    facts.text_blocked = text_blocked;
    Ok(model::wish::step(wish.state, WishEvent::Publish, &facts).err().unwrap_or_default())
}
