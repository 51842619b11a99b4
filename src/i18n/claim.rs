//! The promise, the sign-in and the claim.

use ui::texts;

texts! {
    /// From the promise to the claim number.
    pub(crate) ClaimTexts {
        title = "认领心愿", "Claim a wish";
        steps: [&'static str; 3] = ["看清承诺", "验证手机", "确认"], ["The promise", "Your phone", "Confirm"];
        promise = "您承诺的是", "What you promise";
        what = "要准备的", "What";
        where_to = "送到哪里", "Where to";
        by_when = "什么时候", "By when";
        by_when_text: fn(&str, u32) -> String = |day, n| format!("今天认领的话，{day}前送到（{n} 天）"), |day, n| format!("if you claim today, by {day} ({n} days)");
        by_when_service: fn(&str, u32) -> String = |day, n| format!("14 天内约好日子，{day}前完成（{n} 天）"),
            |day, n| format!("agree on a day within 14 days, done by {day} ({n} days)");
        change = "改主意了", "If you change your mind";
        change_text = "确认后 24 小时内可以免费取消，不留记录。之后取消要说明原因。",
            "For 24 hours after confirming you may take it back without a record; later with a reason.";
        privately = "谁会知道", "Who will know";
        privately_text = "只有服务站。您的名字和号码不会公开，也不会给对方。", "Only the station. Neither your name nor number is shown to anybody.";
        declare = "请您声明", "Please declare";
        adult = "我已年满 18 周岁", "I am 18 or older";
        no_interest = "我与受助人没有利害关系", "I have no interest in the person who receives this";
        no_interest_note = "例如不是亲属、雇主或生意往来", "for instance no relative, employer or business partner";
        go_on = "认领，为我保留 30 分钟", "Claim: hold it for me for 30 minutes";
        lost = "还没有收到回应", "No answer yet";
        lost_text = "可能已经提交成功。再试一次不会重复认领。", "It may have gone through. Trying again never claims twice.";

        sign_in = "验证手机号码", "Verify your phone";
        sign_in_why = "只用来联系您认领和捐赠的事：提醒、改期、回音、收据。", "Used only for what you claim or give: reminders, changes, feedback, receipts.";
        phone = "手机号码", "Mobile number";
        notice = "个人信息说明", "About your data";
        notice_text: [&'static str; 3] = [
            "我们收集手机号码，用于登录和联系您认领的心愿、您的捐赠。",
            "号码加密保存，只有负责的服务站能看到，结束 30 天后不再可见。",
            "您可以随时在“我的”里退出或删除全部信息。",
        ], [
            "We collect your mobile number to sign you in and to reach you about what you claim and give.",
            "It is kept encrypted; only the station in charge sees it, until 30 days after the end.",
            "You may sign out or delete everything at any time under “Mine”.",
        ];
        notice_more = "阅读完整的隐私说明", "Read the whole privacy notice";
        agree = "我已阅读并同意以上说明", "I have read this and agree";
        get_code = "获取验证码", "Send me a code";
        code = "6 位验证码", "6-digit code";
        code_sent: fn(&str) -> String = |phone| format!("验证码已发到 {phone}，5 分钟内有效。"), |phone| format!("A code is on its way to {phone}; it is good for 5 minutes.");
        demo_code: fn(&str) -> String = |code| format!("演示系统不发短信，验证码是 {code}"), |code| format!("The demonstration sends no messages; your code is {code}");
        resend = "重新获取", "Send again";
        resend_in: fn(u32) -> String = |n| format!("{n} 秒后可重新获取"), |n| format!("Send again in {n} s");
        other_phone = "换一个号码", "Use another number";
        verify = "验证并继续", "Verify and go on";

        held = "已为您保留", "Held for you";
        held_text = "看清楚再确认，不着急。", "Read it in peace, then confirm.";
        held_until: fn(&str) -> String = |time| format!("保留到 {time}"), |time| format!("held until {time}");
        left: fn(u32) -> String = |n| format!("还有 {n} 分钟"), |n| if n == 1 { "1 minute left".into() } else { format!("{n} minutes left") };
        left_little = "不到 1 分钟", "less than a minute left";
        hold_over = "保留时间到了", "The hold is over";
        hold_over_text = "心愿已放回列表，没有任何记录。想认领可以重新开始。", "The wish is back in the list and nothing is on record. You may start again.";
        again = "重新开始", "Start again";
        more_time = "再留 30 分钟", "30 more minutes";
        confirm = "确认认领", "Confirm the claim";
        give_up = "先不认领了", "Not now";
        given_up = "已放弃，心愿放回了列表。", "Given up; the wish is back in the list.";

        done = "认领成功，谢谢您", "Claimed. Thank you";
        number = "认领号", "Claim number";
        number_note = "送东西时报这个号就行，不用写姓名。", "Tell the station this number; no name is needed.";
        bring = "请送到", "Please bring it to";
        free_until: fn(&str) -> String = |time| format!("{time} 前可以免费取消"), |time| format!("you may take it back freely until {time}");
        to_me = "到“我的”查看", "See it under “Mine”";
        ours = "这是您的认领", "This claim is yours";
        ours_text = "您已认领过这个心愿，不用重复提交。", "You have claimed this wish already; there is nothing more to send.";

        too_late = "刚刚有人先认领了", "Somebody was a moment earlier";
        too_late_text = "心愿有人接住了，这是好事。下面几个和它相似，也在等待。", "The wish is in good hands, and that is what counts. These are similar and still waiting.";
        too_late_alone = "心愿有人接住了，这是好事。", "The wish is in good hands, and that is what counts.";
        wait_here = "候补这个心愿", "Join the waiting list";
        wait_note = "对方没能完成时按顺序通知您，12 小时内答复即可。", "If it is given back you are asked in turn and have 12 hours to answer.";
        waiting_since: fn(u32) -> String = |ahead| match ahead {
            0 => "已候补，您排第 1 位。".into(),
            n => format!("已候补，前面有 {n} 人。"),
        }, |ahead| match ahead {
            0 => "You are first on the waiting list.".into(),
            1 => "You are on the waiting list; one person is before you.".into(),
            n => format!("You are on the waiting list; {n} people are before you."),
        };
        elsewhere = "您还有一个心愿等待确认", "Another wish is held for you";
        to_it = "去看那一个", "Go to it";
    }
}
