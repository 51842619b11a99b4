//! Wishes as a list shows them.

use std::collections::HashMap;

use model::{
    AgeBand, Band, Delivery, Fen, Function, Household, Kind, ServiceClass, Shan, Urgency, WishId, WishState,
    view::{ClaimWay, Slots, WishCard},
};

use super::terms::Text;
use crate::{Arg, Conn, Row, StoreError, statements};

/// How many cards one statement reads.
pub(super) const CHUNK: usize = 20;

/// The columns of a card, in the order in which [`CardRow::read`] wants them.
macro_rules! card_columns {
    () => {
        "w.id, w.state, w.title, w.story, w.item, w.thing, w.spec, w.shan, w.class, w.district, w.kind, w.urgency, w.slots, \
         w.price, w.hours, w.delivery, w.age, w.household_word, w.function_word, w.is_minor, w.waiting_since, w.collected_on, \
         (select count(*) from claim c where c.wish = w.id and c.takes_slot = 1) \
         + (select count(*) from waiting k where k.wish = w.id and k.offer_until is not null), w.consent_over"
    };
}
pub(super) use card_columns;

/// How many columns that is.
pub(super) const COLUMNS: usize = 24;

statements! {
    CARDS = concat!(
        "select ", card_columns!(), " from wish w where w.id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, \
         $15, $16, $17, $18, $19, $20)"
    );
}

/// A wish that the public sees, with the texts that a search compares.
#[derive(Clone, Debug)]
pub(super) struct CardRow {
    pub(super) card: WishCard,
    pub(super) is_listed: bool,
    pub(super) story: String,
    pub(super) thing: Option<String>,
    pub(super) spec: Option<String>,
    pub(super) delivery: Delivery,
}

impl CardRow {
    /// Reads it, or nothing when the public does not see this wish.
    pub(super) fn read(row: &Row) -> Result<Option<Self>, StoreError> {
        if row.flag(23)? { Ok(None) } else { Self::read_promised(row) }
    }

    /// Reads it for somebody who promised it: also when its consent ran out since.
    fn read_promised(row: &Row) -> Result<Option<Self>, StoreError> {
        let state = row.word(1, WishState::from_code)?;
        let Some(status) = state.public() else { return Ok(None) };
        // A slot that is kept for somebody who waited is not free.
        let (total, taken) = (row.count(12)?, row.count(22)?);
        let (kind, delivery) = (row.word(10, Kind::from_code)?, row.word(15, Delivery::from_code)?);
        let price = row.opt_int(13)?.and_then(|price| u64::try_from(price).ok()).and_then(Fen::new);
        let card = WishCard {
            id: row.parsed(0)?,
            title: row.text(2)?,
            shan: row.word(7, Shan::from_code)?,
            class: row.word(8, ServiceClass::from_code)?,
            item: row.text(4)?,
            district: row.text(9)?,
            band: Band {
                age: row.word(16, AgeBand::from_code)?,
                household: row.opt_text(17)?.as_deref().and_then(Household::from_code),
                function: row.opt_text(18)?.as_deref().and_then(Function::from_code),
            },
            kind,
            urgency: row.word(11, Urgency::from_code)?,
            status,
            slots: Slots { total, free: if state.is_listed() { total.saturating_sub(taken) } else { 0 } },
            price: price.filter(|_| kind == Kind::Goods),
            hours: row.opt_int(14)?.and_then(|hours| u32::try_from(hours).ok()).filter(|_| kind == Kind::Service),
            waiting_since: row.opt_day(20)?.map_or_else(|| row.day(21), Ok)?,
            way: ClaimWay::of(kind, delivery, row.flag(19)?),
        };
        let is_listed = state.is_listed();
        Ok(Some(Self {
            card,
            is_listed,
            story: row.text(3)?,
            thing: row.opt_text(5)?,
            spec: row.opt_text(6)?,
            delivery,
        }))
    }

    /// What a search compares.
    pub(super) fn text(&self) -> Text<'_> {
        Text {
            title: &self.card.title,
            story: &self.story,
            item: &self.card.item,
            thing: self.thing.as_deref(),
            spec: self.spec.as_deref(),
        }
    }
}

/// The card of a wish for somebody who has promised it: they need to know what they promised to bring, also after the
/// public may see it no more because its consent ran out.
///
/// # Errors
/// When the database fails.
pub async fn promised(conn: &mut Conn<'_>, wish: WishId) -> Result<Option<WishCard>, StoreError> {
    let values: Vec<Arg<'_>> = std::iter::repeat_n(wish, CHUNK).map(Arg::from).collect();
    let Some(row) = conn.row(CARDS, &values).await? else { return Ok(None) };
    Ok(CardRow::read_promised(&row)?.map(|row| row.card))
}

/// The rows of these wishes, in this order; those that the public does not see are left out.
pub(super) async fn rows(conn: &mut Conn<'_>, wishes: &[WishId]) -> Result<Vec<CardRow>, StoreError> {
    let mut found = Vec::with_capacity(wishes.len());
    for chunk in wishes.chunks(CHUNK) {
        let Some(last) = chunk.last() else { continue };
        let values: Vec<Arg<'_>> =
            chunk.iter().chain(std::iter::repeat(last)).take(CHUNK).map(|wish| Arg::from(*wish)).collect();
        let mut read = HashMap::new();
        for row in conn.rows(CARDS, &values).await? {
            if let Some(row) = CardRow::read(&row)? {
                read.insert(row.card.id, row);
            }
        }
        found.extend(chunk.iter().filter_map(|wish| read.remove(wish)));
    }
    Ok(found)
}

/// The cards of these wishes, in this order; those that the public does not see (withdrawn, archived, …) are left out.
///
/// # Errors
/// When the database fails.
pub async fn cards(conn: &mut Conn<'_>, wishes: &[WishId]) -> Result<Vec<WishCard>, StoreError> {
    Ok(rows(conn, wishes).await?.into_iter().map(|row| row.card).collect())
}
