//! Wishes and stations as everybody sees them.

use serde::{Deserialize, Serialize};

use crate::{Band, Day, Delivery, Fen, Kind, PublicStatus, ServiceClass, Shan, Urgency, WishId, catalogue::words};

words! {
    /// Who may claim a wish.
    ClaimWay {
        /// Anybody who signs in by phone code.
        Phone = "phone", "手机验证即可认领";
        /// Registered volunteers only; others apply at the station.
        Volunteer = "volunteer", "需注册志愿者";
        /// Volunteers with an unexpired vetting for work with minors.
        Vetted = "vetted", "需通过背景核查的志愿者";
    }
}

impl ClaimWay {
    /// Who may claim a wish of this kind: visits need a registered volunteer, any service for a minor a vetted one
    /// goods, also those for minors, go through the station and need neither.
    #[must_use]
    pub const fn of(kind: Kind, delivery: Delivery, is_minor: bool) -> Self {
        match kind {
            Kind::Service if is_minor => Self::Vetted,
            Kind::Service if delivery.is_visit() => Self::Volunteer,
            Kind::Goods | Kind::Service => Self::Phone,
        }
    }
}

view! {
    /// How much of a wish is still free.
    Slots {
        /// How many people can fulfil it together.
        total: u32,
        /// How many are still needed.
        free: u32,
    }
}

view! {
    /// A wish in a list.
    WishCard {
        /// Its id.
        id: WishId,
        /// What is wished for, in a few words.
        title: String,
        /// Which of the eight 善 projects.
        shan: Shan,
        /// Which of the five service classes.
        class: ServiceClass,
        /// The item of the catalogue.
        item: String,
        /// The district, never anything closer.
        district: String,
        /// Who wishes, as far as the public may know.
        band: Band,
        /// Goods or a service.
        kind: Kind,
        /// How pressing it is.
        urgency: Urgency,
        /// Where it stands.
        status: PublicStatus,
        /// How much is free.
        slots: Slots,
        /// The reference price of one slot, goods only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        price: Option<Fen>,
        /// Hours of service of one slot, services only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hours: Option<u32>,
        /// The day since which it waits.
        waiting_since: Day,
        /// Who may claim it.
        way: ClaimWay,
    }
}

view! {
    /// A service station: where things are brought, and whom to call.
    StationView {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// County, town or village level, in the words of the file.
        level: String,
        /// The station above it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<String>,
        /// Its district.
        district: String,
        /// Where it is.
        address: String,
        /// When it is open.
        hours: String,
        /// Its telephone.
        phone: String,
    }
}

view! {
    /// One wish with all that the public may know. `GET /api/v1/wishes/{id}`
    WishView {
        /// What the list shows too.
        card: WishCard,
        /// The need, written by staff in the third person; gone once the wish is archived.
        story: String,
        /// The thing, goods only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        thing: Option<String>,
        /// Its specification.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        spec: Option<String>,
        /// How it reaches the person.
        delivery: Delivery,
        /// Days from the claim to the deadline.
        term_days: u32,
        /// The last day of the listing.
        listed_until: Day,
        /// The month in which the need was verified, `2026-11`.
        verified_month: String,
        /// Whether other aid and other wishes were looked up before.
        duplicate_checked: bool,
        /// The station that looks after it.
        station: StationView,
        /// How many people wait for a slot.
        waiting: u32,
    }
}

view! {
    /// A page of wishes, need first. `GET /api/v1/wishes`
    WishList {
        /// The wishes.
        items: Vec<WishCard>,
        /// Where the next page begins; pass it as `after`. Absent on the last page. A page may be short or empty and
        /// still have a next one: the server reads a bounded number of rows for each.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<String>,
        /// How many there are in all.
        total: Count,
    }
}

view! {
    /// A number that is either exact or a lower bound.
    Count {
        /// The number.
        n: u32,
        /// Whether there may be more.
        at_least: bool,
    }
}

view! {
    /// How many listed wishes a 善 project has.
    ShanCount {
        /// The project.
        shan: Shan,
        /// Listed wishes.
        n: u32,
    }
}

view! {
    /// The first page. `GET /api/v1/home`
    Home {
        /// Listed wishes in all.
        open: u32,
        /// Wishes that came true.
        fulfilled: u32,
        /// Per 善 project, all eight, in their order.
        shan: Vec<ShanCount>,
        /// What is most needed now: at most six.
        needed: Vec<WishCard>,
        /// The districts that have stations, for filters.
        districts: Vec<String>,
        /// How many stations there are.
        stations: u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_need_volunteers_and_service_for_minors_needs_vetted_ones() {
        use ClaimWay as W;
        for (kind, delivery, is_minor, want) in [
            (Kind::Goods, Delivery::StationDropoff, false, W::Phone),
            (Kind::Goods, Delivery::StationDropoff, true, W::Phone),
            (Kind::Service, Delivery::VolunteerVisit, false, W::Volunteer),
            (Kind::Service, Delivery::VolunteerVisit, true, W::Vetted),
            (Kind::Service, Delivery::StationClass, false, W::Phone),
            (Kind::Service, Delivery::StationClass, true, W::Vetted),
            (Kind::Service, Delivery::HotlineMasked, false, W::Phone),
        ] {
            assert_eq!(ClaimWay::of(kind, delivery, is_minor), want, "{kind:?} {delivery:?} minor {is_minor}");
        }
    }
}
