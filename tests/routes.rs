//! Every link leads to its own page, and nonsense leads nowhere.

use model::{Kind, ServiceClass, Shan, Urgency, WishId};
use shanling_app::routes::{Route, WishQuery};

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
        Route::Verify,
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
fn nonsense_is_lost() {
    for path in [
        "/w",
        "/w/",
        "/w/123",
        "/w/1234567U",
        "/w/12345678/steal",
        "/api/v1/home",
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
