//! One defect a row, each with its own reason; and rows that look odd but are fine.

use server::import::columns::Column as C;
use store::{Engine, testing::Fresh};

use crate::station::{Line, Station, codes, identity};

async fn verdict(row: Line) -> Vec<&'static str> {
    let station = Station::new(Fresh::new(Engine::Sqlite).await).await;
    codes(&station.rows(&[row]).await[0])
}

#[tokio::test(flavor = "multi_thread")]
async fn every_defect_has_its_reason() {
    let station = Station::new(Fresh::new(Engine::Sqlite).await).await;
    let long = "很".repeat(121);
    let cases = [
        ("no_consent", Line::new("A1").with(C::ConsentPublish, "")),
        ("no_consent", Line::new("A2").with(C::ConsentReferral, "否")),
        ("consent_expired", Line::new("A3").with(C::ConsentUntil, "2026-11-21")),
        ("consent_expired", Line::new("A4").with(C::ConsentUntil, "")),
        ("no_guardian", Line::minor("A5").with(C::ConsentGuardian, "")),
        ("price_cap", Line::new("A6").with(C::Price, "240.01")),
        ("not_verified", Line::new("A7").with(C::VerifiedOn, "")),
        ("not_verified", Line::new("A8").with(C::VerifiedOn, "2026-11-23")),
        ("duplicate_check_failed", Line::new("A9").with(C::DuplicateCheck, "重复")),
        ("duplicate_check_failed", Line::new("A10").with(C::DuplicateCheck, "")),
        ("k_too_small", Line::new("A11").with(C::Crowd, "4")),
        ("k_too_small", Line::minor("A12").with(C::Crowd, "9")),
        ("bad_identity", Line::new("A13").with(C::Identity, "990001195003070119")),
        ("bad_identity", Line::new("A14").with(C::Identity, "12345")),
        ("bad_identity", Line::new("A15").with(C::Birth, "1950-03-08")),
        ("bad_identity", Line::new("A16").with(C::Sex, "女")),
        ("missing_value", Line::new("A17").with(C::Identity, "")),
        ("identity_mangled", Line::new("A18").with(C::Identity, "9.90001E+17")),
        ("unknown_category", Line::new("A19").with(C::Shan, "善游")),
        ("unknown_category", Line::new("A20").with(C::Class, "生活类")),
        ("unknown_category", Line::new("A21").with(C::Item, "居室保洁")),
        ("unknown_category", Line::new("A22").with(C::Thing, "电动汽车")),
        ("unknown_category", Line::new("A23").with(C::District, "示例市某区")),
        ("unknown_category", Line::new("A24").with(C::Delivery, "drone")),
        ("unknown_category", Line::new("A25").with(C::Urgency, "特急")),
        ("unknown_category", Line::new("A26").with(C::Function, "帕金森")),
        ("unknown_category", Line::minor("A27").with(C::Stage, "大学")),
        ("unknown_station", Line::new("A28").with(C::Station, "S99")),
        ("bad_number", Line::new("A29").with(C::Price, "一百")),
        ("bad_number", Line::new("A30").with(C::Price, "0")),
        ("bad_number", Line::new("A31").with(C::Slots, "0")),
        ("bad_number", Line::new("A32").with(C::Crowd, "很多")),
        ("bad_date", Line::new("A33").with(C::ConsentUntil, "永久")),
        ("bad_date", Line::new("A34").with(C::VerifiedOn, "2026-13-01")),
        ("bad_date", Line::new("A35").with(C::CollectedOn, "2026-11-23")),
        ("bad_date", Line::new("A36").with(C::Birth, "1950-02-30")),
        ("missing_value", Line::new("A37").with(C::Title, " ")),
        ("missing_value", Line::new("A38").with(C::Price, "")),
        ("missing_value", Line::minor("A39").with(C::Stage, "")),
        ("missing_value", Line::new("A40").with(C::Collector, "")),
        ("too_long", Line::new("A41").with(C::Story, &long)),
        ("bad_text", Line::new("A42").with(C::Title, "一床\u{1}棉被")),
        ("unclear_kind", Line::new("A43").with(C::Hours, "3")),
        ("unclear_kind", Line::new("A44").with(C::Thing, "")),
        ("bad_delivery", Line::new("A45").with(C::Delivery, "volunteer_visit")),
        ("bad_row_number", Line::new("A46 号")),
        ("bad_row_number", Line::new("14105550123")),
        ("privacy:mobile", Line::new("A47").with(C::Spec, "联系13812345678")),
        ("privacy:own_value", Line::new("A48").with(C::Title, "给赵 四 九的棉被")),
    ];
    let rows: Vec<Line> = cases.iter().map(|(_, row)| row.clone()).collect();
    let verdicts = station.rows(&rows).await;
    for ((want, row), verdict) in cases.iter().zip(&verdicts) {
        assert!(codes(verdict).contains(want), "{}: want {want}, got {:?}", row.get(C::Number), codes(verdict));
    }
    assert_eq!(verdicts.len(), cases.len());
    assert_eq!(station.count("select count(*) from wish").await, 0, "refused rows change nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_defect_gives_one_reason() {
    for (want, row) in [
        ("bad_number", Line::new("B1").with(C::Crowd, "x")),
        ("bad_date", Line::new("B2").with(C::ConsentUntil, "x")),
        ("bad_date", Line::new("B3").with(C::VerifiedOn, "x")),
        ("bad_number", Line::new("B4").with(C::Price, "x")),
        ("k_too_small", Line::new("B5").with(C::Crowd, "0")),
    ] {
        assert_eq!(verdict(row).await, [want]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_defects_are_all_named_with_their_columns_and_no_value() {
    let station = Station::new(Fresh::new(Engine::Sqlite).await).await;
    let row = Line::new("C1")
        .with(C::ConsentPublish, "否")
        .with(C::Crowd, "2")
        .with(C::Story, "赵四九住青松路12号3栋405室。");
    let verdicts = station.rows(std::slice::from_ref(&row)).await;
    let json = serde_json::to_string(&verdicts[0]).unwrap();
    for code in ["no_consent", "k_too_small", "privacy:own_value", "privacy:address"] {
        assert!(codes(&verdicts[0]).contains(&code), "{code}: {json}");
    }
    for column in [C::Name, C::Identity, C::Phone, C::Address] {
        assert!(!json.contains(row.get(column)), "{json}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_rows_that_are_fine_are_accepted() {
    let station = Station::new(Fresh::new(Engine::Sqlite).await).await;
    let rows = [
        Line::new("D1").with(C::Birth, "1950/3/7").with(C::ConsentUntil, "2027/2/8").with(C::Price, "168"),
        Line::new("D2").with(C::Birth, "").with(C::Sex, ""),
        Line::new("D3").with(C::Shan, "善居工程").with(C::Delivery, "送/寄到服务站"),
        Line::new("D4").with(C::Price, "240.00").with(C::Crowd, "5"),
        Line::minor("D5").with(C::Crowd, "10"),
        Line::new("D6").with(C::ConsentUntil, "2026-11-22").with(C::VerifiedOn, "2026-11-22"),
        Line::new("D7").with(C::Title, "  一床\n厚棉被 ").with(C::Phone, "").with(C::Address, ""),
        Line::new("D8")
            .with(C::Thing, "")
            .with(C::Spec, "")
            .with(C::Price, "")
            .with(C::Hours, "3.0")
            .with(C::Class, "卫生清洁类")
            .with(C::Item, "居室保洁")
            .with(C::Title, "一次彻底的大扫除")
            .with(C::Story, "一个人住，高处擦不到，希望有人帮忙彻底打扫一次。")
            .with(C::Delivery, "volunteer_visit"),
    ];
    for verdict in station.rows(&rows).await {
        assert!(verdict.outcome.is_ok(), "{}", serde_json::to_string(&verdict).unwrap());
    }
    assert_eq!(station.wish("D7").await.unwrap().title, "一床 厚棉被", "shown text has no line ends");
    let minor = station.wish("D5").await.unwrap();
    assert!(minor.is_minor && minor.band.age == model::AgeBand::PrimaryUpper);
    assert_eq!((minor.band.household, minor.band.function), (None, None), "of minors only the school stage is said");
    let old = station.wish("D1").await.unwrap();
    assert_eq!((old.band.age, old.term_days), (model::AgeBand::From75, 7));
    assert_eq!(station.wish("D8").await.unwrap().term_days, 14);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_a_minor_until_the_eighteenth_birthday() {
    let station = Station::new(Fresh::new(Engine::Sqlite).await).await;
    let of = |number: &str, day: &str| Line::minor(number).born(day, 13).with(C::ConsentGuardian, "");
    let verdicts = station.rows(&[of("E1", "2008-11-22"), of("E2", "2008-11-23")]).await;
    assert_eq!(codes(&verdicts[0]), Vec::<&str>::new(), "eighteen today");
    assert_eq!(codes(&verdicts[1]), ["no_guardian"], "eighteen tomorrow");
    assert_eq!(identity("1950-03-07", 11).len(), 18);
}

#[test]
fn every_code_is_in_the_documentation() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/API.md")).unwrap();
    let section = page.split("## What an import answers").nth(1).unwrap();
    let own = server::import::reason::Fault::LIST.iter().map(|(code, _)| *code);
    for code in own.chain(privacy::Code::ALL.iter().map(|code| code.as_str())) {
        assert!(section.contains(&format!("`{code}`")), "{code}");
    }
}
