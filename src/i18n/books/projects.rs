//! Projects: the list, and what stands on the page of one.

use crate::i18n::texts;

texts! {
    /// The list of projects and the page of one.
    pub(crate) Projects {
        world = "募捐项目", "Fundraising projects";
        list_title = "募捐项目", "Fundraising projects";
        list_lead = "每个项目的备案、预算和每一笔收支都在这里。", "What each project has filed, planned, received and spent.";
        list_order = "能捐的在前，应急项目优先，其余按开始日期排列。", "Open ones first, emergencies before others, then by starting day.";
        public_title = "公开募捐", "Open to everybody";
        public_note = "向社会公众募捐，募捐方案已备案。", "May raise money from the public; the plan is filed.";
        targeted_title = "定向募捐（仅公示）", "Targeted, shown only";
        targeted_note = "只向发起人、理事会成员和会员募捐，不接受公众捐赠；在这里只公示账目。",
            "Raises money from founders, council and members only. Nothing can be given here; the accounts are shown.";
        none = "现在没有公开的项目。", "No project is published at the moment.";
        to_ledger = "看整本账本", "The whole ledger";
        to_verify = "自己核对账本", "Check the ledger yourself";
        to_stats: fn(i32) -> String = |year| format!("{year} 年在哪扶、扶了谁"), |year| format!("{year} in numbers");
        sample = "样例", "Sample";
        sample_note = "这是演示用的样例项目，不是真实备案，请勿据此捐款。", "A sample for demonstration: nothing here is filed, please do not give.";
        emergency = "应急", "Emergency";
        received = "已收", "Received";
        of_target: fn(&str) -> String = |sum| format!("目标 {sum} 元"), |sum| format!("of ¥{sum}");
        overdue_n: fn(u32) -> String = |n| format!("{n} 项信息公开已逾期"), |n| if n == 1 { "1 disclosure is overdue".to_owned() } else { format!("{n} disclosures are overdue") };
        next_due: fn(&str, &str) -> String = |what, day| format!("下次公开：{day}（{what}）"), |what, day| format!("Next disclosure: {day} ({what})");
        from_to: fn(&str, &str) -> String = |from, to| format!("{from}至{to}"), |from, to| format!("{from} to {to}");

        gone_title = "没有这个项目", "There is no such project";
        gone_text = "编号可能写错了，或者项目还没有公开。", "The number may be mistyped, or the project is not published yet.";
        see_all = "看看全部项目", "All projects";

        suspended: fn(&str) -> String = |day| format!("本项目自 {day}起暂停"), |day| format!("Stopped since {day}");
        targeted_banner = "定向募捐，仅公示", "Targeted: shown only";
        overdue_banner: fn(u32) -> String = |n| format!("有 {n} 项信息公开已逾期"), |n| if n == 1 { "1 disclosure is overdue".to_owned() } else { format!("{n} disclosures are overdue") };
        overdue_see = "看公开日历", "See the calendar";

        tabs = "项目内容", "About this project";
        intro = "介绍", "About";
        budget = "预算", "Budget";
        books = "账本", "Accounts";
        four = "四问", "Four questions";
        calendar = "公开日历", "Disclosures";

        equation = "这笔账", "The sum";
        equation_note = "点开任何一项，看它的每一笔。", "Open any line to see what it is made of.";
        plus = "加", "plus";
        minus = "减", "minus";
        equals = "等于", "equals";
        balance = "结余", "Balance";
        gifts: fn(&str) -> String = |n| format!("{n} 笔捐赠"), |n| format!("{n} gifts");
        as_of: fn(&str) -> String = |n| format!("按账本前 {n} 笔记录计算"), |n| format!("Counted over the first {n} entries of the ledger");
        not_entered = "还没有入账的记录。", "Nothing has been entered yet.";

        giving = "捐赠", "Giving";
        giving_handoff: fn(&str) -> String = |name| format!("捐款在“{name}”进行，本站不经手。"), |name| format!("Gifts are made on “{name}”; this site never handles them.");
        giving_go = "我要捐赠", "Give";
        giving_demo = "这是演示系统，收不了任何钱；可以把捐赠的每一步走一遍。", "This is a demonstration and takes no money; every step of giving can be tried.";
        giving_try = "试一试捐赠（不收钱）", "Try giving (takes no money)";
        giving_own = "捐款直接进入募捐组织自己的账户，本站不经手任何钱。", "The gift goes straight to the organisation’s own account; no money passes through this site.";
        giving_none = "本站不收捐款；如要捐赠，请联系下面的组织。", "Nothing can be given on this site; please contact the organisation below.";

        purpose = "做什么", "What it is for";
        facts = "基本情况", "At a glance";
        where_ = "实施区域", "Where";
        campaign = "募捐期限", "Campaign";
        work_until = "执行到", "Work until";
        surplus = "剩余怎么办", "What is left over";
        responsible = "负责人", "Responsible";
        account = "募捐账户", "Account";
        timeline = "进展", "What has happened";
        timeline_none = "还没有进展记录。", "Nothing has been reported yet.";
        partner = "合作方", "Working along";
        partner_note = "合作方不得自行募捐，收支全部进募捐方账户。", "A partner may not raise money itself; everything is booked by the charity.";
        partner_role = "做什么", "Role";
        partner_agreement = "合作协议", "Agreement";
        partner_evaluated = "已评估", "Evaluated";
        partner_not_evaluated = "尚未评估", "Not evaluated yet";

        notice = "募捐公示", "Who raises this money";
        organisation = "募捐组织", "Organisation";
        uscc = "统一社会信用代码", "Credit code";
        certificate = "公开募捐资格证书", "Certificate";
        no_certificate = "没有公开募捐资格", "None";
        filing = "募捐方案备案号", "Filing number";
        no_filing = "定向募捐，无公开募捐备案", "None: targeted";
        filed_on: fn(&str) -> String = |day| format!("{day}备案"), |day| format!("filed {day}");
        registrar = "登记机关", "Registered by";
        contact = "联系方式", "Contact";
        office = "办公地址", "Office";
        check = "怎么查询", "How to check";
        check_text = "以慈善中国公布为准：", "What the national platform says counts: ";
        check_link = "去慈善中国查询", "Look it up there";
        info_link = "组织的信息公开页", "The charity’s own page";
        leaves = "（离开本站）", "\u{a0}(leaves this site)";
        report = "举报这个项目", "Report this project";

        budget_title = "预算与实际", "Planned and spent";
        budget_lead = "空心是预算，实心是已经支出（含更正）。", "The outline is the plan, the filled part is spent, corrections included.";
        budget_table = "各项预算与支出，单位：元", "Plan and spending, in yuan";
        line = "项目", "Line";
        planned = "预算", "Planned";
        spent = "已支出", "Spent";
        each: fn(&str, u32, &str) -> String = |price, n, unit| format!("{price} 元 × {n} {unit}"), |price, n, unit| format!("¥{price} × {n} {unit}");
        done: fn(i64, &str) -> String = |n, unit| format!("已完成 {n} {unit}"), |n, unit| format!("{n} {unit} done");
        over = "超预算", "over the plan";
        sum = "合计", "Total";
        shares = "成本构成", "Kinds of cost";
        share_of: fn(&str, &str) -> String = |planned, spent| format!("预算占 {planned}，实际占 {spent}"), |planned, spent| format!("{planned} of the plan, {spent} of what was spent");
        share_note = "这是本项目的比例。法律对管理费用的限额按整个组织、按年度计算。", "Shares of this project. The legal limit on management cost is counted by year over the whole organisation.";

        lines_title = "收支明细", "Every entry";
        lines_of: fn(&str) -> String = |term| format!("{term}的每一笔"), |term| format!("Every entry of “{term}”");
        lines_filter = "只看", "Show";
        lines_none = "还没有这一类记录。", "There are no such entries.";
        lines_more = "更多记录", "More entries";

        four_title = "四问", "Four questions";
        where_q = "在哪扶", "Where";
        who_q = "扶了谁", "Who";
        how_much_q = "扶了多少", "How much";
        effect_q = "效果怎么样", "With what effect";
        people_n: fn(&str) -> String = |n| format!("{n} 户（人）"), |n| n.to_owned();
        too_few = "不写明", "not told";
        groups_note = "只公开分组人数，少于 5 的不写明。", "Only groups are counted; numbers below 5 are left out.";
        nothing_yet = "还没有记录。", "Nothing recorded yet.";

        calendar_title = "公开日历", "Disclosure calendar";
        calendar_lead = "法律要求公开什么、什么时候公开，这里都算好了；逾期也照样显示。", "What the law wants published and by when. Lateness is shown too.";
        calendar_open = "还没有公开", "Still to be published";
        calendar_done = "已经公开", "Published";
        calendar_none = "没有需要公开的事项。", "Nothing has to be published.";
        due_on: fn(&str) -> String = |day| format!("{day}前"), |day| format!("by {day}");
        published_on: fn(&str) -> String = |day| format!("{day}已公开"), |day| format!("published {day}");
        days_late: fn(u32) -> String = |n| format!("迟 {n} 天"), |n| if n == 1 { "1 day late".to_owned() } else { format!("{n} days late") };
        days_over: fn(u32) -> String = |n| format!("已超过 {n} 天"), |n| if n == 1 { "1 day over".to_owned() } else { format!("{n} days over") };
        days_left: fn(u32) -> String = |n| format!("还有 {n} 天"), |n| if n == 1 { "1 day left".to_owned() } else { format!("{n} days left") };
        read_it = "阅读", "Read";
    }
}
