//! Names that give themselves away: by a cue, a title, 某, 小 or 老, a dot, or a plain surname and a likely rest.

mod full;
mod title;

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use crate::{finding::Hits, lexicon::Lexicon, text::Text};

/// Surnames that hardly ever begin an ordinary word.
const PLAIN: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬傅卞齐康伍余顾孟黄萧尹姚邵湛汪祁毛禹狄贝臧戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻贾娄颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞柯昝卢莫裘缪邓郁杭洪诸崔吉龚嵇邢裴陆荣翁荀甄储靳汲邴段焦侯宓郗仲伊宁仇栾甘厉武符刘景詹龙叶司韶郜黎蓟薄白蒲鄂索赖卓蔺屠蒙池乔胥闻莘党翟谭贡劳逄姬申冉宰郦雍桑桂濮牛扈燕冀浦尚温庄晏柴瞿阎茹艾古易戈廖庾耿匡寇欧沃蔚越隆巩聂晁敖冷辛阚饶曾沙鞠巢关蒯查荆游竺权盖桓肖闫付涂岳苟仉禤亓缑佴揭冼庹禚覃甯麦佟隋丛苑";

/// What the light screen knows about names.
struct Book {
    single: HashSet<char>,
    compound: Lexicon,
    /// Characters that given names are made of.
    given: HashSet<char>,
    /// For a surname, the characters that make an ordinary word with it: behind it and before it.
    starts: HashMap<char, HashSet<char>>,
    ends: HashMap<char, HashSet<char>>,
}

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let (single, compound) = include_str!("../data/surnames.txt").split_once('\n').unwrap_or_default();
    let (starts, ends) = include_str!("../data/words.txt").split_once('\n').unwrap_or_default();
    Book {
        single: single.chars().collect(),
        compound: Lexicon::new(compound),
        given: include_str!("../data/given.txt").trim().chars().collect(),
        starts: partners(starts),
        ends: partners(ends),
    }
});

fn partners(groups: &str) -> HashMap<char, HashSet<char>> {
    groups
        .split_whitespace()
        .filter_map(|group| {
            let mut chars = group.chars();
            Some((chars.next()?, chars.collect()))
        })
        .collect()
}

impl Book {
    /// Length of the surname at `at`: a compound one before a single one.
    fn surname(&self, text: &Text, at: usize) -> Option<usize> {
        self.compound.at(&text.chars, at).or_else(|| self.single.contains(&text.get(at)).then_some(1))
    }

    /// Whether a surname is hardly ever anything else.
    fn is_plain(&self, c: char) -> bool {
        PLAIN.contains(c) || self.single.contains(&c) && !self.starts.contains_key(&c) && !self.ends.contains_key(&c)
    }

    /// Whether the surname character and the one behind it make an ordinary word.
    fn starts_word(&self, text: &Text, at: usize) -> bool {
        self.starts.get(&text.get(at)).is_some_and(|behind| behind.contains(&text.get(at + 1)))
    }

    /// Whether the surname character ends an ordinary word.
    fn ends_word(&self, text: &Text, at: usize) -> bool {
        self.ends.get(&text.get(at)).is_some_and(|before| before.contains(&text.before(at)))
    }
}

/// Finds names that open a clause and show themselves by nothing; the second screen knows better.
pub(crate) fn bare(text: &Text, hits: &mut Hits) {
    for at in 0..text.chars.len() {
        full::bare(text, at, hits);
    }
}

/// Finds names that show themselves.
pub(crate) fn find(text: &Text, hits: &mut Hits) {
    for at in 0..text.chars.len() {
        title::find(text, at, hits);
        full::find(text, at, hits);
    }
}
