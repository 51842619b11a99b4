//! Full names: behind a cue, with an ethnic dot, or a plain surname with likely characters behind it.

use super::BOOK;
use crate::{
    finding::{Code, Hits},
    lexicon::lexicon,
    text::{Text, is_hanzi, is_number},
};

lexicon! {
    /// A name must follow.
    SURE = "我叫 名叫 名字叫 名字是 名字 姓名 姓名是 真名 本名 全名 叫做 他叫 她叫 孩子叫 儿子叫 女儿叫 孙子叫 孙女叫 老伴叫 人叫 大名 小名 小名叫 乳名 昵称 外号 绰号 联系人 户主 户主是 收件人 收货人 署名 落款 监护人 申请人 求助人 求助者 受助人 经办人 联络人 负责人 代理人 采集人 户名 法人 身份证名 人称 大家叫 都叫 村里人叫 化名 称呼 叫我"
}
lexicon! {
    /// A name may follow.
    MAYBE = "我是 本人 本人是 他是 她是 这是 家长 患者 学生 儿子 女儿 孙子 孙女 老伴 丈夫 妻子 老公 老婆 爱人 邻居 志愿者 家属 村民 居民 老人 组长 村长 父亲 母亲 爸爸 妈妈 爷爷 奶奶 外公 外婆 哥哥 姐姐 弟弟 妹妹 孩子 同学 班主任 老师 女士 先生 病人 户籍 社工 网格员 楼长 书记 主任 联系 找 给 和 帮 让 替 请 为 跟 对 由 与 向 代 陪 照顾 感谢 谢谢 是 叫 属于 来自 儿媳 女婿 侄子 侄女 外甥 外孙 外孙女 独居老人 空巢老人 残疾人 困难群众 孤寡老人"
}
lexicon! {
    /// What the sentence goes on with behind a person.
    GOES_ON = "平日 天天 长期 以前 今天 昨天 今年 想要 想 希望 需要 家里 家住 家 的 说 是 和 与 住 老人 同学 平时 一直 最近 现在 因 独自 一个人 缺 盼 也 在 有 没 年 岁 男 女 他 她 为 从 去 要 能 已 了 还 又 都 就 先生 女士 奶奶 爷爷 大爷 大妈 阿姨 老师 喜欢 每天 每周 自己 常 行动 走路 眼睛 听力 视力 身体 腿 手 两 夫妇 一家 收 同志 电话 手机 身份证 您 你 托 请 求 跟 把 对 上 读 刚 孩子 儿子 女儿 于 出生 生 患 得 做 靠 带 冬 夏 春 秋 晚 早 屋 床 衣 鞋 被 冷 怕 急 申请 提出 登记 委托 联系 反映 来 到 正 很 特别 非常 不 无 属 户 等"
}

/// Looks for a full name that begins, or whose cue begins, at `at`.
pub(super) fn find(text: &Text, at: usize, hits: &mut Hits) {
    cued(text, at, hits);
    dotted(text, at, hits);
}

/// Behind 我叫, 姓名, 联系人, 我是 …
fn cued(text: &Text, at: usize, hits: &mut Hits) {
    let (cue, sure) = match (SURE.at(&text.chars, at), MAYBE.at(&text.chars, at)) {
        (Some(len), _) => (len, true),
        (None, Some(len)) => (len, false),
        (None, None) => return,
    };
    let mut from = at + cue;
    let mut colon = false;
    while matches!(
        text.get(from),
        ':' | '：' | '是' | '为' | '叫' | '做' | ' ' | '"' | '(' | '）' | ')' | '（' | '《' | '【' | '「'
    ) && from < at + cue + 4
    {
        colon |= matches!(text.get(from), ':' | '：' | '(' | '（');
        from += 1;
    }
    let Some(end) = name_at(text, from, sure || colon) else {
        given_only(text, at, from, sure, hits);
        return;
    };
    let plain = BOOK.is_plain(text.get(from)) || BOOK.compound.at(&text.chars, from).is_some();
    // 受助人平常…: behind who somebody is, 平 may as well begin a word.
    let told = sure && (plain || !text.ends(at + cue, "人") && !text.ends(at + cue, "者"));
    if told || colon || (plain || sure) && is_likely(text, from, end) {
        hits.block(text, Code::Name, from, end, Some("一位居民"));
    }
}

/// 我叫海燕: no surname, but two or three characters and then a stop.
fn given_only(text: &Text, at: usize, from: usize, sure: bool, hits: &mut Hits) {
    let strong = [
        "我叫",
        "名叫",
        "名字叫",
        "小名",
        "乳名",
        "外号",
        "绰号",
        "姓名",
        "名字是",
        "他叫",
        "她叫",
        "孩子叫",
        "孙子叫",
        "孙女叫",
        "儿子叫",
        "女儿叫",
        "大家叫我",
        "都叫我",
        "叫我",
        "昵称",
    ]
    .iter()
    .any(|word| text.has(at, word));
    let len = text.chars.iter().skip(from).take(5).take_while(|&&c| is_hanzi(c)).count();
    let known = (from..from + len).filter(|&at| BOOK.given.contains(&text.get(at))).count();
    if sure
        && strong
        && (1..=4).contains(&len)
        && known * 2 >= len
        && !text.has(from, "一位")
        && !text.has(from, "不")
        && !text.has(from, "什么")
        && !text.has(from, "人")
    {
        hits.block(text, Code::Name, from, from + len, Some("一位居民"));
    }
}

/// End of the name at `from`: surname and one or two more characters.
fn name_at(text: &Text, from: usize, sure: bool) -> Option<usize> {
    let surname = BOOK.surname(text, from)?;
    let given = from + surname;
    let stop = |end: usize| !is_hanzi(text.get(end)) || GOES_ON.at(&text.chars, end).is_some();
    let taken = |end: usize| {
        (given..end).all(|at| {
            is_hanzi(text.get(at)) && !"的了在是我你他她们这那和与就都也不没很想要，吗呢吧啊个".contains(text.get(at))
        })
    };
    if surname == 1 && !sure && BOOK.starts_word(text, from) {
        return None;
    }
    let longest = [given + 2, given + 1].into_iter().find(|&end| taken(end) && stop(end));
    longest.or_else(|| (sure && taken(given + 1)).then(|| if taken(given + 2) { given + 2 } else { given + 1 }))
}

/// Whether the characters behind a surname are those of given names.
fn is_likely(text: &Text, from: usize, end: usize) -> bool {
    let surname = BOOK.surname(text, from).unwrap_or(1);
    let common = surname == 1 && "和于向时从常成方高白黄金温江水路安万才都能要会是有大小老家过同公全连通应当包把被红明青年花房车门东南西北云山石火木土言字后新古易相双单经别关空查管容计支干文农国满利充游班盖元位".contains(text.get(from));
    let counts = text.get(from) != '周' && end - from == 3;
    let given = (from + surname..end)
        .filter(|&at| BOOK.given.contains(&text.get(at)) || counts && is_number(text.get(at)))
        .count();
    let all = given == end - from - surname;
    all && !(common && end - from < 3) && !BOOK.ends_word(text, from)
}

/// 买买提·艾力, 阿依古丽·吐尔逊.
fn dotted(text: &Text, at: usize, hits: &mut Hits) {
    if !matches!(text.get(at), '·' | '•' | '・' | '‧' | '．' | '∙') {
        return;
    }
    let mut from = at;
    while from > 0 && at - from < 6 && is_hanzi(text.before(from)) {
        from -= 1;
    }
    let len = text.chars.iter().skip(at + 1).take(8).take_while(|&&c| is_hanzi(c)).count();
    if at - from >= 2 && len >= 2 {
        hits.block(text, Code::Name, from, at + 1 + len.min(4), Some("一位居民"));
    }
}

/// 王海燕今年…: opens a clause, surname, likely characters, and the sentence goes on as behind a person.
pub(super) fn bare(text: &Text, at: usize, hits: &mut Hits) {
    if is_hanzi(text.before(at)) {
        return;
    }
    let Some(end) = name_at(text, at, false) else { return };
    if !BOOK.is_plain(text.get(at)) && BOOK.compound.at(&text.chars, at).is_none() {
        return;
    }
    if end - at >= 2
        && is_likely(text, at, end)
        && !(end - at == 2 && !is_hanzi(text.get(end)) && text.get(end) == '\n' && at > 0)
    {
        hits.block(text, Code::Name, at, end, Some("一位居民"));
    }
}
