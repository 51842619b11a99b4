//! Looking at wishes: everything that is stored of them but identity, which is not here.

use std::io::{self, Write};

use model::{WishId, WishState};
use privacy::Level;
use serde_json::{Value, json};
use store::wish::{
    Kin, WishRow,
    act::{Words, obstacles},
    all_after, in_state, load, of_household,
};

use super::{
    super::{House, Outcome, Trouble},
    act,
};
use crate::review::{Blocked, is_blocked, screen};

/// Rows that are read at a time.
const CHUNK: u32 = 500;

/// Lists wishes.
pub(super) async fn list(house: &House, state: Option<WishState>, limit: usize, json: bool) -> Outcome {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (mut left, mut last): (usize, Option<WishRow>) = (limit, None);
    while left > 0 {
        let mut reader = house.store.read().await?;
        let after = last.as_ref().map(|row| (row.state_since, row.id));
        let rows = match state {
            Some(state) => in_state(&mut reader.conn(), state, after, CHUNK).await?,
            None => all_after(&mut reader.conn(), after.map(|(_, id)| id), CHUNK).await?,
        };
        drop(reader);
        for row in rows.iter().take(left) {
            if json {
                writeln!(out, "{}", brief(row))?;
            } else {
                let WishRow { id, number, station, title, .. } = row;
                writeln!(out, "{id}\t{}\t{}\t{station}\t{number}\t{title}", row.state.code(), row.urgency.zh())?;
            }
        }
        left = left.saturating_sub(rows.len());
        last = rows.into_iter().last();
        if last.is_none() {
            break;
        }
    }
    out.flush()?;
    Ok(())
}

fn brief(row: &WishRow) -> Value {
    json!({
        "id": row.id, "number": row.number, "state": row.state, "station": row.station, "district": row.district,
        "collector": row.collector, "title": row.title, "kind": row.kind, "urgency": row.urgency, "slots": row.slots,
        "revision": row.revision,
    })
}

/// Shows one wish.
pub(super) async fn show(house: &House, id: WishId, actor: Option<&str>, json: bool) -> Outcome {
    let found = load(&mut house.store.read().await?.conn(), id).await?;
    match found {
        Some(row) => print(house, &row, actor, json).await,
        None => Err(Trouble::unusable(format!("没有心愿 {id}。"))),
    }
}

/// Prints a wish with its warnings and what stands in the way of publishing.
pub(super) async fn print(house: &House, row: &WishRow, actor: Option<&str>, json: bool) -> Outcome {
    let found = screen(&Words::of(row));
    let mut reader = house.store.read().await?;
    let guards = obstacles(&mut reader.conn(), row, actor, is_blocked(&found), house.clock.now()).await?;
    let today = house.clock.now().day();
    // What the duplicate check has to look at (domain.md 4.1): the household's open wishes and those of ninety days.
    let kin = of_household(&mut reader.conn(), row).await?;
    let kin: Vec<Kin> = kin.into_iter().filter(|other| other.is_recent(today)).collect();
    let codes = act::codes(guards);
    let mut out = io::stdout().lock();
    if json {
        let mut value = brief(row);
        if let Value::Object(object) = &mut value {
            object.extend(more(row));
            object.insert("findings".into(), findings(&found));
            object.insert("obstacles".into(), json!(codes));
            let others = kin.iter().map(|kin| json!({"id": kin.id, "state": kin.state, "title": kin.title}));
            object.insert("household".into(), others.collect());
        }
        writeln!(out, "{value}")?;
        return Ok(());
    }
    let WishRow { id, number, station, district, collector, title, story, .. } = row;
    writeln!(out, "{id}  {}（{}）  第{}版", row.state.zh(), row.state.code(), row.revision)?;
    writeln!(out, "编号 {number}  服务站 {station}  {district}  采集人 {collector} {}", row.collected_on)?;
    writeln!(out, "{} · {} · {}  {}", row.shan.zh(), row.class.zh(), row.item, row.urgency.zh())?;
    writeln!(out, "标题  {title}\n说明  {story}")?;
    if let Some(thing) = &row.thing {
        let price = row.price.map_or(0, model::Fen::get);
        let spec = row.spec.as_deref().unwrap_or("—");
        writeln!(out, "物品  {thing}（{spec}）  {}.{:02} 元", price / 100, price % 100)?;
    }
    if let Some(hours) = row.hours {
        writeln!(out, "工时  {hours}")?;
    }
    let words = [
        Some(row.band.age.zh()),
        row.band.household.map(model::Household::zh),
        row.band.function.map(model::Function::zh),
    ];
    let band = words.into_iter().flatten().collect::<Vec<_>>().join("，");
    writeln!(out, "份数  {}  {}  画像  {band}  同类 {} 人", row.slots, row.delivery.zh(), row.k)?;
    if let Some(reason) = &row.urgency_reason {
        writeln!(out, "理由  {reason}")?;
    }
    for finding in &found {
        writeln!(out, "注意  {}", sentence(finding))?;
    }
    for Kin { id, state, title, .. } in kin {
        writeln!(out, "同户  {id}  {}  {title}", state.zh())?;
    }
    for code in codes {
        writeln!(out, "不能发布  [{code}] {}", act::sentence(code))?;
    }
    Ok(())
}

fn more(row: &WishRow) -> serde_json::Map<String, Value> {
    let value = json!({
        "shan": row.shan, "class": row.class, "item": row.item, "story": row.story, "thing": row.thing,
        "spec": row.spec, "price": row.price, "hours": row.hours, "delivery": row.delivery, "band": row.band,
        "is_minor": row.is_minor, "urgency_reason": row.urgency_reason, "consent_until": row.consent_until,
        "verified_on": row.verified_on, "k": row.k, "reviewed_by": row.reviewed_by, "published_by": row.published_by,
        "waiting_since": row.waiting_since, "listed_until": row.listed_until, "renewed": row.renewed,
        "reopened": row.reopened,
    });
    match value {
        Value::Object(object) => object,
        _ => serde_json::Map::new(),
    }
}

/// Findings as JSON.
pub(super) fn findings(found: &[Blocked]) -> Value {
    found.iter().map(|one| json!({"field": one.field, "finding": one.finding})).collect()
}

/// A finding as a sentence.
pub(super) fn sentence(one: &Blocked) -> String {
    let field = match one.field {
        "title" => "标题",
        "story" => "说明",
        "thing" => "物品",
        "spec" => "规格",
        _ => "理由",
    };
    let level = if one.finding.level == Level::Block { "必须修改" } else { "请留意" };
    format!("{field}第{}至{}字：{}（{level}）", one.finding.start + 1, one.finding.end, one.finding.code.as_str())
}
