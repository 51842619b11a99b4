//! Every link leads to its own page, and nonsense leads nowhere.

use model::{
    DonationId, Kind, ReceiptId, Room, ServiceClass, Shan, Urgency, WishId,
    view::{EntryKind, Term},
};
use shanling_app::routes::{LedgerKind, LedgerQuery, Route, Tab, WishQuery, World};

fn read(href: &str) -> Route {
    let (path, search) = href.split_once('?').unwrap_or((href, ""));
    Route::parse(path, search)
}

#[test]
fn every_link_leads_to_its_own_page() {
    let id = WishId::from_bits(0x00C0_FFEE_1234);
    let filters = WishQuery {
        shan: Some(Shan::Ling),
        class: Some(ServiceClass::Life),
        district: Some("示例市海棠区".to_owned()),
        kind: Some(Kind::Goods),
        urgency: Some(Urgency::Acute),
        q: Some("棉 被&100%".to_owned()),
    };
    for route in [
        Route::Home,
        Route::Wishes(WishQuery::default()),
        Route::Wishes(filters),
        Route::Wish(id),
        Route::Claim(id),
        Route::Me,
        Route::Help,
        Route::Stations,
        Route::Privacy,
        Route::Report(None),
        Route::Report(Some(id)),
        Route::Projects,
        Route::Project("P-DEMO-01".parse().unwrap(), Tab::Intro),
        Route::Project("p1".parse().unwrap(), Tab::Budget),
        Route::Project("P-DEMO-01".parse().unwrap(), Tab::Books(None)),
        Route::Project("P-DEMO-01".parse().unwrap(), Tab::Books(Some(Term::MovedOut))),
        Route::Project("P-DEMO-01".parse().unwrap(), Tab::Four),
        Route::Project("P-DEMO-01".parse().unwrap(), Tab::Calendar),
        Route::Ledger(LedgerQuery::default()),
        Route::Ledger(LedgerQuery {
            project: Some("P-DEMO-01".parse().unwrap()),
            kind: Some(LedgerKind::One(EntryKind::Refund)),
            month: Some("2026-11".to_owned()),
        }),
        Route::Entry(0),
        Route::Entry(u64::MAX),
        Route::Verify,
        Route::Stats(2026),
        Route::Donate("P-DEMO-01".parse().unwrap()),
        Route::Gift(DonationId::from_bits(0x00C0_FFEE_1234)),
        Route::Receipt(ReceiptId::from_bits(7)),
        Route::Gifts,
    ] {
        assert_eq!(read(&route.href()), route, "{}", route.href());
    }
}

#[test]
fn each_filter_alone_reads_back_and_is_written_once() {
    let mut tried = 0;
    for (key, values) in [
        ("shan", Shan::ALL.iter().map(|one| one.code()).collect::<Vec<_>>()),
        ("class", ServiceClass::ALL.iter().map(|one| one.code()).collect()),
        ("kind", Kind::ALL.iter().map(|one| one.code()).collect()),
        ("urgency", Urgency::ALL.iter().map(|one| one.code()).collect()),
        ("district", vec!["示例市青禾县"]),
        ("q", vec!["取暖器", "a&b=c?d#e"]),
    ] {
        for value in values {
            let query = WishQuery::default().with(key, value);
            assert_eq!(query.get(key), value, "{key}");
            assert_eq!(read(&Route::Wishes(query.clone()).href()), Route::Wishes(query), "{key}={value}");
            tried += 1;
        }
    }
    assert_eq!(tried, 8 + 5 + 2 + 3 + 1 + 2);
}

#[test]
fn the_same_filters_have_one_address_whatever_their_order() {
    let one = WishQuery::parse("?q=%E6%A3%89%E8%A2%AB&kind=goods&shan=shanju");
    assert_eq!(one.search(), "?shan=shanju&kind=goods&q=%E6%A3%89%E8%A2%AB");
}

#[test]
fn unknown_filters_are_left_out_not_errors() {
    let query = WishQuery::parse("?shan=shanyou&class=&colour=red&q=%20%20&kind&urgency=acute&after=x");
    assert_eq!(query, WishQuery { urgency: Some(Urgency::Acute), ..WishQuery::default() });
}

#[test]
fn a_ledger_filter_that_makes_no_sense_is_left_out() {
    for search in ["?month=2026-13", "?month=2026-1", "?month=26-01", "?kind=theft", "?project=%20", "?project=", "x"] {
        assert_eq!(LedgerQuery::parse(search), LedgerQuery::default(), "{search}");
    }
    let query = LedgerQuery::parse("?month=2026-01&kind=money&project=P-1");
    assert_eq!(query.search(), "?project=P-1&kind=money&month=2026-01");
    assert_eq!(query.with("kind", "").search(), "?project=P-1&month=2026-01");
}

#[test]
fn the_worlds_are_entered_by_their_own_pages() {
    for world in [World::Wishes, World::Projects, World::Resources, World::Help, World::Me] {
        assert_eq!(world.entrance().world(), Some(world), "{world:?}");
    }
    assert_eq!(Route::Projects.room(), Room::Books);
    assert_eq!(Route::Wishes(WishQuery::default()).room(), Room::Wishes);
}

#[test]
fn nonsense_is_lost() {
    for path in [
        "/w",
        "/w/",
        "/w/123",
        "/w/1234567U",
        "/w/12345678/steal",
        "/api/v1/home",
        "/p",
        "/p/P_1",
        "/p/P-1/gold",
        "/p/P-1/budget/x",
        "/ledger/-1",
        "/ledger/1/2",
        "/stats",
        "/stats/now",
        "/ledger/checkpoint",
        "/me/x",
        "/心愿",
    ] {
        assert_eq!(Route::parse(path, ""), Route::Lost, "{path}");
    }
}

#[test]
fn an_id_in_small_letters_is_the_same_wish() {
    assert_eq!(Route::parse("/w/7k3qz8mv/", ""), read("/w/7K3QZ8MV"));
}
