//! The person's own page.

use ui::texts;

texts! {
    /// 我的.
    pub(crate) MeTexts {
        title = "我的", "Mine";
        signed_in: fn(&str) -> String = |phone| format!("已登录：{phone}"), |phone| format!("Signed in as {phone}");
        sign_in_text = "登录后可以看到您认领的心愿。浏览心愿不需要登录。", "Sign in to see what you have claimed. Reading needs no sign-in.";
        claims = "我的认领", "My claims";
        no_claims = "还没有认领", "No claims yet";
        no_claims_text = "从一件小事开始就很好。", "A small thing is a good beginning.";
        past = "已结束", "Past";
        no_wish = "心愿已撤回，不再显示内容", "The wish was withdrawn; nothing of it is shown any more";
        number: fn(&str) -> String = |id| format!("认领号 {id}"), |id| format!("Claim {id}");
        due_on: fn(&str) -> String = |day| format!("{day}前送到"), |day| format!("by {day}");
        due_service: fn(&str) -> String = |day| format!("{day}前完成"), |day| format!("done by {day}");
        due_soon: fn(u32) -> String = |n| match n {
            0 => "今天到期".into(),
            1 => "明天到期".into(),
            n => format!("还有 {n} 天到期"),
        }, |n| match n {
            0 => "due today".into(),
            1 => "due tomorrow".into(),
            n => format!("due in {n} days"),
        };
        overdue: fn(u32) -> String = |n| format!("已过期限 {n} 天"), |n| if n == 1 { "1 day overdue".into() } else { format!("{n} days overdue") };
        overdue_text = "来不及可以申请延期，或说明原因取消，都没关系；请尽快告诉服务站。",
            "If time is short, ask for more days or give it back with a reason; that is all right. Please tell the station soon.";
        reminders = "提醒", "Reminders";
        held_text = "还没有确认，请在保留时间内确认。", "Not confirmed yet; please confirm while it is held.";
        to_confirm = "去确认", "Confirm it";
        rejected: fn(&str) -> String = |why| format!("服务站没能收下：{why}"), |why| format!("The station could not accept it: {why}");
        rejected_plain = "服务站没能收下，请更换后再送。", "The station could not accept it; please replace it.";

        sent = "我已寄出", "I have sent it";
        sent_text = "已经交给快递、跑腿，或正在送去的路上。", "It is with the courier, or you are on your way.";
        sent_yes = "是的，已寄出", "Yes, it is on its way";
        appoint = "登记约定日期", "Enter the agreed day";
        appoint_text = "先打电话和服务站商量好，再填这里。", "Please agree with the station by phone first.";
        appoint_day = "约好的日子", "The day";
        appoint_yes = "登记", "Enter";
        extend = "申请延期", "Ask for more days";
        extend_text = "可以延一次，最多 7 天。", "Once, up to 7 days.";
        extend_days = "延几天", "How many days";
        days: fn(u32) -> String = |n| format!("{n} 天"), |n| if n == 1 { "1 day".into() } else { format!("{n} days") };
        reason = "原因", "Reason";
        extend_yes = "申请", "Ask";
        cancel = "取消认领", "Give it back";
        cancel_free_text = "现在取消不留记录，心愿会放回列表最前面。", "Giving it back now leaves no record; the wish goes to the top of the list.";
        cancel_late_text = "已过 24 小时，请选一个原因。不可抗力和受助方的原因不算在您头上。",
            "The 24 hours are over, so please choose a reason. Force majeure and the recipient's side never count against you.";
        cancel_yes = "确认取消", "Yes, give it back";
        never_mind = "先不了", "Never mind";
        done: fn(&str) -> String = |what| format!("{what}：已办好。"), |what| format!("{what}: done.");

        feedback = "服务站的回音", "What the station says";
        handed_over: fn(&str) -> String = |day| format!("{day}送到对方手上"), |day| format!("handed over on {day}");
        fits = "合用", "It fits";
        fits_not = "不太合用，服务站会处理", "It does not quite fit; the station is taking care";
        at_station = "东西已到服务站，工作人员会在 5 个工作日内转交。", "It is at the station and will be handed over within 5 working days.";
        feedback_soon = "已经送到，服务站的回音很快会出现在这里。", "It was handed over; what the station says will be here soon.";

        waiting = "我的候补", "My waiting list";
        ahead: fn(u32) -> String = |n| match n { 0 => "您排第 1 位".into(), n => format!("前面有 {n} 人") },
            |n| match n { 0 => "you are first".into(), 1 => "one person before you".into(), n => format!("{n} people before you") };
        offered: fn(&str) -> String = |time| format!("轮到您了，请在 {time} 前决定"), |time| format!("It is your turn: please decide by {time}");
        offer_take = "去认领", "Claim it";
        stop_waiting = "不再候补", "Leave the list";

        account = "账户", "Account";
        limit: fn(u32) -> String = |n| format!("每人最多同时认领 {n} 个心愿。"), |n| format!("One person may have {n} live claims.");
        sign_out = "退出登录", "Sign out";
        erase = "删除我的信息", "Delete my data";
        erase_text = "会删除您的手机号和登录信息，进行中的认领会放回列表。此操作不能撤销。",
            "Your number and sign-in are erased and live claims are given back. This cannot be undone.";
        erase_tick = "我明白，请删除", "I understand, please delete";
        erase_yes = "确认删除", "Delete";
        erased = "您的信息已删除。谢谢您来过。", "Your data is deleted. Thank you for having been here.";
    }
}
