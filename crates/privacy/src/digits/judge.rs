//! What a window of digits is, if it is anything.

use super::{Digit, Reading, gap::Span};
use crate::{
    finding::{Code, Hits},
    identity::{birth_of, is_checked, is_day},
    lexicon::lexicon,
    text::{Text, is_joiner},
};

lexicon! {
    PHONE_CUES = "电话 手机 号码 联系 联络 拨打 打给 致电 热线 tel Tel TEL phone 来电 回电 打我 call Call CALL 座机 固话 短信 拨 机号 ☎ 📞 📱 移动 联通 电信"
}
lexicon! {
    ID_CUES = "身份证 证件 证号 身份 公民 ID id 残疾证 户口 社保 医保"
}
lexicon! {
    BANK_CUES = "卡号 银行 账号 帐号 账户 帐户 开户 存折 户头 工行 农行 建行 中行 邮储 信用社 储蓄 卡 尾号"
}

/// How far before a number its cue may stand, in characters.
const REACH: usize = 14;

fn is_cued(text: &Text, lexicon: &crate::lexicon::Lexicon, start: usize) -> bool {
    lexicon.is_in(&text.chars, start.saturating_sub(REACH), start)
}

/// Judges one window.
pub(super) fn window(text: &Text, reading: &Reading, digits: &[Digit], span: &Span, hits: &mut Hits) {
    let (Some(first), Some(last)) = (digits.first(), digits.last()) else { return };
    let (start, end) = (first.start, last.end);
    if reading.is_loose && !(span.is_bare() && digits.len() >= 11) {
        return;
    }
    let places: Vec<u8> = digits.iter().map(|digit| digit.value).collect();
    let found = match places.len() {
        10 if is_service(&places, span) => Some(Code::Landline),
        11 if is_mobile(text, &places, span, start) => Some(Code::Mobile),
        12..=15 if is_prefixed_mobile(&places, span) => Some(Code::Mobile),
        _ if places.len() <= 12 && is_landline(text, &places, span, start) => Some(Code::Landline),
        15 if is_old_identity(text, &places, span, start) => Some(Code::IdNumber),
        17 => with_x(text, &places, span, start, end, hits),
        18 if is_identity(text, &places, span, start) => Some(Code::IdNumber),
        20 if is_identity(text, places.get(..18).unwrap_or_default(), span, start) => Some(Code::IdNumber),
        16..=19 if is_bank_card(text, &places, span, start) => Some(Code::BankCard),
        _ => None,
    };
    let found = found.or_else(|| long_run(&places, span));
    if let Some(code) = found {
        hits.block(text, code, start, end, Some(""));
    }
}

/// Eleven digits as the operators hand them out, and what may stand between them.
fn is_mobile(text: &Text, places: &[u8], span: &Span, start: usize) -> bool {
    if !is_mobile_number(places) {
        return false;
    }
    if span.is_bare() {
        return true;
    }
    let cued = is_cued(text, &PHONE_CUES, start);
    if span.has_price {
        return cued && span.is_like_mobile();
    }
    if span.has_unit {
        return span.is_single() && span.widest <= 3
            || span.is_like_mobile() && span.widest <= 6
            || cued && span.widest <= 4;
    }
    span.widest <= 4 && (span.is_single() || span.is_like_mobile() || span.is_chunky() || span.widest <= 2)
        || cued && span.widest <= 9
}

fn is_mobile_number(places: &[u8]) -> bool {
    matches!(places, [1, 3..=9, ..])
}

/// 86, 0086, 0 or 17951 before a mobile number.
fn is_prefixed_mobile(places: &[u8], span: &Span) -> bool {
    let prefix = places.len() - 11;
    let (before, number) = places.split_at(prefix);
    span.is_bare() && is_mobile_number(number) && matches!(before, [8, 6] | [0, 0, 8, 6] | [0, 8, 6] | [0] | [0, 8 | 0])
}

/// Eighteen places of an identity card.
fn is_identity(text: &Text, places: &[u8], span: &Span, start: usize) -> bool {
    let born = birth_of(places).is_some_and(|(year, ..)| (1900..=2030).contains(&year));
    let cued = is_cued(text, &ID_CUES, start);
    let checked = is_checked(places);
    match (born, checked) {
        (true, true) => span.widest <= 10,
        (true, false) => span.widest <= 4 || cued,
        (false, true) => span.is_bare() || cued,
        (false, false) => span.is_bare() && (span.atoms.len() == 1 || cued),
    }
}

/// Seventeen digits and an X, perhaps with something between.
fn with_x(text: &Text, places: &[u8], span: &Span, start: usize, end: usize, hits: &mut Hits) -> Option<Code> {
    let mut at = end;
    while at < end + 6
        && (is_joiner(text.get(at)) || matches!(text.get(at), '，' | ',' | '、' | '\n' | ':') && at < text.chars.len())
    {
        at += 1;
    }
    let is_x = matches!(text.get(at), 'x' | 'X' | '×' | '✕' | '✖' | '叉' | '╳' | '❌' | '❎');
    let mut full = places.to_vec();
    full.push(10);
    if is_x && is_identity(text, &full, span, start) {
        hits.block(text, Code::IdNumber, start, at + 1, Some(""));
    }
    is_bank_card(text, places, span, start).then_some(Code::BankCard)
}

/// Fifteen places of the first generation.
fn is_old_identity(text: &Text, places: &[u8], span: &Span, start: usize) -> bool {
    let pair = |at: usize| places.iter().skip(at).take(2).fold(0_u16, |sum, &digit| sum * 10 + u16::from(digit));
    let born = is_day(1900 + pair(6), pair(8), pair(10));
    born && places.first() != Some(&0) && (span.is_bare() && span.atoms.len() <= 3 || is_cued(text, &ID_CUES, start))
        || span.is_bare() && is_cued(text, &ID_CUES, start)
}

/// 400 and 800 numbers.
fn is_service(places: &[u8], span: &Span) -> bool {
    matches!(places, [4 | 8, 0, 0, ..]) && span.is_bare() && matches!(span.atoms[..], [10] | [3, ..])
}

/// Area code and seven or eight digits.
fn is_landline(text: &Text, places: &[u8], span: &Span, start: usize) -> bool {
    let area = match places {
        [0, 1, 0, ..] | [0, 2, _, ..] => places.len() == 11 || places.len() == 10,
        [0, 3..=9, _, third, ..] => {
            (places.len() == 11 || places.len() == 12) && (*third != 0 || is_cued(text, &PHONE_CUES, start))
        }
        _ => false,
    };
    area && (span.is_bare() || span.widest <= 2 && !span.has_unit || is_cued(text, &PHONE_CUES, start))
}

/// Sixteen to nineteen digits that pass the card's checksum, or are announced or cut like a card.
fn is_bank_card(text: &Text, places: &[u8], span: &Span, start: usize) -> bool {
    let cued = is_cued(text, &BANK_CUES, start);
    let cut = span.atoms.iter().rev().skip(1).all(|&len| len == 4) || span.atoms.len() == 1;
    if span.is_bare() {
        let first = places.first().copied().unwrap_or_default();
        return cued || is_luhn(places) && first >= 3 || matches!(places, [6, 2, ..]) || span.atoms.len() == 1;
    }
    cued && span.widest <= 4 || is_luhn(places) && (cut || span.atoms.len() <= 6) && span.widest <= 4 && !span.has_unit
}

fn is_luhn(places: &[u8]) -> bool {
    let sum: u32 = places
        .iter()
        .rev()
        .enumerate()
        .map(|(index, &digit)| match u32::from(digit) * if index % 2 == 1 { 2 } else { 1 } {
            doubled if doubled > 9 => doubled - 9,
            other => other,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// A run of eleven or more digits is never a quantity.
fn long_run(places: &[u8], span: &Span) -> Option<Code> {
    if span.atoms.len() != 1 || places.len() < 11 {
        return None;
    }
    if places.windows(11).any(is_mobile_number) && places.len() < 16 {
        return Some(Code::Mobile);
    }
    Some(if places.len() >= 16 { Code::BankCard } else { Code::IdNumber })
}
