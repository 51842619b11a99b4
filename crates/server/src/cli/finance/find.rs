//! From the number that a donor knows to those that a provider knows.

use std::io::{self, Write};

use model::{DonationId, donation::capture::Booked};
use store::donation::{Money, money_of};

use super::{super::House, Outcome, Trouble, refuse, shown};

/// Tells what was taken for a donation.
pub(super) async fn tell(house: &House, donation: DonationId, json: bool) -> Outcome {
    let found = money_of(&mut house.store.read().await?.conn(), donation).await?;
    if found.is_empty() {
        return refuse("not_found", "这张捐赠单没有收到过钱。");
    }
    let mut out = io::stdout().lock();
    for Money { provider, txn, amount, left, booked, at } in found {
        let is_booked = booked == Booked::Project;
        if json {
            let line = serde_json::json!({
                "provider": provider, "txn": txn, "amount": amount, "left": left, "booked": is_booked, "at": at
            });
            writeln!(out, "{line}")?;
        } else {
            let state = if is_booked { "已计入项目" } else { "待核对" };
            writeln!(out, "{txn}\t{provider}\t{} 元\t{state}\t可退 {} 元\t{at}", shown(amount), shown(left))?;
        }
    }
    Ok::<(), Trouble>(())
}
