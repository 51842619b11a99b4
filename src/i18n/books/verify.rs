//! Checking the ledger.

use model::verify::{Alarm, AlarmCode, BadReceipt, Trouble};

use crate::{format::amount::yuan, i18n::texts};

texts! {
    /// The page that checks the ledger on the visitor's own device.
    pub(crate) Verify {
        title = "核验账本", "Check the ledger";
        lead = "账本由您自己的手机来核对：下载每一笔账，重新算一遍，不必相信我们的说法。", "Your own phone checks the ledger: it downloads every entry and adds everything up again. You need not take our word for it.";
        opening = "正在查看最新的签名……", "Looking at the newest signature …";
        now_title = "这台手机看到的账本", "The ledger as this device sees it";
        signed: fn(&str) -> String = |n| format!("最新的账本共 {n} 笔，签名有效。"), |n| format!("The newest ledger has {n} entries; its signature holds.");
        first = "这台手机第一次查看这本账。从今天起，它会记住看到的内容；以后如果有人改动旧账，这台手机会发现。", "This device sees the ledger for the first time. From today it remembers what it saw: if old entries are changed later, it will notice.";
        since: fn(&str) -> String = |day| format!("从 {day}起，在这台手机上，这本账只增加过，没有改动过。"), |day| format!("Unchanged since {day} on this device: the ledger has only grown.");
        key_built = "验签用的公钥写在程序里。", "The key for checking signatures is built into the program.";
        key_pinned = "验签用的公钥是这台手机第一次查看时记下的，此后没有变过。", "The key for checking signatures was noted when this device came first; it has not changed since.";
        key_more = "公钥和账本名称", "Key and name of the ledger";
        key_origin = "账本名称", "Ledger";
        key_name = "公钥", "Key";
        whole_title = "逐笔核对", "Check every entry";
        whole_what = "手机会下载全部账目，逐笔检查：内容没有被改过，借贷相等，项目没有花超，最后与签名对上。大约每千笔 0.1 MB，可以随时暂停。", "The phone downloads all entries and checks each: nothing was changed, it adds up to zero, no project spent more than it was given, and all of it matches the signature. About 0.1 MB for each thousand entries; you can pause at any time.";
        start = "核对全部账目", "Check all entries";
        resume = "继续核对", "Go on";
        pause = "暂停", "Pause";
        again = "从第一笔重新核对", "Check again from the first entry";
        progress: fn(&str, &str) -> String = |done, of| format!("已核对 {done} / {of} 笔"), |done, of| format!("{done} of {of} entries checked");
        progress_label = "核对进度", "How far the check is";
        audited_before: fn(&str) -> String = |n| format!("这台手机以前核对过全部 {n} 笔，没有发现问题。"), |n| format!("This device has checked all {n} entries before and found nothing wrong.");
        paused = "已暂停，进度保存在这台手机上。", "Paused. What is done is kept on this device.";
        passed_title = "核对完毕，没有发现问题", "All checked, nothing wrong found";
        passed: fn(&str) -> String = |n| format!("这台手机核对了全部 {n} 笔。"), |n| format!("This device has checked all {n} entries.");
        passed_before: fn(&str, &str) -> String = |before, new| format!("其中 {before} 笔以前核对过，这次核对了 {new} 笔。"), |before, new| format!("{before} of them had been checked before, {new} were checked now.");
        passed_day: fn(&str) -> String = |day| format!("最后一笔的日期是 {day}。"), |day| format!("The last entry is of {day}.");
        passed_list: &'static [&'static str] = &["每一笔的内容与签名一致，没有增删、调换或改动", "每一笔借贷相等，没有凭空出现的钱", "任何时候，没有一个项目花的比收到的多", "退款和更正都指明了原来那一笔"],
            &["Every entry is the one that was signed: none added, dropped, swapped or changed", "Every entry adds up to zero: no money out of nowhere", "At no time did a project spend more than it was given", "Every refund and correction names the entry it is about"];
        totals_title = "各项目结余", "What each project has left";
        totals_asking = "正在与页面上的数字比较……", "Comparing with the figures on the pages …";
        totals_same = "与项目页面上的数字一致", "the same as on the project's page";
        totals_differ: fn(&str) -> String = |shown| format!("与项目页面不一致：页面上是 {shown}"), |shown| format!("not the same as on the project's page, which says {shown}");
        totals_newer = "账本刚有新增，请再核对一次后比较", "the ledger has just grown: check once more to compare";
        totals_unknown = "没能取得页面上的数字", "the page's figure could not be fetched";
        alarm_title: fn(AlarmCode) -> &'static str = alarm_title_zh, alarm_title_en;
        alarm: fn(&Alarm) -> String = alarm_zh, alarm_en;
        alarm_entry: fn(u64) -> String = |index| format!("查看编号 {index} 的一笔"), |index| format!("Look at entry {index}");
        alarm_do_title = "您可以这样做", "What you can do";
        alarm_do: &'static [&'static str] = &["保存下面的证据文件，里面有签名和当时收到的数据，别人可以独立验证。", "把它交给当地民政部门（社会组织管理、慈善事业科室），或交给见证这本账的机构。", "请不要因此责怪受助人：这是账本的问题，与他们无关。"],
            &["Keep the evidence file below: it holds the signatures and the data as they came, and others can verify it.", "Give it to the local civil affairs bureau, or to an organisation that witnesses this ledger.", "Please do not blame those who are helped: this is about the ledger, not about them."];
        alarm_save = "保存证据文件", "Save the evidence";
        alarm_show = "查看证据内容", "Show the evidence";
        trouble_title = "这次没能核对", "It could not be checked this time";
        trouble: fn(&Trouble) -> String = trouble_zh, trouble_en;
        trouble_note = "这不等于账有问题，也不等于没有问题。", "This does not mean that anything is wrong, nor that nothing is.";
        broken = "这台手机的浏览器不能运行核对程序。请更新微信或浏览器后再试，或换一部手机。", "The checking program cannot run in this browser. Please update it, or use another device.";
        receipt_title = "核验一张收据", "Check a receipt";
        receipt_what = "选择捐赠后保存的收据文件（.tlog-proof），手机会检查这笔账是否在账本里、位置对不对、今天的账本是否仍包含它。文件不会上传。", "Choose the receipt file (.tlog-proof) that was saved after giving. The phone checks that the entry is in the ledger, at its place, and that today's ledger still contains it. The file is not uploaded.";
        receipt_choose = "选择收据文件", "Choose a receipt file";
        receipt_good: fn(&str) -> String = |n| format!("收据有效：这是账本里编号 {n} 的一笔"), |n| format!("The receipt holds: it is entry {n} of the ledger");
        receipt_now: fn(&str, &str) -> String = |then, now| format!("开具收据时账本有 {then} 笔，今天有 {now} 笔，今天的账本完整包含当时的账本。"), |then, now| format!("The ledger had {then} entries when the receipt was made and has {now} today; today's ledger contains all of it.");
        receipt_offline = "签名和位置已核对；现在连不上服务器，没能与今天的账本比较。", "Signature and place are checked; the server cannot be reached, so it was not compared with today's ledger.";
        receipt_day = "日期", "Day";
        receipt_kind = "类型", "Kind";
        receipt_money = "分录", "Postings";
        receipt_bad_title = "这张收据不能证明什么", "This receipt shows nothing";
        receipt_bad: fn(BadReceipt) -> &'static str = bad_zh, bad_en;
        receipt_large = "这个文件太大，不是收据。", "This file is too large to be a receipt.";
        limits_title = "核对不能证明什么", "What this does not prove";
        limits: &'static [&'static str] = &[
            "不能证明写进账本的都是真的。从没记账的捐款，账本里看不到；所以请保存好收据。",
            "不能证明所有人看到的是同一本账。要靠见证机构，或者和别人比对签名。",
            "核对程序也来自这个网站。不放心时，可以在自己的电脑上用别人写的工具核对：账本用的是公开的标准格式（C2SP tlog-tiles）。",
            "不能证明此刻的账已经记全。账本每天至少有一笔，看最后一笔的日期就知道是否停更。",
        ], &[
            "It does not prove that what is written is true. A donation that was never entered cannot be seen here: please keep your receipt.",
            "It does not prove that everybody sees the same ledger. Witnesses do, or comparing signatures with others.",
            "The checking program comes from this site too. If in doubt, check on your own computer with tools that others wrote: the ledger has a public standard format (C2SP tlog-tiles).",
            "It does not prove that everything is entered by now. The ledger gets an entry every day: the day of the last one tells whether it stopped.",
        ];
        forget = "忘掉这台手机记住的账本", "Forget what this device knows of the ledger";
        forget_note = "只有在网站公开说明换了账本时才需要，例如演示数据重新生成。忘掉之后，这台手机就发现不了以前的账是否改过。", "Needed only when the site has said in public that it began a new ledger, as when demonstration data is made anew. Afterwards this device can no longer notice whether old entries were changed.";
    }
}

/// A project by its name in the ledger: an alarm says what stands there.
fn project(alarm: &Alarm) -> &str {
    alarm.project.as_deref().unwrap_or("?")
}

fn number(n: Option<u64>) -> String {
    n.map_or_else(|| "?".to_owned(), |n| n.to_string())
}

const fn alarm_title_zh(code: AlarmCode) -> &'static str {
    match code {
        AlarmCode::Checkpoint => "签名不对",
        AlarmCode::Rollback => "账本变短了",
        AlarmCode::Fork => "出现了两本账",
        AlarmCode::Unproven => "新账本没有包含旧账本",
        AlarmCode::Changed => "有一笔账被改过",
        AlarmCode::Broken => "账目数据残缺",
        AlarmCode::Tile => "校验数据不对",
        AlarmCode::Leaf => "有一笔账读不懂",
        AlarmCode::Unbalanced => "有一笔账不平",
        AlarmCode::Overspent => "有项目花超了",
        AlarmCode::Rule => "有一笔账不合规则",
        AlarmCode::Root => "账目与签名对不上",
    }
}

const fn alarm_title_en(code: AlarmCode) -> &'static str {
    match code {
        AlarmCode::Checkpoint => "The signature is wrong",
        AlarmCode::Rollback => "The ledger got shorter",
        AlarmCode::Fork => "There are two ledgers",
        AlarmCode::Unproven => "The new ledger does not contain the old one",
        AlarmCode::Changed => "An entry was changed",
        AlarmCode::Broken => "The entries are incomplete",
        AlarmCode::Tile => "The check data is wrong",
        AlarmCode::Leaf => "An entry makes no sense",
        AlarmCode::Unbalanced => "An entry does not add up",
        AlarmCode::Overspent => "A project spent too much",
        AlarmCode::Rule => "An entry breaks a rule",
        AlarmCode::Root => "The entries do not match the signature",
    }
}

fn alarm_zh(alarm: &Alarm) -> String {
    let (entry, had, has) = (number(alarm.entry), number(alarm.had), number(alarm.has));
    match alarm.code {
        AlarmCode::Checkpoint => "最新的账本没有已知公钥的有效签名，不能相信。".to_owned(),
        AlarmCode::Rollback => format!("这台手机见过 {had} 笔，现在服务器只有 {has} 笔：有旧账被收回了。"),
        AlarmCode::Fork => format!("同样是 {has} 笔，却有两个不同的签名：有人看到的是另一本账。"),
        AlarmCode::Unproven => {
            format!("这台手机见过 {had} 笔，现在有 {has} 笔，但服务器拿不出后者包含前者的证明：旧账可能被改过。")
        }
        AlarmCode::Changed => format!("编号 {entry} 的一笔，内容与签名时不同。"),
        AlarmCode::Broken => format!("从编号 {entry} 的一笔起，数据残缺或多出了内容。"),
        AlarmCode::Tile => "用来制作证明的哈希数据与账目对不上。".to_owned(),
        AlarmCode::Leaf => format!("编号 {entry} 的一笔不是这本账的格式。"),
        AlarmCode::Unbalanced => {
            format!("编号 {entry} 的一笔，借贷相差 {} 元。", yuan(alarm.fen.unwrap_or_default()))
        }
        AlarmCode::Overspent => format!(
            "编号 {entry} 的一笔记下后，项目 {} 花的比收到的多 {} 元。",
            project(alarm),
            yuan(alarm.fen.unwrap_or_default())
        ),
        AlarmCode::Rule => {
            format!(
                "编号 {entry} 的一笔违反了账本规则 I{}。",
                alarm.rule.map_or_else(|| "?".to_owned(), |n| n.to_string())
            )
        }
        AlarmCode::Root => format!("全部 {has} 笔重新计算的结果，与签名的结果不同。"),
    }
}

fn alarm_en(alarm: &Alarm) -> String {
    let (entry, had, has) = (number(alarm.entry), number(alarm.had), number(alarm.has));
    match alarm.code {
        AlarmCode::Checkpoint => {
            "The newest ledger has no valid signature of the known key: it is not to be believed.".to_owned()
        }
        AlarmCode::Rollback => format!("This device saw {had} entries, now there are {has}: entries were taken back."),
        AlarmCode::Fork => format!("Two different ledgers of {has} entries are signed: others see another one."),
        AlarmCode::Unproven => format!(
            "This device saw {had} entries, now there are {has}, and the server cannot show that the new ledger contains the old one: old entries may have been changed."
        ),
        AlarmCode::Changed => format!("Entry {entry} is not what was signed."),
        AlarmCode::Broken => format!("From entry {entry} on, data is missing or there is too much."),
        AlarmCode::Tile => "The hashes from which proofs are made do not match the entries.".to_owned(),
        AlarmCode::Leaf => format!("Entry {entry} has not the form of this ledger."),
        AlarmCode::Unbalanced => format!("Entry {entry} is off by {} yuan.", yuan(alarm.fen.unwrap_or_default())),
        AlarmCode::Overspent => format!(
            "With entry {entry}, project {} has spent {} yuan more than it was given.",
            project(alarm),
            yuan(alarm.fen.unwrap_or_default())
        ),
        AlarmCode::Rule => {
            format!(
                "Entry {entry} breaks rule I{} of the ledger.",
                alarm.rule.map_or_else(|| "?".to_owned(), |n| n.to_string())
            )
        }
        AlarmCode::Root => format!("All {has} entries together give another result than the one that was signed."),
    }
}

fn trouble_zh(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Unreachable => "连不上服务器，请检查网络后再试。".to_owned(),
        Trouble::Missing { path } if path == "checkpoint" || path == "vkey" => "这个网站目前没有公开账本。".to_owned(),
        Trouble::Missing { path } => {
            format!("服务器没有给出账本的这一部分：{path}。请稍后再试；如果一直如此，请告诉民政部门。")
        }
        Trouble::Refused { status } => format!("服务器现在不能回答（{status}），请稍后再试。"),
        Trouble::TooLong { path } => format!("服务器给出的 {path} 过长，没有接收。"),
        Trouble::NoKey => "服务器没有公布可用的公钥，无法验证签名。".to_owned(),
    }
}

fn trouble_en(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Unreachable => "The server cannot be reached. Please check the network and try again.".to_owned(),
        Trouble::Missing { path } if path == "checkpoint" || path == "vkey" => {
            "This site has no public ledger at present.".to_owned()
        }
        Trouble::Missing { path } => format!(
            "The server did not hand over this part of the ledger: {path}. Please try again later; if it stays like this, tell the civil affairs bureau."
        ),
        Trouble::Refused { status } => format!("The server cannot answer now ({status}). Please try again later."),
        Trouble::TooLong { path } => format!("{path} is longer than it can be and was not taken."),
        Trouble::NoKey => "The server names no key that signatures could be checked with.".to_owned(),
    }
}

const fn bad_zh(bad: BadReceipt) -> &'static str {
    match bad {
        BadReceipt::Form => "这个文件不是收据（.tlog-proof）。",
        BadReceipt::Signature => "收据上没有这本账的有效签名：它可能被改过，或者来自另一本账。",
        BadReceipt::NotIncluded => "收据上的这笔账不在签名的账本里。",
        BadReceipt::Leaf => "收据上的这笔账不是这本账的格式。",
        BadReceipt::Field => "收据上展开的内容与这笔账对不上。",
    }
}

const fn bad_en(bad: BadReceipt) -> &'static str {
    match bad {
        BadReceipt::Form => "This file is not a receipt (.tlog-proof).",
        BadReceipt::Signature => "It has no valid signature of this ledger: it was changed, or is of another ledger.",
        BadReceipt::NotIncluded => "The entry of the receipt is not in the ledger that was signed.",
        BadReceipt::Leaf => "The entry of the receipt has not the form of this ledger.",
        BadReceipt::Field => "What the receipt opens does not belong to the entry.",
    }
}
