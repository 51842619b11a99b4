//! Where the public vectors are, and saying so loudly when they are not.

use std::{fs, io::Write as _, path::PathBuf};

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

pub(crate) fn bytes(path: &str) -> Vec<u8> {
    let file = folder().expect("asked for before").join(path);
    fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

pub(crate) fn text(path: &str) -> String {
    String::from_utf8(bytes(path)).unwrap()
}

pub(crate) fn json(path: &str) -> Value {
    serde_json::from_slice(&bytes(path)).unwrap()
}

/// Every JSON file below `path`, with its path, in order.
pub(crate) fn json_below(path: &str) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let mut open = vec![folder().expect("asked for before").join(path)];
    while let Some(next) = open.pop() {
        if next.is_dir() {
            open.extend(fs::read_dir(&next).unwrap().map(|entry| entry.unwrap().path()));
        } else if next.extension().is_some_and(|extension| extension == "json") {
            found.push((next.display().to_string(), serde_json::from_slice(&fs::read(&next).unwrap()).unwrap()));
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}
