//! A year in numbers, in the four questions. Small numbers are left out, and so is what would give them away
//! (domain.md 4.7).

use serde::{Deserialize, Serialize};

use super::{AsOf, CostShare, Group, Totals};
use crate::{Fen, ProjectId, Shan};

view! {
    /// A 善 project in a year.
    ShanYear {
        /// Which.
        shan: Shan,
        /// Wishes that came true; absent where the number is too small to be told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fulfilled: Option<u32>,
        /// Charity projects that received or spent money.
        projects: u32,
        /// What these projects spent in this year, corrections and what they passed on included, in fen.
        spent_fen: i64,
    }
}

view! {
    /// How the disclosures that were due in a year came out.
    Punctuality {
        /// Made public in time.
        on_time: u32,
        /// Made public late.
        late: u32,
        /// Not made public, and overdue.
        overdue: u32,
    }
}

view! {
    /// What a project says about its effect.
    ProjectEffects {
        /// The project.
        project: ProjectId,
        /// Its title.
        title: String,
        /// The sentences.
        effects: Vec<String>,
    }
}

view! {
    /// A year. `GET /api/v1/stats/{year}`
    YearStats {
        /// The year.
        year: u32,
        /// 在哪扶: wishes that came true, by district. Empty also where none of the numbers can be told.
        places: Vec<Group>,
        /// 扶了谁: wishes that came true, by age band. Empty also where none of the numbers can be told.
        people: Vec<Group>,
        /// How many wishes came true; absent where that is too small to be told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fulfilled: Option<u32>,
        /// What all projects had left from the years before.
        carried: Fen,
        /// 扶了多少: the equation of all projects, of the entries of this year; its balance is that at the end of the year
        /// (of the last entry so far), `carried` included.
        totals: Totals,
        /// How many gifts that was.
        gifts: u32,
        /// What was spent, by kind of cost; `planned` is 0.
        shares: Vec<CostShare>,
        /// By 善 project, all eight, in their order.
        shan: Vec<ShanYear>,
        /// 效果怎么样: what the projects say.
        effects: Vec<ProjectEffects>,
        /// How punctual the projects were.
        punctuality: Punctuality,
        /// The checkpoint that the sums were counted at; absent while the log is empty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        as_of: Option<AsOf>,
    }
}
