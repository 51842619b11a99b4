//! Schools and classes.

use crate::{
    finding::{Code, Hits},
    lexicon::lexicon,
    proper,
    text::{Text, is_hanzi, is_number},
};

lexicon! {
    SCHOOLS = "实验中学 职业高中 普通高中 高级中学 初级中学 完全中学 九年制学校 聋哑学校 小学 中学 幼儿园 大学 学院 高中 初中 学校 职高 技校 中专 卫校 附中 附小 实验小学 中心小学 中心学校 实验学校 外国语学校 职校 师范 高职 托儿所 幼稚园 托育园 \
        私塾 书院 党校 特校 盲校 聋校 培智学校 特教学校 特殊教育学校 职业技术学院 职业学院 技术学院 职业中学 职业学校 技工学校 技师学院 武校 体校 艺校 警校 军校 职教中心 外国语 完小 村小 教学点 民办学校 科大 理工 师大 医大 农大 财大 电大 夜校 中心校 九年一贯制学校 附属小学 附属中学 国际学校 双语学校 希望小学 民族中学 民族小学 一小 二小 三小"
}
lexicon! {
    /// What stands before these words without naming one.
    VAGUE = "套 本 册 名 位 份 张 种 些 有 用 买 看 适合 打算 希望有 周末有 报 报名 上 读 念 考 进 入 去 到 在 的 从 回 出 上了 考上 考上了 升 升入 个 所 家 这 那 我们 孩子 孙子 孙女 女儿 儿子 弟弟 妹妹 哥哥 姐姐 学生 老年 大 中 小 好 名牌 普通 重点 乡村 农村 \
        山区 镇上 村里 县城 城里 外地 本地 附近 当地 同 一 几 某 全 各 该 本 刚 正 快 今年 明年 去年 现在 已经 还 还在 即将 要 想 能 没 没有 没上 没读 职业 技工 技术 中等 高等 专科 本科 \
        公办 民办 公立 私立 寄宿 寄宿制 特殊教育 就读 毕业 离 送 接 送到 接送 新 老 旧 原来 希望 梦想 理想 开放 社区 社会 家长 老人 空中 网络 周末 暑期 假期 九年 高中 初中 小学 年级 \
        中小 自考 成人 夜 函授 艺术 体育 美术 为 和 与 及 或 是 给 对 让 把 由 向 每 辍 转 转学 新生 志愿 大学生 一年级 心仪 理想的 心爱 外地的 附近的 镇上的 村里的 县城的 城里的 住校 第一 刚上 刚读 在读 读完 上完 念完 驾校 学前 托管 初 高 读书 教育 学习"
}
lexicon! {
    /// Behind these the word is a stage, not a school.
    STAGES = "生 高年级 中年级 低年级 里 数学 语文 英语 物理 化学 历史 地理 政治 生物 课 新生 毕业 阶段 文化 学历 水平 作文 作业 教材 课本 老师 语 奥数 同学 学业 知识 教育 学习 辅导 科目 英 数 录取 通知书 学费 图书"
}

/// Finds schools and classes.
pub(crate) fn find(text: &Text, hits: &mut Hits) {
    for at in 0..text.chars.len() {
        school(text, at, hits);
        short(text, at, hits);
        class(text, at, hits);
    }
}

fn school(text: &Text, at: usize, hits: &mut Hits) {
    let Some(len) = SCHOOLS.at(&text.chars, at) else { return };
    let end = at + len;
    let word: String = text.slice(at, end).iter().collect();
    let from = proper::start(text, at, 8);
    let own_name = len >= 3
        && !matches!(
            word.as_str(),
            "幼儿园"
                | "托儿所"
                | "幼稚园"
                | "教学点"
                | "托育园"
                | "中心校"
                | "希望小学"
                | "民办学校"
                | "国际学校"
                | "双语学校"
                | "民族小学"
        );
    let numbered = text.before(at).is_ascii_digit() || is_number(text.before(at));
    let vague = proper::ends_with_any(text, at, &VAGUE) || at == from;
    let stage = STAGES.at(&text.chars, end).is_some()
        && matches!(word.as_str(), "小学" | "中学" | "大学" | "高中" | "初中" | "幼儿园" | "师范");
    let weak = matches!(
        word.as_str(),
        "学校"
            | "高中"
            | "初中"
            | "学院"
            | "师范"
            | "书院"
            | "理工"
            | "科大"
            | "夜校"
            | "外国语"
            | "党校"
            | "一小"
            | "二小"
            | "三小"
            | "中专"
            | "技校"
    );
    let measure = matches!(word.as_str(), "一小" | "二小" | "三小")
        && (is_hanzi(text.get(end)) && !matches!(text.get(end), '读' | '上' | '的' | '学' | '就' | '念')
            || !is_hanzi(text.before(at)));
    let named = at - from >= 2 && is_placed(text, from) && !proper::is_made_of(text, from, at, &VAGUE);
    let left =
        named && ["毕业", "里", "学习"].iter().any(|word| text.has(end, word)) && word != "高中" && word != "初中";
    if stage && !numbered && !left || measure {
        return;
    }
    if own_name
        && !matches!(word.as_str(), "外国语学校" | "职教中心" | "特教学校" | "培智学校")
        && at - from >= 1
        && !vague
        || own_name
            && matches!(
                word.as_str(),
                "实验小学"
                    | "中心小学"
                    | "中心学校"
                    | "实验学校"
                    | "外国语学校"
                    | "特教学校"
                    | "培智学校"
                    | "附属小学"
                    | "附属中学"
                    | "民族中学"
            )
    {
        hits.block(text, Code::School, from.min(at), end, Some("学校"));
    } else if (!vague || named && !weak)
        && (at - from >= 2
            || numbered && at > from
            || at > from && matches!(text.before(at), '市' | '县' | '区' | '省' | '州'))
        && !(weak && is_plain_word(text, from, at))
        && (numbered || is_placed(text, from))
    {
        hits.block(text, Code::School, from, end, Some("学校"));
    }
}

/// Behind a word that leads to a school, or at the start of a clause.
fn is_placed(text: &Text, from: usize) -> bool {
    const LEADS: [&str; 35] = [
        "省", "市", "县", "区", "镇", "乡", "了", "在", "读", "上", "念", "考", "是", "从", "于", "到", "进", "去",
        "来自", "学校", "子", "儿", "女", "孩", "的", "入", "就读", "转", "分", "为", "给", "年", "娃", "妹", "弟",
    ];
    !is_hanzi(text.before(from)) || LEADS.iter().any(|lead| text.ends(from, lead))
}

/// A prefix that is an everyday word rather than a name, for the weaker kinds of school.
fn is_plain_word(text: &Text, from: usize, to: usize) -> bool {
    let word: String = text.slice(from, to).iter().collect();
    [
        "学生",
        "附近",
        "开学",
        "放学",
        "考上",
        "技能",
        "培训",
        "专业",
        "志愿",
        "面点",
        "康复",
        "驻地",
        "音乐",
        "舞蹈",
        "驾驶",
        "美容",
        "厨师",
        "老年人",
        "残疾人",
    ]
    .iter()
    .any(|plain| word.contains(plain))
}

/// 二中, 省实验, 县一小, 三幼, 附中.
fn short(text: &Text, at: usize, hits: &mut Hits) {
    const NICKNAMES: [&str; 12] =
        ["附小", "附中", "实小", "实中", "市小", "县小", "中心小", "实幼", "机关幼", "实高", "省实", "外校"];
    const CALLED: [&str; 12] =
        ["一中", "二中", "三中", "四中", "五中", "六中", "七中", "八中", "九中", "十中", "实验中", "附中"];
    let number = is_number(text.get(at)) && !is_number(text.before(at));
    if number {
        let mut end = at;
        while is_number(text.get(end)) {
            end += 1;
        }
        let kind = text.get(end);
        let after = text.get(end + 1);
        let boundary = !is_hanzi(after)
            || matches!(
                after,
                '读' | '上' | '的' | '念' | '就' | '毕' | '初' | '高' | '学' | '门' | '老' | '校' | '那' | '当'
            );
        let before: String = text.slice(at.saturating_sub(4), at).iter().collect();
        let cue = [
            "读", "在", "上", "念", "考", "市", "县", "区", "镇", "州", "城", "进", "去", "是", "第", "从", "于", "到",
            "了",
        ]
        .iter()
        .any(|cue| before.ends_with(cue));
        if matches!(kind, '中' | '小' | '幼' | '高')
            && boundary
            && cue
            && !(kind == '小' && after == '的')
            && !(kind == '中' && matches!(after, '的' | '老'))
        {
            hits.block(text, Code::School, at, end + 1, Some("学校"));
        }
    }
    let behind = text.get(at + 2);
    let cued = ["读", "在", "上", "念", "考", "是", "进", "去", "从", "到"].iter().any(|cue| text.ends(at, cue));
    if cued
        && NICKNAMES.iter().any(|word| text.has(at, word))
        && (!is_hanzi(behind) || "读上的念就毕学门老".contains(behind))
    {
        hits.block(text, Code::School, at, at + 2, Some("学校"));
    }
    if CALLED.iter().any(|word| text.has(at, word))
        && !is_hanzi(text.get(at + 2))
        && matches!(text.before(at), '市' | '县' | '区' | '省' | '读' | '在' | '上' | '州')
    {
        hits.block(text, Code::School, at.saturating_sub(1), at + 2, Some("学校"));
    }
}

/// 三(2)班, 初二3班, 三年级二班, 301班, 大二班.
fn class(text: &Text, at: usize, hits: &mut Hits) {
    if text.get(at) != '班' {
        return;
    }
    let mut from = at;
    let mut numbers = 0;
    let mut runs = 0;
    let mut inside = false;
    let mut grade = false;
    while from > 0 && at - from < 10 {
        let c = text.before(from);
        if is_number(c) {
            numbers += 1;
            runs += usize::from(!inside);
            inside = true;
        } else if matches!(
            c,
            '(' | ')'
                | '（'
                | '）'
                | '年'
                | '级'
                | '初'
                | '高'
                | '大'
                | '小'
                | '中'
                | ' '
                | '.'
                | '-'
                | '第'
                | '幼'
                | '['
                | ']'
                | '【'
                | '】'
                | '届'
        ) {
            grade |= matches!(c, '级' | '初' | '高' | '大' | '中' | '小');
            inside = false;
        } else {
            break;
        }
        from -= 1;
    }
    let bracket = matches!(text.before(at), ')' | '）' | ']' | '】') && numbers >= 1;
    let direct = is_number(text.before(at));
    let enrolled =
        ["读", "在", "念", "上", "是", "分到", "转到", "孩子", "学生"].iter().any(|cue| text.ends(from, cue));
    let shift = matches!(text.get(at + 1), '倒' | '车' | '岗' | '制' | '次');
    let fits = bracket
        || direct && (runs >= 2 || grade || numbers >= 3 && text.before(at).is_ascii_digit())
        || direct && enrolled && runs == 1;
    if fits && !shift {
        hits.block(text, Code::School, from, at + 1, Some(""));
    }
}
