//! Illness, disability, medicine and treatment: a dictionary, and the endings 症 病 癌 炎 瘤 and the like.

use crate::{
    finding::{Code, Hits},
    lexicon::lexicon,
    text::{Text, is_hanzi},
};

lexicon! { DISEASES = include_str!("../data/diseases.txt") }

lexicon! {
    /// Words that contain one of the dictionary and say nothing about a person's health.
    HARMLESS = "晚期待 聋人手语 手术室 手术刀 移植花 移植树 移植到花盆 大病房 高位置 高位数 高位柜 中风景 中风铃 其中风 增生活 先天性格 抑郁金 突出来 聋哑手语课 结石板 伤残忍 大病假 瞎说 瞎想 瞎忙 瞎跑 瞎聊 \
        瞎猜 瞎折腾 花芯 移植苗 盆栽移植 雾化玻璃 加湿雾化 雾化加湿 怀孕的 硬化路面 路面硬化 地面硬化 硬化地面 道路硬化 水泥硬化 积水多 路面积水 院子积水 地面积水 门口积水 积水路 有积水 屋里积水 屋顶积水 排积水 积水的 下雨积水 \
        雨后积水 厨房积水 卫生间积水 积水严重 积水排 心律师 淋巴士 高位取物 高位取 肺部分 眼底下 眼底子 大病救助 大病医保 大病保险 无障碍 多动脑 多动手 多动动 多动一 多动弹 多动多 要多动 少吃多动 抽动画 高压病房 盐酸奶 盲人摸象 瞎子摸 \
        三高中 三高地 三高架 脑炎热 产后台 生产后 投产后 水产后 高位移 晚期间 每晚期 电疗效 增生意 衰竭力 萎缩水 贫血管 肿大家 恶性循环 先天性别 地中海风格 地中海式"
}
lexicon! {
    /// Words with 病 that name no illness.
    NO_ILLNESS = "通病 生病 毛病 看病 病人 病房 病床 病历 病友 病假 病情 发病 患病 得病 治病 防病 病痛 疾病 病害 虫病 病虫 弊病 语病 诟病 百病 生病时 没病 有病 病号 病毒 犯病 养病 病了 因病 病愈 染病 老毛病 小毛病 去病 \
        霍去病 少生病 不生病 易生病 常生病 大小病 头疼脑热 小病 怕病 疾病预防 常见病 病从口入 同病相怜 装病 探病 病因"
}
lexicon! {
    NO_SWELLING = "痴迷 痴心 如痴 痴情 炎热 发炎 消炎 炎夏 炎症 炎炎 炎凉 炎黄 炎帝 症状 对症 急症 病症 症结 热疹 痱疹"
}

/// Finds illnesses.
pub(crate) fn find(text: &Text, hits: &mut Hits) {
    let mut at = 0;
    while at < text.chars.len() {
        if let Some(len) = HARMLESS.at(&text.chars, at) {
            at += len;
            continue;
        }
        if let Some(len) = DISEASES.at(&text.chars, at).filter(|&len| is_whole(text, at, len)) {
            if is_kept_off(text, at) {
                at += len;
                continue;
            }
            hits.block(text, Code::Disease, at, at + len, Some("身体原因"));
            at += len;
            continue;
        }
        ending(text, at, hits);
        grade(text, at, hits);
        medicine(text, at, hits);
        at += 1;
    }
}

/// 防压疮的床垫: what a thing keeps off says of nobody that they have it. 预防 is said of people.
fn is_kept_off(text: &Text, at: usize) -> bool {
    text.before(at) == '防' && at.checked_sub(2).is_none_or(|before| text.get(before) != '预')
}

/// Latin abbreviations must stand alone, and a word must not be the tail of a harmless one.
fn is_whole(text: &Text, at: usize, len: usize) -> bool {
    let latin = text.get(at).is_ascii_alphabetic();
    if latin && (text.before(at).is_ascii_alphabetic() || text.get(at + len).is_ascii_alphabetic()) {
        return false;
    }
    let from = at.saturating_sub(3);
    !HARMLESS.within(&text.chars, from, at).any(|(start, len)| start + len > at)
}

/// X症, X病, X炎, X疹 …
fn ending(text: &Text, at: usize, hits: &mut Hits) {
    let c = text.get(at);
    if !is_hanzi(text.before(at))
        || !matches!(c, '病' | '症' | '炎' | '疹' | '疮' | '癣' | '疣' | '瘘' | '疝' | '痨' | '瘫' | '癫' | '痫' | '痴')
    {
        return;
    }
    let around = |lexicon: &crate::lexicon::Lexicon| {
        (at.saturating_sub(3)..=at).any(|from| lexicon.at(&text.chars, from).is_some_and(|len| from + len > at))
    };
    let pair_before = "生毛看得治疾患因发养染疫装有的没犯去防查老诊是和个了些怕为点小类着各这那常些百说";
    let vague =
        matches!(c, '病') && (pair_before.contains(text.before(at)) || around(&NO_ILLNESS)) || around(&NO_SWELLING);
    if !vague {
        hits.block(text, Code::Disease, at.saturating_sub(2), at + 1, Some("身体原因"));
    }
}

/// 二级伤残, 残疾二级, 肢体三级.
fn grade(text: &Text, at: usize, hits: &mut Hits) {
    if text.get(at) != '级' {
        return;
    }
    let near: String = text.slice(at.saturating_sub(5), at + 6).iter().collect();
    if ["残", "肢体", "伤残", "智力", "精神障", "视力障", "听力障", "言语"].iter().any(|word| near.contains(word))
        && crate::text::is_number(text.before(at))
    {
        hits.block(text, Code::Disease, at - 1, at + 1, Some("身体原因"));
    }
}

/// Families of medicines by their endings.
fn medicine(text: &Text, at: usize, hits: &mut Hits) {
    const ENDINGS: [&str; 24] = [
        "他汀",
        "沙坦",
        "地平片",
        "洛尔",
        "普利片",
        "替尼",
        "单抗",
        "霉素",
        "西林",
        "拉唑",
        "格列净",
        "列汀",
        "胰素",
        "唑仑",
        "西泮",
        "昔布",
        "韦酯",
        "双胍",
        "噻嗪",
        "米松",
        "沙星",
        "头孢",
        "夫定",
        "缓释片",
    ];
    let Some(word) = ENDINGS.iter().find(|word| text.has(at, word)) else { return };
    if is_hanzi(text.before(at)) || *word == "头孢" || *word == "缓释片" {
        hits.block(text, Code::Disease, at.saturating_sub(2), at + word.chars().count(), Some("身体原因"));
    }
}
