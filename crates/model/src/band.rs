//! The band a person is shown in: never an age, a name or a place of living (domain.md 4.7).

use serde::{Deserialize, Serialize};

use crate::catalogue::words;

words! {
    /// A school stage; all that is ever said of a minor's age.
    Stage {
        /// Before school.
        Kindergarten = "kindergarten", "幼儿";
        /// Years 1 and 2.
        PrimaryLower = "primary_lower", "小学低年级";
        /// Years 3 and 4.
        PrimaryMiddle = "primary_middle", "小学中年级";
        /// Years 5 and 6.
        PrimaryUpper = "primary_upper", "小学高年级";
        /// Junior secondary.
        Junior = "junior", "初中";
        /// Senior secondary, vocational schools included.
        Senior = "senior", "高中";
    }
}

words! {
    /// An age band: five years from 60 on, ten below, a school stage below 18; wider ones for small crowds.
    AgeBand {
        /// A child before school.
        Kindergarten = "kindergarten", "幼儿";
        /// A pupil of years 1 and 2.
        PrimaryLower = "primary_lower", "小学低年级";
        /// A pupil of years 3 and 4.
        PrimaryMiddle = "primary_middle", "小学中年级";
        /// A pupil of years 5 and 6.
        PrimaryUpper = "primary_upper", "小学高年级";
        /// A pupil of junior secondary school.
        Junior = "junior", "初中";
        /// A pupil of senior secondary school.
        Senior = "senior", "高中";
        /// A pupil of any stage (widened).
        Pupil = "pupil", "在校学生";
        /// 18 to 29.
        From18 = "18-29", "18–29岁";
        /// 30 to 39.
        From30 = "30-39", "30–39岁";
        /// 40 to 49.
        From40 = "40-49", "40–49岁";
        /// 50 to 59.
        From50 = "50-59", "50–59岁";
        /// 18 to 59 (widened).
        Adult = "18-59", "18–59岁";
        /// 60 to 64.
        From60 = "60-64", "60–64岁";
        /// 65 to 69.
        From65 = "65-69", "65–69岁";
        /// 70 to 74.
        From70 = "70-74", "70–74岁";
        /// 75 to 79.
        From75 = "75-79", "75–79岁";
        /// 80 to 84.
        From80 = "80-84", "80–84岁";
        /// 85 to 89.
        From85 = "85-89", "85–89岁";
        /// 90 and older.
        From90 = "90+", "90岁及以上";
        /// 60 and older (widened).
        Elder = "60+", "60岁及以上";
        /// Nothing is said (匿名需求).
        Unsaid = "unsaid", "不公开";
    }
}

words! {
    /// Who a person lives with.
    Household {
        /// An old person living alone.
        Alone = "alone", "独居";
        /// An old couple.
        Couple = "couple", "老年夫妻户";
        /// A household of one.
        Single = "single", "单人户";
        /// A family.
        Family = "family", "家庭";
    }
}

words! {
    /// A word for what is hard, instead of a diagnosis.
    Function {
        /// Walks with difficulty.
        Walking = "walking", "行动不便";
        /// Weak sight.
        Sight = "sight", "视力较弱";
        /// Weak hearing.
        Hearing = "hearing", "听力较弱";
        /// Needs care for a long time.
        Care = "care", "长期需要照护";
    }
}

/// All that the public learns about a person in need, besides the district.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Band {
    /// The age band or school stage.
    pub age: AgeBand,
    /// Who the person lives with; never said of minors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<Household>,
    /// What is hard for the person; dropped first when the crowd is small; never said of minors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<Function>,
}

impl AgeBand {
    /// The band of a grown-up of this many years; minors have only a [`Stage`].
    #[must_use]
    pub const fn of_adult(years: u32) -> Option<Self> {
        Some(match years {
            0..=17 => return None,
            18..=29 => Self::From18,
            30..=39 => Self::From30,
            40..=49 => Self::From40,
            50..=59 => Self::From50,
            60..=64 => Self::From60,
            65..=69 => Self::From65,
            70..=74 => Self::From70,
            75..=79 => Self::From75,
            80..=84 => Self::From80,
            85..=89 => Self::From85,
            _ => Self::From90,
        })
    }

    /// The band of a school stage.
    #[must_use]
    pub const fn of_stage(stage: Stage) -> Self {
        match stage {
            Stage::Kindergarten => Self::Kindergarten,
            Stage::PrimaryLower => Self::PrimaryLower,
            Stage::PrimaryMiddle => Self::PrimaryMiddle,
            Stage::PrimaryUpper => Self::PrimaryUpper,
            Stage::Junior => Self::Junior,
            Stage::Senior => Self::Senior,
        }
    }

    /// Whether the person is a child or a pupil.
    #[must_use]
    pub const fn is_minor(self) -> bool {
        matches!(
            self,
            Self::Kindergarten
                | Self::PrimaryLower
                | Self::PrimaryMiddle
                | Self::PrimaryUpper
                | Self::Junior
                | Self::Senior
                | Self::Pupil
        )
    }

    const fn wider(self) -> Self {
        match self {
            Self::From18 | Self::From30 | Self::From40 | Self::From50 => Self::Adult,
            Self::From60 | Self::From65 | Self::From70 | Self::From75 | Self::From80 | Self::From85 | Self::From90 => {
                Self::Elder
            }
            Self::Adult | Self::Elder | Self::Unsaid => Self::Unsaid,
            _ => Self::Pupil,
        }
    }
}

impl Band {
    /// The next wider band, in the order of domain.md 4.7: drop the function word, widen the age, drop all.
    /// A minor stays a pupil, so that the rules for minors are never lost on the way.
    #[must_use]
    pub const fn generalised(self) -> Self {
        if self.function.is_some() {
            return Self { function: None, ..self };
        }
        let age = self.age.wider();
        let household = if matches!(age, AgeBand::Unsaid | AgeBand::Pupil) { None } else { self.household };
        Self { age, household, function: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_age_has_one_band_and_minors_have_none() {
        for (years, want) in [
            (17, None),
            (18, Some("18-29")),
            (59, Some("50-59")),
            (60, Some("60-64")),
            (64, Some("60-64")),
            (65, Some("65-69")),
            (90, Some("90+")),
            (113, Some("90+")),
        ] {
            assert_eq!(AgeBand::of_adult(years).map(AgeBand::code), want, "{years} years");
        }
    }

    #[test]
    fn generalising_ends_and_never_makes_a_minor_an_adult() {
        for age in AgeBand::ALL {
            let mut band = Band { age: *age, household: Some(Household::Family), function: Some(Function::Sight) };
            for _ in 0..4 {
                band = band.generalised();
                assert_eq!(band.age.is_minor(), age.is_minor(), "{age:?}");
            }
            assert_eq!(band, band.generalised(), "{age:?}");
        }
    }
}
