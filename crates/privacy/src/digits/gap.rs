//! What stands between two runs of digits: separators, words, or a unit that makes the number a quantity.

use crate::{
    lexicon::lexicon,
    text::{Text, is_hanzi},
};

lexicon! {
    /// Words that people put between the parts of a number.
    FILLERS = "转 接 然后 之后 接着 再 再加 加上 后面 后边 后头 中间 前面 前边 开头 开始 结尾 末尾 最后 后几位 后四位 前三位 \
        中间四位 中四位 后八位 后三位 前四位 前七位 末四位 前六位 后六位 中八位 四位 三位 八位 六位 空格 逗号 句号 横杠 横线 短横 杠 横 点 减 加 和 跟 是 的 \
        后半 前半 后半段 前半段 后半截 前半截 第一段 第二段 第三段 第一部分 第二部分 尾号 尾数 号码 电话 手机 联系 续 连 下一段 隔 分开 然後 \
        呀 啊 哦 呢 嗯 那个 这个 空 间隔 斜杠 下划线 星 星号 井号 括号"
}

lexicon! {
    /// Units that make the number before them a quantity.
    UNITS = "岁 块 角 分 个 台 床 件 套 双 条 张 只 支 把 本 册 份 次 餐 斤 公斤 千克 克 米 厘米 毫米 寸 码 升 毫升 瓦 年 月 日 天 周 \
        小时 时 分钟 楼 层 级 期 人 户 位 名 口 对 副 盏 辆 顶 瓶 袋 盒 包 箱 桶 罐 片 粒 节 课 页 根 度 平 平方 集 场 门 科 种 样 回 遍 趟 \
        顿 亩 头 间 伏 安 倍 排 杯 碗 斗 篇 道 题 组 班 kg g cm mm m w v ml l h mah ah % ℃ kw 寸 英寸 多 余 几 左右 以上 以内 以下 起"
}

lexicon! {
    /// Prices are never a part of a phone number.
    PRICES = "元 块钱 万元 千元"
}

/// What stands between two atoms.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gap {
    /// Chinese characters that are no fillers.
    pub(super) words: usize,
    /// Latin letters.
    pub(super) latin: usize,
    /// Everything else: punctuation, blanks, pictures.
    pub(super) signs: usize,
    /// The number before is a quantity, a size or a time of day.
    pub(super) is_unit: bool,
    /// The number before is a price.
    pub(super) is_price: bool,
}

impl Gap {
    /// The gap `from..to`; the atoms beside it have `before` and `after` digits.
    pub(super) fn new(text: &Text, from: usize, to: usize, before: usize, after: usize) -> Self {
        let mut gap = Self::default();
        let chars = text.slice(from, to);
        let lower: Vec<char> = chars.iter().map(char::to_ascii_lowercase).collect();
        gap.is_price = PRICES.at(&lower, 0).is_some();
        gap.is_unit = UNITS.at(&lower, 0).is_some() && FILLERS.at(&lower, 0).is_none()
            || chars.first().is_some_and(|c| matches!(c, '×' | '*' | '✕' | '✖' | '%' | '℃')) && before > 1 && after > 1
            || chars == [':'] && before <= 2 && after == 2;
        let mut at = 0;
        while let Some(&c) = lower.get(at) {
            if let Some(len) = FILLERS.at(&lower, at) {
                at += len;
                continue;
            }
            if is_hanzi(c) {
                gap.words += 1;
            } else if c.is_alphabetic() {
                gap.latin += 1;
            } else {
                gap.signs += 1;
            }
            at += 1;
        }
        gap
    }

    /// So much stands between that no number goes on behind it.
    pub(super) const fn ends_every_window(&self) -> bool {
        self.words > 10 || self.latin > 12 || self.signs > 16
    }
}

/// What all the gaps of a window come to.
#[derive(Debug, Default)]
pub(super) struct Span {
    /// Digits of each atom.
    pub(super) atoms: Vec<usize>,
    /// Most words or letters in one gap.
    pub(super) widest: usize,
    /// Words and letters in all gaps.
    pub(super) words: usize,
    pub(super) has_unit: bool,
    pub(super) has_price: bool,
}

impl Span {
    pub(super) fn add(&mut self, gap: &Gap) {
        let words = gap.words + gap.latin.div_ceil(3);
        self.widest = self.widest.max(words);
        self.words += words;
        self.has_unit |= gap.is_unit;
        self.has_price |= gap.is_price;
    }

    /// Nothing but signs between the digits.
    pub(super) const fn is_bare(&self) -> bool {
        self.words == 0 && !self.has_unit && !self.has_price
    }

    /// One digit at a time.
    pub(super) fn is_single(&self) -> bool {
        self.atoms.iter().all(|&len| len == 1)
    }

    /// Cut as people cut a mobile number.
    pub(super) fn is_like_mobile(&self) -> bool {
        matches!(
            self.atoms[..],
            [11] | [3, 4, 4]
                | [3, 8]
                | [7, 4]
                | [4, 7]
                | [4, 4, 3]
                | [3, 3, 5]
                | [3, 5, 3]
                | [5, 6]
                | [6, 5]
                | [3, 4, 2, 2]
                | [3, 2, 2, 2, 2]
        )
    }

    /// A few pieces, none of them tiny.
    pub(super) fn is_chunky(&self) -> bool {
        self.atoms.len() <= 4 && self.atoms.iter().all(|&len| len >= 2)
    }
}
