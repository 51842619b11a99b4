//! Short numbers that only their announcement gives away: 座机 8765432, 身份证尾号 0015, 138****8000.

use crate::{
    finding::{Code, Hits},
    lexicon::{Lexicon, lexicon},
    text::{Text, is_hanzi, is_number},
};

lexicon! { LINES = "电话 座机 固话 固定电话 拨打 致电 传真 打电话 来电 号码 tel Tel TEL 手机 手机号 宅电 家里电话" }
lexicon! {
    CARDS = "身份证 身份证号 身份证号码 证件号 证件号码 证号 证件 护照 护照号 通行证 居住证 社保卡 社保号 医保卡 医保号 残疾证 残疾人证 户口本 病历号 住院号 \
        门诊号 学号 工号 驾驶证 驾照 军官证 士兵证 退伍证 低保证 户号 港澳证 台胞证 回乡证 签证号 学籍号 准考证 出生证 结婚证 离婚证 房产证 病案号 就诊卡 优待证"
}
lexicon! { ACCOUNTS = "卡号 银行卡 账号 帐号 账户 帐户 开户行 存折 户头 银行卡号 打到卡 工行 农行 建行 中行 邮储 信用社 尾号" }

/// Finds announced numbers and masked mobiles.
pub(crate) fn find(text: &Text, hits: &mut Hits) {
    announced(text, &LINES, 7, Code::Landline, hits);
    announced(text, &CARDS, 4, Code::IdNumber, hits);
    announced(text, &ACCOUNTS, 6, Code::BankCard, hits);
    masked(text, hits);
}

/// At least `least` digits within reach of a cue.
fn announced(text: &Text, cues: &Lexicon, least: usize, code: Code, hits: &mut Hits) {
    for (at, len) in cues.within(&text.chars, 0, text.chars.len()) {
        let mut start = None;
        let mut count = 0;
        let mut idle = 0;
        let mut end = at + len;
        for index in at + len..(at + len + 40).min(text.chars.len()) {
            let c = text.get(index);
            let letter = code == Code::IdNumber && c.is_ascii_uppercase();
            if is_digit(c) || letter {
                start.get_or_insert(index);
                count += usize::from(is_digit(c));
                end = index + 1;
                idle = 0;
            } else if start.is_some() && is_hanzi(c) && count < least {
                // A figure inside words, such as 后六位: the number is still to come.
                (start, count) = (None, 0);
                idle += 2;
            } else {
                idle += if start.is_none() && is_hanzi(c) { 1 } else { 2 };
                if idle > if start.is_none() { 14 } else { 6 } || start.is_some() && is_hanzi(c) {
                    break;
                }
            }
        }
        if let Some(start) = start.filter(|_| count >= least) {
            hits.block(text, code, start, end, Some(""));
        }
    }
}

fn is_digit(c: char) -> bool {
    is_number(c) && !matches!(c, '十' | '百' | '千')
}

/// 138****8000: three digits at the front, at least three signs in place of digits, and a rest.
fn masked(text: &Text, hits: &mut Hits) {
    let mask = |c: char| matches!(c, '*' | 'x' | 'X' | '×' | '?' | '#' | '■' | '█' | '某' | '●' | '_');
    for at in 0..text.chars.len() {
        let begins = text.get(at) == '1' && matches!(text.get(at + 1), '3'..='9') && text.get(at + 2).is_ascii_digit();
        if !begins || text.before(at).is_ascii_digit() {
            continue;
        }
        let mut end = at;
        let (mut digits, mut signs) = (0, 0);
        while text.get(end).is_ascii_digit() || mask(text.get(end)) {
            if mask(text.get(end)) {
                signs += 1;
            } else {
                digits += 1;
            }
            end += 1;
        }
        if digits + signs == 11 && signs >= 2 || digits >= 7 && signs >= 3 {
            hits.block(text, Code::Mobile, at, end, Some(""));
        }
    }
}
