//! Numbers and their disguises.

use super::random::Random;

const WRITINGS: [&str; 12] = [
    "０１２３４５６７８９",
    "零一二三四五六七八九",
    "〇壹贰叁肆伍陆柒捌玖",
    "洞幺两三四五六拐八九",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "₀₁₂₃₄₅₆₇₈₉",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡",
    "٠١٢٣٤٥٦٧٨٩",
    "零㊀㊁㊂㊃㊄㊅㊆㊇㊈",
    "○一二三四五六七八九",
];

/// One digit in one writing.
fn write(c: char, writing: &str) -> String {
    c.to_digit(10).map_or_else(|| c.to_string(), |digit| writing.chars().nth(digit as usize).unwrap().to_string())
}

/// A number as somebody writes it who does not want it found.
fn disguised(random: &mut Random, number: &str, cuts: &[usize]) -> String {
    let spelled: String = match random.below(6) {
        0 | 1 => number.to_owned(),
        2 => {
            let writing = random.pick(&WRITINGS);
            number.chars().map(|c| write(c, writing)).collect()
        }
        3 => number
            .chars()
            .map(|c| if random.chance(40) { write(c, random.pick(&WRITINGS)) } else { c.to_string() })
            .collect(),
        4 => number.chars().map(|c| if random.chance(30) { write(c, WRITINGS[1]) } else { c.to_string() }).collect(),
        _ => number
            .chars()
            .map(|c| match c {
                '0' => random.pick(&["O", "o", "0", "〇"]).to_owned(),
                '1' => random.pick(&["l", "I", "1", "1"]).to_owned(),
                _ if random.chance(15) => format!("{c}\u{200b}"),
                _ => c.to_string(),
            })
            .collect(),
    };
    cut(random, &spelled, cuts)
}

/// With something between, at the usual joints or behind every digit.
fn cut(random: &mut Random, number: &str, cuts: &[usize]) -> String {
    let signs = ["", "", "", " ", "-", ".", "·", "—", "/", "_", "，", "\n", "　", "~", "★", "⋯", "、", " - "];
    let words = ["转", "再加", "然后", "空格", "接着是", "中间", "后面", "点", "杠"];
    let sign = if random.chance(12) { random.pick(&words) } else { random.pick(&signs) };
    let everywhere = random.chance(20);
    let mut out = String::new();
    let mut place = 0;
    for c in number.chars() {
        let is_mark = c == '\u{200b}';
        if place > 0 && !is_mark && (everywhere || cuts.contains(&place)) {
            out.push_str(sign);
        }
        out.push(c);
        place += usize::from(!is_mark);
    }
    out
}

pub(crate) fn mobile(random: &mut Random) -> String {
    let head = random.word("1410 1410 133 135 137 151 156 173 180 187 191 198 162");
    let number = format!("{head}{}", random.digits(11 - head.len()));
    let lead = random.word("我的电话 手机： 有事打 号码 ☎ 请拨 加微信 短信发到 老伴的手机 想捐的话打");
    let lead = if random.chance(40) { "" } else { lead };
    let cuts: &[usize] = random.pick::<&[usize]>(&[&[3, 7], &[4, 8], &[3, 6], &[5], &[4]]);
    match random.below(14) {
        0 => format!("{lead}+86 {}", cut(random, &number, &[3, 7])),
        1 => format!("{lead}{}开头，后面{}", &number[..4], &number[4..]),
        2 => format!("{lead}{}****{}", &number[..3], &number[7..]),
        3 => format!("{lead}{}", spelled_out(&number)),
        _ => format!("{lead}{}", disguised(random, &number, cuts)),
    }
}

/// 一百四十一, 零七零一, 五七六四.
fn spelled_out(number: &str) -> String {
    let figure = |c: char| "零一二三四五六七八九".chars().nth(c.to_digit(10).unwrap() as usize).unwrap();
    let head: Vec<char> = number[..3].chars().map(figure).collect();
    let hundred = match head[..] {
        [a, '零', '零'] => format!("{a}百"),
        [a, '零', c] => format!("{a}百零{c}"),
        [a, b, '零'] => format!("{a}百{b}十"),
        [a, b, c] => format!("{a}百{b}十{c}"),
        _ => unreachable!("three digits"),
    };
    let rest: String = number[3..].chars().map(figure).collect();
    format!("{hundred}，{rest}")
}

pub(crate) fn identity(random: &mut Random) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let area = random.word("990123 991478 110105 330281 510922 420117 653124");
    let (year, month, day) = (1930 + random.below(88), 1 + random.below(12), 1 + random.below(28));
    let body = format!("{area}{year}{month:02}{day:02}{}", random.digits(3));
    let sum: u32 = body.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(10).unwrap() * weight).sum();
    let check = "10X98765432".chars().nth((sum % 11) as usize).unwrap();
    // A typing error does not make it anybody else's.
    let check = if random.chance(15) { '7' } else { check };
    let number = format!("{body}{}", if random.chance(30) { check.to_ascii_lowercase() } else { check });
    let lead = random.word("身份证号 证件 身份证： 公民身份号码 ID 户口本上");
    let lead = if random.chance(35) { "" } else { lead };
    match random.below(12) {
        0 => format!("{lead}{}{}{}", &number[..6], &number[8..14], &number[14..17]),
        1 => format!("残疾证{number}{}{}", 1 + random.below(7), 1 + random.below(4)),
        2 => format!("身份证后六位{}", &number[12..]),
        3 => format!("护照{}{}", random.letter("EG"), random.digits(8)),
        _ => format!("{lead}{}", disguised(random, &number, &[6, 14])),
    }
}

pub(crate) fn landline(random: &mut Random) -> String {
    let area = random.word("010 020 0574 0571 0752 0898 0431 0991 023");
    let number = format!("{}{}", random.letter("2345678"), random.digits(if area.len() == 3 { 7 } else { 6 }));
    let lead = random.word("座机 家里电话 电话： 固话 打");
    match random.below(6) {
        0 => format!("{lead}({area}){number}"),
        1 => format!("{lead}{area} {number}"),
        2 => format!("{lead}{area}{number}"),
        3 => format!("家里的座机是{number}"),
        4 => {
            let writing = random.pick(&WRITINGS);
            let spelled: String = format!("{area}-{number}").chars().map(|c| write(c, writing)).collect();
            format!("{lead}{spelled}")
        }
        _ => format!("{area}-{number}"),
    }
}

pub(crate) fn bank_card(random: &mut Random) -> String {
    let head = random.word("622848 621700 622202 6217 6230 95588");
    let body = format!("{head}{}", random.digits(18 - head.len()));
    let doubled = |(index, c): (usize, char)| match c.to_digit(10).unwrap() * if index % 2 == 0 { 2 } else { 1 } {
        large if large > 9 => large - 9,
        small => small,
    };
    let sum: u32 = body.chars().rev().enumerate().map(doubled).sum();
    let number = format!("{body}{}", (10 - sum % 10) % 10);
    let lead = random.word("卡号 农行卡 打到 银行卡： 账号");
    let lead = if random.chance(40) { "" } else { lead };
    format!("{lead}{}", disguised(random, &number, &[4, 8, 12, 16]))
}

pub(crate) fn plate(random: &mut Random) -> String {
    let head = format!("{}{}", random.letter("京沪浙苏粤鲁豫川鄂湘闽皖赣冀辽吉黑蒙"), random.letter("ABCDEFGHJKLM"));
    let tail = match random.below(4) {
        0 => random.digits(5),
        1 => format!("{}{}", random.letter("DF"), random.digits(5)),
        2 => format!("{}{}{}", random.digits(2), random.letter("QRSTU"), random.digits(2)),
        _ => format!("{}{}", random.digits(4), random.letter("XYZ")),
    };
    let sign = random.pick(&["", "", "·", "-", " ", "•"]);
    let lead = random.pick(&["", "车牌", "我家三轮车", "开的车是", "来接的车"]);
    format!("{lead}{head}{sign}{tail}")
}

pub(crate) fn organisation(random: &mut Random) -> String {
    let tail: String = (0..10).map(|_| random.letter("0123456789ABCDEFGHJKLMNPQRTUWXY")).collect();
    let code = format!("{}{}MA{}", random.word("91 52 93"), random.digits(6), &tail[..8]);
    match random.below(3) {
        0 => format!("统一社会信用代码{code}"),
        1 => format!("单位代码证{}-{}", random.digits(8), random.letter("0123456789X")),
        _ => code,
    }
}

pub(crate) fn birth(random: &mut Random) -> String {
    let (year, month, day) = (1931 + random.below(80), 1 + random.below(12), 1 + random.below(28));
    match random.below(8) {
        0 => format!("{year}年{month}月{day}日出生"),
        1 => format!("生于{year}年{month}月"),
        2 => format!("出生年月：{year}.{month:02}"),
        3 => format!("生日是{month}月{day}号"),
        4 => format!("属{}，本命年", random.letter("鼠牛虎兔龙蛇马羊猴鸡狗猪")),
        5 => format!("{:02}年{month}月生人", year % 100),
        6 => format!("{year}-{month:02}-{day:02}生"),
        _ => format!("农历{}月{}过生日", random.word("正 二 三 五 八 腊"), random.word("初三 初八 十五 廿二")),
    }
}
