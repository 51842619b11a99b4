//! Where a proper name in front of a generic word begins: 阳光 in 住在阳光小区.

use crate::text::{Text, is_hanzi};

/// Characters that are never inside a proper name.
const HARD: &str = "离的了在是我你他她它们这那哪每各个很太也都就才已将不没把被让给请想要能会可再还又因但为与及跟着过吗呢吧啊去到从找帮说叫位且或若则";
/// Characters that mostly end the words before a name, but may start one.
const SOFT: &str = "省市县区镇乡州住往来于和向对同所家户里上下内外读念考进入出送陪接由看见问等得地用本该离近靠有属某以搬至途经过路学生子女儿孙";

/// Start of the proper name that ends before `end`, at most `most` characters long.
pub(crate) fn start(text: &Text, end: usize, most: usize) -> usize {
    let mut from = end;
    while from > 0 && end - from < most {
        let c = text.before(from);
        let inside = c == '太' && "阳平和原行湖".contains(text.get(from))
            || c == '才' && "育英成俊秀明".contains(text.before(from - 1))
            || c == '都' && "成首新金帝京上".contains(text.before(from - 1));
        if !is_hanzi(c) && !c.is_ascii_alphanumeric()
            || HARD.contains(c) && !inside
            || SOFT.contains(c) && end - from >= 2
        {
            break;
        }
        from -= 1;
    }
    from
}

/// Whether one of the words ends before `end`.
pub(crate) fn ends_with_any(text: &Text, end: usize, words: &crate::lexicon::Lexicon) -> bool {
    words.before(&text.chars, end, 4).is_some()
}

/// The same for names of places, where a single character counts only when it stands alone or tells a kind: 农 in 农村.
pub(crate) fn is_vague_place(text: &Text, end: usize, words: &crate::lexicon::Lexicon, tails: &str) -> bool {
    let longest = words.before(&text.chars, end, 4).unwrap_or(0);
    let alone = end < 2 || !is_hanzi(text.before(end - 1)) || HARD.contains(text.before(end - 1));
    longest > 1 || longest == 1 && (alone || tails.contains(text.before(end)))
}

/// Whether `from..to` is nothing but words of the set, one behind the other.
pub(crate) fn is_made_of(text: &Text, from: usize, to: usize, words: &crate::lexicon::Lexicon) -> bool {
    let mut reached = vec![false; to - from + 1];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    for end in from + 1..=to {
        let whole = (from..end)
            .any(|start| reached.get(start - from).copied().unwrap_or(false) && words.has(text.slice(start, end)));
        if let (true, Some(slot)) = (whole, reached.get_mut(end - from)) {
            *slot = true;
        }
    }
    reached.last().copied().unwrap_or(false)
}
