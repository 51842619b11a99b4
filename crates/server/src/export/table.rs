//! Tables (RFC 4180) with their description (Frictionless Data Package): what a spreadsheet or a statistician reads.

use std::fmt::Write as _;

use ledger::kind::Why;
use serde_json::{Value, json};

use super::{ExportError, Log, Options, Out, yuan};

/// A column: its name, its type in the package, and what it says.
type Column = (&'static str, &'static str, &'static str);

const ENTRIES: &[Column] = &[
    ("index", "integer", "Place in the log, from 0"),
    ("date", "date", "Day in China"),
    ("kind", "string", "What the entry is"),
    ("of", "integer", "The earlier entry that it takes back, corrects or erases of"),
    ("why", "string", "Why"),
    ("count", "integer", "How many gifts, things or hours it sums up"),
    ("summary", "string", "What it says, where that is public"),
    ("leaf_hash", "string", "RFC 6962 hash of the leaf, base64"),
    ("checkpoint_size", "integer", "Entries that the checkpoint of this export covers"),
    ("checkpoint_root", "string", "Root of that checkpoint, base64"),
];

const POSTINGS: &[Column] = &[
    ("index", "integer", "The entry"),
    ("number", "integer", "The posting in its entry, from 1"),
    ("account", "string", "The account"),
    ("fen", "integer", "Amount in fen; debit is positive"),
    ("cny", "number", "The same in yuan"),
    ("project", "string", "The project whose money it is"),
    ("line", "string", "The line of the project's budget"),
    ("checkpoint_size", "integer", "Entries that the checkpoint of this export covers"),
    ("checkpoint_root", "string", "Root of that checkpoint, base64"),
];

pub(super) fn write(log: &Log, out: &Out<'_>, options: Options) -> Result<(), ExportError> {
    let (size, root) = (log.head.size.to_string(), log.root());
    let mut entries = Table::new(ENTRIES, options);
    let mut postings = Table::new(POSTINGS, options);
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    for one in &log.entries {
        let money = one.money();
        let why = money.and_then(|money| money.why).map(Why::word).unwrap_or_default();
        let count = money.and_then(|money| money.count).map(|count| u64::from(count.get()));
        entries.row(&[
            &one.index.to_string(),
            &one.entry.day().to_string(),
            one.entry.kind(),
            &number(one.of()),
            why,
            &number(count),
            &text(one.summary()),
            &text(&one.hash.to_string()),
            &size,
            &text(&root),
        ]);
        for (at, posting) in (1_u32..).zip(money.into_iter().flat_map(|money| &money.postings)) {
            let project = posting.account.project().map(|project| project.to_string()).unwrap_or_default();
            let line = posting.line.map(|line| line.to_string()).unwrap_or_default();
            postings.row(&[
                &one.index.to_string(),
                &at.to_string(),
                &posting.account.to_string(),
                &posting.fen.to_string(),
                &yuan(posting.fen),
                &text(&project),
                &text(&line),
                &size,
                &text(&root),
            ]);
        }
    }
    out.put("entries.csv", entries.0.as_bytes())?;
    out.put("postings.csv", postings.0.as_bytes())?;
    out.put("datapackage.json", &serde_json::to_vec_pretty(&package(log, options))?)
}

/// A cell of text. What a spreadsheet would take for a formula is marked as text.
fn text(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

struct Table(String);

impl Table {
    fn new(columns: &[Column], options: Options) -> Self {
        let mut table = Self(if options.bom { "\u{feff}".to_owned() } else { String::new() });
        table.row(&columns.iter().map(|(name, ..)| *name).collect::<Vec<_>>());
        table
    }

    fn row(&mut self, cells: &[&str]) {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            if cell.contains(['"', ',', '\n', '\r']) {
                let _ = write!(self.0, "\"{}\"", cell.replace('"', "\"\""));
            } else {
                self.0.push_str(cell);
            }
        }
        self.0.push_str("\r\n");
    }
}

fn package(log: &Log, options: Options) -> Value {
    let encoding = if options.bom { "utf-8-sig" } else { "utf-8" };
    let resource = |name: &str, columns: &[Column], keys: Value| {
        let fields: Vec<Value> = columns
            .iter()
            .map(|(name, kind, description)| json!({"name": name, "type": kind, "description": description}))
            .collect();
        let mut schema = json!({"fields": fields});
        if let (Some(schema), Value::Object(keys)) = (schema.as_object_mut(), keys) {
            schema.extend(keys);
        }
        json!({
            "name": name, "path": format!("{name}.csv"), "profile": "tabular-data-resource", "format": "csv",
            "mediatype": "text/csv", "encoding": encoding, "schema": schema,
        })
    };
    let of_entry = json!([{"fields": ["index"], "reference": {"resource": "entries", "fields": ["index"]}}]);
    json!({
        "profile": "tabular-data-package",
        "name": "shanling-ledger",
        "title": "Books of a charity, entry by entry",
        "checkpoint": {"size": log.head.size, "root": log.root(), "note": log.head.note},
        "resources": [
            resource("entries", ENTRIES, json!({"primaryKey": ["index"]})),
            resource("postings", POSTINGS, json!({"primaryKey": ["index", "number"], "foreignKeys": of_entry})),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_every_cell_reads_back() {
        for (cell, want) in [("=1+1", "'=1+1"), ("+86", "'+86"), ("-5", "'-5"), ("@x", "'@x"), ("7月", "7月"), ("", "")]
        {
            assert_eq!(text(cell), want);
        }
        let mut table = Table::new(&[], Options { bom: true });
        table.row(&["a\"b", "c,d", "e\r\nf", ""]);
        assert_eq!(table.0, "\u{feff}\r\n\"a\"\"b\",\"c,d\",\"e\r\nf\",\r\n");
    }
}
