//! Codes with letters: plates, organisation codes, passports and permits.

use crate::{
    finding::{Code, Hits},
    text::{Text, is_hanzi, is_joiner},
};

const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

/// Finds plates, organisation codes and passports.
pub(crate) fn find(text: &Text, hits: &mut Hits) {
    for at in 0..text.chars.len() {
        plate(text, at, hits);
        code(text, at, hits);
    }
    if let Some(cue) =
        ["车牌", "牌照", "车号"].iter().find_map(|cue| (0..text.chars.len()).find(|&at| text.has(at, cue)))
    {
        let after = text.slice(cue + 2, cue + 16);
        let places = after.iter().filter(|&&c| value(c).is_some()).count();
        if places >= 3 {
            hits.block(text, Code::Plate, cue, (cue + 16).min(text.chars.len()), Some(""));
        }
    }
}

/// A letter or figure of a code, Chinese figures included.
fn value(c: char) -> Option<char> {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Some(c.to_ascii_uppercase()),
        '零' | '〇' | '洞' => Some('0'),
        '一' | '幺' | '壹' => Some('1'),
        '二' | '两' | '贰' => Some('2'),
        '三' | '叁' => Some('3'),
        '四' | '肆' => Some('4'),
        '五' | '伍' => Some('5'),
        '六' | '陆' => Some('6'),
        '七' | '柒' | '拐' => Some('7'),
        '八' | '捌' => Some('8'),
        '九' | '玖' => Some('9'),
        _ => None,
    }
}

/// The next letters or figures from `at`, joiners skipped; stops at anything else. Gives them and the end.
fn places(text: &Text, mut at: usize, most: usize) -> (Vec<char>, usize) {
    let mut places = Vec::new();
    let mut end = at;
    while places.len() < most {
        let c = text.get(at);
        if let Some(value) = value(c) {
            places.push(value);
            end = at + 1;
        } else if !is_joiner(c) && !matches!(c, ',' | '，' | '、' | '●' | '•' | '◆') {
            break;
        }
        at += 1;
    }
    (places, end)
}

/// Province, letter, five or six places with at least three figures.
fn plate(text: &Text, at: usize, hits: &mut Hits) {
    if !PROVINCES.contains(text.get(at)) {
        return;
    }
    let (found, end) = places(text, at + 1, 7);
    let Some((first, rest)) = found.split_first() else { return };
    let figures = rest.iter().filter(|c| c.is_ascii_digit()).count();
    if first.is_ascii_uppercase() && rest.len() >= 5 && figures >= 3 {
        hits.block(text, Code::Plate, at, end, Some(""));
    } else if first.is_ascii_uppercase()
        && rest.len() == 4
        && matches!(text.get(end), '学' | '警' | '挂' | '港' | '澳' | '使' | '领')
    {
        hits.block(text, Code::Plate, at, end + 1, Some(""));
    }
}

/// Credit codes of 18 places, old organisation codes, passports, permits.
fn code(text: &Text, at: usize, hits: &mut Hits) {
    let before = text.before(at);
    if !text.get(at).is_ascii_alphanumeric() || before.is_ascii_alphanumeric() {
        return;
    }
    let run = text.chars.iter().skip(at).take_while(|c| c.is_ascii_alphanumeric()).count();
    let (found, end) = places(text, at, 18);
    let figures = found.iter().filter(|c| c.is_ascii_digit()).count();
    let letters = found.len() - figures;
    let is_credit = found.len() == 18 && letters >= 1 && figures >= 8 && !(letters == 1 && found.last() == Some(&'X'));
    let cued = is_cued(text, at);
    let is_old = run == 8
        && figures >= 7
        && text.get(at + 8) == '-'
        && text.get(at + 9).is_ascii_alphanumeric()
        && !text.get(at + 10).is_ascii_alphanumeric();
    if is_credit && (run == 18 || cued) || cued && figures >= 6 && found.len() >= 8 {
        hits.block(text, Code::OrgCode, at, end, Some(""));
    } else if is_old {
        hits.block(text, Code::OrgCode, at, at + 10, Some(""));
    }
    passport(text, at, hits);
}

fn is_cued(text: &Text, at: usize) -> bool {
    let before: String = text.slice(at.saturating_sub(14), at).iter().collect();
    ["信用代码", "机构代码", "税号", "执照", "登记证", "注册号", "代码证", "纳税人", "许可证"]
        .iter()
        .any(|cue| before.contains(cue))
}

/// E12345678, EA1234567, H1234567890, M12345678.
fn passport(text: &Text, at: usize, hits: &mut Hits) {
    let (found, end) = places(text, at, 12);
    if !text.get(at).is_ascii_alphabetic() || text.get(end).is_ascii_alphanumeric() {
        return;
    }
    let tail_is_figures = |skip: usize| found.iter().skip(skip).all(char::is_ascii_digit);
    let is_passport = match found.first() {
        Some('E' | 'G' | 'D' | 'P' | 'S' | 'K' | 'C' | 'W' | 'L') => {
            found.len() == 9 && (tail_is_figures(1) || tail_is_figures(2))
        }
        Some('H' | 'M') => matches!(found.len(), 9 | 11) && tail_is_figures(1),
        _ => false,
    };
    if is_passport && !is_hanzi(text.get(at)) {
        hits.block(text, Code::IdNumber, at, end, Some(""));
    }
}
