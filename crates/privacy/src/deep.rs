//! The second screen: names in the open, told from ordinary words.
//!
//! Every run of a surname and one or two characters is a candidate. Two stories are told about it: a name, by how often
//! people are called so; and ordinary words, by the likeliest way to cut the clause with and without the name. What
//! stands on either side decides between them. The weights were fitted to generated wishes and ordinary sentences.

mod book;
mod context;
#[cfg(feature = "fitting")]
pub mod fitting;
mod weigh;

use book::BOOK;

use crate::{
    finding::{Code, Hits},
    text::{Text, is_hanzi},
};

/// A possible name and what speaks for and against it.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    start: usize,
    end: usize,
    /// Length of the surname.
    surname: usize,
    /// Log probability of the characters as a name.
    name: f32,
    /// How much likelier the given name's characters are in names than in any text: the least, the sum.
    lean: (f32, f32),
    /// The same of its last character.
    last_lean: f32,
    /// How much likelier the clause becomes when its words need not spare the candidate: ordinary words' story.
    words: f32,
    /// The lexicon has the whole as an ordinary word, the surname with the next character, or the given name.
    whole_word: Option<f32>,
    first_word: Option<f32>,
    last_word: Option<f32>,
    /// Log probability of the surname, and of the last character, as an ordinary word.
    plain: f32,
    tail: f32,
    /// The given name is a word that people are called.
    is_given: bool,
    /// What kind of word the surname is otherwise.
    plain_kind: usize,
    /// The lexicon has a word that reaches over the left or right edge by one character, wherever the likeliest cut goes.
    over: (Option<f32>, Option<f32>),
    /// Log probability of the word of the likeliest cut that reaches over the left or right edge.
    crossing: (Option<f32>, Option<f32>),
    left: context::Left,
    right: context::Right,
    /// The words on either side.
    last: book::Neighbour,
    next: book::Neighbour,
}

/// Finds names that show themselves only by not being words.
pub(crate) fn names(original: &str, hits: &mut Hits) {
    let text = Text::new(original).dense();
    for at in 0..text.chars.len() {
        if let Some(end) = numbered(&text, at).or_else(|| nickname(&text, at)) {
            hits.block(&text, Code::Name, at, end, Some("一位居民"));
        }
    }
    for candidate in candidates(&text) {
        let is_other = is_place(&text, candidate.end) || is_weekday(text.slice(candidate.start, candidate.end));
        if weigh::is_name(&candidate) && !is_other {
            hits.block(&text, Code::Name, candidate.start, candidate.end, Some("一位居民"));
        }
    }
}

/// 青禾县: what ends in a kind of place is one.
fn is_place(text: &Text, end: usize) -> bool {
    matches!(text.before(end), '县' | '省') || matches!(text.get(end), '县' | '省' | '镇' | '乡')
}

/// 周一至周六: opening hours name no one.
fn is_weekday(chars: &[char]) -> bool {
    matches!(chars, ['周', '一' | '二' | '三' | '四' | '五' | '六' | '日' | '天' | '末'])
}

/// 王二五, 周一一: a common surname with two figures, as lists of invented people have them.
fn numbered(text: &Text, at: usize) -> Option<usize> {
    const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾";
    const COUNTED: &str = "年月日天号点个台床件套双条张只支把本册份次斤公克米厘寸码升块元角分岁楼层级期人户位名口对副盏辆顶瓶袋盒包箱桶周时";
    let figure = |c: char| "一二三四五六七八九十".contains(c);
    let fits = SURNAMES.contains(text.get(at)) && figure(text.get(at + 1)) && figure(text.get(at + 2));
    let next = text.get(at + 3);
    let week = text.get(at) == '周' && context::right(text, at + 3) != context::Right::Want;
    (fits && !week && !COUNTED.contains(next) && !figure(next)).then_some(at + 3)
}

/// 小燕, 阿强: a diminutive and a character that names love, neither of them part of another word.
fn nickname(text: &Text, at: usize) -> Option<usize> {
    const LOVED: f32 = 1.3;
    /// Characters that hardly any other word with 小 or 阿 has.
    const USUAL: &str = "军强刚芳霞娟玲敏英萍辉涛斌磊杰勇鹏琴洁娜倩婷莉艳";
    let word = |from: usize, to: usize| BOOK.log(Some(text.slice(from, to)));
    let fits = matches!(text.get(at), '小' | '阿')
        && is_hanzi(text.get(at + 1))
        && (USUAL.contains(text.get(at + 1))
            || BOOK.lean_of(text.slice(at + 1, at + 2), 0) > LOVED && word(at, at + 2).is_none())
        && word(at, at + 3).is_none()
        && word(at + 1, at + 3).is_none_or(|log| log < -13.0)
        && (at == 0 || word(at - 1, at + 1).is_none());
    fits.then_some(at + 2)
}

/// Every candidate of every clause.
fn candidates(text: &Text) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < text.chars.len() {
        if !is_hanzi(text.get(from)) {
            from += 1;
            continue;
        }
        let len = text.chars.iter().skip(from).take_while(|&&c| is_hanzi(c)).count();
        clause(text, from, from + len, &mut found);
        from += len;
    }
    found
}

/// The candidates of the clause `from..to`.
fn clause(text: &Text, from: usize, to: usize, found: &mut Vec<Candidate>) {
    let chars = text.slice(from, to);
    let cut = book::Cut::new(chars);
    for at in 0..chars.len() {
        for (surname, surname_log) in BOOK.surnames(chars, at) {
            for given in 1..=2 {
                let end = at + surname + given;
                let Some(given_chars) = chars.get(at + surname..end) else { continue };
                let left = context::left(text, from + at);
                let lean = BOOK.lean(given_chars);
                // 伯伯, 看一看: kin and verbs are doubled, surnames are not.
                let twice = surname == 1 && chars.get(at) == chars.get(at + 1);
                let doubled = twice
                    || given == 1 && chars.get(end) == chars.get(at)
                    || at > 0 && chars.get(at - 1) == chars.get(at);
                if doubled || is_doubled(chars.get(at..end).unwrap_or_default()) {
                    continue;
                }
                let last_lean = if given == 2 { BOOK.lean_of(given_chars, 1) } else { lean.0 };
                let name = surname_log + BOOK.given(given_chars);
                found.push(Candidate {
                    start: from + at,
                    end: from + end,
                    surname,
                    name,
                    words: cut.gain(at, end),
                    lean,
                    last_lean,
                    whole_word: BOOK.log(chars.get(at..end)),
                    first_word: BOOK.log(chars.get(at..end - 1).filter(|word| word.len() > surname)),
                    last_word: BOOK.log(chars.get(at + surname..end).filter(|word| word.len() > 1)),
                    plain: if surname == 1 { BOOK.plain(chars.get(at).copied()) } else { -18.0 },
                    is_given: BOOK.is_given(given_chars),
                    plain_kind: BOOK.neighbour(chars.get(at..at + surname)).kind,
                    tail: BOOK.plain(chars.get(end - 1).copied()),
                    over: (
                        BOOK.log(at.checked_sub(1).and_then(|from| chars.get(from..=at))),
                        BOOK.log(chars.get(end - 1..=end)),
                    ),
                    crossing: (cut.crossing(at), cut.crossing(end)),
                    left,
                    right: context::right(text, from + end),
                    last: cut.last(at),
                    next: cut.first(end),
                });
            }
        }
    }
}

/// 宝宝, 修一修, 看一看: doubled words, not people.
fn is_doubled(chars: &[char]) -> bool {
    matches!(chars, [a, b] | [a, '一' | '了' | '不', b] if a == b)
}
