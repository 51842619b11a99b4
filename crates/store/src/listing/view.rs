//! One wish with all that the public may know.

use model::{
    WishId,
    view::{StationView, WishView},
};

use super::card::{COLUMNS, CardRow, card_columns};
use crate::{Conn, StoreError, args, statements};

statements! {
    VIEW = concat!(
        "select ", card_columns!(), ", w.term_days, w.listed_until, w.verified_on, w.duplicate_checked, \
         s.code, s.name, s.level, s.parent, s.district, s.address, s.hours, s.phone, \
         (select count(*) from waiting q where q.wish = w.id) \
         from wish w join station s on s.code = w.station where w.id = $1"
    );
}

/// The page of a wish, or nothing when the public does not see it.
///
/// # Errors
/// When the database fails.
pub async fn view(conn: &mut Conn<'_>, wish: WishId) -> Result<Option<WishView>, StoreError> {
    let Some(row) = conn.row(VIEW, args![wish]).await? else { return Ok(None) };
    let Some(card) = CardRow::read(&row)? else { return Ok(None) };
    let at = |column: usize| COLUMNS + column;
    let verified = row.opt_day(at(2))?.map(|day| {
        let (year, month, _) = day.ymd();
        format!("{year:04}-{month:02}")
    });
    Ok(Some(WishView {
        story: card.story,
        thing: card.thing,
        spec: card.spec,
        delivery: card.delivery,
        term_days: row.count(at(0))?,
        listed_until: row.opt_day(at(1))?.unwrap_or(card.card.waiting_since),
        verified_month: verified.unwrap_or_default(),
        duplicate_checked: row.flag(at(3))?,
        station: StationView {
            code: row.text(at(4))?,
            name: row.text(at(5))?,
            level: row.text(at(6))?,
            parent: row.opt_text(at(7))?,
            district: row.text(at(8))?,
            address: row.text(at(9))?,
            hours: row.text(at(10))?,
            phone: row.text(at(11))?,
        },
        waiting: row.count(at(12))?,
        card: card.card,
    }))
}
