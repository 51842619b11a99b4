//! Birth days and exact ages.

use crate::{
    finding::{Code, Hits},
    text::{Text, is_number},
};

const ANIMALS: &str = "鼠牛虎兔龙蛇马羊猴鸡狗猪";

/// Finds birth days, animals of the year, exact ages.
pub(crate) fn find(text: &Text, hits: &mut Hits) {
    for at in 0..text.chars.len() {
        dates(text, at, hits);
        animal(text, at, hits);
        cue(text, at, hits);
        age(text, at, hits);
    }
}

/// The figures that start at `at`: how many, and their value when Arabic or plain Chinese.
fn figures(text: &Text, at: usize) -> (usize, Option<u32>) {
    let run = text.chars.iter().skip(at).take_while(|&&c| is_number(c)).count();
    let value = text.slice(at, at + run).iter().try_fold(0_u32, |sum, &c| {
        let digit = match c {
            '零' | '〇' => 0,
            '一' | '壹' => 1,
            '二' | '两' | '贰' => 2,
            '三' | '叁' => 3,
            '四' | '肆' => 4,
            '五' | '伍' => 5,
            '六' | '陆' => 6,
            '七' | '柒' => 7,
            '八' | '捌' => 8,
            '九' | '玖' => 9,
            _ => c.to_digit(10)?,
        };
        sum.checked_mul(10)?.checked_add(digit)
    });
    (run, value)
}

/// A date with a year that somebody may be born in.
fn dates(text: &Text, at: usize, hits: &mut Hits) {
    if !is_number(text.get(at)) || is_number(text.before(at)) {
        return;
    }
    let (len, value) = figures(text, at);
    let mut to = at + len;
    let full = len == 4 && value.is_some_and(|year| (1900..=2025).contains(&year));
    let short = len == 2 && text.get(to) == '年';
    let eight = len == 8
        && value.is_some_and(|day| {
            (19_000_101..=20_151_231).contains(&day)
                && (1..=12).contains(&(day / 100 % 100))
                && (1..=31).contains(&(day % 100))
        });
    if eight && text.get(at).is_ascii_digit() {
        hits.block(text, Code::BirthDate, at, to, Some(""));
    }
    if !full && !short {
        return;
    }
    // Month and day, as far as they are given.
    let mut parts = 0;
    while parts < 2 && matches!(text.get(to), '年' | '月' | '-' | '.' | '/' | ' ' | '的' | '冬' | '腊' | '正') {
        let sign = to + usize::from(text.get(to) != '冬' && text.get(to) != '腊' && text.get(to) != '正');
        let skip = sign
            + ["农历", "阴历", "阳历", "初"]
                .iter()
                .find(|word| text.has(sign, word))
                .map_or(0, |word| word.chars().count());
        let (more, _) = figures(text, skip);
        if more == 0 || more > 3 {
            break;
        }
        to = skip + more;
        parts += 1;
    }
    let mut end = to;
    while matches!(text.get(end), '日' | '号' | '年' | '月' | ' ' | '初') {
        end += 1;
        let (more, _) = figures(text, end);
        end += more;
    }
    let born =
        ["生", "出生", "生人", "生日", "降生", "出世", "年生", "的生日", "人"].iter().any(|word| text.has(end, word))
            && !["生产", "生活", "生病", "生意", "生效", "人们", "人员"].iter().any(|word| text.has(end, word));
    let old = full && value.is_some_and(|year| year <= 2015) && parts == 2;
    if born && (full || short) && !(text.get(end) == '人' && parts == 0) || old {
        hits.block(text, Code::BirthDate, at, end, Some(""));
    }
}

/// 属虎: the animal of the year of birth.
fn animal(text: &Text, at: usize, hits: &mut Hits) {
    let sign = at + 1 + usize::from(matches!(text.get(at + 1), '大' | '小' | '的'));
    if text.get(at) == '属'
        && ANIMALS.contains(text.get(sign))
        && !matches!(text.before(at), '金' | '亲' | '家' | '附' | '军' | '眷')
    {
        hits.block(text, Code::BirthDate, at, sign + 1, Some(""));
    }
    if ANIMALS.contains(text.get(at))
        && ["年生", "年出生", "年的人"].iter().any(|word| text.has(at + 1, word))
        && text.before(at) != '今'
    {
        hits.block(text, Code::BirthDate, at, at + 3, Some(""));
    }
}

/// 生日是三月十二, 出生于…, 生于…, 生辰.
fn cue(text: &Text, at: usize, hits: &mut Hits) {
    let Some(word) = ["出生日期", "出生年月", "生日", "出生于", "出生在", "生于", "生辰", "诞辰", "出生"]
        .iter()
        .find(|word| text.has(at, word))
    else {
        return;
    };
    let from = at + word.chars().count();
    let near = text.slice(from, from + 10);
    let numbers = near.iter().filter(|&&c| is_number(c)).count();
    let calendar = near.iter().any(|c| matches!(c, '月' | '年' | '初' | '.' | '-' | '/' | '日' | '号'));
    if numbers >= 1 && calendar || *word == "出生日期" && numbers >= 4 || numbers >= 6 {
        hits.block(text, Code::BirthDate, at, (from + 10).min(text.chars.len()), Some(""));
    }
    // The day may also stand before: 三月初五的生日, 每年腊月二十三过生日.
    if *word == "生日" {
        let before = text.slice(at.saturating_sub(9), at);
        let numbers = before.iter().filter(|&&c| is_number(c)).count();
        if numbers >= 1
            && before.iter().any(|c| matches!(c, '月' | '初' | '号' | '腊'))
            && before.contains(&'月')
            && !before.contains(&'个')
        {
            hits.block(text, Code::BirthDate, at.saturating_sub(9), at + 2, Some(""));
        }
    }
}

/// 今年78岁, 现年七十八: an exact age is worth a look.
fn age(text: &Text, at: usize, hits: &mut Hits) {
    let Some(word) = ["今年", "现年", "年满", "虚岁", "周岁", "刚满", "已经"].iter().find(|word| text.has(at, word))
    else {
        return;
    };
    let from = at + word.chars().count();
    let from = from + usize::from(matches!(text.get(from), '都' | '已' | '快' | '才'));
    let (len, _) = figures(text, from);
    let is_age = (1..=4).contains(&len)
        && text.get(from + len) == '岁'
        && !matches!(text.get(from + len + 1), '至' | '到' | '-' | '~' | '以');
    if is_age || matches!(*word, "现年" | "虚岁") && len >= 1 {
        hits.warn(text, Code::BirthDate, at, from + len);
    }
}
