//! The compatibility foldings that matter here: a small part of NFKC, plus figures that NFKC leaves alone.

/// Zero of every script whose ten digits lie in a row.
const ZEROS: [char; 18] = [
    '\u{0660}', '\u{06f0}', '\u{07c0}', '\u{0966}', '\u{09e6}', '\u{0a66}', '\u{0ae6}', '\u{0b66}', '\u{0be6}',
    '\u{0c66}', '\u{0ce6}', '\u{0d66}', '\u{0e50}', '\u{0ed0}', '\u{0f20}', '\u{1040}', '\u{17e0}', '\u{1810}',
];

/// The radicals of the Kangxi block that look like characters of our rules, in order of their code points.
const RADICALS: &[(char, char)] = &[
    ('⼀', '一'),
    ('⼆', '二'),
    ('⼋', '八'),
    ('⼗', '十'),
    ('⼈', '人'),
    ('⼥', '女'),
    ('⼦', '子'),
    ('⼩', '小'),
    ('⼭', '山'),
    ('⽅', '方'),
    ('⽉', '月'),
    ('⽊', '木'),
    ('⽔', '水'),
    ('⽕', '火'),
    ('⽜', '牛'),
    ('⽟', '玉'),
    ('⽩', '白'),
    ('⽯', '石'),
    ('⽴', '立'),
    ('⽼', '老'),
    ('⾐', '衣'),
    ('⾔', '言'),
    ('⾞', '车'),
    ('⾦', '金'),
    ('⾨', '门'),
    ('⾬', '雨'),
    ('⾯', '面'),
    ('⾺', '马'),
    ('⿂', '鱼'),
    ('⿃', '鸟'),
    ('⿅', '鹿'),
    ('⿊', '黑'),
    ('⾼', '高'),
    ('⿇', '麻'),
    ('⻩', '黄'),
    ('⿓', '龙'),
    ('⽂', '文'),
    ('⽇', '日'),
    ('⼝', '口'),
    ('⼤', '大'),
    ('⽗', '父'),
    ('⽣', '生'),
    ('⽥', '田'),
    ('⾥', '里'),
    ('⾝', '身'),
];

/// Hands the plain characters for `c` to `out`: none for marks without width, several for a circled 12.
pub(super) fn fold(c: char, mut out: impl FnMut(char)) {
    let code = u32::from(c);
    match code {
        0x20..=0x7e | 0x4e00..=0x9fff => out(c),
        // Marks without width, variation selectors, accents, the keycap's box, tags.
        0x00ad
        | 0x034f
        | 0x061c
        | 0x115f
        | 0x1160
        | 0x17b4
        | 0x17b5
        | 0x180b..=0x180f
        | 0x200b..=0x200f
        | 0x202a..=0x202e
        | 0x2060..=0x206f
        | 0x3164
        | 0xfe00..=0xfe0f
        | 0xfeff
        | 0xffa0
        | 0x0300..=0x036f
        | 0x20d0..=0x20f0
        | 0xe0000..=0xe0fff
        | 0x1f3fb..=0x1f3ff
        | 0x01..=0x08
        | 0x0e..=0x1f
        | 0x7f => {}
        0xff01..=0xff5e => plain(code - 0xff01 + 0x21, out),
        0x2028 | 0x2029 | 0x85 => out('\n'),
        0xa0 | 0x1680 | 0x2000..=0x200a | 0x202f | 0x205f | 0x3000 => out(' '),
        0xb2 | 0xb3 => plain(code - 0xb2 + 0x32, out),
        0xb9 => out('1'),
        0x2070 | 0x2080 | 0x24ea | 0x24ff | 0x1f100 | 0x1f101 | 0x1f10b => out('0'),
        0x2074..=0x2079 => plain(code - 0x2070 + 0x30, out),
        0x2081..=0x2089 => plain(code - 0x2080 + 0x30, out),
        0x1f102..=0x1f10a => plain(code - 0x1f101 + 0x30, out),
        0x2460..=0x2473 => number(code - 0x2460 + 1, out),
        0x2474..=0x2487 => number(code - 0x2474 + 1, out),
        0x2488..=0x249b => number(code - 0x2488 + 1, out),
        0x24eb..=0x24f4 => number(code - 0x24eb + 11, out),
        0x24f5..=0x24fe => number(code - 0x24f5 + 1, out),
        0x2776..=0x2793 => number((code - 0x2776) % 10 + 1, out),
        0x3251..=0x325f => number(code - 0x3251 + 21, out),
        0x32b1..=0x32bf => number(code - 0x32b1 + 36, out),
        0x2160..=0x216b => number(code - 0x2160 + 1, out),
        0x2170..=0x217b => number(code - 0x2170 + 1, out),
        0x1f51f => number(10, out),
        0x249c..=0x24b5 => plain(code - 0x249c + 0x61, out),
        0x24b6..=0x24cf => plain(code - 0x24b6 + 0x41, out),
        0x24d0..=0x24e9 => plain(code - 0x24d0 + 0x61, out),
        0x1f110..=0x1f129 => plain(code - 0x1f110 + 0x41, out),
        0x1f130..=0x1f149 => plain(code - 0x1f130 + 0x41, out),
        0x1f150..=0x1f169 => plain(code - 0x1f150 + 0x41, out),
        0x1f170..=0x1f189 => plain(code - 0x1f170 + 0x41, out),
        0x1f1e6..=0x1f1ff => plain(code - 0x1f1e6 + 0x41, out),
        0x1d400..=0x1d6a3 => letter((code - 0x1d400) % 52, out),
        0x1d7ce..=0x1d7ff => plain((code - 0x1d7ce) % 10 + 0x30, out),
        0x1fbf0..=0x1fbf9 => plain(code - 0x1fbf0 + 0x30, out),
        // Circled and bracketed Chinese figures, and the Suzhou ones.
        0x3220..=0x3229 => chinese(code - 0x3220, out),
        0x3280..=0x3289 => chinese(code - 0x3280, out),
        0x3192..=0x3195 => chinese(code - 0x3192, out),
        0x3021..=0x3029 => plain(code - 0x3021 + 0x31, out),
        0x2680..=0x2685 => plain(code - 0x2680 + 0x31, out),
        0x2f00..=0x2fd5 | 0x2ee9 => out(RADICALS.iter().find(|pair| pair.0 == c).map_or(c, |pair| pair.1)),
        _ => out(other(c)),
    }
}

/// Look-alikes one by one, and the digits of other scripts.
fn other(c: char) -> char {
    match c {
        '—' | '–' | '‐' | '‑' | '‒' | '―' | '−' | '﹣' | '➖' | 'ー' | '﹘' => '-',
        '➕' | '﹢' => '+',
        '﹫' => '@',
        '﹒' | '․' | '。' => {
            if c == '。' {
                '。'
            } else {
                '.'
            }
        }
        '﹑' => '、',
        '∶' | '︰' | '﹕' | '꞉' | 'ː' => ':',
        '″' | '“' | '”' | '「' | '」' | '『' | '』' => '"',
        'О' | 'Ο' => 'O',
        'о' | 'ο' => 'o',
        'А' | 'Α' => 'A',
        'а' => 'a',
        'В' | 'Β' => 'B',
        'С' => 'C',
        'с' => 'c',
        'Е' | 'Ε' => 'E',
        'е' => 'e',
        'Н' | 'Η' => 'H',
        'Ι' | 'І' => 'I',
        'Х' | 'Χ' => 'X',
        'х' | 'χ' => 'x',
        'Ⅴ' | 'ⅴ' | 'ν' | '∨' | '✌' => 'V',
        '○' | '◯' | '⭕' | '◎' | '⓪' | '〇' | '⚪' => '〇',
        '弌' => '一',
        '弍' | '貳' | '弐' => '二',
        '弎' | '叄' => '三',
        '㐅' => '五',
        _ => ZEROS
            .iter()
            .find_map(|&zero| {
                let digit = u32::from(c).checked_sub(u32::from(zero))?;
                if digit < 10 { char::from_digit(digit, 10) } else { None }
            })
            .unwrap_or(c),
    }
}

fn plain(code: u32, mut out: impl FnMut(char)) {
    if let Some(c) = char::from_u32(code) {
        out(c);
    }
}

fn letter(index: u32, out: impl FnMut(char)) {
    plain(if index < 26 { 0x41 + index } else { 0x61 + index - 26 }, out);
}

fn number(value: u32, mut out: impl FnMut(char)) {
    if let Some(tens) = char::from_digit(value / 10, 10).filter(|_| value >= 10) {
        out(tens);
    }
    if let Some(ones) = char::from_digit(value % 10, 10) {
        out(ones);
    }
}

fn chinese(index: u32, mut out: impl FnMut(char)) {
    if let Some(c) = "一二三四五六七八九十".chars().nth(index as usize) {
        out(c);
    }
}
