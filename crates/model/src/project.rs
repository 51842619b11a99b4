//! A charity project: what it is called, how it may raise money, what its costs are, where it stands.

pub mod clock;
mod duty;
mod id;
pub mod own_site;

use serde::{Deserialize, Serialize};

use crate::{Day, Fen, catalogue::words};

pub use duty::{Duty, Timeliness};
pub use id::{ParseProjectIdError, ProjectId};

words! {
    /// How a project may raise money (Charity Law art. 21).
    Raising {
        /// From everybody, by a holder of the certificate (art. 22).
        Public = "public", "公募";
        /// From founders, council and members only; shown, never solicited (art. 29, R-07).
        Targeted = "targeted", "定向募捐";
    }
}

words! {
    /// Where a project stands.
    ProjectStatus {
        /// Published, its period not yet begun.
        Planned = "planned", "未开始";
        /// Money is raised and used.
        Fundraising = "fundraising", "募捐中";
        /// Money is used, no longer raised.
        Implementing = "implementing", "执行中";
        /// All work is done; the final account is being made.
        Settling = "settling", "结项中";
        /// All is done and nothing is left.
        Closed = "closed", "已结束";
        /// Stopped by the charity or the authority.
        Suspended = "suspended", "已暂停";
    }
}

words! {
    /// What a cost is for.
    CostKind {
        /// The help itself.
        Program = "program", "项目支出";
        /// Raising the money.
        Fundraising = "fundraising_cost", "募捐成本";
        /// Running the charity.
        Management = "management", "管理费用";
    }
}

words! {
    /// How money is given.
    DonationMode {
        /// At a designated platform, by its address.
        Handoff = "handoff", "前往指定平台";
        /// On the charity's own merchant account.
        OwnSite = "own_site", "本站直接捐赠";
        /// A demonstration that can take no money.
        Demo = "demo", "演示";
    }
}

words! {
    /// Why nothing can be given to a project now (domain.md 4.10).
    GivingOff {
        /// It raises money from its own circle only.
        Targeted = "targeted", "定向募捐，仅公示";
        /// It has no certificate or filing number.
        NotFiled = "not_filed", "未备案";
        /// It was stopped.
        Suspended = "suspended", "已暂停";
        /// Its period has not begun.
        NotBegun = "not_begun", "募捐未开始";
        /// Its period is over.
        Ended = "ended", "募捐已结束";
        /// It has what it needs.
        TargetReached = "target_reached", "已达目标";
        /// A disclosure has been overdue for longer than this house allows, thirty days unless it says otherwise.
        Overdue = "overdue", "信息公开逾期过久";
        /// It is given to on the charity's own site, and this house has no merchant account.
        NoChannel = "no_channel", "本站收款渠道未配置";
    }
}

/// Days after which an overdue disclosure turns giving off, unless the house says otherwise (domain.md 4.10).
pub const OVERDUE_DAYS: i32 = 30;

/// What decides whether something can be given to a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivingFacts {
    /// How it may raise money.
    pub raising: Raising,
    /// Whether it has the certificate and a filing number; in an emergency, whether the late filing is not overdue.
    pub is_filed: bool,
    /// Whether it was stopped.
    pub is_suspended: bool,
    /// The first day of the campaign.
    pub start: Day,
    /// The last one.
    pub end: Day,
    /// What it needs.
    pub target: Fen,
    /// What has been given and not given back.
    pub given: Fen,
    /// The due day of the disclosure that has been overdue longest.
    pub overdue_since: Option<Day>,
    /// Days for which a disclosure may be overdue.
    pub overdue_days: i32,
    /// Whether it is given to on the own site, where this house has no merchant account.
    pub lacks_channel: bool,
}

/// Why nothing can be given on this day; `None` when it can.
#[must_use]
pub fn giving_off(facts: &GivingFacts, today: Day) -> Option<GivingOff> {
    let is_long_overdue = facts.overdue_since.is_some_and(|due| today.since(due) > facts.overdue_days);
    [
        (facts.raising == Raising::Targeted, GivingOff::Targeted),
        (!facts.is_filed, GivingOff::NotFiled),
        (facts.is_suspended, GivingOff::Suspended),
        (today < facts.start, GivingOff::NotBegun),
        (today > facts.end, GivingOff::Ended),
        (facts.given >= facts.target, GivingOff::TargetReached),
        (is_long_overdue, GivingOff::Overdue),
        (facts.lacks_channel, GivingOff::NoChannel),
    ]
    .into_iter()
    .find_map(|(is_so, why)| is_so.then_some(why))
}

/// Where a project stands on this day, when nothing but the calendar moves it.
#[must_use]
pub fn by_calendar(start: Day, end: Day, implementation_end: Day, today: Day) -> ProjectStatus {
    if today < start {
        ProjectStatus::Planned
    } else if today <= end {
        ProjectStatus::Fundraising
    } else if today <= implementation_end {
        ProjectStatus::Implementing
    } else {
        ProjectStatus::Settling
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn open() -> GivingFacts {
        GivingFacts {
            raising: Raising::Public,
            is_filed: true,
            is_suspended: false,
            start: day("2026-06-01"),
            end: day("2027-05-31"),
            target: Fen::new(100).unwrap(),
            given: Fen::new(99).unwrap(),
            overdue_since: None,
            overdue_days: OVERDUE_DAYS,
            lacks_channel: false,
        }
    }

    #[test]
    fn giving_is_off_for_each_reason_of_its_own() {
        let today = day("2026-11-22");
        let hundred = Fen::new(100).unwrap();
        for (facts, want) in [
            (open(), None),
            (GivingFacts { raising: Raising::Targeted, ..open() }, Some(GivingOff::Targeted)),
            (GivingFacts { is_filed: false, ..open() }, Some(GivingOff::NotFiled)),
            (GivingFacts { is_suspended: true, ..open() }, Some(GivingOff::Suspended)),
            (GivingFacts { start: day("2026-11-23"), ..open() }, Some(GivingOff::NotBegun)),
            (GivingFacts { end: day("2026-11-22"), ..open() }, None),
            (GivingFacts { end: day("2026-11-21"), ..open() }, Some(GivingOff::Ended)),
            (GivingFacts { given: hundred, ..open() }, Some(GivingOff::TargetReached)),
            (GivingFacts { overdue_since: Some(today.plus(-30)), ..open() }, None),
            (GivingFacts { overdue_since: Some(today.plus(-31)), ..open() }, Some(GivingOff::Overdue)),
            (GivingFacts { overdue_since: Some(today.plus(-31)), overdue_days: 31, ..open() }, None),
            (GivingFacts { overdue_since: Some(today.plus(-1)), overdue_days: 0, ..open() }, Some(GivingOff::Overdue)),
            (GivingFacts { lacks_channel: true, ..open() }, Some(GivingOff::NoChannel)),
        ] {
            assert_eq!(giving_off(&facts, today), want, "{facts:?}");
        }
    }

    #[test]
    fn the_calendar_moves_a_project() {
        for (today, want) in [
            ("2026-05-31", ProjectStatus::Planned),
            ("2026-06-01", ProjectStatus::Fundraising),
            ("2027-05-31", ProjectStatus::Fundraising),
            ("2027-06-01", ProjectStatus::Implementing),
            ("2027-08-31", ProjectStatus::Implementing),
            ("2027-09-01", ProjectStatus::Settling),
        ] {
            let [start, end, last] = ["2026-06-01", "2027-05-31", "2027-08-31"].map(day);
            assert_eq!(by_calendar(start, end, last, day(today)), want, "{today}");
        }
    }
}
