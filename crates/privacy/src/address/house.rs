//! Numbers of houses, stairs, floors and flats.

use crate::{
    finding::{Code, Hits},
    lexicon::lexicon,
    text::{Text, is_hanzi, is_number},
};

/// What stands behind the number of a part of a house.
const PARTS: [&str; 16] = [
    "号楼",
    "号院",
    "号房",
    "号门",
    "号宅",
    "号铺",
    "号公寓",
    "号大院",
    "号宿舍",
    "门牌",
    "单元",
    "栋",
    "幢",
    "座",
    "弄",
    "室",
];

/// What a house number may stand behind.
const ROADS: &str = "路街巷道弄里村屯庄院坊园同湾岭沟寨堡段苑邨线桥塘坪坝洼头口门场坡营圩浜桥墩墙桩台岗冲垄埠港渡";

/// Looks for a part of a house at `at`.
pub(super) fn find(text: &Text, at: usize, hits: &mut Hits) {
    parts(text, at, hits);
    numbers(text, at, hits);
    dashes(text, at, hits);
    floors(text, at, hits);
}

/// Start of the number (or one or two letters) that ends before `end`.
fn number_start(text: &Text, end: usize) -> usize {
    let mut from = end;
    while from > 0
        && (is_number(text.before(from)) || matches!(text.before(from), '甲' | '乙' | '丙' | '丁') && from + 1 >= end)
    {
        from -= 1;
    }
    if from == end {
        while from > 0 && end - from < 3 && text.before(from).is_ascii_alphanumeric() {
            from -= 1;
        }
        if text.before(from).is_ascii_alphabetic() {
            return end;
        }
    }
    from
}

fn parts(text: &Text, at: usize, hits: &mut Hits) {
    let Some(part) = PARTS.iter().find(|part| text.has(at, part)) else { return };
    let from = number_start(text, at);
    let end = at + part.chars().count();
    if from == at {
        return;
    }
    let number = text.slice(from, at);
    let first = number.first().copied().unwrap_or('\n');
    let counts = number.len() == 1 && is_hanzi(first);
    let behind = text.get(end);
    let goes_on = is_number(behind) || behind.is_ascii_alphanumeric();
    let fits = match *part {
        "室" => {
            (number.len() >= 3
                || matches!(text.before(from), '楼' | '栋' | '元' | '号' | '幢' | '座' | '层' | '门' | '-'))
                && !is_number(behind)
                && behind != '厅'
        }
        "单元" => {
            text.before(from) != '第'
                && !["门口", "楼道", "楼下", "测试", "考", "练习", "卷"].iter().any(|word| text.has(end, word))
        }
        "座" => {
            !counts
                && !matches!(text.before(from), '第')
                && behind != '位'
                && (first.is_ascii_alphabetic() || !matches!(behind, '山' | '桥' | '房' | '城' | '的' | '车' | '沙'))
                || counts && goes_on
        }
        "栋" | "幢" => !(counts && matches!(first, '一' | '两' | '几')) || goes_on,
        "弄" => number.len() >= 2 || goes_on || ROADS.contains(text.before(from)),
        "号门" => !text.has(end, "诊"),
        "号房" => !text.has(end, "子"),
        _ => true,
    };
    if fits {
        hits.block(text, Code::Address, from, end, Some(""));
    }
}

lexicon! {
    /// Words that end like a road or a place and are none.
    NO_ROADS = "这里 那里 家里 哪里 村里 心里 夜里 月里 手里 这个 公里 一道 街道 知道 渠道 味道 门口 里头 出门 上门 专门 山里 屋里 房里 城里 镇里 店里 小路 走路 一路 铁路 马路 路口 路段 阶段 时段 年段 手段 一段 人口 胃口 进口 出口 窗口 市场 广场 现场 商场 农场 操场 一场 一台 两台 平台 阳台 灶台 下岗 在线 热线 网线 毛线 坐线 医院 学院 出院 住院 敬老院 养老院"
}

/// Whether the word before `end` is no road; 山里 within 中山里 is one.
fn is_no_road(text: &Text, end: usize) -> bool {
    let Some(len) = NO_ROADS.before(&text.chars, end, 3) else { return false };
    let within = len == 2 && text.before(end) == '里' && end > 2 && is_hanzi(text.before(end - 2));
    !within || "在到住从大深的是".contains(text.before(end - 2))
}

/// 路12号, 村三十五号, 里3号: a number behind the name of a road or a place.
fn numbers(text: &Text, at: usize, hits: &mut Hits) {
    if !is_number(text.get(at)) || is_number(text.before(at)) {
        return;
    }
    let mut road = at;
    while road > 0
        && matches!(text.before(road), '东' | '西' | '南' | '北' | '中' | '附' | '第' | ' ' | '老' | '新')
        && at - road < 2
    {
        road -= 1;
    }
    let sign = text.before(road);
    if !ROADS.contains(sign) {
        return;
    }
    let mut end = at;
    while is_number(text.get(end)) {
        end += 1;
    }
    let numbered = matches!(text.get(end), '号' | '弄' | '#' | '组' | '支' | '社' | '队')
        || text.has(end, "号院")
        || text.has(end, "巷");
    let vague_name = is_no_road(text, road);
    let arabic = text.get(at).is_ascii_digit();
    let bare = matches!(sign, '路' | '街' | '巷' | '弄')
        && arabic
        && !is_hanzi(text.get(end))
        && !text.get(end).is_ascii_alphanumeric()
        && is_hanzi(text.before(road - 1));
    let size = text.has(end, "号鞋")
        || text.has(end, "号的")
        || text.has(end, "号球")
        || text.has(end, "号字")
        || text.has(end, "号线")
        || text.has(end, "号电池")
        || text.has(end, "支") && !text.has(end, "支弄");
    if (numbered || bare) && !vague_name && !size {
        let from = crate::proper::start(text, road.saturating_sub(1), 4).min(road - 1);
        hits.block(text, Code::Address, from, end + usize::from(numbered), Some(""));
    }
}

/// 12-3-501, 12#301.
fn dashes(text: &Text, at: usize, hits: &mut Hits) {
    if !text.get(at).is_ascii_digit() || text.before(at).is_ascii_alphanumeric() || matches!(text.before(at), '-' | '.')
    {
        return;
    }
    let mut lens = vec![0];
    let mut end = at;
    let mut sharp = false;
    loop {
        let c = text.get(end);
        if c.is_ascii_digit() {
            if let Some(last) = lens.last_mut() {
                *last += 1;
            }
        } else if matches!(c, '-' | '#' | '—' | '~') && text.get(end + 1).is_ascii_digit() {
            sharp |= c == '#';
            lens.push(0);
        } else {
            break;
        }
        end += 1;
    }
    let house = match lens[..] {
        [1..=3, 1..=2, 3..=4] => true,
        [1..=3, 3..=4] => sharp,
        _ => false,
    };
    if house && !text.get(end).is_ascii_alphabetic() {
        hits.block(text, Code::Address, at, end, Some(""));
    }
}

/// 五楼东户, 3楼302, 6层601室.
fn floors(text: &Text, at: usize, hits: &mut Hits) {
    if !matches!(text.get(at), '楼' | '层') || !is_number(text.before(at)) {
        return;
    }
    let side = [
        "东户", "西户", "中户", "左户", "右户", "东边", "西边", "左边", "右边", "左手", "右手", "东首", "西首", "东侧",
        "西侧", "靠东", "靠西", "对门", "东面", "西面", "东门", "西门", "中间",
    ];
    let named = side.iter().any(|side| text.has(at + 1, side));
    let flat = is_number(text.get(at + 1))
        && is_number(text.get(at + 2))
        && (is_number(text.get(at + 3)) || matches!(text.get(at + 3), '室' | '号' | '房' | '户'))
        || is_number(text.get(at + 1)) && matches!(text.get(at + 2), '室' | '号' | '房');
    if named || flat {
        hits.block(text, Code::Address, number_start(text, at), at + 3, Some(""));
    }
}
