//! What can be wished for: eight 善 projects by five service classes (seeds 001 and 003), and how it reaches the person.

use serde::{Deserialize, Serialize};

/// Writes an enum whose every variant has one word for the wire and one in the language of the stations' files. The code is
/// a `tt`, since the API document's macro does not see through the group that a `literal` comes in.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:tt, $zh:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every one of them, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word on the wire and in addresses.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The word in the stations' files.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),+ }
            }

            /// The one with this word on the wire.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }

            /// The one with this word in the stations' files.
            #[must_use]
            pub fn from_zh(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.zh() == word)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// One of the eight 善 projects of Ningbo's "168" (seed 001).
    Shan {
        /// Housing.
        Ju = "shanju", "善居";
        /// Schooling.
        Xue = "shanxue", "善学";
        /// Medical aid.
        Yi = "shanyi", "善医";
        /// Work.
        Ye = "shanye", "善业";
        /// Old age.
        Yang = "shanyang", "善养";
        /// Peace of mind.
        Jie = "shanjie", "善解";
        /// Micro-wishes.
        Ling = "shanling", "善领";
        /// All other help.
        Zhu = "shanzhu", "善助";
    }
}

words! {
    /// One of the five classes of service-type aid (seed 003).
    ServiceClass {
        /// Daily living.
        Life = "life", "生活保障类";
        /// Hygiene and cleaning.
        Clean = "clean", "卫生清洁类";
        /// Health and care.
        Health = "health", "健康照护类";
        /// Support and growth.
        Support = "support", "支持提升类";
        /// Links to resources.
        Link = "link", "资源链接类";
    }
}

words! {
    /// How pressing a wish is; the first key of the need-first order.
    Urgency {
        /// Acute hardship. Needs a written reason.
        Acute = "acute", "急难";
        /// Bound to a season.
        Seasonal = "seasonal", "季节性";
        /// Everything else.
        Usual = "usual", "一般";
    }
}

words! {
    /// What is given.
    Kind {
        /// Things.
        Goods = "goods", "物品";
        /// Time and skill.
        Service = "service", "服务";
    }
}

words! {
    /// How it reaches the person; the claimant never learns an address (domain.md 0.5).
    Delivery {
        /// Brought or sent to the station, handed over by its staff.
        StationDropoff = "station_dropoff", "送/寄到服务站";
        /// Ordered and paid at a shop or canteen by the claimant; no money passes through us.
        MerchantDirect = "merchant_direct", "直接向商家下单";
        /// Two volunteers visit together (domain.md 4.6).
        VolunteerVisit = "volunteer_visit", "志愿者两人同行上门";
        /// A class or group at the station.
        StationClass = "station_class", "在服务站集中进行";
        /// A small group online, run by the station.
        OnlineGroup = "online_group", "线上小班";
        /// One to one online, adults only.
        OnlineAdult = "online_1to1_adult", "线上一对一（仅限成年人）";
        /// The hotline connects; numbers stay hidden from both sides.
        HotlineMasked = "hotline_masked", "热线转接";
    }
}

impl Delivery {
    /// Whether somebody enters the home of the person.
    #[must_use]
    pub const fn is_visit(self) -> bool {
        matches!(self, Self::VolunteerVisit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_back_to_its_own_meaning() {
        for shan in Shan::ALL {
            assert_eq!((Shan::from_code(shan.code()), Shan::from_zh(shan.zh())), (Some(*shan), Some(*shan)));
            assert_eq!(serde_json::to_string(shan).unwrap(), format!("\"{}\"", shan.code()));
        }
        assert_eq!(Shan::from_zh("善游"), None);
    }
}
