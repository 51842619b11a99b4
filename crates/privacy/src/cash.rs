//! Asking for money, in whatever words. Blocked: a wish is goods or a service (design of the pool, domain rule 0.2).

use crate::{
    finding::{Code, Hits},
    lexicon::lexicon,
    text::{Text, is_number},
};

lexicon! {
    /// Always a request for money.
    ASKING = "转账 转帐 打钱 打款 汇款 汇钱 汇点钱 收款码 收款二维码 收钱码 付款码 赞赏码 打赏 捐钱 捐款给 捐点钱 捐些钱 捐助资金 捐献资金 众筹 水滴筹 轻松筹 筹款 筹钱 筹集资金 筹集 凑钱 凑点钱 凑学费 募捐 募款 募集资金 集资 借钱 借点钱  借款 帮我贷款 还贷款 赊账 \
        银行账户 银行帐户 银行卡号 打到我卡 打我卡 打卡里 打到卡 打到账户 打入账户 转到账户 汇到账户 卡号发 账号发 发红包 发个红包 红包给我 给个红包 给红包 微信红包 微信转 支付宝转 支付宝给我 转给我 转我 转点钱 转些钱 转点 转几 给点钱 给些钱 给我钱 \
        资助我 资助金 资助几 资助一笔 资助一点 资助点 资金资助 资助学费 资助款 资助现金 经济资助 资金支持 资金援助 资金帮助 资金扶持 经济援助 经济支援 经济帮助 经济补助 赞助点 赞助些 赞助钱 赞助费 赞助我 赞助一 捐助我 捐给我 救急钱 救命钱 救助款 善款打 爱心款 \
        扫我的码 扫我码 扫码付 扫码支付给 扫码捐 扫一扫付 扫码转 扫码打 垫付 垫钱 帮垫 帮我付 替我付 代付 帮我还 替我还 还债 帮还 帮交学费 交学费的钱 帮我报销 给报销 给我报销 给现金 要现金 换成现金 折现 折成钱 折成现金 直接给钱 给钱 送钱 寄钱 钱打 钱转 钱汇 钱寄 把钱 来点钱 要点钱 讨点钱 \
        求资助 求捐款 求捐助 求赞助 求打赏 求红包 需要资金 缺资金 急需用钱 急需钱 急用钱 缺钱治 缺医药费 缺手术费 缺学费 凑手术费 凑医药费 补贴点钱 贴补点钱 支援点钱 支援一笔 接济 施舍 周济 打点生活费 给点生活费 出点钱 出钱 出资 掏钱 募点 捐一元 捐一块 捐几 捐十 捐百 捐一百 捐五 \
        现金资助 现金支持 现金援助 现金捐 捐现金 捐赠现金 现金红包 现金打 资助现金 转现金 给予现金 一笔钱 一些钱 一点钱 几个钱 求各位老板 老板赏 赏点 给点补贴 给些补贴 给补贴 汇到 得到资助 有人资助 资助孩子 资助上学 资助读书 资助完成学业 捐助一 捐助点 捐助些 捐助款 v我 V我 vivo50 求捐 求资助 求施舍 求支援 资金困难 接受捐款 接收捐款 手头紧 周转 应急钱 凑点 凑够 众人筹 多少都行 多少是个心意 钱多钱少 心意款 表示心意 献爱心款 经济上 钱给 给钱 红包 支付宝打 支付宝转 支付宝汇 支付宝收 支付宝账 打支付宝 到支付宝 打微信 转微信 转到微信 打到微信 赊 赊欠 免单 买单 替我买单 付医药费 付学费 交医药费 交手术费 交住院费 交房租 付房租 还房贷 还欠款 还贷 钱款 款项打 汇入  打进来  充值卡 充值 话费充 充话费 购物卡 代金券 储值卡 油卡 礼品卡 提现 USDT 比特币 数字人民币 云闪付 财付通 paypal PayPal 微信零钱 红包雨 亲情付 亲属卡 找人代付 帮我代付 QQ红包 口令红包 \
        资助款打 学费打 生活费打 直接打 直接汇 直接转 扫我 付给我 付我 捐我 给我打 给我转 给我汇 给我发 帮我凑 帮我筹 帮我出钱 支付宝收 支付宝账号 支付宝号 支付宝帐号 支付宝码 我的支付宝 加支付宝 捐到 捐进 捐至 打至 汇至 转至 对公账户 收款人 开户行 户名   借一笔 借几 借一万 借五 预支 救济款 救济点钱 抚恤金"
}
lexicon! {
    /// Giving.
    GIVE = "给 转 打 汇 寄 捐 借 资助 赞助 支援 支持 施舍 补贴 凑 筹 募 发 赏 援助 接济 垫 帮助 救助 打过来 转过来 汇过来 捐助 帮 要 求 需要 希望得到 得到 出 讨 拿出 筹集 缺 急需 差"
}
lexicon! {
    /// Money.
    MONEY = "钱 现金 红包 学费 医药费 医疗费 手术费 生活费 治疗费 住院费 资金 经费 款 人民币 块钱 元钱 万元 千元 百元 万块 千块 百块 救命钱 善款 捐款 助学金 房租 钞票 RMB rmb 毛爷爷 大洋 零花钱 费用 银子 票子 米米 软妹币 块 元 w块 刀 美金 美元 港币 港元 赔偿金 彩礼 押金 保证金 路费 盘缠"
}
lexicon! {
    /// Money that the wish itself names as its price, or that somebody earns or spends.
    HARMLESS = "挣钱 赚钱 省钱 花钱 没钱买 攒钱 存钱 值钱 工钱 价钱 多少钱 有钱 没钱 不要钱 钱包 零钱包 存钱罐 压岁钱 钱不够 退钱 钱买 用钱 本钱 不收钱 免费 赔钱 骗钱 还价 元左右 元以内 元以下 元上下 预算 单价 价格 价位 参考价 限价 要花 花费 收费 缴费 水电费 交电费 交水费 话费查询 电费 水费 煤气费 医保缴费 工资 \
        拖欠 讨薪 讨要工资 讨回 要回工资 欠薪 费用高 费用报 补助政策 申请补助 哪些补助 补助申请 申请助学金 助学金申请 块头 一块 块布 几块 块地 块板 块毛巾 块手表 块肥皂 款式 新款 这款 老款 一款 哪款 那款 学生款 女款 男款 同款 儿童款 基础款 元宵 元旦 单元 元素 美元素 公元 不要自己垫钱 不要垫钱 不用垫钱 不必垫钱 别垫钱 无需垫钱 不要现金 不收现金 不需要钱 不用给钱 不用钱 不是要钱 付钱方式 学习发红包 学发红包 教发红包 贷款诈骗 转账诈骗 防诈骗 防骗"
}
const LESSONS: [&str; 16] = [
    "学会",
    "学用",
    "学着",
    "学习",
    "教会",
    "教我用",
    "教老人",
    "怎么用",
    "如何用",
    "不会用",
    "想学",
    "诈骗",
    "骗子",
    "被骗",
    "防骗",
    "不会",
];

/// Finds requests for money.
pub(crate) fn find(text: &Text, hits: &mut Hits) {
    for at in 0..text.chars.len() {
        if let Some(len) = ASKING.at(&text.chars, at) {
            if !is_lesson(text, at) && !is_harmless(text, at, at + len) {
                hits.block(text, Code::Cash, at, at + len, None);
            }
        } else {
            giving(text, at, hits);
        }
        if text.has(at, "现金") {
            hits.warn(text, Code::Cash, at, at + 2);
        }
    }
}

/// Somebody wants to learn it, or was cheated with it.
fn is_lesson(text: &Text, at: usize) -> bool {
    let before: String = text.slice(at.saturating_sub(10), at + 6).iter().collect();
    LESSONS.iter().any(|lesson| before.contains(lesson))
}

fn is_harmless(text: &Text, from: usize, to: usize) -> bool {
    (from.saturating_sub(6)..=from).any(|at| HARMLESS.at(&text.chars, at).is_some_and(|len| at + len >= to))
}

/// A word of giving, and an amount or a word for money soon after it.
fn giving(text: &Text, at: usize, hits: &mut Hits) {
    on_behalf(text, at, hits);
    let Some(len) = GIVE.at(&text.chars, at) else { return };
    let from = at + len;
    if len == 1 && is_other_verb(text.get(at), text.get(from)) {
        return;
    }
    let reach = text
        .chars
        .iter()
        .skip(from)
        .take(9)
        .take_while(|c| !matches!(c, '，' | '。' | ',' | '；' | '！' | '\n' | '、'))
        .count();
    if is_sum(text, from)
        && matches!(
            text.get(at),
            '捐' | '借' | '转' | '打' | '给' | '汇' | '发' | '资' | '赞' | '支' | '筹' | '凑' | '垫'
        )
    {
        hits.block(text, Code::Cash, at, from + 1, None);
        return;
    }
    for index in from..from + reach {
        let Some(money) = MONEY.at(&text.chars, index) else { continue };
        let end = index + money;
        let unit = money == 1 && text.get(index) != '钱';
        let counted = is_number(text.before(index))
            || matches!(text.before(index), '几' | '多' | '点' | '些' | '百' | '千' | '万');
        let asks = matches!(text.get(at), '要' | '求' | '需' | '缺' | '急' | '差' | '帮' | '出' | '得' | '希');
        let large = text.slice(from, index).iter().any(|c| matches!(c, '千' | '万'))
            || text.slice(from, index).iter().filter(|c| c.is_ascii_digit()).count() >= 4;
        let lends = matches!(text.get(at), '借' | '转' | '打' | '汇' | '捐' | '资' | '赞' | '给')
            && counted
            && text.get(end) != '的';
        let goods = unit && asks && !large
            || unit
                && !lends
                && (!counted
                    || !matches!(
                        text.get(end),
                        '钱' | '\n'
                            | '，'
                            | '。'
                            | '、'
                            | '吧'
                            | '也'
                            | '就'
                            | '来'
                            | '给'
                            | '我'
                            | '资'
                            | '用'
                            | '让'
                            | '应'
                            | '救'
                            | '以'
                            | ')'
                            | '!'
                            | ';'
                    ));
        let due =
            ["学费", "医药费", "医疗费", "手术费", "生活费", "治疗费", "住院费", "药费", "房租", "救命钱", "路费"]
                .iter()
                .any(|word| text.has(index, word));
        if due && money > 1 {
            hits.block(text, Code::Cash, at, end, None);
            return;
        }
        if !goods && !is_harmless(text, index, end) && !is_lesson(text, at) && !is_price(text, at, index) {
            hits.block(text, Code::Cash, at, end, None);
            return;
        }
    }
}

/// "一台500元的取暖器": an amount that belongs to a thing.
fn is_price(text: &Text, from: usize, to: usize) -> bool {
    let between: String = text.slice(from, to + 3).iter().collect();
    [
        "元的",
        "块的",
        "左右的",
        "以内",
        "一台",
        "一件",
        "一双",
        "一张",
        "一床",
        "一套",
        "一个",
        "一把",
        "一部",
        "一辆",
        "价值",
        "买",
    ]
    .iter()
    .any(|word| between.contains(word))
}

/// 两千, 我500, 个几百: a sum without a unit, and then nothing more.
fn is_sum(text: &Text, from: usize) -> bool {
    let mut at = from;
    while matches!(text.get(at), '我' | '个' | '他' | '她' | '点' | '出' | '来' | '上') {
        at += 1;
    }
    let start = at;
    let mut large = false;
    while is_number(text.get(at)) || matches!(text.get(at), '几' | '万' | '多' | '来') {
        large |= matches!(text.get(at), '百' | '千' | '万' | '佰' | '仟');
        at += 1;
    }
    let figures = text.slice(start, at).iter().filter(|c| c.is_ascii_digit()).count();
    (large || figures >= 2 && at == start + figures)
        && (at >= text.chars.len()
            || matches!(
                text.get(at),
                ' ' | ','
                    | '。'
                    | '!'
                    | ';'
                    | '、'
                    | ')'
                    | '\n'
                    | '吧'
                    | '就'
                    | '也'
                    | '给'
                    | '救'
                    | '应'
                    | '过'
                    | '补'
                    | '的'
                    | '生'
                    | '交'
                    | '看'
            ))
}

/// 替我交学费, 帮孩子付房租: bills in place of money; bills of water and light are an errand.
fn on_behalf(text: &Text, at: usize, hits: &mut Hits) {
    if !matches!(text.get(at), '替' | '帮' | '给' | '为') {
        return;
    }
    let whom = ["我们", "我家", "孩子", "他们", "家里", "老人", "我", "他", "她", "咱"]
        .iter()
        .find(|whom| text.has(at + 1, whom));
    let Some(whom) = whom else { return };
    let from = at + 1 + whom.chars().count();
    let from = from + usize::from(matches!(text.get(from), '把' | '去' | '先' | '来' | '也'));
    let pays = matches!(text.get(from), '交' | '付' | '缴' | '还' | '出' | '垫' | '凑' | '筹');
    let owed = [
        "学费",
        "房租",
        "医药费",
        "医疗费",
        "手术费",
        "住院费",
        "药费",
        "生活费",
        "钱",
        "债",
        "贷款",
        "欠款",
        "保险费",
        "学杂费",
        "书本费",
        "押金",
        "费用",
        "首付",
        "房贷",
    ];
    let what = text.slice(from + 1, from + 8);
    let bill =
        owed.iter().any(|word| what.windows(word.chars().count()).any(|slice| slice.iter().copied().eq(word.chars())));
    if pays && bill {
        hits.block(text, Code::Cash, at, from + 1, None);
    }
}

/// 打工, 发现, 出门: the verb of giving is a part of another word.
fn is_other_verb(verb: char, next: char) -> bool {
    match verb {
        '打' => "工电扫字球包开印听折架理造破碎断水底仗针药扮拼动牌猎铁麻毛雷鱼".contains(next),
        '发' => "展现生热烧霉芽愁火光表明".contains(next),
        '出' => "门去来摊行院生国租口".contains(next),
        '转' => "弯眼动学行身".contains(next),
        '差' => "点不别异".contains(next),
        _ => false,
    }
}
