//! `weights.txt`: a logistic regression over every possible name of tagged news and made wishes, by Newton's method, which
//! has one answer only.

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::Path,
};

use privacy::fitting::{COUNT, samples};

use crate::{
    corpus::{self, Tagged},
    net::{Net, Row},
    random::Random,
    wishes::{Half, Wishes},
};

/// How often every candidate is seen.
const ROUNDS: usize = 8;

/// The candidates of a sentence. What touches a name without being it is neither: blocking it is no mistake.
fn rows(tagged: &Tagged, weight: (f64, f64), rows: &mut Vec<Row>) {
    for sample in samples(&tagged.text) {
        let is_name = tagged.names.contains(&(sample.start, sample.end));
        if is_name || !tagged.names.iter().any(|(start, end)| sample.start < *end && *start < sample.end) {
            let weight = if is_name { weight.0 } else { weight.1 };
            rows.push(Row { features: sample.features, is_name, weight });
        }
    }
}

fn untagged(text: String) -> Tagged {
    Tagged { text, names: Vec::new() }
}

/// `<王海燕>想要…` as text and places.
fn marked(text: &str) -> Tagged {
    let mut tagged = untagged(String::new());
    let mut start = 0;
    let mut at = 0;
    for c in text.chars() {
        match c {
            '<' => start = at,
            '>' => tagged.names.push((start, at)),
            c => {
                tagged.text.push(c);
                at += 1;
            }
        }
    }
    tagged
}

const LEXICON: &str = include_str!("../../data/lexicon.txt");

/// Ordinary words of the lexicon: nouns, and as many of any kind that begin with a surname.
fn things() -> Vec<String> {
    let common = |line: &&str| line.starts_with(|step: char| step.is_ascii_alphabetic() || "012345".contains(step));
    let words = |kinds: &'static str| {
        let lines = LEXICON
            .lines()
            .filter(common)
            .filter(move |line| line.chars().nth(1).is_some_and(|kind| kinds.contains(kind)));
        lines.flat_map(|line| line.split(' ').skip(1)).filter(|word| word.chars().count() > 1)
    };
    let surnames = include_str!("../../data/surnames.txt").lines().next().unwrap();
    let traps = words("nvadltsf").filter(|word| word.starts_with(|c| surnames.contains(c)));
    let mut all: Vec<String> = traps.map(String::from).collect();
    let nouns: Vec<&str> = words("n").collect();
    all.extend(nouns.iter().step_by((nouns.len() / all.len()).max(1)).map(|word| (*word).to_owned()));
    all
}

/// A sentence with an `@` where it speaks of one person.
fn named(text: &str) -> Option<String> {
    let spoken = ["老人", "孩子", "奶奶", "爷爷", "母亲", "父亲", "他", "她", "我", "你"];
    let (at, word) = spoken.iter().find_map(|word| Some((text.find(word)?, *word)))?;
    let (before, behind) = (&text[..at], &text[at + word.len()..]);
    let whole = !behind.starts_with(['们', '家', '人'])
        && !before.ends_with(['其', '吉', '自', '敌', '个', '位', '老', '小', '男', '女', '的', '些']);
    (whole && !text.contains(['<', '>', '@'])).then(|| format!("{before}@{behind}"))
}

/// One in so many lines of reviews, cut at their stops.
fn reviews(sources: &Path, one_in: usize) -> Vec<String> {
    let texts = ["pos.txt", "neg.txt"].map(|file| fs::read_to_string(sources.join(file)).unwrap());
    let lines = texts.iter().flat_map(|text| text.lines().step_by(one_in));
    lines.flat_map(|line| line.split(['。', '！', '!', '？'])).filter(|part| part.len() > 6).map(String::from).collect()
}

/// The names of the news that the fit sees, and of jieba's dictionary those that no words are in: it calls many words names.
fn listed(sources: &Path, news: &[Tagged]) -> Vec<String> {
    let surnames = include_str!("../../data/surnames.txt").lines().next().unwrap();
    let names = news.iter().step_by(2).flat_map(|tagged| {
        tagged.names.iter().map(|(start, end)| tagged.text.chars().skip(*start).take(end - start).collect::<String>())
    });
    let lexicon: HashSet<&str> = LEXICON.lines().flat_map(|line| line.split(' ').skip(1)).collect();
    let dictionary = fs::read_to_string(sources.join("dict.txt")).unwrap();
    let more = dictionary.lines().filter(|line| line.ends_with(" nr")).filter_map(|line| line.split(' ').next());
    let more = more.filter(|name| {
        let parts: Vec<usize> = name.char_indices().map(|(at, _)| at).collect();
        parts.len() == 3 && !lexicon.contains(&name[..parts[2]]) && !lexicon.contains(&name[parts[1]..])
    });
    let names = names.chain(more.map(String::from));
    let names =
        names.filter(|name| (2..=3).contains(&name.chars().count()) && name.starts_with(|c| surnames.contains(c)));
    names.collect::<BTreeSet<String>>().into_iter().collect()
}

const LISTS: [&str; 7] = [
    include_str!("../../tests/data/ordinary.txt"),
    include_str!("../../tests/data/ordinary_held_out.txt"),
    include_str!("../../tests/data/ordinary_third.txt"),
    include_str!("../../tests/data/ordinary_fourth.txt"),
    include_str!("../../tests/data/ordinary_fifth.txt"),
    include_str!("../../tests/data/ordinary_sixth.txt"),
    include_str!("../../tests/data/ordinary_seventh.txt"),
];

pub(crate) fn write(sources: &Path, out: &Path) {
    let mut all = Vec::new();
    let news = corpus::sentences(sources);
    for tagged in news.iter().step_by(2) {
        rows(tagged, (1.0, 1.0), &mut all);
    }
    let words: HashSet<&str> = LEXICON.lines().flat_map(|line| line.split(' ').skip(1)).collect();
    let things = things();
    let listed = listed(sources, &news);
    let wishes = Wishes::new(Half::Fitted);
    let mut random = Random::new(1);
    for round in 0..12_000 {
        let name = if round % 2 == 0 { listed[random.below(listed.len())].clone() } else { wishes.name(&mut random) };
        // 安静: who is called so cannot be told from the word.
        if !words.contains(name.as_str()) {
            rows(&marked(&wishes.about(&mut random, &name)), (4.0, 2.0), &mut all);
        }
        rows(&untagged(wishes.ordinary(&mut random, &things)), (1.0, 2.0), &mut all);
    }
    // Who is spoken of by a pronoun or by kind may as well be named: real sentences with made names.
    let spoken = reviews(sources, 2)
        .into_iter()
        .chain(news.iter().step_by(2).filter(|tagged| tagged.names.is_empty()).map(|tagged| tagged.text.clone()));
    let spoken = spoken.chain(LISTS.iter().flat_map(|list| list.lines().map(String::from)));
    for (round, text) in spoken.enumerate() {
        let Some(frame) = named(&text) else { continue };
        let name = if round % 2 == 0 { listed[random.below(listed.len())].clone() } else { wishes.name(&mut random) };
        if !words.contains(name.as_str()) {
            let mut found = Vec::new();
            rows(&marked(&frame.replace('@', &format!("<{name}>"))), (3.0, 0.0), &mut found);
            found.retain(|row| row.is_name);
            all.append(&mut found);
        }
    }
    for text in LISTS.iter().flat_map(|list| list.lines()) {
        rows(&untagged(text.to_owned()), (1.0, 6.0), &mut all);
    }
    println!(
        "{} candidates, {} of them names, {COUNT} features",
        all.len(),
        all.iter().filter(|row| row.is_name).count()
    );
    let mut first = Net::new(&mut random);
    first.fit(&all, 2, &mut random);
    // Reviews of books, hotels and household things say how people write, with a name here and there: what is likely one
    // by now is left out.
    for text in reviews(sources, 10) {
        let mut found = Vec::new();
        rows(&untagged(text), (1.0, 1.0), &mut found);
        found.retain(|row| first.score(&row.features) < DOUBT);
        all.append(&mut found);
    }
    println!("{} candidates with reviews", all.len());
    let mut net = Net::new(&mut random);
    net.fit(&all, ROUNDS, &mut random);
    net.lean(SHIFT);
    fs::write(out.join("weights.txt"), net.table()).unwrap();
    tell(&net, &news, &things);
}

/// A name that gets through weighs more than a word that does not: so much doubt, as log odds, is held for a name.
const SHIFT: f64 = 0.4;

/// How likely a name in a review has to be to be taken for one, as log odds.
const DOUBT: f64 = 1.5;

/// What the halves that the fit did not see say.
fn tell(net: &Net, news: &[Tagged], things: &[String]) {
    let judge = |what: &str, texts: &[Tagged]| {
        let (mut names, mut found, mut hit_texts, mut alarms, mut missed, mut lost) =
            (0, 0, 0, 0, Vec::new(), Vec::new());
        let mut curve = [[0; 2]; 13];
        for tagged in texts {
            let scores = samples(&tagged.text).into_iter().map(|sample| {
                let meets = tagged.names.iter().any(|(start, end)| sample.start < *end && *start < sample.end);
                (usize::from(!meets), net.score(&sample.features))
            });
            let mut best = [f64::MIN; 2];
            for (kind, score) in scores {
                best[kind] = f64::max(best[kind], score);
            }
            for (at, least) in (-6..=6).map(|half| f64::from(half) / 2.0).enumerate() {
                curve[at][0] += usize::from(!tagged.names.is_empty() && best[0] <= least);
                curve[at][1] += usize::from(best[1] > least);
            }
            let hits: Vec<_> =
                samples(&tagged.text).into_iter().filter(|sample| net.score(&sample.features) > 0.0).collect();
            for (start, end) in &tagged.names {
                names += 1;
                if hits.iter().any(|hit| hit.start < *end && *start < hit.end) {
                    found += 1;
                }
            }
            let alarm =
                hits.iter().find(|hit| !tagged.names.iter().any(|(start, end)| hit.start < *end && *start < hit.end));
            if let Some(hit) = alarm {
                alarms += 1;
                missed.push(tagged.text.chars().skip(hit.start).take(hit.end - hit.start).collect::<String>());
            }
            if hits.is_empty() && !tagged.names.is_empty() {
                hit_texts += 1;
                lost.push(tagged.text.clone());
            }
        }
        println!("{what}: let through and alarms at -3, -2.5 … 3: {curve:?}");
        missed.truncate(40);
        lost.truncate(60);
        println!(
            "{what}: {found} of {names} names, {hit_texts} texts with names let through, {alarms} of {} texts with an alarm: {missed:?}; {lost:?}",
            texts.len()
        );
    };
    let other: Vec<Tagged> = news
        .iter()
        .skip(1)
        .step_by(2)
        .map(|tagged| Tagged { text: tagged.text.clone(), names: tagged.names.clone() })
        .collect();
    judge("news, the other half", &other);
    let lists =
        [include_str!("../../tests/data/ordinary_eighth.txt"), include_str!("../../tests/data/ordinary_ninth.txt")];
    judge(
        "other lists",
        &lists.iter().flat_map(|list| list.lines()).map(|text| untagged(text.to_owned())).collect::<Vec<_>>(),
    );
    let wishes = Wishes::new(Half::HeldOut);
    let mut random = Random::new(99);
    judge("wishes, the other half", &(0..4000).map(|_| marked(&wishes.leak(&mut random))).collect::<Vec<_>>());
    judge(
        "ordinary, the other half",
        &(0..4000).map(|_| untagged(wishes.ordinary(&mut random, things))).collect::<Vec<_>>(),
    );
}
