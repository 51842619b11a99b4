//! The values of one person, searched for in the public fields of the same row.

use crate::{
    finding::{Code, Finding, Hits},
    text::{Text, is_hanzi, is_joiner, is_number},
};

/// The private values of a row; empty when a row has none.
#[derive(Clone, Copy, Default)]
pub struct Owned<'a> {
    /// Full name.
    pub name: &'a str,
    /// Phone number.
    pub phone: &'a str,
    /// Identity number.
    pub identity: &'a str,
    /// Home address.
    pub address: &'a str,
}

/// No value may reach a log through `{:?}`.
impl std::fmt::Debug for Owned<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Owned").finish_non_exhaustive()
    }
}

/// Fewest digits of an identity number that count as a piece of it.
const IDENTITY_RUN: usize = 6;
/// Fewest digits of a phone number that count as a piece of it.
const PHONE_RUN: usize = 7;

/// Where the person's own name, phone, identity digits or address parts stand in a text, whatever their disguise.
#[must_use]
pub fn screen_own(text: &str, own: &Owned<'_>) -> Vec<Finding> {
    let text = Text::new(text);
    let mut hits = Hits::default();
    let letters = squeezed(&text, |c| is_hanzi(c) || c.is_ascii_alphanumeric());
    let digits = squeezed(&text, |c| figure(c).is_some());
    let name = key(own.name);
    if name.chars().count() >= 2 {
        mark(&text, &letters, &name.chars().collect::<Vec<_>>(), &mut hits);
    }
    for part in address_parts(own.address) {
        mark(&text, &letters, &part, &mut hits);
    }
    runs(&text, &digits, own.identity, IDENTITY_RUN, &mut hits);
    runs(&text, &digits, own.phone, PHONE_RUN, &mut hits);
    hits.sorted()
}

/// The characters that `keep` takes, figures made plain, with their places.
fn squeezed(text: &Text, keep: impl Fn(char) -> bool) -> Vec<(char, usize)> {
    let kept = text.chars.iter().enumerate().filter(|(_, c)| keep(**c));
    kept.map(|(at, &c)| (figure(c).unwrap_or_else(|| c.to_ascii_lowercase()), at)).collect()
}

fn figure(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' => c,
        '零' | '〇' | '洞' => '0',
        '一' | '壹' | '幺' => '1',
        '二' | '贰' | '两' => '2',
        '三' | '叁' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' | '拐' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    })
}

/// A value as [`squeezed`] text has it.
fn key(value: &str) -> String {
    let text = Text::new(value);
    squeezed(&text, |c| is_hanzi(c) || c.is_ascii_alphanumeric()).into_iter().map(|(c, _)| c).collect()
}

/// Marks every place where `wanted` stands.
fn mark(text: &Text, letters: &[(char, usize)], wanted: &[char], hits: &mut Hits) {
    if wanted.is_empty() {
        return;
    }
    for window in letters.windows(wanted.len()) {
        let same = window.iter().zip(wanted).all(|(have, want)| have.0 == *want);
        if let (true, Some(first), Some(last)) = (same, window.first(), window.last()) {
            hits.block(text, Code::OwnValue, first.1, last.1 + 1, Some(""));
        }
    }
}

/// Marks every run of at least `least` digits that also stands in `value`.
fn runs(text: &Text, digits: &[(char, usize)], value: &str, least: usize, hits: &mut Hits) {
    let wanted: Vec<char> = key(value).chars().filter(char::is_ascii_digit).collect();
    for piece in wanted.windows(least) {
        mark(text, digits, piece, hits);
    }
}

/// The parts of an address that lead to a door: everything behind province, city and district, cut at its joints.
fn address_parts(address: &str) -> Vec<Vec<char>> {
    let text = Text::new(address);
    let chars: Vec<char> = text.chars.iter().copied().filter(|&c| !is_joiner(c) || c == '-').collect();
    let mut parts = Vec::new();
    let mut part: Vec<char> = Vec::new();
    let mut numbered = false;
    for &c in &chars {
        if !is_hanzi(c) && !c.is_ascii_alphanumeric() {
            finish(&mut part, numbered, &mut parts);
            numbered = false;
            continue;
        }
        numbered |= is_number(c);
        part.push(figure(c).unwrap_or_else(|| c.to_ascii_lowercase()));
        if matches!(c, '省' | '市' | '区' | '县' | '州' | '盟' | '旗')
            && !(c == '区' && part.ends_with(&['小', '区']))
            && !part.ends_with(&['社', '区'])
        {
            part.clear();
            numbered = false;
        } else if "路街巷道弄里村镇乡屯庄院坊园苑栋幢座室号楼组社队湾岭沟寨".contains(c) {
            finish(&mut part, numbered, &mut parts);
            numbered = false;
        }
    }
    finish(&mut part, numbered, &mut parts);
    parts
}

/// Keeps a part that says enough: a name of three or more characters, or a number of a house with its word.
fn finish(part: &mut Vec<char>, numbered: bool, parts: &mut Vec<Vec<char>>) {
    let done = std::mem::take(part);
    let digits = done.iter().filter(|c| c.is_ascii_digit()).count();
    let is_name = !numbered && done.len() >= 3;
    let is_door = numbered && (digits >= 2 && done.len() >= 3 || done.len() > digits + 1);
    if is_name || is_door {
        parts.push(done);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: Owned<'static> = Owned {
        name: "周五五",
        phone: "14101578764",
        identity: "99000019500101001X",
        address: "示例市向阳路243号19栋1021室",
    };

    #[test]
    fn the_rows_own_values_are_found_in_every_disguise() {
        for text in [
            "周五五想要一台取暖器",
            "周 五-五家",
            "周伍伍",
            "尾数 157 8764",
            "一四一零一五七",
            "出生 1950 0101",
            "在向阳路上",
            "住 二四三号",
            "1021室",
            "19 栋",
        ] {
            assert!(!screen_own(text, &OWN).is_empty(), "{text}");
        }
    }

    #[test]
    fn ordinary_text_holds_no_own_value() {
        for text in ["冬天屋里冷，希望换一台带倾倒断电的。", "示例市海棠区的老人", "200×230cm，8斤", "周五送到"]
        {
            assert_eq!(screen_own(text, &OWN), [], "{text}");
        }
    }
}
