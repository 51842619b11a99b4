//! Samples for tests.

use model::{
    AgeBand, Band, ClaimId, ClaimState, Day, Delivery, Kind, Millis, PublicStatus, ServiceClass, Shan, Urgency, WishId,
    view::{ClaimView, ClaimWay, Slots, StationView, WishCard},
};

pub(crate) fn card(bits: u64) -> WishCard {
    WishCard {
        id: WishId::from_bits(bits),
        title: "一床过冬的棉被".to_owned(),
        shan: Shan::Ling,
        class: ServiceClass::Life,
        item: "衣被家电补充".to_owned(),
        district: "示例市海棠区".to_owned(),
        band: Band { age: AgeBand::From70, household: None, function: None },
        kind: Kind::Goods,
        urgency: Urgency::Usual,
        status: PublicStatus::Waiting,
        slots: Slots { total: 1, free: 1 },
        price: None,
        hours: None,
        waiting_since: "2026-11-01".parse().unwrap(),
        way: ClaimWay::Phone,
    }
}

pub(crate) fn claim(state: ClaimState) -> ClaimView {
    ClaimView {
        id: ClaimId::from_bits(9),
        state,
        wish: Some(card(1)),
        spec: None,
        delivery: Delivery::StationDropoff,
        station: StationView {
            code: "S01".to_owned(),
            name: "海棠区社会救助服务联合体（演示）".to_owned(),
            level: "区县助联体".to_owned(),
            parent: None,
            district: "示例市海棠区".to_owned(),
            address: "示例大街100号".to_owned(),
            hours: "周一至周六 9:00-17:00".to_owned(),
            phone: "0000-0000001".to_owned(),
        },
        made_at: Millis::new(0),
        hold_until: None,
        free_until: None,
        due: None::<Day>,
        appointment: None,
        rejected_because: None,
        actions: Vec::new(),
        feedback: None,
    }
}
