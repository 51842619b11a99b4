//! The ways to read digits: as written, spelled with units (一百四十一), and by sound (yao san ba, 伊三爸).

use super::{Atom, Digit, Gap, Reading};
use crate::text::{Text, is_joiner};

/// Every reading that differs from the ones before it.
pub(super) fn all(text: &Text) -> Vec<Reading> {
    let written = written(text);
    let mut readings = Vec::with_capacity(3);
    let spelled = spelled(text, &written);
    let sounds = sounds(text, &written);
    let written_len = written.len();
    readings.push(reading(text, written, false));
    readings.extend(spelled.map(|digits| reading(text, digits, false)));
    if sounds.len() > written_len {
        readings.push(reading(text, sounds, true));
    }
    readings
}

fn reading(text: &Text, digits: Vec<Digit>, is_loose: bool) -> Reading {
    let mut atoms: Vec<Atom> = Vec::new();
    for (index, pair) in digits.iter().enumerate() {
        let joins = index
            .checked_sub(1)
            .and_then(|before| digits.get(before))
            .is_some_and(|before| before.end == pair.start && before.ascii == pair.ascii);
        match atoms.last_mut() {
            Some(last) if joins => last.to = index + 1,
            _ => atoms.push(Atom { from: index, to: index + 1 }),
        }
    }
    let gaps = atoms
        .windows(2)
        .filter_map(|pair| {
            let [a, b] = pair else { return None };
            let from = digits.get(a.to - 1)?.end;
            Some(Gap::new(text, from, digits.get(b.from)?.start, a.to - a.from, b.to - b.from))
        })
        .collect();
    Reading { digits, atoms, gaps, is_loose }
}

/// Figures, Chinese figures, and O l I among them.
fn written(text: &Text) -> Vec<Digit> {
    let mut digits = Vec::new();
    for (at, &c) in text.chars.iter().enumerate() {
        let value = match c {
            '0'..='9' => figure(c),
            'O' | 'o' | 'l' | 'I' | 'i' | '|' => letter(text, at, c),
            _ => hanzi(c).or_else(|| shy(c).filter(|_| is_beside_digit(text, at))),
        };
        if let Some(value) = value {
            digits.push(Digit { value, start: at, end: at + 1, ascii: c.is_ascii() });
        }
    }
    digits
}

fn figure(c: char) -> Option<u8> {
    c.to_digit(10).and_then(|digit| u8::try_from(digit).ok())
}

/// Chinese figures, plain and financial, and the ones said on the radio.
const fn hanzi(c: char) -> Option<u8> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' | '幺' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Figures that are mostly something else: taken only beside another figure.
const fn shy(c: char) -> Option<u8> {
    Some(match c {
        '洞' | '圈' => 0,
        '妖' | '腰' | '丨' | '么' => 1,
        '俩' => 2,
        '仨' | '参' => 3,
        '陆' => 6,
        '拐' => 7,
        '勾' | '钩' => 9,
        _ => return None,
    })
}

fn is_plain(c: char) -> bool {
    c.is_ascii_digit() || hanzi(c).is_some()
}

/// Whether at least three figures stand around, with nothing but signs between.
fn is_beside_digit(text: &Text, at: usize) -> bool {
    let is_sign = |c: char| is_joiner(c) || matches!(c, ',' | '、' | '。' | ':' | ';' | '(' | ')' | '!' | '?' | '\n');
    let like = |c: char| is_plain(c) || shy(c).is_some();
    let before = (0..at).rev().map(|at| text.get(at)).filter(|&c| !is_sign(c)).take_while(|&c| like(c)).take(3);
    let after =
        (at + 1..text.chars.len()).map(|at| text.get(at)).filter(|&c| !is_sign(c)).take_while(|&c| like(c)).take(3);
    let around: Vec<char> = before.chain(after).collect();
    around.len() >= 3 && around.iter().any(|&c| is_plain(c))
}

/// O as 0, l and I as 1, where the letters around leave nothing else to read.
fn letter(text: &Text, at: usize, c: char) -> Option<u8> {
    let like = |c: char| c.is_ascii_digit() || matches!(c, 'O' | 'o' | 'l' | 'I' | 'i' | '|');
    let mut from = at;
    while from > 0 && text.before(from).is_ascii_alphanumeric() {
        from -= 1;
    }
    let mut to = at + 1;
    while text.get(to).is_ascii_alphanumeric() {
        to += 1;
    }
    let run = text.slice(from, to);
    let near = |c: Option<&char>| c.is_some_and(|&c| is_plain(c) || matches!(c, 'O' | 'o' | 'l' | 'I' | '|'));
    let beside = || {
        let before = text.slice(0, from).iter().rev().find(|&&c| !is_joiner(c) && c != ',');
        let after = text.chars.get(to..).unwrap_or_default().iter().find(|&&c| !is_joiner(c) && c != ',');
        near(before) || near(after)
    };
    let fits = run.iter().all(|&c| like(c)) && (run.iter().any(char::is_ascii_digit) || run.len() <= 4 && beside());
    fits.then_some(u8::from(!matches!(c, 'O' | 'o')))
}

/// Numbers with units read as one number: 一百四十一 is 141, also 一百四十一亿零七百….
fn spelled(text: &Text, written: &[Digit]) -> Option<Vec<Digit>> {
    let mut digits: Vec<Digit> = Vec::with_capacity(written.len());
    let mut at = 0;
    let mut any = false;
    while at < text.chars.len() {
        let Some((value, end)) = spelled_number(text, at) else {
            digits.extend(written.iter().find(|digit| digit.start == at));
            at += 1;
            continue;
        };
        any |= end - at > 1;
        for (index, c) in value.to_string().chars().enumerate() {
            let start = if index == 0 { at } else { end };
            digits.push(Digit { value: figure(c).unwrap_or_default(), start, end, ascii: false });
        }
        at = end;
    }
    any.then_some(digits)
}

const fn unit(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// The longest number in words at `at`, and where it ends.
fn spelled_number(text: &Text, at: usize) -> Option<(u64, usize)> {
    let (mut total, mut section) = (0_u64, 0_u64);
    let (mut pending, mut last_small, mut last_big) = (None::<u64>, u64::MAX, u64::MAX);
    let mut end = at;
    let mut i = at;
    loop {
        let c = text.get(i);
        if let Some(digit) = hanzi(c) {
            if pending.is_some() || digit == 0 && i == at || last_small == 1 {
                break;
            }
            if digit == 0 {
                // A zero counts only when a digit with a smaller unit follows.
                if hanzi(text.get(i + 1)).is_none_or(|next| next == 0) || section == 0 && total == 0 {
                    break;
                }
            } else {
                pending = Some(u64::from(digit));
            }
        } else if let Some(unit) = unit(c) {
            if unit < 10_000 {
                if unit >= last_small || pending.is_none() && (unit != 10 || i != at && section == 0 && total == 0) {
                    break;
                }
                section += pending.take().unwrap_or(1) * unit;
                last_small = unit;
            } else {
                section += pending.take().unwrap_or(0);
                if unit >= last_big || section == 0 {
                    break;
                }
                total += section * unit;
                (section, last_small, last_big) = (0, u64::MAX, unit);
            }
        } else {
            break;
        }
        i += 1;
        end = i;
    }
    (end > at).then_some((total + section + pending.unwrap_or(0), end))
}

/// Characters that sound like a figure, and the letters that look like one.
const SOUNDS: [&str; 10] = [
    "令灵林临凌铃玲领另O",
    "衣医依伊妖腰要夭邀Il|丨",
    "儿而尔耳饿爱恶Zz",
    "伞散山叁姗珊",
    "思私死司丝斯是寺A",
    "舞吾武午屋无呜吴雾我S",
    "留溜牛柳流刘b陆",
    "起骑期妻气器凄漆其奇拐",
    "吧爸巴罢把拔霸B",
    "酒久就旧救究舅玖gq",
];

/// Syllables and words for the figures.
const SYLLABLES: [(&str, u8); 30] = [
    ("ling", 0),
    ("dong", 0),
    ("zero", 0),
    ("yao", 1),
    ("yi", 1),
    ("one", 1),
    ("er", 2),
    ("liang", 2),
    ("two", 2),
    ("san", 3),
    ("three", 3),
    ("si", 4),
    ("four", 4),
    ("wu", 5),
    ("five", 5),
    ("liu", 6),
    ("six", 6),
    ("qi", 7),
    ("guai", 7),
    ("seven", 7),
    ("ba", 8),
    ("eight", 8),
    ("jiu", 9),
    ("gou", 9),
    ("nine", 9),
    ("oh", 0),
    ("lin", 0),
    ("shan", 3),
    ("niu", 6),
    ("jo", 9),
];

fn sounds(text: &Text, written: &[Digit]) -> Vec<Digit> {
    let mut digits = Vec::with_capacity(written.len());
    let mut at = 0;
    while at < text.chars.len() {
        if let Some((value, len)) = syllable(text, at) {
            digits.push(Digit { value, start: at, end: at + len, ascii: false });
            at += len;
            continue;
        }
        if let Some(digit) = written.iter().find(|digit| digit.start == at) {
            digits.push(*digit);
        } else if let Some(value) = SOUNDS.iter().position(|group| group.contains(text.get(at))) {
            let value = u8::try_from(value).unwrap_or_default();
            digits.push(Digit { value, start: at, end: at + 1, ascii: text.get(at).is_ascii() });
        }
        at += 1;
    }
    digits
}

fn syllable(text: &Text, at: usize) -> Option<(u8, usize)> {
    if !text.get(at).is_ascii_alphabetic() {
        return None;
    }
    SYLLABLES
        .iter()
        .filter(|(word, value)| {
            *value < 10 && word.chars().enumerate().all(|(index, c)| text.get(at + index).to_ascii_lowercase() == c)
        })
        .map(|(word, value)| (*value, word.len()))
        .max_by_key(|(_, len)| *len)
}
