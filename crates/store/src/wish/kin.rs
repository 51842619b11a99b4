//! What the wishes around one say about it: those of the same household, and those of people who look the same.

use model::{
    Day, Kind, Millis, ServiceClass, WishId, WishState,
    wish::{HOUSEHOLD_DAYS, Trait},
};

use super::WishRow;
use crate::{Conn, StoreError, args, statements};

statements! {
    HOUSEHOLD = "select id, state, state_since, title, item, thing, kind from wish where household = $1 and id <> $2 \
        order by state_since desc, id";
    /// Needs by household: two wishes of one person tell of one person.
    CELL = "select distinct household, state, class, item from wish where district = $1 and age = $2 \
        and coalesce(household_word, '') = $3 and coalesce(function_word, '') = $4 and id <> $5 and published_at is not null";
}

/// Another wish of the same household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kin {
    /// Its id.
    pub id: WishId,
    /// Where it stands.
    pub state: WishState,
    /// Since when.
    pub since: Millis,
    /// Its title.
    pub title: String,
    item: String,
    thing: Option<String>,
    kind: Kind,
}

impl Kin {
    /// Whether it belongs to what the duplicate check looks at: open, or moved in the last ninety days.
    #[must_use]
    pub fn is_recent(&self, today: Day) -> bool {
        self.state.is_open_for_household() || today.since(self.since.day()) <= HOUSEHOLD_DAYS
    }

    /// Whether it brought the household the very thing that the other wish is about, lately. Services come again.
    pub(super) fn grants(&self, wish: &WishRow, today: Day) -> bool {
        let arrived = matches!(
            self.state,
            WishState::Delivered | WishState::Confirmed | WishState::Completed | WishState::Fallback
        );
        let same = self.kind == Kind::Goods && self.item == wish.item && self.thing == wish.thing;
        arrived && same && self.is_recent(today)
    }
}

/// The other wishes of a household, the latest change first.
///
/// # Errors
/// When the database fails.
pub async fn of_household(conn: &mut Conn<'_>, wish: &WishRow) -> Result<Vec<Kin>, StoreError> {
    let rows = conn.rows(HOUSEHOLD, args![wish.household.as_slice(), wish.id]).await?;
    let kin = rows.iter().map(|row| {
        Ok(Kin {
            id: row.parsed(0)?,
            state: row.word(1, WishState::from_code)?,
            since: row.millis(2)?,
            title: row.text(3)?,
            item: row.text(4)?,
            thing: row.opt_text(5)?,
            kind: row.word(6, Kind::from_code)?,
        })
    });
    kin.collect()
}

/// How many people of the wish's cell would be known to share what it gives away, once it is public; 0 when it gives
/// nothing away.
pub(super) async fn sharing(conn: &mut Conn<'_>, wish: &WishRow) -> Result<u32, StoreError> {
    let Some(told) = Trait::of(wish.class, &wish.item) else { return Ok(0) };
    let (household, function) = (wish.band.household, wish.band.function);
    let values = args![
        &wish.district,
        wish.band.age.code(),
        household.map(model::Household::code).unwrap_or_default(),
        function.map(model::Function::code).unwrap_or_default(),
        wish.id,
    ];
    let mut known = vec![wish.household.clone()];
    for row in conn.rows(CELL, values).await? {
        let is_public = row.word(1, WishState::from_code)?.public().is_some();
        let class = row.word(2, ServiceClass::from_code)?;
        if is_public && Trait::of(class, &row.text(3)?) == Some(told) {
            known.push(row.bytes(0)?);
        }
    }
    known.sort_unstable();
    known.dedup();
    Ok(u32::try_from(known.len()).unwrap_or(u32::MAX))
}
