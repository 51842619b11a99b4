//! Giving, and what becomes of it.

use model::donation::{DonationState, InvoiceState, RefundState};

use crate::{format::typed::Typo, i18n::texts};

texts! {
    /// From the fact card to the receipt.
    pub(crate) Gifts {
        title: fn(&str) -> String = |project| format!("捐赠：{project}"), |project| format!("Give: {project}");
        demo_note = "这是演示，不收任何钱。下一步是演示收银台，您可以选择“付款成功”“付了两次”等情形，看看会发生什么。",
            "A demonstration: no money is taken. The next step is a mock cashier where you choose what happens: paid, paid twice, and so on.";
        handoff_note: fn(&str) -> String = |name| format!("捐款在指定平台“{name}”完成，本站不经手任何钱。下一步会给您一个编号和平台的链接。"),
            |name| format!("The gift itself is made on the designated platform “{name}”; no money passes through this site. The next step gives you a number and the way there.");

        own_site_note = "捐款直接进入募捐组织自己的账户，由支付渠道收款，本站不经手任何钱。", "The gift goes straight to the organisation’s own account through a payment provider; no money passes through this site.";

        card = "捐之前，请先看看", "Before you give";
        who = "谁在募捐", "Who raises it";
        stage = "项目阶段", "Stage";
        last = "最近一次公开", "Last disclosure";
        last_none = "还没有公开过", "Nothing published yet";
        is_overdue: fn(u32) -> String = |n| format!("有 {n} 项公开已逾期"), |n| if n == 1 { "1 is overdue".to_owned() } else { format!("{n} are overdue") };
        none_overdue = "没有逾期", "None is overdue";
        so_far = "已收与已用", "Received and spent";
        received_spent: fn(&str, &str) -> String = |received, spent| format!("已收 {received} 元，已用 {spent} 元"), |received, spent| format!("¥{received} received, ¥{spent} spent");
        buys = "钱用来买什么", "What the money buys";
        unit: fn(&str, &str, &str) -> String = |name, unit, price| format!("{name}：每{unit} {price} 元"), |name, unit, price| format!("{name}: ¥{price} per {unit}");
        costs = "成本怎么分", "How costs are shared";
        cost: fn(&str, &str) -> String = |kind, share| format!("{kind} {share}"), |kind, share| format!("{kind} {share}");
        whole = "看完整的项目、预算和账本", "The whole project, budget and accounts";

        form = "填写捐赠", "Your gift";
        amount = "金额（元）", "Amount (yuan)";
        amount_note = "自己决定，多少都好。最少 0.01 元，一次最多一千万元。", "Any amount you like, from ¥0.01 up to ten million yuan at a time.";
        typo: fn(Typo) -> &'static str = typo_zh, typo_en;
        shown = "公开时怎么显示", "How you are shown";
        anonymous = "爱心人士（不公开名字）", "As “a kind person”, without a name";
        named = "署我写的名字", "By the name I write";
        name = "署名", "Name";
        name_note = "会公开，最多 20 个字；请不要写电话、证件号。以后可以撤下。", "It will be public. Up to 20 letters, no phone or identity numbers. You can take it back later.";
        name_missing = "请写下署名，或选择“爱心人士”。", "Please write the name, or choose to be shown without one.";
        invoice = "我需要公益事业捐赠票据", "I want a donation invoice";
        invoice_title = "票据抬头", "In whose name";
        invoice_tax = "税号", "Tax number";
        invoice_tax_note = "单位才需要填，15 到 20 位字母或数字。", "Organisations only: 15 to 20 letters or digits.";
        invoice_missing = "请写票据抬头。", "Please write in whose name the invoice is made out.";
        tax_wrong = "税号应是 15 到 20 位字母或数字。", "A tax number has 15 to 20 letters or digits.";
        agreement = "我需要书面捐赠协议", "I want a written agreement";
        agreement_note = "财务会打您登录的电话联系", "finance will call the number you signed in with";
        signed: fn(&str) -> String = |phone| format!("已登录 {phone}，这笔捐赠会出现在“我的捐赠”里；收据、退款的消息会发到这个号码。"), |phone| format!("Signed in as {phone}; this gift will be listed under “My donations”, and that number is told of its receipt and of refunds.");
        unsigned = "不登录也能捐。这笔捐赠的钥匙只存在这个浏览器里；请保存好收据的地址。", "No sign-in is needed. What opens this gift is kept in this browser only, so please keep the address of the receipt.";
        adult = "我已年满 18 周岁", "I am 18 or older";
        notice = "怎么使用您的信息", "What becomes of your data";
        notice_lines: [&'static str; 3] = [
            "公开账本里只有金额、日期和项目；您选择署名时，还有署名。",
            "票据抬头和税号单独加密保存，只有财务能看到。",
            "付款由支付渠道处理，我们看不到您的银行卡。",
        ], [
            "The public ledger holds amount, day and project, and your name only if you choose so.",
            "Title and tax number are kept apart and encrypted; only finance sees them.",
            "The payment itself is made with the provider; we never see your card.",
        ];
        notice_more = "完整的隐私说明", "The whole privacy notice";
        agree = "我已阅读并同意以上说明", "I have read this and agree";
        adult_missing = "请先确认已年满 18 周岁。", "Please confirm that you are 18 or older.";
        agree_missing = "请先阅读并同意以上说明。", "Please read the notice and agree first.";
        go_demo = "下一步：演示收银台", "Next: the mock cashier";
        go_own_site = "下一步：去付款", "Next: payment";
        channel = "怎么付款", "How to pay";
        channel_missing = "请选择怎么付款。", "Please choose how to pay.";
        go_handoff = "下一步：取得编号", "Next: get the number";
        earlier = "这个浏览器里还有一笔没有付完的捐赠。", "A gift from this browser has not been paid yet.";
        earlier_see = "看看那一笔", "See that one";
        twice = "这张表已经提交过一笔内容不同的捐赠，还没有付完。", "This form was sent before with other contents, and that gift has not been paid yet.";
        away = "这张表是登录以后提交的，现在已经退出登录。请重新登录，就能看到那笔捐赠；重新提交不会变成两笔。如果那不是您提交的，可以另捐一笔。",
            "This form was sent by somebody who had signed in, and has signed out since. Sign in again to see that gift; sending it again does not make it two. If it was not you, give once more.";
        twice_new = "按现在填的另捐一笔", "Give once more as filled in now";

        gift_title = "这笔捐赠", "This gift";
        state: fn(DonationState) -> &'static str = DonationState::zh, state_en;
        what: fn(DonationState) -> &'static str = what_zh, what_en;
        project = "项目", "Project";
        sum = "金额", "Amount";
        made = "下单时间", "Ordered";
        number = "捐赠单号", "Number";
        shown_as = "公开显示", "Shown as";
        nobody = "爱心人士", "a kind person";
        pay_until: fn(&str) -> String = |time| format!("请在 {time} 前付款；不付款也没关系，到时会自动关闭。"), |time| format!("Please pay by {time}. If you do not, it simply closes.");
        pay_demo = "去演示收银台", "To the mock cashier";
        pay = "去付款", "Pay";
        see_receipt = "查看收据", "See the receipt";
        again = "再捐一次", "Give again";
        to_project = "回到项目", "Back to the project";
        reference = "请在平台的留言里写上这个编号", "Please give this number in the platform’s message field";
        to_platform: fn(&str) -> String = |name| format!("前往“{name}”"), |name| format!("Go to “{name}”");
        demo_mark = "演示：没有收取任何钱。", "Demonstration: no money was taken.";
        invoice_state: fn(InvoiceState) -> &'static str = InvoiceState::zh, |state| match state {
            InvoiceState::Waived => "Not wanted",
            InvoiceState::Requested => "Asked for",
            InvoiceState::Issued => "Issued",
        };
        invoice_number: fn(&str, &str) -> String = |number, code| format!("票据号码 {number}，校验码 {code}"), |number, code| format!("number {number}, check code {code}");
        invoice_name = "捐赠票据", "Invoice";
        refunds = "退款", "Refunds";
        refund_state: fn(RefundState) -> &'static str = refund_zh, refund_en;
        refund_note = "退款按原路退回，一般几个工作日到账。", "Refunds go back the way they came, usually within a few working days.";
        lost_title = "打不开这笔捐赠", "This gift cannot be opened here";
        lost_text = "只有下单的浏览器，或登录后的本人，才能打开。如果您保存了收据的地址，可以直接打开收据。", "Only the browser that ordered it, or its donor after signing in, can open it. If you kept the address of the receipt, open that.";
        remove = "撤下我的署名", "Take my name back";
        remove_text = "署名会从所有公开页面和账本里删除，以后显示为“爱心人士”。账本里的金额和位置不变，收据仍然有效。服务器也会删除打开收据的钥匙，请先保存收据的地址或文件。",
            "Your name is deleted from every public page and from the ledger. Amount and place stay, and the receipt stays valid. The server also deletes what opens the receipt, so please keep its address or file first.";
        remove_yes = "撤下署名", "Take it back";
        removed = "署名已撤下。", "Your name was taken back.";
        waiting = "正在等消息，页面会自己更新。", "Waiting for news; this page updates by itself.";

        receipt_title = "捐赠收据", "Receipt of a gift";
        receipt_frozen = "这笔款与支付机构的账单还对不上，正在核对。核对清楚以前，请先不要使用这张收据；账本里的记录不变。", "The payment provider’s bill and our books do not agree about this gift yet, and somebody is looking into it. Please do not use this receipt until that is explained. The entry in the ledger stays as it is.";
        receipt_gone = "没有这张收据", "There is no such receipt";
        receipt_gone_text = "地址可能少了几个字。", "The address may be incomplete.";
        entering = "已付款，待入账", "Paid, being entered";
        entering_text = "钱已收到，正在写入账本。通常几秒钟，页面会自己更新。", "The money has arrived and is being written into the ledger. It takes a few seconds; this page updates by itself.";
        checking = "这台设备正在核对…", "This device is checking…";
        good = "核对无误", "Checked";
        good_text: fn(&str) -> String = |n| format!("这台设备核对过：这张收据就是账本里的第 {n} 号记录，金额、日期和项目都一致。"), |n| format!("This device has checked that this receipt is entry no. {n} of the ledger, with the same amount, day and project.");
        grown: fn(&str) -> String = |n| format!("账本签名有效，到现在共 {n} 笔，只增加过，没有改动过。"), |n| format!("The signature is valid; the ledger now has {n} entries and has only ever grown.");
        place_only = "位置已核对，归属没有核对", "Place checked, holder not";
        place_only_text: fn(&str) -> String = |n| format!("账本里的第 {n} 号记录金额、日期和项目都一致。但是地址里没有收据的钥匙，无法核对这一笔是不是这张收据的；请用完整的收据地址打开。"),
            |n| format!("Entry no. {n} of the ledger has this amount, day and project. The address lacks what opens the receipt, so it could not be checked that the entry is this receipt’s; please open the full address.");
        differs = "收据与账本不一致", "Receipt and ledger differ";
        differs_text = "服务器给出的收据和账本里的记录不一样。请保存下面的证明文件，并向登记机关反映。", "What the server says of this receipt is not what the ledger says. Please save the proof and tell the registering authority.";
        not_checked = "现在没能核对", "It could not be checked now";
        not_checked_text = "这不等于有问题，也不等于没有问题。请稍后再试。", "That says neither that something is wrong nor that all is well. Please try again later.";
        cannot_check = "这个浏览器不能核对账本；可以下载证明文件，用别的工具核对。", "This browser cannot check the ledger; the proof can be checked with other tools.";
        alarm_text = "账本本身没有通过核对，请到核对页查看。", "The ledger itself failed its check; please see the page of checks.";
        recheck = "再核对一次", "Check again";
        certificate = "捐赠凭证", "Certificate of a gift";
        certificate_thanks: fn(&str) -> String = |name| format!("感谢{name}的捐赠。"), |name| format!("With thanks to {name}.");
        day = "日期", "Day";
        organisation = "受赠组织", "Received by";
        filing = "募捐方案备案号", "Filing number";
        receipt_number = "收据号", "Receipt";
        place = "账本位置", "Place in the ledger";
        place_n: fn(&str) -> String = |n| format!("第 {n} 号"), |n| format!("no. {n}");
        refunded: fn(&str) -> String = |sum| format!("其中 {sum} 元已退回"), |sum| format!("¥{sum} of it went back");
        void = "款项已全部退回，这张收据作废", "All of it went back; this receipt is void";
        void_text = "收据没有删除：它由下面的退款记录更正，在账本里的位置仍然可以核对。", "The receipt is not deleted: the refund below corrects it, and its place in the ledger can still be checked.";
        void_part = "有一部分已经退回", "A part of it went back";
        void_part_text = "收据对余下的部分仍然有效；退款另有记录。", "The receipt stands for what is left; the refund has an entry of its own.";
        void_line: fn(&str, &str, &str) -> String = |day, sum, why| format!("{day}退回 {sum}（{why}）"), |day, sum, why| format!("{sum} went back on {day}: {why}.");
        void_mark = "已作废：款项已全部退回", "Void: all of it went back";
        erased = "捐赠人已撤下署名。账本里的记录不变，这张收据仍然有效。", "The donor took the name back. The entry is unchanged and this receipt stays valid.";
        not_tax = "本凭证不是公益事业捐赠票据，不能用于抵税。", "This certificate is not a donation invoice and no proof for taxes.";
        qr_label = "收据地址的二维码", "QR code of the receipt’s address";
        qr_note = "扫码即可核对。二维码里有打开收据的钥匙，给谁看由您决定。", "Scan to check. The code holds what opens the receipt; whom you show it is up to you.";
        qr_bare = "扫码即可查看。", "Scan to see it.";
        print_what = "凭证上印什么", "What the certificate shows";
        print_sum = "金额", "The amount";
        print_code = "核对用的二维码", "The code to check it with";
        print_code_note = "谁拿到纸，谁就能打开这张收据", "whoever has the paper can open this receipt";
        print = "打印或存为 PDF", "Print or save as PDF";
        save = "下载证明文件", "Save the proof";
        copy = "复制收据地址", "Copy the address";
        copied = "已复制。", "Copied.";
        copy_not = "这里不能复制，请从地址栏复制。", "Copying does not work here; please copy it from the address bar.";
        bought = "之后项目买了什么", "What the project has bought since";
        bought_note = "捐款不分彼此，一起用在项目上；下面是这笔捐赠入账之后项目的支出。", "Gifts are used together. These are the project’s expenses entered after this gift.";
        bought_sum: fn(&str, &str) -> String = |count, sum| format!("入账之后共 {count} 笔支出，合计 {sum} 元。"), |count, sum| format!("{count} expenses since, ¥{sum} in all.");
        bought_at_least: fn(&str, &str) -> String = |count, sum| format!("入账之后的支出很多，这里只读到最近 {count} 笔，合计 {sum} 元。"), |count, sum| format!("There were many expenses since; only the newest {count} were read, ¥{sum} in all.");
        bought_more: fn(&str) -> String = |rest| format!("还有 {rest} 笔没有列出。"), |rest| format!("And {rest} more.");
        bought_none = "入账之后还没有新的支出。", "Nothing has been spent since.";
        bought_all = "这个项目的全部支出", "All expenses of this project";

        own_title = "我的捐赠", "My donations";
        own_lead = "从我的捐赠可以看到每一笔的进展、收据和署名。", "What became of each gift, its receipt, and your name on it.";
        own_signed = "登录后捐的", "Given while signed in";
        own_here = "在这个浏览器里捐的", "Given in this browser";
        own_none = "还没有捐赠记录。", "There are no donations yet.";
        own_sign_in = "登录后可以看到登录时捐的；没有登录时捐的，只在当时的浏览器里。", "Sign in to see what you gave while signed in. What you gave without is kept in that browser only.";
        own_forget = "从这个浏览器里移除", "Remove from this browser";
        own_forget_text = "移除后，这个浏览器打不开这些捐赠了；收据的地址仍然有效。", "This browser will no longer open these gifts; addresses of receipts stay valid.";
        own_gone = "这一笔现在打不开", "This one cannot be opened now";
        see_projects = "看看募捐项目", "See the projects";
    }
}

fn typo_zh(typo: Typo) -> &'static str {
    match typo {
        Typo::Empty => "请填写金额。",
        Typo::NotANumber => "请只写数字，比如 50 或 50.5。",
        Typo::TooFine => "最多写到分，也就是两位小数。",
        Typo::Nothing => "金额要大于 0。",
        Typo::TooMuch => "一次最多一千万元；更多请直接联系募捐组织。",
    }
}

fn typo_en(typo: Typo) -> &'static str {
    match typo {
        Typo::Empty => "Please write an amount.",
        Typo::NotANumber => "Please write digits only, such as 50 or 50.5.",
        Typo::TooFine => "Two decimals at most.",
        Typo::Nothing => "Please write more than 0.",
        Typo::TooMuch => "Ten million yuan at a time at most; for more please talk to the organisation.",
    }
}

fn state_en(state: DonationState) -> &'static str {
    match state {
        DonationState::Opening => "Being opened",
        DonationState::AwaitingPayment => "Waiting for payment",
        DonationState::HandedOff => "To be given on the platform",
        DonationState::Checking => "Received, being checked",
        DonationState::Paid => "Paid, being entered",
        DonationState::Booked => "In the books",
        DonationState::Refunding => "Going back to you",
        DonationState::Refunded => "Refunded",
        DonationState::Closed => "Not paid, closed",
        DonationState::Failed => "The cashier could not be opened",
    }
}

fn what_zh(state: DonationState) -> &'static str {
    match state {
        DonationState::Opening => "正在和支付渠道联系。页面关掉也没关系，不会重复扣款。",
        DonationState::AwaitingPayment => "还没有收到付款。如果您刚付过，消息可能还在路上，请不要再付一次。",
        DonationState::HandedOff => {
            "请到指定平台完成捐款。平台每天把收到的总数交给我们，记入公开账本；您付没付，本站看不到。"
        }
        DonationState::Checking => "收到了钱，但和这张单对不上，已交给财务核对：会记入项目，或按原路退回。您不用再付。",
        DonationState::Paid => "钱已收到，谢谢您。正在写入公开账本，通常几秒钟。",
        DonationState::Booked => "已经写入公开账本，谢谢您。收据可以证明它在账本里的位置。",
        DonationState::Refunding => "正在按原路退回，到账要几个工作日。",
        DonationState::Refunded => "已经全部按原路退回。",
        DonationState::Closed => "没有付款，这张单已关闭，没有扣任何钱。如果之后仍有钱到账，会照样记账或退回。",
        DonationState::Failed => "没能打开收银台，没有扣任何钱。可以再试一次。",
    }
}

fn what_en(state: DonationState) -> &'static str {
    match state {
        DonationState::Opening => {
            "The payment provider is being asked. You may close this page; nothing is charged twice."
        }
        DonationState::AwaitingPayment => {
            "No payment has arrived yet. If you have just paid, the news may be on its way: please do not pay again."
        }
        DonationState::HandedOff => {
            "Please give on the designated platform. It tells us its daily totals, which enter the public ledger; whether you paid is not visible here."
        }
        DonationState::Checking => {
            "Money has arrived that does not fit this order. Finance will book it or send it back. You need not pay again."
        }
        DonationState::Paid => {
            "The money has arrived, thank you. It is being entered into the public ledger, which takes a few seconds."
        }
        DonationState::Booked => "It is in the public ledger, thank you. The receipt proves its place there.",
        DonationState::Refunding => "It is going back the way it came.",
        DonationState::Refunded => "All of it went back the way it came.",
        DonationState::Closed => {
            "It was not paid and is closed; nothing was charged. Should money still arrive, it is booked or sent back all the same."
        }
        DonationState::Failed => "The cashier could not be opened and nothing was charged. You may try again.",
    }
}

fn refund_zh(state: RefundState) -> &'static str {
    match state {
        RefundState::None | RefundState::Requested => "已申请",
        RefundState::Processing => "处理中",
        RefundState::Success => "已退回",
        RefundState::Abnormal => "退款遇到问题，财务正在处理",
        RefundState::Failed => "没有退成，财务会联系渠道",
    }
}

fn refund_en(state: RefundState) -> &'static str {
    match state {
        RefundState::None | RefundState::Requested => "asked for",
        RefundState::Processing => "on its way",
        RefundState::Success => "done",
        RefundState::Abnormal => "in difficulty; finance is dealing with it",
        RefundState::Failed => "did not work; finance is asking the provider",
    }
}
