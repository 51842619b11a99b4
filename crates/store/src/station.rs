//! The service stations: public, and named by every row of an export.

use model::view::StationView;

use crate::{Change, Conn, Row, StoreError, args, statements};

statements! {
    ALL = "select code, name, level, parent, district, address, hours, phone from station order by code";
    KEEP = "insert into station (code, name, level, parent, district, address, hours, phone) \
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (code) do update set name = excluded.name, level = excluded.level, \
        parent = excluded.parent, district = excluded.district, address = excluded.address, hours = excluded.hours, \
        phone = excluded.phone";
}

/// Every station, in the order of their codes.
///
/// # Errors
/// When the database fails.
pub async fn all(conn: &mut Conn<'_>) -> Result<Vec<StationView>, StoreError> {
    conn.rows(ALL, &[]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<StationView, StoreError> {
    Ok(StationView {
        code: row.text(0)?,
        name: row.text(1)?,
        level: row.text(2)?,
        parent: row.opt_text(3)?,
        district: row.text(4)?,
        address: row.text(5)?,
        hours: row.text(6)?,
        phone: row.text(7)?,
    })
}

/// Adds these stations, or brings known ones up to date. None is ever removed: wishes name them.
pub struct Keep(pub Vec<StationView>);

impl Change for Keep {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        for one in self.0 {
            let parent = one.parent.as_deref();
            let values =
                args![&one.code, &one.name, &one.level, parent, &one.district, &one.address, &one.hours, &one.phone];
            conn.run(KEEP, values).await?;
        }
        Ok(())
    }
}
