//! What a project has to make public, and whether it was in time.

use serde::{Deserialize, Serialize};

use crate::{Day, catalogue::words};

words! {
    /// Something that has to be made public. The words are those of the charities' files.
    Duty {
        /// Receipts of the campaign, at least every three months (Charity Law art. 76, R-24).
        FundraisingQuarterly = "fundraising_quarterly", "募捐情况定期公开";
        /// How the work goes, at least every three months (art. 76, R-24).
        ProjectQuarterly = "project_quarterly", "项目实施情况定期公开";
        /// Receipts in an emergency, at least every five days (art. 72, R-23).
        Emergency = "emergency_5day", "应急期款物接收情况";
        /// The filing that an emergency may make within ten days (art. 72, R-23).
        LateFiling = "late_filing", "募捐方案补办备案";
        /// The full account of a campaign (art. 76, R-24).
        FundraisingFinal = "fundraising_final", "募捐活动结束全面公开";
        /// The full account of the work (art. 76, R-24).
        ProjectFinal = "project_final", "项目结束全面公开";
        /// How partners were evaluated and supervised (Order 81, R-38).
        PartnerEvaluation = "partner_evaluation", "对合作方的评估与监督情况";
        /// What happened with what was left (Order 81, R-19).
        Surplus = "surplus", "剩余财产处理情况";
        /// A dealing with a related party (Order 81 art. 14, R-39).
        RelatedParty = "related_party", "关联交易公开";
        /// The organisation's annual report (Order 81, R-37).
        AnnualReport = "annual_report", "年度工作报告和财务会计报告";
        /// Last year's targeted projects, and what their donors are told (art. 80, Order 81).
        DonorReport = "donor_report", "向捐赠人告知募捐与使用情况";
        /// Made public by the charity's own will.
        Voluntary = "project_monthly_voluntary", "自愿公开";
    }
}

words! {
    /// Whether something was made public in time.
    Timeliness {
        /// Not yet made public, still in time.
        Due = "due", "待公开";
        /// Made public in time.
        OnTime = "on_time", "按期公开";
        /// Made public, but late.
        Late = "late", "逾期公开";
        /// Not made public, and late.
        Overdue = "overdue", "已逾期";
    }
}

impl Timeliness {
    /// Of something that is due on `due`, on this day; with the days by which it was or is late.
    #[must_use]
    pub fn of(due: Day, published: Option<Day>, today: Day) -> (Self, u32) {
        let late = u32::try_from(published.unwrap_or(today).since(due)).unwrap_or_default();
        let state = match (published.is_some(), late > 0) {
            (true, false) => Self::OnTime,
            (true, true) => Self::Late,
            (false, false) => Self::Due,
            (false, true) => Self::Overdue,
        };
        (state, late)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_due_day_itself_is_in_time() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let due = day("2026-07-05");
        for (published, today, want) in [
            (None, "2026-07-05", (Timeliness::Due, 0)),
            (None, "2026-07-06", (Timeliness::Overdue, 1)),
            (Some("2026-07-05"), "2026-11-22", (Timeliness::OnTime, 0)),
            (Some("2026-07-09"), "2026-11-22", (Timeliness::Late, 4)),
        ] {
            assert_eq!(Timeliness::of(due, published.map(day), day(today)), want, "{published:?} seen on {today}");
        }
    }
}
