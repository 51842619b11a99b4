//! `lexicon.txt` and `names.txt`.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    fmt::Write,
    fs,
    path::Path,
};

use crate::corpus;

/// Letters of the tables, in steps of a quarter of a log.
const STEPS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Longest word in characters.
const LONGEST: usize = 4;

pub(crate) fn write(sources: &Path, out: &Path) {
    let dictionary = dictionary(sources);
    let lines = corpus::lines(sources);
    let names = Names::count(sources, &dictionary, &lines);
    fs::write(out.join("lexicon.txt"), lexicon(&dictionary, &lines, &names)).unwrap();
    fs::write(out.join("names.txt"), names.table()).unwrap();
}

fn step(log: f64) -> char {
    let index = (-log * 4.0).round().clamp(0.0, 63.0);
    char::from(STEPS[index as usize])
}

fn is_hanzi(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'))
}

/// jieba's words with how often they were seen, and their tags.
fn dictionary(sources: &Path) -> Vec<(String, f64, String)> {
    let text = fs::read_to_string(sources.join("dict.txt")).unwrap();
    let entry = |line: &str| {
        let mut parts = line.split(' ');
        Some((parts.next()?.to_owned(), parts.next()?.parse().ok()?, parts.next()?.to_owned()))
    };
    text.lines().filter_map(entry).collect()
}

/// The letter of a kind of word; `src/deep/book.rs` has the list.
fn kind(tag: &str) -> char {
    match tag {
        "vn" => 'v',
        "ns" | "nt" => 's',
        "z" => 'a',
        "i" => 'l',
        "s" | "f" => 'f',
        "y" | "e" | "o" | "k" => 'u',
        "x" | "g" | "zg" | "b" | "j" | "h" => 'x',
        tag => match tag.chars().next() {
            Some(first) if "nvadltpcmqru".contains(first) => first,
            _ => 'x',
        },
    }
}

fn lexicon(dictionary: &[(String, f64, String)], lines: &[Vec<(String, String)>], names: &Names) -> String {
    let total: f64 = dictionary.iter().map(|(_, count, _)| count).sum();
    // What the tagged news know as anything but a name, with the tag that it has mostly.
    let mut ordinary: HashMap<&str, BTreeMap<char, usize>> = HashMap::new();
    for (word, tag) in lines.iter().flatten().filter(|(_, tag)| !tag.starts_with("nr")) {
        *ordinary.entry(word).or_default().entry(kind(tag)).or_default() += 1;
    }
    let own: BTreeSet<&str> = include_str!("../../data/own_words.txt").split_whitespace().collect();
    // The second line are words that jieba calls names; the others are words of everyday things.
    let ours = include_str!("../../data/own_words.txt").lines().enumerate().filter(|(line, _)| *line != 1);
    let ours: HashSet<&str> = ours.flat_map(|(_, line)| line.split_whitespace()).collect();
    let known = |word: &str| {
        let kinds = ordinary.get(word)?;
        let most = kinds.values().max()?;
        kinds.iter().find(|(_, count)| *count == most).map(|(kind, count)| (*kind, *count as f64))
    };
    let seen: usize = lines.iter().map(Vec::len).sum();
    let mut groups: BTreeMap<(char, char), Vec<String>> = BTreeMap::new();
    let mut have: HashSet<&str> = HashSet::new();
    let mut add = |word: &str, log: f64, kind: char| groups.entry((step(log), kind)).or_default().push(word.to_owned());
    for (word, count, tag) in dictionary {
        let len = word.chars().count();
        if len > LONGEST || !is_hanzi(word) {
            continue;
        }
        let news = known(word);
        // A word that is only a name is none; one that is rare and looks like a name may be one that got in by mistake.
        let rare = *count < 5.0 && news.is_none() && len > 1;
        let listed = tag.starts_with("nr") || rare && tag.starts_with('n') && tag != "n" && tag != "ns";
        let own = own.contains(word.as_str());
        let told = own || news.is_some_and(|(_, count)| count > 2.0);
        if listed && !told && (news.is_none() || names.is_likely(word)) {
            continue;
        }
        if rare && !own && names.is_likely(word) && !matches!(kind(tag), 'l' | 'm') {
            continue;
        }
        let from_news = news.map_or(0.0, |(_, count)| count / seen as f64);
        let tagged = news.filter(|_| tag.starts_with("nr") || kind(tag) == 'x').map_or(kind(tag), |(kind, _)| kind);
        let share = if tag.starts_with("nr") && !own { from_news } else { count / total };
        let least = if ours.contains(word.as_str()) { (-13.0_f64).exp() } else { 3.0 / total };
        add(word, share.max(least).ln(), tagged);
        have.insert(word);
    }
    for (word, kinds) in &ordinary {
        let len = word.chars().count();
        let count: usize = kinds.values().sum();
        if len <= LONGEST && len > 1 && count > 1 && is_hanzi(word) && !have.contains(word) && !names.is_likely(word) {
            add(word, (count as f64 / seen as f64).ln(), known(word).unwrap().0);
        }
    }
    // Words of everyday things that no dictionary has.
    for word in own.iter().filter(|word| !have.contains(*word)) {
        add(word, -13.0, if word.chars().count() > 2 { 'n' } else { 'v' });
    }
    let mut text = String::new();
    for ((step, kind), mut words) in groups {
        words.sort();
        words.dedup();
        writeln!(text, "{step}{kind} {}", words.join(" ")).unwrap();
    }
    text
}

/// How often characters stand in names and elsewhere.
struct Names {
    surnames: BTreeMap<String, f64>,
    /// As first of two, second of two, only character of a given name, and in any text.
    chars: BTreeMap<char, [f64; 4]>,
    totals: [f64; 4],
}

impl Names {
    fn count(sources: &Path, dictionary: &[(String, f64, String)], lines: &[Vec<(String, String)>]) -> Self {
        let (single, compound) = include_str!("../../data/surnames.txt").split_once('\n').unwrap();
        let known: Vec<String> =
            single.chars().map(String::from).chain(compound.split_whitespace().map(String::from)).collect();
        let mut surnames: BTreeMap<String, f64> = known.iter().map(|name| (name.clone(), 0.5)).collect();
        let mut chars: BTreeMap<char, [f64; 4]> = BTreeMap::new();
        let mut person = |surname: &str, given: &str, weight: f64| {
            let Some(count) = surnames.get_mut(surname) else { return };
            *count += weight;
            let given: Vec<char> = given.chars().collect();
            match given[..] {
                [only] => chars.entry(only).or_default()[2] += weight,
                [first, second] => {
                    chars.entry(first).or_default()[0] += weight;
                    chars.entry(second).or_default()[1] += weight;
                }
                _ => {}
            }
        };
        for words in lines {
            for at in 0..words.len() {
                if let Some((surname, given)) = corpus::person(words, at) {
                    person(surname, given, 1.0);
                }
            }
        }
        for (word, _, _) in
            dictionary.iter().filter(|(word, _, tag)| tag == "nr" && (2..=4).contains(&word.chars().count()))
        {
            let long = word.chars().take(2).collect::<String>();
            let surname = if known.contains(&long) { long } else { word.chars().take(1).collect() };
            let given = &word[surname.len()..];
            if given.chars().count() == 2 {
                person(&surname, given, 0.5);
            }
        }
        // Counts of millions of given names, whichever place the character has in them.
        let table = fs::read_to_string(sources.join("charfreq.csv")).unwrap();
        let row = |line: &str| {
            let mut parts = line.split(',');
            let c = parts.next()?.chars().next()?;
            Some((c, parts.next()?.trim().parse::<f64>().ok()? + parts.next()?.trim().parse::<f64>().ok()?))
        };
        let rows: Vec<(char, f64)> = table.lines().skip(1).filter_map(row).collect();
        let all: f64 = rows.iter().map(|(_, count)| count).sum();
        let placed: [f64; 3] = std::array::from_fn(|place| chars.values().map(|counts| counts[place]).sum());
        for (c, count) in rows.iter().filter(|(c, _)| is_hanzi(&c.to_string())) {
            let counts = chars.entry(*c).or_default();
            for place in 0..3 {
                counts[place] += count / all * placed[place].max(20_000.0);
            }
        }
        for (word, _) in lines.iter().flatten().filter(|(_, tag)| !tag.starts_with("nr")) {
            for c in word.chars() {
                if let Some(counts) = chars.get_mut(&c) {
                    counts[3] += 1.0;
                }
            }
        }
        for (word, count, _) in dictionary.iter().filter(|(_, _, tag)| !tag.starts_with("nr")) {
            for c in word.chars() {
                if let Some(counts) = chars.get_mut(&c) {
                    counts[3] += count / 60.0;
                }
            }
        }
        let totals = std::array::from_fn(|place| chars.values().map(|counts| counts[place]).sum());
        Self { surnames, chars, totals }
    }

    fn log(&self, c: char, place: usize) -> f64 {
        let count = self.chars.get(&c).map_or(0.0, |counts| counts[place]);
        (count.max(0.01) / self.totals[place]).ln().max(-15.75)
    }

    /// A surname, and one or two characters that names have at least as often as other words do.
    fn is_likely(&self, word: &str) -> bool {
        let chars: Vec<char> = word.chars().collect();
        [1, 2].into_iter().any(|len| {
            let surname: String = chars.iter().take(len).collect();
            let common = self.surnames.get(&surname).is_some_and(|count| *count > 3.0);
            let lean = |at: usize, place: usize| self.log(chars[at], place) - self.log(chars[at], 3);
            common
                && match chars.len() - len.min(chars.len()) {
                    1 => lean(len, 2) > 1.0,
                    2 => lean(len, 0) > 0.0 && lean(len + 1, 1) > 0.0,
                    _ => false,
                }
        })
    }

    fn table(&self) -> String {
        let all: f64 = self.surnames.values().sum();
        let surnames: Vec<String> =
            self.surnames.iter().map(|(name, count)| format!("{name}{}", step((count / all).ln()))).collect();
        let mut text = surnames.join(" ");
        text.push('\n');
        for c in self.chars.keys().filter(|c| self.chars[c][..3].iter().any(|count| *count >= 0.01)) {
            text.push(*c);
            text.extend((0..4).map(|place| step(self.log(*c, place))));
        }
        text.push('\n');
        text
    }
}
