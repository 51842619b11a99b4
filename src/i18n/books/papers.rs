//! Privacy and reports.

use model::command::ReportKind;

use crate::i18n::texts;

/// A heading and what stands below it.
pub(crate) type Part = (&'static str, &'static [&'static str]);

texts! {
    /// What is read slowly.
    pub(crate) Papers {
        privacy_title = "隐私说明", "Privacy";
        privacy_lead = "我们只收集办这件事用得上的信息。", "We keep only what the task needs.";
        privacy_parts: &'static [Part] = PRIVACY_ZH, PRIVACY_EN;

        report_title = "举报与投诉", "Report a problem";
        report_lead = "任何人都可以举报，不用登录。5 个工作日内答复。", "Anybody may report, without signing in. You get an answer within five working days.";
        report_about: fn(&str) -> String = |id| format!("关于心愿 {id}"), |id| format!("About wish {id}");
        report_kind = "是什么问题", "What is it about";
        report_text = "发生了什么", "What happened";
        report_text_note = "请不要写受助人的姓名、电话和住址。最多 500 字。", "Please write no names, numbers or addresses of people in need. Up to 500 characters.";
        report_contact = "怎么联系您", "How to reach you";
        report_contact_note = "想收到答复才需要填；加密保存。", "Only if you want an answer; kept encrypted.";
        report_go = "提交", "Send";
        report_empty = "请写一句发生了什么。", "Please write one sentence about what happened.";
        report_done = "已收到，谢谢您", "Received. Thank you";
        report_number = "举报编号", "Report number";
        report_answer: fn(&str) -> String = |day| format!("我们会在 {day}前答复。"), |day| format!("You will have an answer by {day}.");
        report_harm = "有人正处在危险中，请先打 110。", "If somebody is in danger right now, call 110 first.";
        report_kinds: fn(ReportKind) -> &'static str = ReportKind::zh, |kind| match kind {
            ReportKind::Privacy => "Personal data is visible",
            ReportKind::Untrue => "Something is untrue",
            ReportKind::Money => "Somebody asks for money",
            ReportKind::Harm => "Somebody may come to harm",
            ReportKind::Other => "Something else",
        };
    }
}

const PRIVACY_ZH: &[Part] = &[
    (
        "需要帮助的人",
        &[
            "公开页面上没有姓名、电话、住址、证件号、病情、救助类别，也没有照片；程序里没有存放它们的公开字段。",
            "公开的只有：区县、年龄段（未成年人只写学段）、居住情况、需要什么。同样情况的登记人数少于 5 人（未成年人 10 人）不公开。",
            "这是去标识化展示，不是绝对匿名：熟悉的人仍有可能猜到。所以公开前必须本人（未成年人由监护人）单独同意。",
            "姓名、电话等由服务站加密保管，每次查看都有记录，认领人看不到。",
            "一句话就能撤回，撤回后立即从所有公开页面消失；完成 90 天后只留统计数字。",
        ],
    ),
    (
        "认领的人",
        &[
            "浏览不用登录，不追踪、不推荐、没有第三方代码。",
            "认领时收集手机号码，用来登录、提醒和联系这次认领。号码加密保存，只有负责的服务站能看到。",
            "认领结束 30 天后，服务站不再能看到您的号码。您的认领不会公开署名。",
            "登录用一个必要的 Cookie；语言选择存在您自己的浏览器里。",
        ],
    ),
    (
        "捐赠的人",
        &[
            "捐赠不用登录。我们记下金额、日期和项目；公开账本里只有这些，没有您的名字。",
            "默认显示为“爱心人士”。只有您自己选择署名，名字才会公开，随时可以撤下。",
            "需要捐赠票据时才收集抬头和税号，单独加密保存，开具后按规定的期限删除。",
            "没有登录时，打开这笔捐赠的钥匙只存在您自己的浏览器里；打开收据的钥匙在收据地址的 # 后面，不会发给服务器。",
        ],
    ),
    (
        "您的权利",
        &[
            "查看：“我的”里就是我们保存的与您有关的内容。",
            "删除：在“我的”点“删除我的信息”，立即生效；账目和统计中的数字保留，但不再与您有关。",
            "撤回同意、更正、投诉：联系服务站、拨打热线，或使用“举报与投诉”，5 个工作日内答复。",
        ],
    ),
    ("说明的版本", &["第 1 版。内容有变会重新征得您的同意。"]),
];

const PRIVACY_EN: &[Part] = &[
    (
        "People in need",
        &[
            "No public page shows a name, number, address, identity card, illness, kind of aid or photo; the program has no public field for them.",
            "Public are only: the district, an age band (for minors the school stage), who one lives with, and what is needed. With fewer than 5 registered people alike (10 for minors) nothing is published.",
            "This is de-identified, not absolutely anonymous: somebody close may still guess. Therefore the person, or a minor's guardian, must agree beforehand.",
            "Names and numbers are kept encrypted by the station; every look is logged; whoever claims never sees them.",
            "One word withdraws a wish, and it is gone from every public page at once. Ninety days after completion only numbers remain.",
        ],
    ),
    (
        "People who claim",
        &[
            "Reading needs no sign-in. There is no tracking, no recommendation, no third-party code.",
            "To claim, we collect a mobile number for sign-in, reminders and this claim. It is kept encrypted; only the station in charge sees it.",
            "Thirty days after the end the station no longer sees it. Your claim is never published with a name.",
            "Signing in uses one necessary cookie; the language is kept in your own browser.",
        ],
    ),
    (
        "People who give",
        &[
            "Giving needs no sign-in. We keep amount, day and project; the public ledger holds just these and never your name.",
            "You are shown as “a kind person”. Only if you choose so yourself is your name published, and you can take it back at any time.",
            "Title and tax number are asked for only if you want an invoice; they are kept apart and encrypted, and deleted after the legal term.",
            "Without a sign-in, what opens your donation is kept in your own browser only. What opens a receipt stands behind the # of its address and is never sent to the server.",
        ],
    ),
    (
        "Your rights",
        &[
            "To see: “Mine” shows what we keep about you.",
            "To delete: “Delete my data” under “Mine” works at once; numbers in accounts and statistics stay, no longer tied to you.",
            "To withdraw consent, correct or complain: contact a station, call the hotline or use “Report a problem”; answered within five working days.",
        ],
    ),
    ("Version", &["Version 1. If it changes we ask for your consent anew."]),
];
