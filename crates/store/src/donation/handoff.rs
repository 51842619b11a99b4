//! Gifts that were made at a designated platform: only their daily totals come here, and only they are public.

use std::num::NonZeroU32;

use ledger::{
    account::Account,
    entry::{Money, Posting, What},
    kind::Kind,
};
use model::{Day, Fen, Millis, ProjectId};

use super::{book::slug, row, target};
use crate::{
    Change, Conn, StoreError, args, audit,
    ledger::{Pending, pend},
    statements,
};

statements! {
    KNOWN = "select amount, gifts from handoff_total where project = $1 and day = $2 and reference = $3";
    INSERT = "insert into handoff_total (project, day, reference, amount, gifts, at, added_by) values ($1, $2, $3, $4, $5, $6, $7)";
}

/// The name of the channel in the books.
const CHANNEL: &str = "platform";

/// What a platform took for a project on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandoffTotal {
    /// The day.
    pub day: Day,
    /// The project.
    pub project: ProjectId,
    /// The platform's number of the total.
    pub reference: String,
    /// How much.
    pub amount: Fen,
    /// How many gifts.
    pub gifts: u32,
}

/// Takes totals in: all of them, or none.
#[derive(Clone, Debug)]
pub struct ImportHandoff {
    /// The totals, in the order of the file.
    pub totals: Vec<HandoffTotal>,
    /// Who does it.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

/// What became of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// They are in the books.
    Done {
        /// So many were new.
        new: u32,
        /// So many were there, and the same.
        same: u32,
    },
    /// This one was there with other numbers; nothing was taken in.
    Changed {
        /// Which, counted from 0.
        line: usize,
    },
    /// There is no such project; nothing was taken in.
    NoProject {
        /// Which, counted from 0.
        line: usize,
    },
}

impl Change for ImportHandoff {
    type Done = Imported;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Imported, StoreError> {
        let mut fresh = Vec::new();
        for (line, total) in self.totals.iter().enumerate() {
            if target::of(conn, total.project).await?.is_none() {
                return Ok(Imported::NoProject { line });
            }
            let known = conn.row(KNOWN, args![total.project.folded(), total.day, &total.reference]).await?;
            match known {
                None if fresh.iter().any(|one: &&HandoffTotal| is_same_total(one, total)) => {
                    return Ok(Imported::Changed { line });
                }
                None => fresh.push(total),
                Some(row) if row::fen(&row, 0)? == total.amount && row.count(1)? == total.gifts => {}
                Some(_) => return Ok(Imported::Changed { line }),
            }
        }
        let new = u32::try_from(fresh.len()).unwrap_or(u32::MAX);
        let all = u32::try_from(self.totals.len()).unwrap_or(u32::MAX);
        for total in fresh {
            enter(conn, total, &self.actor, self.now).await?;
        }
        audit::note(conn, self.now, &self.actor, "finance.import_handoff", "", &new.to_string()).await?;
        Ok(Imported::Done { new, same: all.saturating_sub(new) })
    }
}

fn is_same_total(one: &HandoffTotal, other: &HandoffTotal) -> bool {
    (one.project, one.day, &one.reference) == (other.project, other.day, &other.reference)
}

async fn enter(conn: &mut Conn<'_>, total: &HandoffTotal, actor: &str, now: Millis) -> Result<(), StoreError> {
    let HandoffTotal { day, project, reference, amount, gifts } = total;
    let (name, fen) = (project.folded(), row::int(*amount));
    conn.run(INSERT, args![&name, *day, reference, fen, *gifts, now, actor]).await?;
    let channel = Posting::new(Account::Channel(slug(CHANNEL)?), fen);
    let given = Posting::new(Account::Restricted(slug(&name)?), -fen);
    let count = NonZeroU32::new(*gifts).ok_or(StoreError::Corrupt("gifts"))?;
    let money = Money::new(Kind::Donation, vec![channel, given]).counting(count);
    let entry = Pending::new(format!("handoff/{name}/{day}/{reference}"), *day, What::Money(money));
    pend(conn, entry, now).await?.map_err(|_| StoreError::Corrupt("gift"))?;
    Ok(())
}
