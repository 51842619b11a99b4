//! Values that may stand nowhere, and the hay that is searched for them.

use std::{collections::BTreeMap, path::Path};

use aho_corasick::AhoCorasick;
use server::import::{columns::Column, source::small_table};

/// What is looked for. A find is reported by what kind of value it is and where it stands, never by the value.
pub(crate) struct Needles {
    finder: AhoCorasick,
    kinds: Vec<String>,
}

impl Needles {
    /// Kinds and values; values that are too short to mean anybody are an error of the test.
    pub(crate) fn new(values: Vec<(String, String)>) -> Self {
        let values: BTreeMap<String, String> = values.into_iter().map(|(kind, value)| (value, kind)).collect();
        assert!(values.keys().all(|value| value.chars().count() >= 2), "a needle of one character finds everything");
        let finder = AhoCorasick::new(values.keys()).unwrap();
        Self { finder, kinds: values.into_values().collect() }
    }

    pub(crate) fn count(&self) -> usize {
        self.kinds.len()
    }

    /// Every place where one of the values stands in `hay`.
    pub(crate) fn found(&self, place: &str, hay: &[u8]) -> Vec<String> {
        let tell = |found: aho_corasick::Match| {
            format!("{} in {place} at byte {}", self.kinds[found.pattern().as_usize()], found.start())
        };
        self.finder.find_iter(hay).map(tell).collect()
    }
}

/// Name, identity number, phone and address of every row of an export.
pub(crate) fn of_export(file: &Path) -> Vec<(String, String)> {
    let mut rows = small_table(file).unwrap().into_iter();
    let (_, header) = rows.next().unwrap();
    let columns = [Column::Name, Column::Identity, Column::Phone, Column::Address];
    let places = columns.map(|column| header.iter().position(|heading| heading == column.zh()).unwrap());
    let mut values = Vec::new();
    for (line, cells) in rows {
        for (column, place) in columns.iter().zip(places) {
            values.push((format!("{} of line {line}", column.zh()), cells[place].clone()));
        }
    }
    values
}
