//! A surname with a title, with 某, or behind 小, 老, 阿.

use super::BOOK;
use crate::{
    finding::{Code, Hits},
    lexicon::lexicon,
    text::{Text, is_hanzi},
};

lexicon! {
    TITLES = "爷爷 奶奶 大爷 大妈 大娘 大伯 大叔 大姐 大哥 大嫂 大婶 阿姨 阿婆 阿公 阿伯 阿妈 阿爸 阿叔 阿婶 阿嫂 师傅 老师 同学 先生 女士 小姐 太太 夫人 医生 大夫 护士 主任 书记 经理 老板 校长 院长 会计 \
        队长 组长 村长 站长 所长 局长 科长 处长 教授 律师 社工 班长 园长 主席 司机 伯伯 叔叔 婶婶 婶子 婶娘 嫂子 老汉 老太 老太太 老爷子 老爷 老头 老头子 婆婆 姥姥 姥爷 外婆 外公 公公 妈妈 爸爸 大大 娘娘 姑娘 姑姑 伯母 伯父 大舅 \
        家老大 家老二 家老三 家老幺 家奶奶 家爷爷 家老人 家大妈 家大爷 家婶子 家大嫂 家嫂子 家媳妇 家儿子 家女儿 家孩子 家闺女 家小子 家姑娘 家老太 家老头 家大姐 家大哥 家婆婆 家阿姨 家老奶奶 家老爷子 家大娘 家老太太 家孙子 家孙女 家伯伯 家叔叔 家姐姐 家妹妹 \
        老伯 老爹 老妈 老娘 老奶奶 老大爷 老大娘 老师傅 老先生 氏 姐 哥 嫂 婶 叔 伯 姨 爷 奶 婆 总 工 导 太 妈 爸 姐姐 哥哥 弟弟 妹妹 小弟 小妹 老弟 老妹 女儿 儿子 师父 教练 教师 厂长 董事长 工程师 院士 老人家 同志 干部 委员 支书 医师 大姨 小姨 阿姐 阿哥 兄弟 兄 姥 老三 老大 老二 老四 老五 老幺 幺妹 大姑 老头儿"
}
lexicon! {
    /// One-character titles.
    SHORT = "姐 哥 嫂 婶 叔 伯 姨 爷 奶 婆 总 工 导 氏 太 妈 爸 兄 姥"
}

/// Surnames that are prepositions or conjunctions first of all.
const PREPOSITIONS: &str =
    "和向同从于由与让应是连时当随把被但又便即令使能会可要保言信来索查留由买益衣包养管帮有在为及找请陪照给对叫替问跟代";
/// Surnames that another meaning is likelier of, so they need more than a title of one character.
const COMMON: &str = "高黄白金温方安常成江水路牛马毛万花房车门云东南西北公家双才青竹亲大小老农干全都文国空经通连红明平化海山石田林叶火木土光计单支宫别曲英英乐商官楼台阳阴幸容易能要查过会过新古相元位练关班游区年历库席强言字生后良晋初麦油盘充满利终种种仁和宝元牧晴巧良尚酒茶";

/// Looks for a name at `at`.
pub(super) fn find(text: &Text, at: usize, hits: &mut Hits) {
    titled(text, at, hits);
    nameless(text, at, hits);
    familiar(text, at, hits);
    old_man(text, at, hits);
}

/// 张奶奶, 欧阳老师, 李家大妈.
fn titled(text: &Text, at: usize, hits: &mut Hits) {
    let Some(len) = BOOK.surname(text, at) else { return };
    let Some(title) = TITLES.at(&text.chars, at + len) else { return };
    let end = at + len + title;
    let short = title == 1;
    if short && (is_inside_word(text, at + len) || !SHORT.has(text.slice(at + len, end))) {
        return;
    }
    if len == 1 {
        let surname = text.get(at);
        let alone =
            !is_hanzi(text.before(at)) || BOOK.ends.get(&surname).is_none_or(|ends| !ends.contains(&text.before(at)));
        if !alone || PREPOSITIONS.contains(surname) && !is_subject(text, at, end) {
            return;
        }
        if short && (!BOOK.is_plain(surname) || BOOK.starts_word(text, at)) {
            return;
        }
        if text.has(at, "家")
            || text.has(at, "班主任")
            || BOOK.starts_word(text, at) && COMMON.contains(surname) && title == 1
        {
            return;
        }
    }
    hits.block(text, Code::Name, at, end, Some("一位居民"));
}

/// The one-character title goes on as another word: 工作, 总是, 导致.
fn is_inside_word(text: &Text, at: usize) -> bool {
    let pairs = [
        "工作", "工人", "工地", "工具", "工资", "工程", "工厂", "工钱", "总是", "总会", "总体", "总之", "总共", "导致",
        "导航", "导诊", "太阳", "太小", "太大", "太冷", "太热", "太重", "太远", "太高", "太多", "太旧", "太滑", "太硬",
        "太贵", "婆娑", "兄妹", "哥们", "工友", "工夫", "总要", "总想", "太难", "太暗", "太累", "太长", "太短", "太吵",
        "太慢", "工艺", "工业", "总站", "总数", "妈祖", "姐妹", "姥爷", "伯乐", "叔侄",
    ];
    pairs.iter().any(|pair| text.has(at, pair))
}

/// A preposition's character that is a surname here: it opens the clause and somebody wants something.
fn is_subject(text: &Text, at: usize, end: usize) -> bool {
    if "和同与及从让由".contains(text.get(at)) {
        return false;
    }
    let opens = !is_hanzi(text.before(at));
    if text.get(at) == '于' {
        let near = opens || "壁上下居帮找给替谢".contains(text.before(at));
        return near && !text.has(end, "而言") && !text.has(end, "来说") && !text.has(end, "来讲");
    }
    opens
        && ["今年", "想", "希望", "家", "的", "需要", "是", "今", "说", "住", "独", "一个人", "缺", "盼", "因"]
            .iter()
            .any(|word| text.has(end, word))
}

/// 王某, 李某某, 欧阳某人, 林某明.
fn nameless(text: &Text, at: usize, hits: &mut Hits) {
    let Some(len) = BOOK.surname(text, at) else { return };
    let from = at + len;
    let mask = |c: char| matches!(c, '某' | '×' | '*' | '○' | '□' | 'X' | '■' | '●');
    if text.get(from) != '某' {
        let star = mask(text.get(from))
            && !PREPOSITIONS.contains(text.get(at))
            && !COMMON.contains(text.get(at))
            && !BOOK.ends_word(text, at);
        if star
            && (mask(text.get(from + 1)) || is_hanzi(text.get(from + 1)))
            && !text.get(from).is_ascii_digit()
            && !is_hanzi(text.before(at))
        {
            hits.block(text, Code::Name, at, from + 2, Some("一位居民"));
        }
        return;
    }
    if matches!(text.get(from + 1), '日' | '天' | '处' | '地' | '种' | '个' | '些' | '一' | '年' | '月' | '时')
        && text.get(from + 1) != '某'
    {
        return;
    }
    if len == 1 && "有在从和同由向于到对与让应".contains(text.get(at)) && is_hanzi(text.before(at)) {
        return;
    }
    let more = usize::from(
        is_hanzi(text.get(from + 1)) && !"今想希需的是家，住说因有和在要年老也".contains(text.get(from + 1)),
    );
    hits.block(text, Code::Name, at, from + 1 + more, Some("一位居民"));
}

lexicon! {
    /// 小 or 老 and these characters are words, not people.
    NO_NICKNAMES = "小时 小车 小孔 小房 小花 小米 小麦 小水 小金 小路 小白 小方 小毛 小平 小江 小安 小包 小史 小童 小班 小熊 小段 小雷声 小区 小家 小苗 小鱼 小鸡 小马 小牛 小羊 小明灯 小苏打 小夏天 小米粥 小贝 小古 小红书 小红花 小何时 小常识 小经验 小计 小单 小双 小席 小巫 小曲 小商 小食 小利 小巷 小支 小干 小管 小容 小通 \
        小全 小伏 小黄 小蓝 小青 小云 小虎 小龙 小柜 小桂 小池 小海 小桥 小乔 小温 小益 小茶 小酒 小印 小字 小冷 小关 小游 小都 小查 小盘 小位 小门 小楼 小台 小文 小空 小宫 小成 小喻 小元 小越 小富 小油 小康 小强度 小宝 小布 小步 小项 小党 小司 小山 小沙 小丁点 小于 小计算 小左 小滑 小幅 小阳台 小阳 小阴 小众 小公 小国 小农 小松 小树 小林子 小章 小宗 小莫 小厚 \
        老虎 老汉 老阿婆 老伯 老伯伯 小费 小宝贝 老宝贝 老花 老房 老路 老年 老家 老牛 老马 老金 老毛 老白 老万 老高 老化 老师 老安 老党 老干 老城 老车 老屋 老门 老楼 老区 老古 老常 老公 老相 老农 老乡 老卫 老成 老方 老皮 老茶 老全 老文 老红 老宅 老木 老山 老广 老水 老黄 老酒 老海 老台 老国 老都 老能 老游 老班 老寿 老通 老空 老和 老糟 老印 老井 老柴 老支 老宫 老关 老管 老双 老苗 老铁 老银 老厚 老布 老式 老实 老柜 老汤 老字 老油 老步 老爷"
}

/// 水管老堵, 门老关不上: 老 behind the thing that does it is "always", and what follows a verb.
fn is_always(text: &Text, at: usize) -> bool {
    const DOES: &str = "堵揭闭充连养充扶操查别应解管关封缺滑";
    let subject = text.before(at);
    text.get(at) == '老'
        && DOES.contains(text.get(at + 1))
        && is_hanzi(subject)
        && !"和给找帮请替叫与跟陪是为".contains(subject)
}

/// 老马头, 老王爷子: whatever 老马 is by itself, so only an old man is called.
fn old_man(text: &Text, at: usize, hits: &mut Hits) {
    let ends = ["头儿", "头", "爷子", "太太", "师傅", "汉"];
    let end = ends.iter().find(|end| text.has(at + 2, end) && !text.has(at + 2, "头发") && !text.has(at + 2, "头疼"));
    if let (true, true, Some(end)) = (text.has(at, "老"), BOOK.is_plain(text.get(at + 1)), end) {
        hits.block(text, Code::Name, at, at + 2 + end.chars().count(), Some("一位居民"));
    }
}

/// A surname that is another word first of all.
fn common_surname(c: char) -> bool {
    COMMON.contains(c) || PREPOSITIONS.contains(c)
}

/// 小王, 老李, 阿芳.
fn familiar(text: &Text, at: usize, hits: &mut Hits) {
    let sign = text.get(at);
    let next = text.get(at + 1);
    if !matches!(sign, '小' | '老' | '阿' | '大') || !is_hanzi(next) {
        return;
    }
    let before = text.before(at);
    if sign == '阿' {
        let plain = "姨婆公司尔胶拉訇弥富伯哥姐妹嫂婶叔爸妈克斯塔联根凡基莫婴里坝舅娘爹奶爷弟太托里是呀啊飞郎";
        let known = BOOK.given.contains(&next) || BOOK.single.contains(&next);
        if !plain.contains(next) && known && !is_hanzi_word_before(before) {
            hits.block(text, Code::Name, at, at + 2, Some("一位居民"));
        }
        return;
    }
    if !BOOK.single.contains(&next) || NO_NICKNAMES.at(&text.chars, at).is_some() || sign == '大' || is_always(text, at)
    {
        return;
    }
    let titled = TITLES.at(&text.chars, at + 2).is_some();
    let home = text.get(at + 2) == '家' && !common_surname(next);
    let acts = ["想", "希望", "需要", "说", "家的", "家里", "今年", "腿", "身体", "一个人", "眼", "盼", "独居", "做"]
        .iter()
        .any(|word| text.has(at + 2, word));
    let in_word = BOOK.starts_word(text, at + 1) && !home && !(acts && BOOK.is_plain(next) && !is_hanzi(before))
        || matches!(
            before,
            '大' | '中'
                | '一'
                | '最'
                | '从'
                | '很'
                | '太'
                | '较'
                | '更'
                | '不'
                | '个'
                | '台'
                | '张'
                | '把'
                | '条'
                | '块'
                | '只'
                | '养'
                | '敬'
                | '变'
                | '助'
                | '为'
        );
    let common = common_surname(next);
    if !in_word && (!common || titled || acts && !is_hanzi(before)) {
        hits.block(text, Code::Name, at, at + 2, Some("一位居民"));
    }
}

fn is_hanzi_word_before(c: char) -> bool {
    matches!(c, '东' | '喀' | '奥' | '可')
}
