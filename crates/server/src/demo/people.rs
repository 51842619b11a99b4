//! The invented people of the demonstration, as rows of an export.

use model::Day;
use serde::Deserialize;

use crate::import::{catalogue::Catalogue, columns::Column};

/// How often each wish of the list comes up, with another person in another district.
const ROUNDS: usize = 2;

/// A wish of `demo/wishes.json`.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Template {
    shan: String,
    item: String,
    title: String,
    story: String,
    thing: Option<String>,
    spec: Option<String>,
    price_fen: Option<u64>,
    hours: Option<u32>,
    delivery: String,
    /// Who wishes: a key of [`pool`].
    pool: String,
    urgency: String,
    slots: u32,
}

/// A row to import.
#[expect(clippy::struct_excessive_bools, reason = "each decides by itself who may claim")]
pub(super) struct Row {
    pub(super) number: String,
    pub(super) is_acute: bool,
    pub(super) is_goods: bool,
    pub(super) is_visit: bool,
    pub(super) is_minor: bool,
    pub(super) slots: u32,
    cells: Vec<(Column, String)>,
}

/// Ages, household, function and school stage of a kind of person.
fn pool(key: &str) -> (u32, u32, &'static str, &'static str, &'static str) {
    match key {
        "alone" => (68, 88, "独居", "", ""),
        "couple" => (70, 86, "老年夫妻户", "", ""),
        "walking" => (65, 84, "独居", "行动不便", ""),
        "sight" => (66, 80, "独居", "视力较弱", ""),
        "hearing" => (72, 90, "老年夫妻户", "听力较弱", ""),
        "walkadult" => (45, 58, "家庭", "行动不便", ""),
        "single" => (42, 58, "单人户", "", ""),
        "young" => (20, 28, "家庭", "", ""),
        "adult" => (30, 56, "家庭", "", ""),
        "lower" => (7, 7, "家庭", "", "小学低年级"),
        "middle" => (8, 9, "家庭", "", "小学中年级"),
        "upper" => (10, 11, "家庭", "", "小学高年级"),
        "junior" => (12, 14, "家庭", "", "初中"),
        _ => (61, 85, "独居", "", ""),
    }
}

/// Numbers that look thrown but are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(bound.max(1))).unwrap_or_default()
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let at = self.below(u32::try_from(of.len()).unwrap_or(1));
        of.get(usize::try_from(at).unwrap_or_default()).copied().unwrap_or_default()
    }
}

/// The rows of the export that the demonstration begins with, collected before `day`.
pub(super) fn rows(wishes: &[u8], day: Day) -> anyhow::Result<Vec<Row>> {
    let templates: Vec<Template> = serde_json::from_slice(wishes)?;
    let catalogue = Catalogue::read(super::CATALOGUE).map_err(anyhow::Error::msg)?;
    let mut dice = Dice(168);
    let mut rows = Vec::new();
    for round in 0..ROUNDS {
        for template in &templates {
            rows.push(row(template, round, rows.len(), day, &catalogue, &mut dice));
        }
    }
    Ok(rows)
}

fn row(template: &Template, round: usize, at: usize, day: Day, catalogue: &Catalogue, dice: &mut Dice) -> Row {
    let (youngest, oldest, household, function, stage) = pool(&template.pool);
    let is_minor = !stage.is_empty();
    let years = youngest + dice.below(oldest - youngest + 1);
    // Well past the last birthday and well before the next, so that nobody changes bands within the month.
    let birth = day.plus(
        -i32::try_from(years * 1461 / 4).unwrap_or_default() - 40 - i32::try_from(dice.below(280)).unwrap_or_default(),
    );
    let is_man = dice.below(2) == 0;
    let serial = dice.below(499) * 2 + u32::from(is_man);
    let area = ["海棠区", "望潮区", "青禾县", "云岭县", "滨江新区"];
    // Every district has an upper station and one or two lower ones.
    let place = (at * 7 + round * 3) % 12;
    let district = area.get(place % 5).copied().unwrap_or_default();
    let collected = day.plus(-2 - i32::try_from(dice.below(9)).unwrap_or_default());
    let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let name = format!(
        "{}{}{}",
        dice.one(&["王", "李", "张", "刘", "陈", "杨", "赵", "吴", "周", "徐", "孙", "朱", "胡", "郭", "何", "林"]),
        dice.one(&numerals),
        dice.one(&numerals),
    );
    let class = catalogue.class_of(&template.item).map(model::ServiceClass::zh).unwrap_or_default();
    let price = template.price_fen.map(|fen| format!("{}.{:02}", fen / 100, fen % 100)).unwrap_or_default();
    let number = format!("YS{}{:05}", day.ymd().0, at + 1);
    let street = dice.one(&["向阳", "滨河", "和平", "青松"]);
    let cells = vec![
        (Column::Number, number.clone()),
        (Column::Station, format!("S{:02}", place + 1)),
        (Column::Collector, format!("采集员{:02}", 1 + at % 9)),
        (Column::CollectedOn, collected.to_string()),
        (Column::Name, name),
        (Column::Sex, if is_man { "男" } else { "女" }.to_owned()),
        (Column::Identity, identity(birth, serial, dice.below(10_000))),
        (Column::Phone, format!("1410{:07}", dice.below(10_000_000))),
        (
            Column::Address,
            format!("{street}路{}号{}栋{}室", 1 + dice.below(299), 1 + dice.below(29), 101 + dice.below(1700)),
        ),
        (
            Column::AidCategory,
            dice.one(if is_minor {
                &["困境儿童"]
            } else {
                &["最低生活保障", "特困供养", "低保边缘"]
            })
            .to_owned(),
        ),
        (Column::Birth, birth.to_string()),
        (Column::District, format!("示例市{district}")),
        (Column::Household, household.to_owned()),
        (Column::Function, function.to_owned()),
        (Column::Stage, stage.to_owned()),
        (Column::Shan, template.shan.clone()),
        (Column::Class, class.to_owned()),
        (Column::Item, template.item.clone()),
        (Column::Title, template.title.clone()),
        (Column::Story, template.story.clone()),
        (Column::Thing, template.thing.clone().unwrap_or_default()),
        (Column::Spec, template.spec.clone().unwrap_or_default()),
        (Column::Slots, template.slots.to_string()),
        (Column::Price, price),
        (Column::Hours, template.hours.map(|hours| hours.to_string()).unwrap_or_default()),
        (Column::Delivery, template.delivery.clone()),
        (Column::Urgency, template.urgency.clone()),
        (Column::ConsentPublish, "是".to_owned()),
        (Column::ConsentReferral, "是".to_owned()),
        (Column::ConsentPhoto, "否".to_owned()),
        (Column::ConsentGuardian, if is_minor { "是" } else { "" }.to_owned()),
        (Column::ConsentUntil, day.plus(85).to_string()),
        (Column::VerifiedOn, collected.plus(1).to_string()),
        (Column::DuplicateCheck, "通过".to_owned()),
        (Column::Crowd, (12 + dice.below(70)).to_string()),
    ];
    Row {
        number,
        is_acute: template.urgency == "急难",
        is_goods: template.thing.is_some(),
        is_visit: template.delivery == "volunteer_visit",
        is_minor,
        slots: template.slots,
        cells,
    }
}

/// A number with a right check digit and an area that is not in use.
fn identity(birth: Day, serial: u32, area: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let (year, month, day) = birth.ymd();
    let body = format!("99{area:04}{year:04}{month:02}{day:02}{serial:03}");
    let sum: u32 = body.chars().zip(WEIGHTS).filter_map(|(digit, weight)| Some(digit.to_digit(10)? * weight)).sum();
    let check = "10X98765432".chars().nth(usize::try_from(sum % 11).unwrap_or_default()).unwrap_or('0');
    format!("{body}{check}")
}

/// The rows as a station's file.
pub(super) fn csv(rows: &[Row]) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let mut text = Column::ALL.iter().map(|column| column.zh()).collect::<Vec<_>>().join(",") + "\r\n";
    for row in rows {
        let cells: Vec<String> = row.cells.iter().map(|(_, cell)| quoted(cell)).collect();
        text += &(cells.join(",") + "\r\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_every_column_in_its_place() {
        let day: Day = "2026-11-01".parse().unwrap();
        for row in rows(super::super::WISHES, day).unwrap() {
            let columns: Vec<Column> = row.cells.iter().map(|(column, _)| *column).collect();
            assert_eq!(columns, Column::ALL);
        }
    }
}
