use serde_json::{Value, json};

use super::*;
use crate::{keys::hex, project::file::FIRST};

const FILE: &[u8] = include_bytes!("../../../../../demo/projects.json");

fn today() -> Day {
    "2026-11-22".parse().unwrap()
}

/// What is wrong with the sample after this change to its JSON; its lines are chained anew if `chained`.
fn wrong(change: &dyn Fn(&mut Value), chained: bool) -> Vec<String> {
    let mut json: Value = serde_json::from_slice(FILE).unwrap();
    change(&mut json);
    let mut file = File::read(json.to_string().as_bytes()).unwrap();
    if chained {
        for project in &mut file.projects {
            let mut before = FIRST.to_owned();
            for line in &mut project.ledger {
                line.hash = hex(&line.hashed(project.id, &before));
                line.prev_hash = std::mem::replace(&mut before, line.hash.clone());
            }
        }
    }
    check(&file, today()).into_iter().map(|complaint| complaint.place).collect()
}

#[test]
fn the_sample_is_right() {
    assert_eq!(wrong(&|_| {}, false), Vec::<String>::new());
}

#[test]
fn each_fault_is_named_by_its_place() {
    type Case = (&'static str, &'static str, Value, &'static [&'static str]);
    let cases: &[Case] = &[
        ("a version of the future", "/_meta/schema_version", json!(2), &["_meta.schema_version"]),
        ("yuan", "/_meta/amount_unit", json!("yuan"), &["_meta.amount_unit"]),
        ("the same id in another case", "/projects/1/id", json!("p-demo-01"), &["id"]),
        ("a name in a text", "/projects/0/purpose", json!("帮助张奶奶改造卫生间。"), &["purpose"]),
        ("a telephone in a text", "/projects/0/updates/0/text", json!("电话13800138000"), &["updates[0].text"]),
        (
            "no certificate",
            "/projects/0/organisation/public_fundraising_cert",
            json!(null),
            &["organisation.public_fundraising_cert"],
        ),
        ("no number", "/projects/0/filing/number", json!(null), &["filing.number"]),
        ("a sample that says it is real", "/projects/0/filing/is_real", json!(true), &["filing.is_real"]),
        ("a sample that does not say so", "/projects/0/filing/display", json!(null), &["filing.display"]),
        ("filed too late", "/projects/0/filing/filed_on", json!("2026-05-23"), &["filing.filed_on"]),
        ("no platform", "/projects/0/designated_platform", json!(null), &["designated_platform"]),
        (
            "another scheme",
            "/projects/0/designated_platform/handoff_url",
            json!("javascript:alert(1)"),
            &["designated_platform.handoff_url"],
        ),
        (
            "a platform for a targeted one",
            "/projects/5/designated_platform",
            json!({"name": "x", "handoff_url": "https://x"}),
            &["designated_platform"],
        ),
        ("a period that ends first", "/projects/0/period/end", json!("2026-05-31"), &["period.end"]),
        ("a budget that does not multiply", "/projects/0/budget/0/qty", json!(61), &["budget[0].amount_fen"]),
        ("a target that is not the sum", "/projects/0/target_fen", json!(1), &["target_fen"]),
        ("a code twice", "/projects/0/budget/1/code", json!("A1"), &["budget[1].code", "ledger[6].budget_code"]),
        ("the same disclosure twice", "/projects/0/disclosures/2/due", json!("2026-08-31"), &["disclosures[2].due"]),
        (
            "made public tomorrow",
            "/projects/0/disclosures/2/published",
            json!("2026-11-23"),
            &["disclosures[2].published"],
        ),
        (
            "a small group",
            "/projects/0/four_questions/who/1/count",
            json!(4),
            &["four_questions.who", "four_questions"],
        ),
        ("where and who differ", "/projects/0/four_questions/who/1/count", json!(9), &["four_questions"]),
        ("totals that are not the sums", "/projects/0/totals/income_fen", json!(1), &["totals"]),
        ("closed with something left", "/projects/0/status", json!("closed"), &["status"]),
    ];
    for (what, place, value, want) in cases {
        let change = |json: &mut Value| *json.pointer_mut(place).unwrap() = value.clone();
        // The id is in every hash.
        assert_eq!(wrong(&change, place.ends_with("/id")), *want, "{what}");
    }
}

#[test]
fn a_line_that_was_touched_breaks_the_chain() {
    for (place, value) in [
        ("amount_fen", json!(1)),
        ("summary", json!("别的")),
        ("date", json!("2026-07-16")),
        ("count", json!(2)),
        ("hash", json!("00")),
        ("prev_hash", json!(FIRST)),
    ] {
        let change = |json: &mut Value| json["projects"][0]["ledger"][1][place] = value.clone();
        let found = wrong(&change, false);
        assert!(found.iter().any(|place| place.ends_with("hash")), "{place}: {found:?}");
    }
}

#[test]
fn lines_say_what_they_may() {
    type Case = (&'static str, usize, &'static str, Value, &'static [&'static str]);
    let cases: &[Case] = &[
        ("a negative income", 0, "amount_fen", json!(-1), &["ledger[0].amount_fen", "totals"]),
        ("nothing", 0, "amount_fen", json!(0), &["ledger[0].amount_fen", "totals"]),
        ("an expense without a line", 3, "budget_code", json!(null), &["ledger[3].budget_code"]),
        ("a line that the budget has not", 3, "budget_code", json!("Z9"), &["ledger[3].budget_code"]),
        ("an income with a line", 0, "budget_code", json!("A1"), &["ledger[0].budget_code"]),
        ("a correction of nothing", 12, "corrects_seq", json!(null), &["ledger[12].corrects_seq"]),
        ("a correction of a later one", 12, "corrects_seq", json!(13), &["ledger[12].corrects_seq"]),
        ("a correction of another line's", 12, "corrects_seq", json!(9), &["ledger[12].corrects_seq"]),
        ("more than was spent", 12, "amount_fen", json!(240_001), &["ledger[12].corrects_seq", "totals"]),
        ("tomorrow", 12, "date", json!("2026-11-23"), &["ledger[12].date"]),
        ("out of order", 12, "date", json!("2026-10-30"), &["ledger[12].date"]),
        ("no gifts", 0, "count", json!(0), &["ledger[0].count"]),
    ];
    for (what, line, field, value, want) in cases {
        let change = |json: &mut Value| json["projects"][0]["ledger"][*line][*field] = value.clone();
        assert_eq!(wrong(&change, true), *want, "{what}");
    }
}

#[test]
fn what_is_no_such_file_is_told_with_its_place() {
    for (json, want) in [
        ("{", "第1行"),
        ("[]", "第1行"),
        (
            r#"{"_meta": {"schema_version": 1, "amount_unit": "fen", "reference_date": "昨天"}, "projects": []}"#,
            "_meta.reference_date",
        ),
    ] {
        let error = File::read(json.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(want), "{error}");
    }
}
