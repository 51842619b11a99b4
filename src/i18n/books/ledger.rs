//! The ledger and its entries.

use crate::i18n::texts;

texts! {
    /// The ledger.
    pub(crate) Ledger {
        title = "账本", "The ledger";
        lead = "每一笔收支和每一步心愿都记在这里，只能往后加，不能改。", "Every movement of money and every step of a wish. Entries are only ever added, never changed.";
        newest = "最新记录", "Newest entries";
        filter_project = "项目", "Project";
        filter_kind = "种类", "Kind";
        filter_month = "月份", "Month";
        all_money = "只看钱", "Money only";
        all_steps = "只看心愿", "Wishes only";
        any = "全部", "All";
        lift: fn(&str) -> String = |word| format!("去掉筛选：{word}"), |word| format!("Remove filter: {word}");
        lift_all = "去掉全部筛选", "Remove all filters";
        none = "没有这样的记录。", "There are no such entries.";
        none_text = "换一个条件，或去掉筛选再看。", "Try other filters, or none.";
        size: fn(&str) -> String = |n| format!("共 {n} 笔记录"), |n| format!("{n} entries in all");
        unit = "金额单位：元", "Amounts in yuan";
        of_many: fn(&str, &str) -> String = |kind, n| format!("{kind}，{n} 笔合计"), |kind, n| format!("{kind}, {n} together");
        number: fn(&str) -> String = |n| format!("第 {n} 号"), |n| format!("no. {n}");
        being_entered = "（正在入账）", "(being entered)";
        corrects: fn(&str, Option<&'static str>) -> String = |n, why| match why {
            Some(why) => format!("对第 {n} 号的更正：{why}"),
            None => format!("对第 {n} 号的更正"),
        }, |n, why| match why {
            Some(why) => format!("corrects no. {n}: {why}"),
            None => format!("corrects no. {n}"),
        };
        gives_back: fn(&str, Option<&'static str>) -> String = |n, why| match why {
            Some(why) => format!("退还第 {n} 号收到的钱：{why}"),
            None => format!("退还第 {n} 号收到的钱"),
        }, |n, why| match why {
            Some(why) => format!("gives back from no. {n}: {why}"),
            None => format!("gives back from no. {n}"),
        };
        erases: fn(&str, Option<&'static str>) -> String = |n, _| format!("删除了第 {n} 号里的个人信息"), |n, _| format!("erases personal data of no. {n}");
        erased_by: fn(&str) -> String = |n| format!("个人信息后来由第 {n} 号删除"), |n| format!("personal data erased by no. {n}");
        corrected_by: fn(&str) -> String = |n| format!("后来由第 {n} 号更正或退还"), |n| format!("later corrected or given back by no. {n}");

        entry_title: fn(&str) -> String = |n| format!("第 {n} 号记录"), |n| format!("Entry no. {n}");
        entry_gone = "还没有这一号记录", "There is no such entry yet";
        entry_gone_text = "账本还没有写到这一号。", "The ledger has not got that far.";
        back = "回到账本", "Back to the ledger";
        day = "日期", "Day";
        kind = "种类", "Kind";
        project = "项目", "Project";
        budget_line = "预算项", "Budget line";
        count = "合计笔数", "Sums up";
        flow = "钱从哪里到哪里", "Where the money went";
        account = "账户", "Account";
        debit = "增减（元）", "Change (yuan)";
        flow_note = "每一笔的增减相加等于 0，所以钱不会凭空多出或消失。", "The changes of an entry add up to 0: money neither appears nor vanishes.";
        bank = "银行账户", "Bank account";
        channel = "支付渠道", "Payment channel";
        restricted: fn(&str) -> String = |id| format!("项目 {id} 的专款"), |id| format!("Funds of project {id}");
        unrestricted = "没有指定用途的捐款", "Gifts without a purpose";
        program: fn(&str) -> String = |id| format!("项目 {id} 的支出"), |id| format!("Spending of project {id}");
        fundraising: fn(&str) -> String = |id| format!("项目 {id} 的募捐成本"), |id| format!("Fundraising costs of project {id}");
        management: fn(&str) -> String = |id| format!("项目 {id} 的管理费用"), |id| format!("Management of project {id}");
        passed_on: fn(&str) -> String = |id| format!("项目 {id} 转给其他组织"), |id| format!("Passed on by project {id}");
        fee = "支付手续费", "Payment fees";
        admin = "管理费用", "Management";
        refund_owed = "待退还的款", "Refunds owed";

        bytes = "账本里的原文", "As it stands in the ledger";
        bytes_note = "这就是被签名保护的原始字节，一个字也不能改。", "These very bytes are covered by the signature; not one of them can change.";
        place = "在账本里的位置", "Its place";
        which = "第几号", "Number";
        place_of: fn(&str, &str) -> String = |n, size| format!("第 {n} 号，账本共 {size} 笔"), |n, size| format!("no. {n} of {size}");
        root = "账本指纹", "Fingerprint of the ledger";
        proof = "下载证明", "Download the proof";
        proof_note = "证明文件可以用任何 C2SP 工具离线核对。", "Any C2SP tool can check the proof offline.";
        earlier = "更早的一号", "Earlier";
        later = "更新的一号", "Later";
    }
}
