//! Hospitals by name; 医院 alone is everybody's.

use crate::{
    finding::{Code, Hits},
    lexicon::lexicon,
    proper,
    text::{Text, is_hanzi},
};

lexicon! {
    CLINICS = "眼科 口腔 牙科 骨科 中医馆 国医馆 体检中心 月子中心 医馆 中医门诊 医院 卫生院 诊所 卫生室 卫生所 门诊部 保健院 妇保院 急救中心 疗养院 康复中心 精神卫生中心 医学中心 医疗中心 防治所 防治院 疾控中心 医学院 医务室 血透中心 透析中心 肿瘤中心 皮防所 结防所 荣军院 卫生服务中心 福利院 敬老院 养老院 护理院 戒毒所 临终关怀医院"
}
lexicon! {
    /// Names and short forms that need no 医院 behind them.
    CALLED = "协和 华西 湘雅 同济 齐鲁 省医 市医 省人医 市人医 县人医 区人医 中大一院 附一 附二 附一院 附二院 浙一 浙二 邵逸夫 瑞金 华山 仁济 中山一院 301医院 三〇一 省立医院 积水潭 \
        阜外 天坛医院 宣武医院 安定医院 回龙观医院 朝阳医院 友谊医院 同仁医院 安贞 西京 唐都 武警总院 军区总院 陆总 海总 空总 省肿瘤 市肿瘤 省妇幼 市妇幼 县妇幼 妇幼保健院 人民医院 中医院 \
        中心医院 第一医院 第二医院 第三医院 精神病院 精神病医院 肿瘤医院 传染病医院 结核病医院 胸科医院 儿童医院 妇产医院 妇儿医院 妇女儿童医院 妇产科医院 口腔医院 眼科医院 骨科医院 脑科医院 康宁医院 安康医院 \
        红十字会医院 红会医院 附属医院 附属第一医院 附属第二医院 中西医结合医院 总医院 县医院 市医院 省医院 区医院 镇卫生院 乡卫生院 中心卫生院 县中医 市中医 省中医 县人民 大学附属 医科大学 医科大 \
        一院 二院 三院 四院 五院 六院 七院 八院 九院 市一医 市二医 人民院 皮肤病医院 男科医院 整形医院 老年病医院 肛肠医院 民族医院 职工医院 军医院 部队医院 矿工医院 铁路医院 镇医院 乡医院 村卫生室 村诊所 镇卫生所 州医院 州人民医院 盟医院 旗医院"
}
lexicon! {
    VAGUE = "趟 一 两 三 几 多 回 遍 去 到 在 从 来 往 跑 上 进 住 离 的 大 小 好 家 所 看 陪 送 回 出 找 个 每 各 用 会 把 有 和 及 或 附近 附近的 当地 本地 外地 城里 省城 镇上 县城 县里 市里 市区 那家 这家 一家 几家 \
        公立 私立 三甲 上级 指定 定点 社区 最近 同 跟 对 给 与 为 于 是 要 想 能 需要 需 定期 定时 每月 每周 期 人 月 年 天 次 老人 自己 独自 经常 常 常常 还 再 再去 才 就 都 也 赶 联系 预约 网上 手机 坐车 \
        专科 综合 大型 小型 基层 我们 他们 村里 镇里 乡里 区里 省里 全国 多家 不少 很多 某 该 本 儿 女 带 到大 正规 其他 别的 两家 三家 别家 帮 帮忙 了 过 不 没 没有 不想 不敢 很少 怕 挂 看病 就医 \
        日间 照料 居家 养老 康养 送去 送进 离家 民办 公办 乡镇 街道 农村 城市 区域 集中 社会 幸福"
}

/// Finds hospitals and clinics.
pub(crate) fn find(text: &Text, hits: &mut Hits) {
    for at in 0..text.chars.len() {
        if let Some(len) = CALLED.at(&text.chars, at) {
            called(text, at, len, hits);
        }
        if let Some(len) = CLINICS.at(&text.chars, at) {
            clinic(text, at, len, hits);
        }
    }
}

fn called(text: &Text, at: usize, len: usize, hits: &mut Hits) {
    let word: String = text.slice(at, at + len).iter().collect();
    let next = text.get(at + len);
    let short = word.chars().count() == 2;
    let numbered = short && word.ends_with('院');
    let cue = ["去", "到", "在", "进", "从", "市", "省", "县", "区", "大", "往", "来", "州", "住", "学", "的", "军"]
        .iter()
        .any(|cue| text.ends(at, cue))
        || !is_hanzi(text.before(at));
    let place = matches!(
        word.as_str(),
        "安贞"
            | "同济"
            | "华山"
            | "瑞金"
            | "华西"
            | "齐鲁"
            | "协和"
            | "附一"
            | "附二"
            | "浙一"
            | "浙二"
            | "西京"
            | "唐都"
            | "省医"
            | "市医"
            | "陆总"
            | "海总"
            | "空总"
            | "湘雅"
            | "仁济"
            | "阜外"
            | "县中"
    );
    let medical = [
        "看", "住院", "复查", "治", "做", "挂", "医", "手术", "检查", "就诊", "拿药", "取药", "确诊", "化疗", "透析",
        "病", "急诊", "门诊", "陪",
    ]
    .iter()
    .any(|word| {
        let to = (at + len + 10).min(text.chars.len());
        let from = at.saturating_sub(8);
        text.slice(from, to).windows(word.chars().count()).any(|slice| slice.iter().copied().eq(word.chars()))
    });
    let fits = if numbered {
        cue && !matches!(next, '子' | '落' | '里' | '长' | '校' | '士')
            && !matches!(text.before(at), '这' | '那')
            && (medical || !is_hanzi(next))
    } else if place || short {
        medical || cue && !is_hanzi(next) && word != "华山"
    } else {
        true
    };
    if fits && !matches!(text.get(at + len), '保' if word == "市医" || word == "省医") && !text.has(at + 1, "医保")
    {
        hits.block(text, Code::Hospital, at, at + len, Some("医院"));
    }
}

fn clinic(text: &Text, at: usize, len: usize, hits: &mut Hits) {
    let from = proper::start(text, at, 10);
    let generic = proper::ends_with_any(text, at, &VAGUE) || from == at;
    let word: String = text.slice(at, at + len).iter().collect();
    let is_department = matches!(word.as_str(), "眼科" | "口腔" | "牙科" | "骨科" | "医馆" | "体检中心");
    let gone = ["去", "在", "到", "往", "来", "进", "从"].iter().any(|cue| text.ends(from, cue))
        || !is_hanzi(text.before(from));
    if is_department && (!gone || text.slice(from, at).contains(&'院') || at - from > 4) {
        return;
    }
    let home = matches!(word.as_str(), "福利院" | "敬老院" | "养老院" | "护理院" | "康复中心" | "卫生服务中心");
    let placed = ["去", "在", "到", "往", "来", "进", "从", "住", "由", "看"].iter().any(|cue| text.ends(from, cue));
    let generic =
        if placed && word == "医院" { proper::is_made_of(text, from, at, &VAGUE) || from == at } else { generic };
    if !generic
        && at - from >= 2
        && !(home && text.slice(from, at).iter().all(|c| "社区街道镇乡村老年人日间照料".contains(*c)))
    {
        hits.block(text, Code::Hospital, from, at + len, Some("医院"));
    }
}
