use model::{
    ClaimState, Day, Fen, Millis, Problem, ProblemCode,
    view::{
        ClaimAction, CodeSent, Count, Feedback, Home, Me, ReportTaken, ShanCount, StationView, WaitingView, WishList,
        WishView,
    },
};
use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{Json, Misfit, parse::parse, read};
use crate::pages::claim::sample;

/// What our server writes is read as what it was.
fn comes_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(read::<T>(&text).as_ref(), Ok(value), "{text}");
    let roomy = serde_json::to_string_pretty(value).unwrap();
    assert_eq!(read::<T>(&roomy).as_ref(), Ok(value), "{roomy}");
}

fn full_card() -> model::view::WishCard {
    let mut card = sample::card(5);
    card.title = "“一床”\n\\被子\u{1f3ee}".to_owned();
    card.price = Fen::new(9_007_199_254_740_991);
    card.hours = Some(2);
    card.band.household = Some(model::Household::Alone);
    card.band.function = Some(model::Function::Sight);
    card
}

#[test]
fn every_answer_of_the_wire_comes_back_as_what_it_was() {
    let day: Day = "2026-11-23".parse().unwrap();
    let mut claim = sample::claim(ClaimState::Held);
    comes_back(&claim);
    claim.spec = Some("1.5 米".to_owned());
    claim.hold_until = Some(Millis::new(1_764_000_000_000));
    claim.free_until = claim.hold_until;
    (claim.due, claim.appointment) = (Some(day), Some(day));
    claim.rejected_because = Some("破损".to_owned());
    claim.actions = ClaimAction::ALL.to_vec();
    claim.feedback = Some(Feedback { day, fits: true, note: "合用".to_owned() });
    let station: StationView = StationView { parent: Some("S00".to_owned()), ..claim.station.clone() };
    comes_back(&vec![station.clone(), claim.station.clone()]);
    let wish = WishView {
        card: full_card(),
        story: "故事".to_owned(),
        thing: Some("棉被".to_owned()),
        spec: None,
        delivery: model::Delivery::StationDropoff,
        term_days: 7,
        listed_until: day,
        verified_month: "2026-11".to_owned(),
        duplicate_checked: true,
        station,
        waiting: 3,
    };
    comes_back(&wish);
    comes_back(&WishList {
        items: vec![full_card()],
        next: Some("x_1".to_owned()),
        total: Count { n: 1, at_least: true },
    });
    comes_back(&WishList { items: Vec::new(), next: None, total: Count { n: 0, at_least: false } });
    let shan = model::Shan::ALL.iter().map(|shan| ShanCount { shan: *shan, n: 1 }).collect();
    comes_back(&Home {
        open: 1,
        fulfilled: 2,
        shan,
        needed: vec![full_card()],
        districts: vec!["区".to_owned()],
        stations: 3,
    });
    let waiting = vec![WaitingView { wish: full_card(), ahead: 1, offer_until: claim.hold_until }];
    comes_back(&Me {
        phone: "138****8000".to_owned(),
        now: Millis::new(1),
        claims: vec![claim],
        waiting,
        live_limit: 3,
    });
    comes_back(&CodeSent { resend_after: 60, demo_code: None });
    comes_back(&ReportTaken { id: model::ReportId::from_bits(1), answer_by: day });
    let mut problem = Problem::new(ProblemCode::AlreadyClaimed);
    problem.similar = vec![full_card()];
    problem.retry_after = Some(1);
    comes_back(&problem);
}

#[test]
fn what_a_newer_server_adds_is_passed_over() {
    let text = r#"{"resend_after":60,"new":{"deep":[1.5,null,{"x":-1e9}]},"demo_code":null}"#;
    assert_eq!(read(text), Ok(CodeSent { resend_after: 60, demo_code: None }));
    let text = r#"{"status":409,"code":"quite_new","title":"?"}"#;
    assert_eq!(read::<Problem>(text).map(|problem| problem.code), Ok(ProblemCode::Unknown));
}

#[test]
fn what_does_not_fit_is_refused() {
    for text in [
        "",
        "{",
        "[]",
        "null",
        "{}",
        r#"{"resend_after":"60"}"#,
        r#"{"resend_after":-1}"#,
        r#"{"resend_after":1.5}"#,
        r#"{"resend_after":60}x"#,
        r#"{"resend_after":60,}"#,
        r#"{"resend_after":60,"resend_after":60}"#,
        r"{resend_after:60}",
    ] {
        assert_eq!(read::<CodeSent>(text), Err(Misfit), "{text}");
    }
    assert_eq!(parse(&"[".repeat(100_000)), None);
}

/// The tree that another reader makes of the same text.
fn tree(value: Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(bool) => Json::Bool(bool),
        Value::Number(number) => number.as_i64().map_or(Json::Other, Json::Number),
        Value::String(text) => Json::Text(text),
        Value::Array(items) => Json::List(items.into_iter().map(tree).collect()),
        Value::Object(pairs) => Json::Map(pairs.into_iter().map(|(key, value)| (key, tree(value))).collect()),
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map(any::<String>(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_another_writer_writes_is_read_as_the_same_tree(value in any_json()) {
        let text = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(parse(&text), Some(tree(value)));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in r#"[\[\]{}",:\\u0-9a-fDEtrn. \-]{0,40}"#) {
        // Where both accept a text, both see the same; ours is no stricter and laxer only about the spelling of numbers.
        if let Ok(value) = serde_json::from_str::<Value>(&text) {
            prop_assert!(parse(&text).is_some() || value.is_object(), "{}", text);
        }
        let _ = parse(&text);
    }
}
