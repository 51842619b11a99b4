//! The words of the model: projects, classes, bands, states.

use model::{
    AgeBand, ClaimState, Delivery, Function, Household, Kind, PublicStatus, ServiceClass, Shan, Urgency,
    claim::CancelReason, command::ExtendReason,
};

use ui::texts;

texts! {
    /// A word for each variant.
    pub(crate) Words {
        shan: fn(Shan) -> &'static str = Shan::zh, shan_en;
        shan_field: fn(Shan) -> &'static str = shan_field_zh, shan_field_en;
        class: fn(ServiceClass) -> &'static str = class_zh, class_en;
        kind: fn(Kind) -> &'static str = Kind::zh, |kind| match kind { Kind::Goods => "Goods", Kind::Service => "Service" };
        urgency: fn(Urgency) -> &'static str = |urgency| match urgency {
            Urgency::Acute => "急难",
            Urgency::Seasonal => "应季",
            Urgency::Usual => "一般",
        }, |urgency| match urgency {
            Urgency::Acute => "Acute need",
            Urgency::Seasonal => "Seasonal",
            Urgency::Usual => "Usual",
        };
        age: fn(AgeBand) -> &'static str = age_zh, age_en;
        household: fn(Household) -> &'static str = Household::zh, |household| match household {
            Household::Alone => "living alone",
            Household::Couple => "elderly couple",
            Household::Single => "household of one",
            Household::Family => "family",
        };
        function: fn(Function) -> &'static str = Function::zh, |function| match function {
            Function::Walking => "walks with difficulty",
            Function::Sight => "weak sight",
            Function::Hearing => "weak hearing",
            Function::Care => "needs long-term care",
        };
        status: fn(PublicStatus) -> &'static str = PublicStatus::zh, |status| match status {
            PublicStatus::Waiting => "Open",
            PublicStatus::Joined => "Partly claimed",
            PublicStatus::Claimed => "Claimed",
            PublicStatus::InTransit => "On its way",
            PublicStatus::AtStation => "At the station",
            PublicStatus::Delivered => "Delivered",
            PublicStatus::Fulfilled => "Come true",
            PublicStatus::Fallback => "Taken over by the pool",
        };
        claim_state: fn(ClaimState) -> &'static str = |state| match state {
            ClaimState::CancelledLate => "已取消",
            other => other.zh(),
        }, claim_state_en;
        delivery: fn(Delivery) -> &'static str = |delivery| match delivery {
            Delivery::StationDropoff => "送到或寄到服务站，由工作人员转交",
            Delivery::MerchantDirect => "您直接向商家下单付款，平台不经手钱",
            Delivery::VolunteerVisit => "志愿者两人同行上门，首次由社工陪同",
            Delivery::StationClass => "在服务站集中进行",
            Delivery::OnlineGroup => "由服务站组织的线上小班",
            Delivery::OnlineAdult => "线上一对一，仅限成年人",
            Delivery::HotlineMasked => "由热线转接，双方号码互不可见",
        }, |delivery| match delivery {
            Delivery::StationDropoff => "Bring or post it to the station; its staff pass it on",
            Delivery::MerchantDirect => "You order and pay at the shop yourself; no money passes through us",
            Delivery::VolunteerVisit => "Two volunteers visit together, a social worker comes along the first time",
            Delivery::StationClass => "Together at the station",
            Delivery::OnlineGroup => "A small online group run by the station",
            Delivery::OnlineAdult => "One to one online, adults only",
            Delivery::HotlineMasked => "Connected by the hotline; numbers stay hidden on both sides",
        };
        cancel_reason: fn(CancelReason) -> &'static str = CancelReason::zh, |reason| match reason {
            CancelReason::ForceMajeure => "Force majeure",
            CancelReason::Illness => "Illness",
            CancelReason::Hardship => "Financial hardship",
            CancelReason::OutOfStock => "Out of stock",
            CancelReason::WrongSpec => "The specification is wrong",
            CancelReason::Recipient => "The recipient's side",
            CancelReason::Other => "Something else",
        };
        extend_reason: fn(ExtendReason) -> &'static str = ExtendReason::zh, |reason| match reason {
            ExtendReason::Delivery => "The parcel is late",
            ExtendReason::Stock => "Out of stock for now",
            ExtendReason::Illness => "Illness",
            ExtendReason::Away => "Away from home",
            ExtendReason::Other => "Something else",
        };
    }
}

fn shan_en(shan: Shan) -> &'static str {
    match shan {
        Shan::Ju => "Housing",
        Shan::Xue => "School",
        Shan::Yi => "Health",
        Shan::Ye => "Work",
        Shan::Yang => "Old age",
        Shan::Jie => "Comfort",
        Shan::Ling => "Wishes",
        Shan::Zhu => "Aid",
    }
}

fn shan_field_zh(shan: Shan) -> &'static str {
    match shan {
        Shan::Ju => "住房",
        Shan::Xue => "上学",
        Shan::Yi => "看病",
        Shan::Ye => "就业",
        Shan::Yang => "养老",
        Shan::Jie => "解忧",
        Shan::Ling => "心愿",
        Shan::Zhu => "互助",
    }
}

fn shan_field_en(shan: Shan) -> &'static str {
    match shan {
        Shan::Ju => "shanju",
        Shan::Xue => "shanxue",
        Shan::Yi => "shanyi",
        Shan::Ye => "shanye",
        Shan::Yang => "shanyang",
        Shan::Jie => "shanjie",
        Shan::Ling => "shanling",
        Shan::Zhu => "shanzhu",
    }
}

fn class_zh(class: ServiceClass) -> &'static str {
    match class {
        ServiceClass::Life => "生活保障",
        ServiceClass::Clean => "卫生清洁",
        ServiceClass::Health => "健康照护",
        ServiceClass::Support => "支持提升",
        ServiceClass::Link => "资源链接",
    }
}

fn class_en(class: ServiceClass) -> &'static str {
    match class {
        ServiceClass::Life => "Daily living",
        ServiceClass::Clean => "Cleaning",
        ServiceClass::Health => "Health and care",
        ServiceClass::Support => "Support and growth",
        ServiceClass::Link => "Links to resources",
    }
}

fn age_zh(age: AgeBand) -> &'static str {
    match age {
        AgeBand::From18 => "18–29 岁",
        AgeBand::From30 => "30–39 岁",
        AgeBand::From40 => "40–49 岁",
        AgeBand::From50 => "50–59 岁",
        AgeBand::Adult => "18–59 岁",
        AgeBand::From60 => "60–64 岁",
        AgeBand::From65 => "65–69 岁",
        AgeBand::From70 => "70–74 岁",
        AgeBand::From75 => "75–79 岁",
        AgeBand::From80 => "80–84 岁",
        AgeBand::From85 => "85–89 岁",
        AgeBand::From90 => "90 岁以上",
        AgeBand::Elder => "60 岁以上",
        AgeBand::Unsaid => "匿名需求",
        other => other.zh(),
    }
}

fn age_en(age: AgeBand) -> &'static str {
    match age {
        AgeBand::Kindergarten => "kindergarten child",
        AgeBand::PrimaryLower => "primary pupil, years 1–2",
        AgeBand::PrimaryMiddle => "primary pupil, years 3–4",
        AgeBand::PrimaryUpper => "primary pupil, years 5–6",
        AgeBand::Junior => "junior secondary pupil",
        AgeBand::Senior => "senior secondary pupil",
        AgeBand::Pupil => "pupil",
        AgeBand::From18 => "aged 18–29",
        AgeBand::From30 => "aged 30–39",
        AgeBand::From40 => "aged 40–49",
        AgeBand::From50 => "aged 50–59",
        AgeBand::Adult => "aged 18–59",
        AgeBand::From60 => "aged 60–64",
        AgeBand::From65 => "aged 65–69",
        AgeBand::From70 => "aged 70–74",
        AgeBand::From75 => "aged 75–79",
        AgeBand::From80 => "aged 80–84",
        AgeBand::From85 => "aged 85–89",
        AgeBand::From90 => "aged 90 or more",
        AgeBand::Elder => "aged 60 or more",
        AgeBand::Unsaid => "anonymous",
    }
}

fn claim_state_en(state: ClaimState) -> &'static str {
    match state {
        ClaimState::Held => "Held for you",
        ClaimState::Active => "Claimed",
        ClaimState::Shipped => "Sent",
        ClaimState::Scheduled => "Day agreed",
        ClaimState::ReceivedAtStation => "At the station",
        ClaimState::HandedOver => "Handed over",
        ClaimState::Closed => "Done",
        ClaimState::CancelledFree | ClaimState::CancelledLate => "Given back",
        ClaimState::Lapsed => "Lapsed",
        ClaimState::Revoked => "Taken back by the station",
        ClaimState::ForceMajeure => "Given back, force majeure",
        ClaimState::RejectedGoods => "To be replaced",
    }
}
