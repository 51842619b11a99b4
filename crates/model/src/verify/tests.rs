//! What one end says is what the other hears.

use super::*;

fn standing() -> Standing {
    Standing {
        origin: "love.example.org/ledger".to_owned(),
        key: "k".to_owned(),
        key_from: KeyFrom::FirstSight,
        size: 9,
        since: Millis::new(0),
        is_first: true,
        audited: 4,
    }
}

fn alarm() -> Alarm {
    Alarm {
        code: AlarmCode::Overspent,
        entry: Some(5),
        had: None,
        has: Some(9),
        rule: Some(4),
        project: Some("p1".to_owned()),
        fen: Some(-1),
        says: "x".to_owned(),
        evidence: "{}".to_owned(),
    }
}

fn receipt() -> Receipt {
    Receipt {
        entry: 3,
        day: Day::from_number(20_000),
        kind: "donation".to_owned(),
        postings: vec![Posting { account: "net:unrestricted".to_owned(), fen: -5 }],
        fields: vec![Field { name: "donor_name".to_owned(), value: "张三".to_owned() }],
        size: 8,
        now: None,
        file: "c2sp.org/tlog-proof@v1".to_owned(),
    }
}

/// One of each.
fn everything() -> Vec<Told> {
    let progress = || Progress { audited: 1, of: 2 };
    let path = || "tile/0/000".to_owned();
    let passed = Passed { standing: standing(), before: 1, last_day: None, projects: Vec::new() };
    vec![
        Told::Ready,
        Told::Standing(standing()),
        Told::Progress(progress()),
        Told::Paused(progress()),
        Told::Passed(passed),
        Told::Alarm(Box::new(alarm())),
        Told::Trouble(Trouble::Unreachable),
        Told::Trouble(Trouble::Missing { path: path() }),
        Told::Trouble(Trouble::Refused { status: 503 }),
        Told::Trouble(Trouble::TooLong { path: path() }),
        Told::Trouble(Trouble::NoKey),
        Told::Receipt(Box::new(receipt())),
        Told::BadReceipt(BadReceipt::NotIncluded),
        Told::Keep("{}".to_owned()),
        Told::Forgotten,
    ]
}

#[test]
fn every_message_arrives_as_it_was_sent() {
    for told in everything() {
        let text = serde_json::to_string(&told).unwrap();
        assert_eq!(serde_json::from_str::<Told>(&text).unwrap(), told, "{text}");
    }
    for ask in [Ask::Visit { copy: None }, Ask::Audit { afresh: true }, Ask::Pause, Ask::Forget] {
        let text = serde_json::to_string(&ask).unwrap();
        assert_eq!(serde_json::from_str::<Ask>(&text).unwrap(), ask, "{text}");
    }
}

#[test]
fn half_a_message_is_none() {
    assert!(serde_json::from_str::<Told>(r#"{"tell":"standing"}"#).is_err());
    assert!(serde_json::from_str::<Told>(r#"{"tell":"trouble","trouble":{"reason":"missing"}}"#).is_err());
}
