//! Where the public vectors are, and saying so loudly when they are not.

use std::{io::Write, path::PathBuf};

use serde_json::Value;

/// The folder of public vectors beside the repository, or `None` and a loud line where there is none.
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/ledger");
    if folder.is_dir() {
        return Some(folder);
    }
    // Not eprintln: the test harness would keep it to itself.
    let message = format!("VECTORS NOT CHECKED: there is no folder {}\n", folder.display());
    std::io::stderr().write_all(message.as_bytes()).unwrap();
    None
}

pub(crate) fn text(path: &str) -> Option<String> {
    folder().map(|folder| std::fs::read_to_string(folder.join(path)).unwrap())
}

pub(crate) fn json(path: &str) -> Option<Value> {
    text(path).map(|text| serde_json::from_str(&text).unwrap())
}

/// Every JSON file below `path`, with its name.
pub(crate) fn json_below(path: &str) -> Vec<(String, Value)> {
    let Some(folder) = folder() else { return Vec::new() };
    let mut found = Vec::new();
    let mut open = vec![folder.join(path)];
    while let Some(next) = open.pop() {
        if next.is_dir() {
            open.extend(std::fs::read_dir(&next).unwrap().map(|entry| entry.unwrap().path()));
        } else if next.extension().is_some_and(|extension| extension == "json") {
            let text = std::fs::read_to_string(&next).unwrap();
            found.push((next.display().to_string(), serde_json::from_str(&text).unwrap()));
        }
    }
    found
}

/// What the black box answers to a row.
pub(crate) fn verdict(kind: ledger::check::Kind, row: &Value) -> Value {
    serde_json::from_str(&ledger::check::row(kind, row.to_string().as_bytes())).unwrap()
}
