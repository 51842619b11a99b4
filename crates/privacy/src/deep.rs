//! The second screen: names in the open, told from ordinary words.
//!
//! Every run of a surname and one or two characters is a candidate. Two stories are told about it: a name, by how often
//! people are called so; and ordinary words, by the likeliest way to cut the clause with and without the name. What
//! stands on either side decides between them. The weights were fitted to generated wishes and ordinary sentences.

mod book;
mod context;
mod weigh;

use book::BOOK;

use crate::{
    finding::{Code, Hits},
    text::{Text, is_hanzi},
};

/// Surnames that are verbs, prepositions or adverbs first of all: only an announcement makes them names.
const VERBS: &str = "但都由未越来连后从蛮宰修买代管包养信言要能会可使保操容经拜撒督把称催兑喜应干折招抱拔守学定添照洗献说看跑做请帮找让";

/// How much likelier in names than elsewhere two characters have to be, as a sum of logs, to count as a name beyond doubt.
const LOVED: f32 = 3.0;

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
    /// How much likelier the clause becomes when its words need not spare the candidate: ordinary words' story.
    words: f32,
    /// The lexicon has the whole as an ordinary word, the surname with the next character, or the given name.
    whole_word: Option<f32>,
    first_word: Option<f32>,
    last_word: Option<f32>,
    /// Log probability of the surname as an ordinary word.
    plain: f32,
    /// A word of the likeliest cut reaches over the left or right edge.
    crossed: (bool, bool),
    left: context::Left,
    right: context::Right,
}

/// Finds names that show themselves only by not being words.
pub(crate) fn names(original: &str, hits: &mut Hits) {
    let text = Text::new(original).dense();
    for at in 0..text.chars.len() {
        if let Some(end) = numbered(&text, at) {
            hits.block(&text, Code::Name, at, end, Some("一位居民"));
        }
    }
    for candidate in candidates(&text) {
        if weigh::is_name(&candidate) {
            hits.block(&text, Code::Name, candidate.start, candidate.end, Some("一位居民"));
        }
    }
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
                let is_verb = surname == 1 && VERBS.contains(text.get(from + at));
                // 管泽成: two characters that only names love outweigh the verb.
                if is_verb && left != context::Left::Cue && (given < 2 || lean.0 < 0.0 || lean.1 < LOVED) {
                    continue;
                }
                // 伯伯, 看一看: kin and verbs are doubled, surnames are not.
                let twice = surname == 1 && chars.get(at) == chars.get(at + 1);
                let doubled = twice
                    || given == 1 && chars.get(end) == chars.get(at)
                    || at > 0 && chars.get(at - 1) == chars.get(at);
                if doubled || is_doubled(chars.get(at..end).unwrap_or_default()) {
                    continue;
                }
                let name = surname_log + BOOK.given(given_chars);
                found.push(Candidate {
                    start: from + at,
                    end: from + end,
                    surname,
                    name,
                    words: cut.gain(at, end),
                    lean,
                    whole_word: BOOK.log(chars.get(at..end)),
                    first_word: BOOK.log(chars.get(at..end - 1).filter(|word| word.len() > surname)),
                    last_word: BOOK.log(chars.get(at + surname..end).filter(|word| word.len() > 1)),
                    plain: if surname == 1 { BOOK.plain(chars.get(at).copied()) } else { -18.0 },
                    crossed: (cut.crosses(at), cut.crosses(end)),
                    left,
                    right: context::right(text, from + end),
                });
            }
        }
    }
}

/// 宝宝, 修一修, 看一看: doubled words, not people.
fn is_doubled(chars: &[char]) -> bool {
    matches!(chars, [a, b] | [a, '一' | '了' | '不', b] if a == b)
}
