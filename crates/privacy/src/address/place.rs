//! Names of estates, villages, towns, roads and landmarks.

use crate::{
    finding::{Code, Hits},
    lexicon::lexicon,
    proper,
    text::{Text, is_hanzi, is_number},
};

lexicon! {
    ESTATES = "小区 花园 家园 公寓 新村 嘉园 佳园 佳苑 雅苑 名苑 花苑 新苑 华庭 豪庭 雅庭 府邸 山庄 别墅 大厦 名城 华城 华府 公馆 御园 御府 雅居 美居 \
        家属院 家属区 家属楼 宿舍楼 新居 新城 名邸 锦苑 丽苑 康苑 景苑 阳光城 国际城 商城 庭院 商住楼 棚户区 广场 水岸 半岛 龙庭 观邸 悦府 学府 嘉苑 兰庭 \
        佳居 豪苑 安置房 廉租房 公租房 大院 里弄 大楼 新里 世家 翠庭 尚城 福邸 御景 雅筑 家苑 江畔 名居 文苑 小筑 商厦 佳园 福苑 馨苑 祥苑 和苑 桂苑 杏苑 \
        梅苑 兰苑 竹苑 菊苑 花城 香榭 庄园 山水城 新天地 名都 首府 壹号院 一号院 都会 邨 城邦 茗苑 逸苑 怡园 馨园 颐园 静园 惠园 雅园 北苑 南苑 东苑 西苑 苑"
}
lexicon! {
    /// Names that are none: what may stand before an estate's word in any sentence.
    VAGUE = "小区 院子 公司 厂区 校园 医院 老旧 安置 我们 居民 住宅 封闭 开放 普通 单位 职工 学生 老年 养老 青年 单身 人才 小 后 前 街心 社区 幼儿 屋顶 自家 旧 新 老 拆迁 回迁 城中 附近 隔壁 高层 \
        多层 老式 这个 那个 一个 整个 同一 所在 本地 街边 路边 农家 度假 住 大 购物 文化 市民 休闲 中心 体育 全 该 本 同 贫困 偏远 边远 空心 美丽 示范 重建 精神 绿色 \
        建设 共同 人民 心灵 温馨 和谐 智慧 行政 自然 山 农 乡 渔 邻 外 水 古 城 市 集 重 各 冰 村 家 故 下 他 异 思 返 回 同 进 出 驻 到 在 离 住在 老乡 打扫 清扫 整洁 \
        城市 乡镇 城镇 街道 融入 参与 服务 由 希望 请 幸福 完整 帮 帮忙 没有 没 无 几 多 入 经济 开发 政府 办公 教学 综合 居住 生活 公共 物业 旅游 对面 楼下 门口 \
        山区 家里 屋里 整 邻近 周边 四周 全国 全市 全县 全区 当地 外地 中 小型 大型 露天 室外 室内 私家 空中 福利 保障 保障性 申请 政策 住上 租 租住 租的 分到 分的 住进 搬进 \
        单位分的 集体 农村 小学 中学 大学 学校 门前 屋后 窗前 院里 上 里 内 去 逛 跳 跳广场 广 两 三 四 五 一 二 十 爱心 志愿 儿童 特色 未来 现代 传统 民族 革命 一条 老城 新建 改造 老小 小小 好 志愿者 社工 联系 开展 组织 走进 走访 所在的 就近 最近 小河 小山 河 江 海 深山 大山 山里 村里 隔壁村 邻村 外村 其他 别的 周围 附近的 贫困 留守 移民 生态 文明 新农 回 出 同 本 自己 自家 老家 多个 个 从 每 每个"
}
lexicon! {
    /// Fine words that are also names of roads and estates: behind 住在 they are.
    GRAND = "幸福 和谐 人民 建设 文化 绿色 民族 革命 未来 现代 爱心 生态 文明 中心 温馨 体育 智慧 传统 美丽 生活 服务 政府 经济 开发 上海 江海 农民 工人 大山 小河 小山 市民"
}
lexicon! {
    /// A dwelling is about to be named.
    HOME = "住在 家住 家在 住 老家 来自 位于 地址 住址 家庭住址 户籍 户口 房子在 屋子在 现居 居住 居住在 暂住 租住 租房在 搬到 搬去 送到 寄到 寄往 就在 在 到 老宅在 祖籍 原籍 出生在 回到 位置 家是 人在"
}
lexicon! {
    /// A dwelling is surely about to be named.
    SURE = "住在 家住 家在 老家 来自 位于 地址 住址 户籍 户口 房子在 现居 居住 居住在 暂住 租住 搬到 寄到 寄往 家是 住"
}
lexicon! {
    ROADS = "路 街 巷 胡同 大道 大街 弄 里弄 步行街 巷子 弄堂 里 坊 东路 西路 南路 北路 中路 环路 后街 前街 老街 横街 直街 水街 正街"
}
lexicon! {
    /// Words that end like a road and are none.
    NO_ROADS = "走路 马路 一路 上路 思路 铁路 公路 道路 山路 小路 门路 出路 水路 电路 线路 半路 迷路 问路 带路 引路 绕路 土路 泥路 赶路 修路 短路 养路 死路 老路 夜路 雪路 石子路 \
        逛街 上街 过街 沿街 临街 大街 这里 那里 家里 哪里 村里 心里 夜里 手里 屋里 房里 城里 镇里 店里 山里 邻里 县里 市里 院里 单位里 楼里 小区里 女儿家里 老家里 公里 巷子里 \
        房子里 宿舍里 村子里 平房里 出租屋里 老屋里 乡里 区里 室里 园里 校里 家家里 老房子里 板房里 站里 棚里 店铺里 里里 深山里 大山里 沟里 车里 医院里 帐篷里 城市里 旧房里 土房里 瓦房里 小巷 路边 里弄 街坊 作坊 书坊 磨坊 油坊 染坊 楼房里 房间里 阁楼里 顶楼里"
}
lexicon! {
    /// Smaller places that count only behind a sure cue.
    HAMLETS = "屯 寨 庄 湾 岭 沟 堡 坪 坝 塘 洼 垭 峪 坳 圩 冲 垸 浜 埭 墩 墟 渡 营 桥 河 山 畈 嘴 咀 口 坡 岗 窑 围 厝 坑 溪 滩 港 泾 汇 桥头 坊 林场 农场 牧场 渔场 矿区 弯 峒 寮 堂 庙 巷 甸子 沟子 岛 旗 嘎查 苏木 团场 连队"
}
lexicon! {
    LANDMARKS = "供销社 粮站 粮库 信用社 邮局 邮电局 菜场 菜市场 农贸市场 超市 商店 小卖部 桥 庙 祠堂 戏台 牌坊 水塔 老槐树 槐树 樟树 榕树 老井 码头 渡口 车站 加油站 卫生室 村委会 \
        大队部 电影院 书店 厂 纺织厂 水泥厂 砖厂 学校 小学 中学 幼儿园 公园 派出所 法院 银行 酒店 宾馆 饭店 教堂 寺 塔 土地庙 池塘 水库 河边 铁路口 收费站 高速口 牌楼 城门 钟楼 鼓楼 机械厂 农机站 兽医站 \
        红绿灯 天桥 地铁站 公交站 药店 理发店 早餐店 变电站 信号塔 煤场 菜园 晒谷场 打谷场 磨坊 油坊 东门口 西门口 南门口 北门口 东门 西门 南门 北门 十字路口 老街口"
}
const SIDES: [&str; 30] = [
    "旁边",
    "旁",
    "隔壁",
    "对面",
    "后面",
    "斜对面",
    "楼上",
    "楼下",
    "背后",
    "后头",
    "东头",
    "西头",
    "南头",
    "北头",
    "东边",
    "西边",
    "南边",
    "北边",
    "边上",
    "东侧",
    "西侧",
    "后身",
    "往里",
    "往东",
    "往西",
    "往南",
    "往北",
    "拐角",
    "门口",
    "附近",
];

/// Looks for a place that is named at `at`.
pub(super) fn find(text: &Text, at: usize, hits: &mut Hits) {
    estate(text, at, hits);
    village(text, at, hits);
    town(text, at, hits);
    road(text, at, hits);
    hamlet(text, at, hits);
    group(text, at, hits);
    landmark(text, at, hits);
    announced(text, at, hits);
}

/// A name of two or more characters before `at` that is no ordinary word.
fn named(text: &Text, at: usize, least: usize, most: usize) -> Option<usize> {
    let tails = if matches!(text.get(at), '村' | '镇' | '乡' | '社') {
        "农乡全本同邻外该各每老旧这那个渔山"
    } else {
        "全本同该各每这那个"
    };
    let from = proper::start(text, at, most);
    let led = SURE.before(&text.chars, from, 4).is_some() || text.ends(from, "送到") || text.ends(from, "寄到");
    let grand = GRAND.has(text.slice(from, at)) && led;
    let region = matches!(text.before(from), '县' | '市') && is_hanzi(text.before(from - 1));
    (at - from >= least && (grand || region || !proper::is_vague_place(text, at, &VAGUE, tails))).then_some(from)
}

fn estate(text: &Text, at: usize, hits: &mut Hits) {
    let Some(len) = ESTATES.at(&text.chars, at) else { return };
    let Some(from) = named(text, at, 2, 6) else { return };
    let end = at + len;
    let word: String = text.slice(at, end).iter().collect();
    let dance = text.has(end, "舞") || matches!(text.get(end), '城' if word == "商");
    let common = matches!(
        word.as_str(),
        "广场"
            | "大院"
            | "大楼"
            | "公寓"
            | "别墅"
            | "商城"
            | "庭院"
            | "新城"
            | "学府"
            | "半岛"
            | "都会"
            | "世家"
            | "首府"
            | "新居"
            | "家园"
            | "花园"
            | "安置房"
            | "廉租房"
            | "公租房"
            | "棚户区"
            | "庄园"
    );
    let cued = HOME.before(&text.chars, from, 4).is_some()
        || is_number(text.get(end))
        || from == 0
        || !is_hanzi(text.before(from));
    if !dance && (!common || cued) {
        hits.block(text, Code::Address, from, end, Some(""));
    }
}

fn village(text: &Text, at: usize, hits: &mut Hits) {
    if text.get(at) != '村' || matches!(text.get(at + 1), '干' | '官') {
        return;
    }
    let cued = |from: usize| {
        SURE.before(&text.chars, from, 4).is_some()
            || matches!(text.before(from), '镇' | '乡' | '县' | '区' | '市')
            || text.get(at + 1) == '村'
            || is_number(text.get(at + 1))
    };
    let inside = "里上子口头民庄落委医小集中外东西南北边".contains(text.get(at + 1));
    match named(text, at, 1, 4) {
        Some(from)
            if inside && SURE.before(&text.chars, from, 4).is_none() && !matches!(text.before(from), '镇' | '乡') => {
        }
        Some(from) if at - from >= 2 || cued(from) => hits.block(text, Code::Address, from, at + 1, Some("")),
        _ => {}
    }
}

fn town(text: &Text, at: usize, hits: &mut Hits) {
    let Some(word) = ["街道", "社区", "居委会", "办事处", "镇", "乡", "居委", "村委会", "苏木"]
        .iter()
        .find(|word| text.has(at, word))
    else {
        return;
    };
    let end = at + word.chars().count();
    if *word == "镇" && matches!(text.get(end), '痛' | '静' | '定' | '压' | '江' | '海')
        || *word == "乡" && matches!(text.get(end), '下' | '亲' | '愁' | '镇' | '音' | '村' | '里' | '土')
    {
        return;
    }
    let Some(from) = named(text, at, 2, 4) else { return };
    let sure =
        SURE.before(&text.chars, from, 4).is_some() || matches!(text.before(from), '县' | '区' | '市' | '在' | '是');
    let goes_on = is_number(text.get(end))
        || text.slice(end, end + 6).iter().any(|c| matches!(c, '村' | '路' | '街' | '组' | '社' | '号'));
    let clause = from == 0 || !is_hanzi(text.before(from));
    if sure
        || goes_on && *word != "社区"
        || *word == "社区" && is_number(text.get(end))
        || clause && matches!(*word, "镇" | "乡") && at - from <= 3
    {
        hits.block(text, Code::Address, from, end, Some(""));
    }
}

/// A road without a number, behind a cue or before its own corner.
fn road(text: &Text, at: usize, hits: &mut Hits) {
    let Some(len) = ROADS.at(&text.chars, at) else { return };
    let end = at + len;
    let from = proper::start(text, at, 5);
    let ordinary = NO_ROADS.before(&text.chars, end, 6).is_some_and(|len| end - len <= from || len > 2);
    let short = at - from == 1
        && !"马大小老新旧这那上下一两三走水山土石铁公道半沿临逛过街后前边屋房家城村店院楼里县市乡区室园校站棚沟车"
            .contains(text.before(at));
    if ordinary || text.has(end, "子") {
        return;
    }
    let Some(from) =
        named(text, at, 2, 5).or_else(|| (short && SURE.before(&text.chars, from, 4).is_some()).then_some(from))
    else {
        return;
    };
    let sure = SURE.before(&text.chars, from, 4).is_some();
    let corner = ["与", "和", "口", "号", "上的", "边的"].iter().any(|word| text.has(end, word))
        && matches!(text.get(at), '路' | '街' | '巷');
    let near = SURE.is_in(&text.chars, from.saturating_sub(6), from)
        && matches!(text.get(at), '路' | '街' | '巷' | '胡' | '弄');
    let crossing = ["与", "和", "跟"].iter().any(|word| text.has(end, word))
        && matches!(text.get(at), '路' | '街')
        && (end + 2..end + 6)
            .any(|at| matches!(text.get(at), '路' | '街') && (text.has(at + 1, "口") || text.has(at + 1, "交")));
    if crossing || sure || near || corner && HOME.before(&text.chars, from, 4).is_some() {
        hits.block(text, Code::Address, from, end, Some(""));
    }
}

fn hamlet(text: &Text, at: usize, hits: &mut Hits) {
    let sent = ["送到", "寄给", "送去", "在"].iter().find(|word| text.has(at, word)).map(|word| word.chars().count());
    let sure = SURE.at(&text.chars, at);
    let Some(len) = sure.or(sent) else { return };
    let mut from = at + len;
    while matches!(text.get(from), ':' | '：' | '是' | '在' | ' ') {
        from += 1;
    }
    let reach = text
        .chars
        .iter()
        .skip(from)
        .take(7)
        .take_while(|&&c| is_hanzi(c) && !"的了着很太，得不没有".contains(c))
        .count();
    for index in from + 1..from + reach {
        let Some(suffix) = HAMLETS.at(&text.chars, index) else { continue };
        let end = index + suffix;
        let ends = end >= text.chars.len()
            || !is_hanzi(text.get(end))
            || is_number(text.get(end))
            || "的上里那这住人边头村口和与老有想".contains(text.get(end));
        let name = text.slice(from, index);
        let vague = proper::is_vague_place(text, index, &VAGUE, "全本同该各每这那个")
            || name.iter().any(|c| "这那一二三四五六七八九十两几楼房屋山高大小老半".contains(*c)) && name.len() < 2;
        let strong = "屯庄寨湾岭沟坪坝垸垭".contains(text.get(index)) && name.len() >= 2;
        if ends && !vague && !name.is_empty() && (sure.is_some() || strong) {
            hits.block(text, Code::Address, from, end, Some(""));
            return;
        }
    }
}

/// 村三组, 家住六队.
fn group(text: &Text, at: usize, hits: &mut Hits) {
    let Some(word) =
        ["村民小组", "生产队", "小队", "组", "队", "社", "大队", "网格"].iter().find(|word| text.has(at, word))
    else {
        return;
    };
    let mut from = at;
    while from > 0 && is_number(text.before(from)) {
        from -= 1;
    }
    if from == at {
        return;
    }
    let from = from - usize::from(text.before(from) == '第');
    let placed = matches!(
        text.before(from),
        '村' | '庄' | '屯' | '寨' | '区' | '委' | '镇' | '乡' | '湾' | '岭' | '沟' | '组' | '坪' | '坝'
    ) || SURE.before(&text.chars, from, 4).is_some();
    let wide = word.chars().count() > 1 && matches!(*word, "村民小组" | "生产队" | "网格");
    if placed || wide {
        hits.block(text, Code::Address, from, at + word.chars().count(), Some(""));
    }
}

/// 住在老供销社旁边, 东门口老供销社旁边.
fn landmark(text: &Text, at: usize, hits: &mut Hits) {
    let Some(len) = LANDMARKS.at(&text.chars, at) else { return };
    let end = at + len;
    let Some(side) = SIDES.iter().find(|side| {
        text.has(end, side) || text.has(end, &format!("的{side}")) || text.has(end, &format!("大门{side}"))
    }) else {
        return;
    };
    let to = end + side.chars().count();
    let before = at.saturating_sub(10);
    let home = SURE.is_in(&text.chars, before, at)
        || ["家就", "我家", "他家", "她家", "家里", "屋", "老房", "就在", "找"].iter().any(|word| {
            text.slice(before, at).windows(word.chars().count()).any(|slice| slice.iter().copied().eq(word.chars()))
        });
    let old = matches!(text.before(at), '老' | '原' | '旧')
        || at > 0
            && [
                "东门口",
                "西门口",
                "南门口",
                "北门口",
                "东门",
                "西门",
                "南门",
                "北门",
                "村口",
                "镇口",
                "桥头",
                "东头",
                "西头",
                "村东",
                "村西",
            ]
            .iter()
            .any(|word| {
                text.slice(before, at).windows(word.chars().count()).any(|slice| slice.iter().copied().eq(word.chars()))
            });
    if home || old {
        hits.block(text, Code::Address, at.saturating_sub(usize::from(old)), to, Some(""));
    }
}

/// 地址：…, 家庭住址是…
fn announced(text: &Text, at: usize, hits: &mut Hits) {
    let Some(word) = [
        "家庭住址",
        "家庭地址",
        "收货地址",
        "收件地址",
        "详细地址",
        "居住地址",
        "地址",
        "住址",
        "门牌号",
        "门牌",
        "住处",
    ]
    .iter()
    .find(|word| text.has(at, word)) else {
        return;
    };
    let mut from = at + word.chars().count();
    let cued = matches!(text.get(from), ':' | '：' | '是' | '为');
    while matches!(text.get(from), ':' | '：' | '是' | '为' | ' ') {
        from += 1;
    }
    let len = text.chars.iter().skip(from).take(12).take_while(|c| c.is_alphanumeric()).count();
    let public = ["服务站", "社区", "村委", "驿站", "站点", "不"].iter().any(|word| {
        text.slice(from, from + 10).windows(word.chars().count()).any(|slice| slice.iter().copied().eq(word.chars()))
    });
    if cued && len >= 3 && !public {
        hits.block(text, Code::Address, at, from + len, Some(""));
    }
}
