//! Notices, marks, cards and lists, in every state, with samples of the demonstration.

use leptos::prelude::*;
use model::{
    AgeBand, Band, ClaimState, Day, Fen, Household, Kind, ProjectId, PublicStatus, ServiceClass, Shan, Urgency, WishId,
    project::Timeliness,
    view::{ClaimWay, Slots, StationView, Totals, WishCard},
};

use super::part;
use crate::{
    api::ApiError,
    components::{
        books::{
            clock::timeliness,
            equation::equation,
            world::{badge, banner, world},
        },
        control::Button,
        facts::{fact, fact_with_note, mark, urgency},
        icon::Icon,
        skeleton,
        station::station,
        trouble::{complain, failure, stale, trouble},
        wish_card::wish_cards,
    },
    i18n::{books::use_books, use_texts},
    markup::{Html, html},
    pages::project::tabs,
    reactive::group,
    routes::Tab,
};

pub(super) fn all() -> Vec<AnyView> {
    vec![
        part("Notices", &Html::default()),
        notices(),
        part("Marks", &marks()),
        part("Facts", &facts()),
        part("A station", &station(use_texts(), &sample_station())),
        part("Wishes", &wish_cards(use_texts(), &sample_wishes())),
        part("Projects", &projects()),
        part("On its way", &skeleton::cards(2)),
    ]
}

fn notices() -> AnyView {
    let retry = Callback::new(|()| ());
    group(
        "",
        vec![
            crate::markup::show(html!(
                "<p class='note'>A note.</p><div class='notice'><h3>A notice</h3><ul><li>One thing</li><li>Another</li></ul></div>"
            )),
            complain(|| Some("What is missing in a form.".to_owned())),
            stale(|| true),
            trouble(&ApiError::Unreachable, retry),
            trouble(&ApiError::Unintelligible { status: 200 }, retry),
            failure("A title", "A sentence.", Button::main("A way on").press(retry)),
        ],
    )
}

fn marks() -> Html {
    let (t, b) = (use_texts(), use_books());
    let urgencies = [Urgency::Acute, Urgency::Seasonal].map(|one| urgency(t, one));
    let times =
        [Timeliness::Due, Timeliness::OnTime, Timeliness::Late, Timeliness::Overdue].map(|one| timeliness(b, one));
    let states = [ClaimState::Active, ClaimState::Closed, ClaimState::Lapsed].map(|state| {
        html!("<p class='claim-state' data-state='", state.code(), "'><b>", (t.words.claim_state)(state), "</b></p>")
    });
    html!(
        "<p>",
        urgencies.into_iter().collect::<Html>(),
        "</p><p>",
        times.into_iter().collect::<Html>(),
        "</p>",
        states.into_iter().collect::<Html>(),
        "<p class='badges'>",
        badge("public", None, "公募"),
        badge("plain", None, "募捐中"),
        badge("emergency", Some(Icon::Bell), "应急"),
        badge("sample", None, "样例"),
        "</p><ul class='marks'>",
        mark(Icon::Check, "已查重"),
        mark(Icon::Masked, "已隐去个人信息"),
        "</ul>"
    )
}

fn facts() -> Html {
    html!(
        "<div class='card'><dl class='facts'>",
        fact("物品", "棉被"),
        fact_with_note("参考价", "186 元", "每份，仅供参考，合用就好"),
        fact("怎么送达", "送到或寄到服务站，由工作人员转交"),
        "</dl></div>"
    )
}

fn projects() -> Html {
    let b = use_books();
    let totals = Totals {
        income: fen(18_642_050),
        refund: fen(20_000),
        expense: fen(9_230_000),
        moved_out: fen(0),
        moved_in: fen(0),
        correction_fen: 5_000,
        balance: fen(9_397_050),
    };
    let id: Option<ProjectId> = "P-DEMO-01".parse().ok();
    html!(
        world(),
        banner("late", Icon::Clock, "有 2 项信息公开已逾期", &html!("<p>看公开日历</p>")),
        banner("targeted", Icon::Masked, "定向募捐，仅公示", &html!("<p>不接受公众捐赠。</p>")),
        equation(b, &totals, id),
        id.map(|id| tabs(b, id, Tab::Budget))
    )
}

fn fen(fen: u64) -> Fen {
    Fen::new(fen).unwrap_or_default()
}

fn sample_station() -> StationView {
    let [code, name, level, district, address, hours, phone] = [
        "S01",
        "海棠区社会救助服务联合体（演示）",
        "区县助联体",
        "示例市海棠区",
        "示例市海棠区示例大街100号一楼（演示）",
        "周一至周六 9:00-17:00",
        "0000-0000001",
    ]
    .map(str::to_owned);
    StationView { code, name, level, parent: None, district, address, hours, phone }
}

/// One wish for each way in which a card can look.
fn sample_wishes() -> Vec<WishCard> {
    let card = |n: u64, urgency, total: u32, free: u32, hours: Option<u32>| WishCard {
        id: WishId::from_bits(n),
        title: if hours.is_some() { "陪着去复诊一次" } else { "一床过冬的棉被" }.to_owned(),
        shan: if hours.is_some() { Shan::Yi } else { Shan::Ling },
        class: ServiceClass::Life,
        item: "衣被家电补充".to_owned(),
        district: "示例市海棠区".to_owned(),
        band: Band { age: AgeBand::From70, household: Some(Household::Alone), function: None },
        kind: if hours.is_some() { Kind::Service } else { Kind::Goods },
        urgency,
        status: if free == 0 { PublicStatus::Claimed } else { PublicStatus::Waiting },
        slots: Slots { total, free },
        price: hours.is_none().then(|| fen(18_900)),
        hours,
        waiting_since: Day::from_number(20_750),
        way: ClaimWay::Phone,
    };
    vec![
        card(1, Urgency::Acute, 1, 1, None),
        card(2, Urgency::Seasonal, 5, 2, None),
        card(3, Urgency::Usual, 1, 1, Some(2)),
        card(4, Urgency::Usual, 2, 0, None),
    ]
}
