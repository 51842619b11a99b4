//! What to offer somebody who came too late.

use model::{
    Delivery, Kind, ServiceClass, Shan, WishId,
    view::{ClaimWay, WishCard},
};

use super::{filter::Filter, page::Lookup};
use crate::{Conn, StoreError, args, statements};

statements! {
    WHAT_IT_IS = "select shan, class, district, kind, delivery, is_minor from wish where id = $1";
}

/// Up to `most` listed wishes like this one, which the same person could claim: first of the same class and district,
/// then of the same project, then of the same class anywhere, then whatever is needed most.
///
/// # Errors
/// When the database fails.
pub async fn similar(conn: &mut Conn<'_>, wish: WishId, most: usize) -> Result<Vec<WishCard>, StoreError> {
    let Some(row) = conn.row(WHAT_IT_IS, args![wish]).await? else { return Ok(Vec::new()) };
    let (shan, class) = (row.word(0, Shan::from_code)?, row.word(1, ServiceClass::from_code)?);
    let (district, kind) = (Some(row.text(2)?), row.word(3, Kind::from_code)?);
    let way = ClaimWay::of(kind, row.word(4, Delivery::from_code)?, row.flag(5)?);
    let questions = [
        Filter { class: Some(class), district: district.clone(), kind: Some(kind), ..Filter::default() },
        Filter { shan: Some(shan), district, ..Filter::default() },
        Filter { class: Some(class), ..Filter::default() },
        Filter::default(),
    ];
    let mut found: Vec<WishCard> = Vec::new();
    for filter in questions {
        if found.len() >= most {
            break;
        }
        let lookup = Lookup::plan(conn, &filter).await?;
        let fits = |row: &super::card::CardRow| {
            let card = &row.card;
            let is_new = card.id != wish && found.iter().all(|known| known.id != card.id);
            is_new && (card.way == way || card.way == ClaimWay::Phone) && filter.fits(row)
        };
        let (more, _) = lookup.scan(conn, None, most - found.len(), fits).await?;
        found.extend(more);
    }
    Ok(found)
}
