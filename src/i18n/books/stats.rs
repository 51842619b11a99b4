//! A year in numbers.

use crate::i18n::texts;

texts! {
    /// The statistics of a year.
    pub(crate) Stats {
        title: fn(u16) -> String = |year| format!("{year} 年"), |year| format!("The year {year}");
        lead = "在哪扶、扶了谁、扶了多少、效果怎么样。", "Where, who, how much, and with what effect.";
        years = "其他年份", "Other years";
        year: fn(u16) -> String = |year| format!("{year} 年"), |year| year.to_string();
        fulfilled: fn(Option<&str>) -> String =
            |n| n.map_or_else(|| "有心愿实现，个数太少，不写明。".into(), |n| format!("实现心愿 {n} 个")),
            |n| n.map_or_else(|| "Wishes came true; they are too few to be counted here.".into(), |n| format!("{n} wishes came true"));
        withheld = "人数太少，不分组写明。", "Too few to tell by group.";
        carried = "上年结转", "Left from before";
        kinds = "钱花在哪类", "Spent by kind";
        by_shan = "八善", "By project family";
        wishes_n: fn(Option<&str>) -> String =
            |n| n.map_or_else(|| "心愿个数不写明".into(), |n| format!("实现心愿 {n} 个")),
            |n| n.map_or_else(|| "wishes: not told".into(), |n| format!("{n} wishes"));
        projects_n: fn(u32) -> String = |n| format!("募捐项目 {n} 个"), |n| format!("{n} projects");
        spent_n: fn(&str) -> String = |sum| format!("支出 {sum} 元"), |sum| format!("¥{sum} spent");
        clock = "信息公开", "Disclosures";
        on_time: fn(u32) -> String = |n| format!("按期 {n} 项"), |n| format!("{n} on time");
        late: fn(u32) -> String = |n| format!("逾期公开 {n} 项"), |n| format!("{n} late");
        overdue: fn(u32) -> String = |n| format!("仍未公开 {n} 项"), |n| format!("{n} overdue");
        suppressed = "少于 5 的数字不写明；为了不让人推算出来，旁边的一格有时也不写。",
            "Numbers below 5 are left out, and sometimes a second one so that the first cannot be worked out.";
        yuan = "元", "yuan";
    }
}
