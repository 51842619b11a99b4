//! What staff do, one wish after the other; each answer says what became of it.

use std::io::{self, Write};

use model::{WishId, WishState, wish::WishEvent};
use store::wish::act::{Do, Edits, Refusal};

use super::{
    super::{House, Outcome, Trouble},
    Many, Review, look,
};
use crate::{
    import::cells,
    review::{Declined, Desk},
    staff::{Member, Role},
};

/// Longest title and story, as at import (domain.md 4.7).
const TITLE: usize = 40;
const STORY: usize = 120;

/// An act: the event, its name in the log, and who may do it.
pub(super) struct Kind(WishEvent, &'static str, &'static [Role]);

const BOTH: &[Role] = &[Role::Reviewer, Role::Station];
const REVIEWERS: &[Role] = &[Role::Reviewer];

pub(super) const REJECT: Kind = Kind(WishEvent::Reject, "wish.reject", REVIEWERS);
pub(super) const WITHDRAW: Kind = Kind(WishEvent::Withdraw, "wish.withdraw", BOTH);
pub(super) const HOLD: Kind = Kind(WishEvent::Hold, "wish.hold", BOTH);
pub(super) const RESUME: Kind = Kind(WishEvent::Resume, "wish.resume", REVIEWERS);
pub(super) const RENEW: Kind = Kind(WishEvent::Renew, "wish.renew", REVIEWERS);
pub(super) const FALLBACK: Kind = Kind(WishEvent::FallBack, "wish.fallback", REVIEWERS);
pub(super) const DELIVER: Kind = Kind(WishEvent::DeliverFallback, "wish.deliver", BOTH);
pub(super) const CONFIRM: Kind = Kind(WishEvent::Confirm, "wish.confirm", BOTH);
pub(super) const DISPUTE: Kind = Kind(WishEvent::Dispute, "wish.dispute", BOTH);
pub(super) const SETTLE: Kind = Kind(WishEvent::Settle, "wish.settle", REVIEWERS);

impl House {
    fn desk(&self) -> Desk<'_> {
        Desk { store: &self.store, keys: &self.keys, clock: &self.clock }
    }
}

/// Reviews a wish.
pub(super) async fn review(house: &House, review: Review) -> Outcome {
    let member = house.sign_in_as(&review.actor, REVIEWERS).await?;
    let Review { id, title, story, slots, urgency, reason, generalise, k, json, .. } = review;
    let edits = Edits {
        title: text(title, TITLE, "标题")?,
        story: text(story, STORY, "说明")?,
        slots,
        urgency: urgency.map(|urgency| (urgency, reason.map(|reason| cells::clean(&reason)))),
        generalise: u32::from(generalise),
        k,
    };
    match house.desk().review(id, &member.name, edits).await {
        Ok(row) => look::print(house, &row, Some(&member.name), json).await,
        Err(declined) => {
            tell(id, Err(declined), json)?;
            Err(Trouble::Refused)
        }
    }
}

fn text(text: Option<String>, most: usize, what: &str) -> Result<Option<String>, Trouble> {
    let Some(text) = text else { return Ok(None) };
    let clean = cells::clean(&text);
    if clean.is_empty() || clean.chars().count() > most || cells::has_control(&text) {
        return Err(Trouble::unusable(format!("{what}不能为空，最多{most}字，且不含控制字符。")));
    }
    Ok(Some(clean))
}

/// Publishes wishes.
pub(super) async fn publish(house: &House, many: Many) -> Outcome {
    let member = house.sign_in_as(&many.actor, REVIEWERS).await?;
    let mut all_good = true;
    for id in many.ids {
        let outcome = house.desk().publish(id, &member.name).await;
        all_good &= tell(id, outcome, many.json)?;
    }
    if all_good { Ok(()) } else { Err(Trouble::Refused) }
}

/// Does anything else.
pub(super) async fn done(house: &House, kind: Kind, many: Many) -> Outcome {
    let Kind(event, action, roles) = kind;
    let Member { name, station, .. } = house.sign_in_as(&many.actor, roles).await?;
    let mut all_good = true;
    for wish in many.ids {
        let (actor, station, now) = (name.clone(), station.clone(), house.clock.now());
        let change = Do { wish, actor, station, event, action, now };
        let outcome = house.store.writer().write(change).await?.map_err(Declined::Refused);
        all_good &= tell(wish, outcome, many.json)?;
    }
    if all_good { Ok(()) } else { Err(Trouble::Refused) }
}

/// Says what became of a wish; yields whether it was done.
fn tell(id: WishId, outcome: Result<WishState, Declined>, json: bool) -> Result<bool, Trouble> {
    let mut out = io::stdout().lock();
    let (codes, blocked) = match outcome {
        Ok(state) if json => {
            writeln!(out, "{}", serde_json::json!({"id": id, "state": state}))?;
            return Ok(true);
        }
        Ok(state) => {
            writeln!(out, "{id}\t{}\t{}", state.code(), state.zh())?;
            return Ok(true);
        }
        Err(Declined::Failed(error)) => return Err(Trouble::Failed(error)),
        Err(Declined::Refused(refusal)) => (refusal.codes(), Vec::new()),
        Err(Declined::Blocked(blocked)) => (vec!["text_blocked"], blocked),
    };
    let findings = look::findings(&blocked);
    if json {
        writeln!(out, "{}", serde_json::json!({"id": id, "refused": codes, "findings": findings}))?;
        return Ok(false);
    }
    writeln!(out, "{id}\trefused\t{}", codes.join(","))?;
    for code in codes {
        writeln!(out, "  {}", sentence(code))?;
    }
    for finding in blocked {
        writeln!(out, "  {}", look::sentence(&finding))?;
    }
    Ok(false)
}

/// What a refusal means, for the person at the keyboard.
pub(super) fn sentence(code: &str) -> &'static str {
    match code {
        "not_found" => "没有这个心愿。",
        "wrong_state" => "心愿现在的状态不允许这样做。",
        "no_consent" => "没有本人对公开和转介的同意。",
        "consent_expired" => "同意已过有效期。",
        "no_guardian" => "没有监护人的同意。",
        "not_verified" => "还没有核实。",
        "duplicate_check_failed" => "查重没有通过。",
        "price_cap" => "参考单价高于目录限价。",
        "k_too_small" => "同类登记人数太少，请先概括（--generalise --k N）。",
        "l_too_small" => "同类登记的人里，已公开的同一敏感需求太多，请先概括（--generalise --k N）。",
        "granted_lately" => "这个家庭近90天内已得到同样的物品。",
        "text_blocked" => "文字没有通过隐私筛查，请修改（--title、--story）。",
        "household_limit" => "这个家庭公开中的心愿已达上限。",
        "collector_is_reviewer" => "采集人不能复核或发布自己采集的心愿。",
        "urgency_needs_reason" => "急难需要写明理由（--urgency 急难 --reason …）。",
        "already_renewed" => "已经续期过一次。",
        "not_yet" => "还没有到时候。",
        "text_changed" => "文字刚刚被改动过，请再看一遍。",
        "other_station" => "这个心愿属于别的服务站。",
        _ => "规则不允许。",
    }
}

/// The stable codes of a refusal by guards.
pub(super) fn codes(guards: Vec<model::wish::Guard>) -> Vec<&'static str> {
    if guards.is_empty() { Vec::new() } else { Refusal::Guards(guards).codes() }
}
