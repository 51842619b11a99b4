//! Ordinary sentences that must pass: at most one in a hundred may be blocked, by either screen.
//!
//! Each list was written before the rules saw it, and the alarms it raised were then mended; the third was written to
//! hurt: every sentence begins with a character that is a surname too. At first sight the sixth, 402 sentences as a
//! station's clerk writes them, raised 2 alarms by the light screen and 9 by the deep one (2.2 in a hundred);
//! after the mend the seventh, 267 sentences that mostly begin with surnames, raised 6 and 5 (1.9 in a hundred). The
//! eighth, 303 titles, stories and specifications of every field and season, raised 6 and 6; three of them named an illness or
//! its treatment, are rightly blocked and were taken out (3 of 300 each, 1.0 in a hundred). The cause of most alarms was the
//! dictionary, which calls ordinary words such as 宝贵 and 滑雪 names; once those were back in the lexicon, the ninth, 218
//! sentences, raised 3 and 2; one named an illness (2 and 1 of 217, 0.9 and 0.5 in a hundred). No alarm of the ninth was
//! mended; asking less of names where a clause begins cost the deep screen one more there (2 of 217, 0.9 in a hundred).
//!
//! The refitted screen is fitted to the first seven lists and not to the eighth and the ninth. Of the made sentences, at
//! first sight (of the second kind, after two words had been taken out of its list that are rightly blocked; with them it
//! was 113) the deep screen blocked 0 and 6 of the first two kinds and 5 and 1 of the last two, the light screen 0 and 6,
//! 16 (雷雨天, in the light list since) and 0, of 1,000 each. A word of a generator that was taken for a name (路远,
//! 孙辈) went into `data/own_words.txt`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "generators of a test")]

#[path = "ordinary/last.rs"]
mod last;
#[allow(dead_code, reason = "what leaks need of it")]
#[path = "leaks/random.rs"]
mod random;
#[path = "ordinary/unseen.rs"]
mod unseen;

use privacy::{Finding, Level, screen};

const LISTS: [(&str, &str); 9] = [
    ("everyday", include_str!("data/ordinary.txt")),
    ("held out", include_str!("data/ordinary_held_out.txt")),
    ("surname traps", include_str!("data/ordinary_third.txt")),
    ("fourth", include_str!("data/ordinary_fourth.txt")),
    ("words that look like a request", include_str!("data/ordinary_fifth.txt")),
    ("what clerks write", include_str!("data/ordinary_sixth.txt")),
    ("what clerks write, again", include_str!("data/ordinary_seventh.txt")),
    ("all fields and seasons", include_str!("data/ordinary_eighth.txt")),
    ("all fields and seasons, again", include_str!("data/ordinary_ninth.txt")),
];

fn false_alarms(screen: impl Fn(&str) -> Vec<Finding>) -> (usize, Vec<&'static str>) {
    let all = LISTS.iter().flat_map(|(_, list)| list.lines());
    let blocked = |text: &&str| screen(text).iter().any(|found| found.level == Level::Block);
    for (name, list) in LISTS {
        println!("{name}: {} of {}", list.lines().filter(blocked).count(), list.lines().count());
    }
    (all.clone().count(), all.filter(blocked).collect())
}

#[test]
fn at_most_one_in_a_hundred_ordinary_sentences_is_blocked_by_the_light_screen() {
    let (all, blocked) = false_alarms(screen);
    println!("{} of {all} blocked: {blocked:#?}", blocked.len());
    assert!(blocked.len() * 100 <= all, "{} of {all}: {blocked:#?}", blocked.len());
}

#[cfg(feature = "second-screen")]
#[test]
fn at_most_one_in_a_hundred_ordinary_sentences_is_blocked_by_the_deep_screen() {
    let (all, blocked) = false_alarms(privacy::screen_deep);
    println!("{} of {all} blocked: {blocked:#?}", blocked.len());
    assert!(blocked.len() * 100 <= all, "{} of {all}: {blocked:#?}", blocked.len());
}

/// Generators of ordinary sentences that no screen was fitted to; what they raised at first sight was then looked at, see above.
type Generator = fn(&mut random::Random) -> String;
const MADE: [(&str, Generator); 4] = [
    ("unseen things", unseen::wanted),
    ("unseen lives", unseen::told),
    ("needs by a third pen", last::said),
    ("articles by a third pen", last::listed),
];

fn made_alarms(screen: impl Fn(&str) -> Vec<Finding>) {
    let mut failed = Vec::new();
    for (index, (name, make)) in MADE.iter().enumerate() {
        let mut random = random::Random::new(0xca1f + index as u64);
        let texts: Vec<String> = (0..1000).map(|_| make(&mut random)).collect();
        let is_blocked = |text: &&String| screen(text).iter().any(|found| found.level == Level::Block);
        let mut blocked: Vec<_> = texts.iter().filter(is_blocked).collect();
        println!("{name}: {} of 1000 blocked", blocked.len());
        if blocked.len() > 10 {
            blocked.truncate(20);
            failed.push(format!("{name}: {blocked:#?}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn at_most_one_in_a_hundred_made_sentences_is_blocked_by_the_light_screen() {
    made_alarms(screen);
}

#[cfg(feature = "second-screen")]
#[test]
fn at_most_one_in_a_hundred_made_sentences_is_blocked_by_the_deep_screen() {
    made_alarms(privacy::screen_deep);
}
