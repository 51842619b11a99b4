//! The first page, the list and the page of a wish.

use ui::texts;

texts! {
    /// Finding and reading wishes.
    pub(crate) Wishes {
        hero = "点亮一个小心愿", "Make one small wish come true";
        hero_text = "心愿都由服务站上门核实，去掉个人信息后公开。您认领，把东西送到服务站，工作人员转交到家。",
            "Every wish is verified by a service station and shown without personal details. You claim one and bring the \
             thing to the station; its staff hand it over.";
        hero_go = "看看心愿", "See the wishes";
        waiting_now = "个心愿在等待", "wishes waiting";
        come_true = "个已经实现", "come true";
        at_stations = "个服务站", "stations";
        eight = "想从哪里帮起？", "Where would you like to help?";
        eight_count: fn(&str) -> String = |n| format!("{n} 个"), str::to_owned;
        needed = "现在最需要", "Most needed now";
        needed_note = "急难在前，等得久的在前；不看热度。", "Acute need first, then the longest wait; never popularity.";
        all = "全部心愿", "All wishes";
        none_needed = "眼下没有等待认领的心愿。", "No wish is waiting at the moment.";
        how = "认领只要三步", "Three steps";
        how_steps: [(&'static str, &'static str); 3] = [
            ("选一个心愿", "每个都写清要什么、参考价和期限。"),
            ("送到服务站", "亲自送或寄到，您不会知道对方的姓名住址。"),
            ("收到回音", "工作人员转交后，会告诉您合不合用。"),
        ], [
            ("Choose a wish", "Each says what is needed, what it costs and by when."),
            ("Bring it to the station", "In person or by post; you never learn a name or address."),
            ("Hear what became of it", "The staff hand it over and tell you whether it fits."),
        ];
        by_phone = "不方便上网？打电话也可以", "Rather by phone?";
        by_phone_text = "告诉接线员您想帮的事，或您需要的帮助。", "Tell them how you would like to help, or what help you need.";

        list_title = "心愿", "Wishes";
        order_note = "急难在前，等得久的在前", "Acute need first, then the longest wait";
        total: fn(&str) -> String = |n| format!("共 {n} 个心愿"), |n| format!("{n} wishes");
        total_at_least: fn(&str) -> String = |n| format!("{n} 个以上心愿"), |n| format!("more than {n} wishes");
        search = "搜索心愿", "Search wishes";
        search_hint = "如：棉被、助餐", "e.g. 棉被";
        search_go = "搜索", "Search";
        filters = "筛选", "Filter";
        filter_shan = "项目", "Project";
        filter_class = "服务类别", "Class";
        filter_district = "区县", "District";
        filter_kind = "物品或服务", "Goods or service";
        filter_urgency = "紧急程度", "Urgency";
        any = "不限", "Any";
        lift: fn(&str) -> String = |what| format!("去掉筛选：{what}"), |what| format!("Remove filter: {what}");
        lift_all = "清除筛选", "Clear filters";
        none_found = "没有符合条件的心愿", "No wish fits";
        none_found_text = "可以放宽条件，或看看别的心愿。", "Try fewer filters, or look at the other wishes.";
        more = "更多心愿", "More wishes";
        end = "已经到底了", "That is all";

        waited: fn(u32) -> String = |n| if n == 0 { "今天发布".into() } else { format!("已等 {n} 天") },
            |n| match n { 0 => "listed today".into(), 1 => "waits 1 day".into(), n => format!("waits {n} days") };
        about_price: fn(&str) -> String = |price| format!("约 {price}"), |price| format!("about {price}");
        about_hours: fn(u32) -> String = |n| format!("约 {n} 小时"), |n| if n == 1 { "about 1 hour".into() } else { format!("about {n} hours") };
        slots: fn(u32, u32) -> String = |taken, total| format!("共需 {total} 份，已认领 {taken} 份"),
            |taken, total| format!("{taken} of {total} claimed");

        wish = "心愿", "Wish";
        gone_title = "这个心愿已不在公开列表", "This wish is not listed any more";
        gone_text = "可能已经实现，也可能对方改了主意，这都是好的。还有别的心愿在等待。",
            "It may have come true, or the person has changed their mind; both are fine. Other wishes are waiting.";
        what = "需要什么", "What is needed";
        thing = "物品", "Thing";
        spec = "规格", "Specification";
        item = "类别", "Category";
        price = "参考价", "Price";
        price_note = "每份，仅供参考，合用就好", "each; a guide only, anything that fits is fine";
        hours = "用时", "Time";
        hours_each: fn(u32) -> String = |n| format!("每份约 {n} 小时"), |n| format!("about {n} h each");
        share_count = "份数", "How many";
        delivery = "怎么送达", "How it gets there";
        term = "期限", "Deadline";
        term_days: fn(u32) -> String = |n| format!("认领后 {n} 天内"), |n| format!("within {n} days of the claim");
        listed_until = "公开到", "Listed until";
        verified: fn(&str) -> String = |month| format!("{month}已核实"), |month| format!("Verified in {month}");
        duplicate_checked = "已查重，无重复救助", "Checked against other aid";
        masked = "已隐去个人信息", "Personal details left out";
        station = "负责的服务站", "The station in charge";
        claim = "认领这个心愿", "Claim this wish";
        claim_note = "下一步先看清承诺，24 小时内可以随时取消。", "Next you read what you promise; for 24 hours you may take it back.";
        offline_claim = "没有网络，暂时不能认领", "Offline: claiming has to wait";
        at_station = "请到服务站申请", "Please apply at the station";
        at_station_volunteer = "这件事要上门，为了双方安全，由注册志愿者来做。想参加，请联系下面的服务站。",
            "This means a visit. For everybody's safety it is done by registered volunteers. To take part, contact the station below.";
        at_station_vetted = "这件事会接触未成年人，由通过背景核查的志愿者来做。想参加，请联系下面的服务站。",
            "This means contact with minors and is done by vetted volunteers. To take part, contact the station below.";
        volunteer_too = "我已登记为志愿者，继续认领", "I am a registered volunteer: go on";
        taken = "已经有人认领了", "Somebody has claimed it";
        taken_text: fn(u32) -> String = |n| match n {
            0 => "如果对方没能完成，会优先通知候补的人。".into(),
            n => format!("如果对方没能完成，会优先通知候补的人。现在有 {n} 人候补。"),
        }, |n| match n {
            0 => "If they cannot keep it, the waiting list is asked first.".into(),
            1 => "If they cannot keep it, the waiting list is asked first. One person is on it.".into(),
            n => format!("If they cannot keep it, the waiting list is asked first. {n} people are on it."),
        };
        done = "这个心愿已经有着落了", "This wish is being taken care of";
        done_text = "谢谢关心。还有别的心愿在等待。", "Thank you for caring. Other wishes are waiting.";
        next = "认领之后会怎样", "What happens next";
        next_steps: fn(u32) -> [String; 4] = |days| [
            "确认承诺，用手机号验证。".into(),
            format!("{days} 天内把东西送到或寄到服务站；24 小时内可以无理由取消。"),
            "工作人员验收，转交到对方手上。".into(),
            "您在“我的”里看到回音：合不合用。".into(),
        ], |days| [
            "Confirm the promise and verify your phone.".into(),
            format!("Bring or post it to the station within {days} days; for 24 hours you may take it back freely."),
            "The staff check it and hand it over.".into(),
            "Under “Mine” you read whether it fits.".into(),
        ];
        next_steps_service: fn(u32) -> [String; 4] = |days| [
            "确认承诺，用手机号验证。".into(),
            "14 天内和服务站约好日子；24 小时内可以无理由取消。".into(),
            format!("在约定的日子完成，最迟认领后 {days} 天。"),
            "您在“我的”里看到服务站的反馈。".into(),
        ], |days| [
            "Confirm the promise and verify your phone.".into(),
            "Agree on a day with the station within 14 days; for 24 hours you may take it back freely.".into(),
            format!("Keep the day, at the latest {days} days after the claim."),
            "Under “Mine” you read what the station says.".into(),
        ];
        share = "分享", "Share";
        share_text = "请会做这件事的朋友来看", "Show it to a friend who could help";
        copied = "链接已复制", "The link is copied";
        copy_by_hand = "请长按下面的链接复制", "Press and hold the link below to copy it";
        qr = "扫码打开这个心愿", "Scan to open this wish";
        report = "举报这个心愿", "Report this wish";
    }
}
