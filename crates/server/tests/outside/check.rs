//! `shanling ledger check` says of every public vector what is published of it. The odd cases are those that
//! `shared/vectors/ledger/README.md` names.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use serde_json::{Value, json};

use crate::vectors::{bytes, folder, json, json_below, text};

/// What the binary answers to these rows, one answer a row.
fn ask(kind: &str, rows: &[Value]) -> Vec<Value> {
    // The last line of a file may lack its end.
    let lines = rows.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
    let mut child = Command::new(env!("CARGO_BIN_EXE_shanling"))
        .args(["ledger", "check", kind])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let feed = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().unwrap();
    feed.join().unwrap().unwrap();
    assert!(output.status.success(), "{output:?}");
    let answers = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<Value> = answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), rows.len(), "{kind}");
    for answer in &answers {
        assert_eq!(answer["ok"] == false, answer["error"].is_string(), "{answer}");
    }
    answers
}

fn one(kind: &str, row: &Value) -> Value {
    ask(kind, std::slice::from_ref(row)).remove(0)
}

#[test]
fn every_probe_of_inclusion_and_consistency_is_judged_as_published() {
    if folder().is_none() {
        return;
    }
    let mut empty_trees = 0;
    for (kind, named) in [("inclusion", &["leafIdx", "treeSize", "leafHash"][..]), ("consistency", &[])] {
        let probes = json_below(&format!("transparency-dev-merkle/testdata/{kind}"));
        assert_eq!(probes.len(), 98);
        let row = |probe: &Value| match named {
            [index, size, leaf] => json!({
                "leaf_index": probe[index], "tree_size": probe[size], "leaf_hash": probe[leaf],
                "root": probe["root"], "proof": probe["proof"],
            }),
            _ => json!({
                "old_size": probe["size1"], "new_size": probe["size2"],
                "old_root": probe["root1"], "new_root": probe["root2"], "proof": probe["proof"],
            }),
        };
        let rows: Vec<Value> = probes.iter().map(|(_, probe)| row(probe)).collect();
        for ((name, probe), answer) in probes.iter().zip(ask(kind, &rows)) {
            assert_eq!(answer["ok"] == false, probe["wantErr"] == true, "{name}: {answer}");
            // Nothing is shown about an empty tree; a witness decides that otherwise, and at its own place.
            if probe["size1"] == 0 {
                assert_eq!(answer["ok"], false, "{name}");
                empty_trees += 1;
            }
        }
    }
    assert_eq!(empty_trees, 9);
}

#[test]
fn real_notes_hold_and_one_changed_byte_is_told() {
    if folder().is_none() {
        return;
    }
    let sumdb = json("real-tlog-proofs/sumdb_checkpoints.json");
    let mut notes: Vec<String> =
        sumdb["notes"].as_array().unwrap().iter().map(|note| note.as_str().unwrap().to_owned()).collect();
    notes.push(text("real-tlog-proofs/sumdb_latest_57389448.txt"));
    let row = |note: &str| json!({"note_b64": BASE64.encode(note), "vkeys": [sumdb["vkey"]]});
    let rows: Vec<Value> = notes.iter().map(|note| row(note)).collect();
    for answer in ask("note", &rows) {
        assert_eq!((&answer["ok"], &answer["verified"]), (&json!(true), &json!(["sum.golang.org"])));
    }
    let forged: Vec<Value> = notes.iter().map(|note| row(&note.replacen("database", "datebase", 1))).collect();
    for answer in ask("note", &forged) {
        assert_eq!((&answer["ok"], &answer["unverified"]), (&json!(false), &json!(["sum.golang.org"])));
    }
    let example = &json("c2sp-examples/spec_examples.json")["signed_note"];
    let note = BASE64.encode(example["note"].as_str().unwrap());
    let answer = one("note", &json!({"note_b64": note, "vkeys": [example["vkey"]]}));
    assert_eq!(answer, json!({"ok": true, "verified": ["example.com/foo"], "unverified": []}));
    // Known by name and id, never by place: without keys nothing is.
    assert_eq!(one("note", &json!({"note_b64": note, "vkeys": []}))["ok"], false);
}

/// The vkeys of the witnessed log: its own, and those of its witnesses, ML-DSA ones too.
fn markovian() -> (Vec<String>, Vec<String>) {
    let written = text("real-tlog-proofs/markovian/keys_unabhaengig.txt");
    let keys = written.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(str::to_owned);
    keys.partition(|key| key.starts_with("markovianprotocol.com/log+"))
}

#[test]
fn keys_are_told_apart_from_what_only_looks_like_one() {
    if folder().is_none() {
        return;
    }
    let (log, witnesses) = markovian();
    let sumdb = text("real-tlog-proofs/sumdb.vkey").trim().to_owned();
    let wrong_id = sumdb.replacen('+', "+0", 1);
    let swapped = log[0].replace("markovianprotocol.com", "markovianprotocol.org");
    let keys: Vec<&String> = log.iter().chain(&witnesses).chain([&sumdb, &wrong_id, &swapped]).collect();
    let rows: Vec<Value> = keys.iter().map(|key| json!({"vkey": key})).collect();
    let (mut good, mut not_ours) = (0, 0);
    for (key, answer) in keys.iter().zip(ask("vkey", &rows)) {
        let is_ml_dsa = key.len() > 200;
        assert_eq!(answer["ok"], !is_ml_dsa && **key != wrong_id && **key != swapped, "{key}: {answer}");
        good += u32::from(answer["ok"] == true);
        not_ours += u32::from(answer["error"].as_str().is_some_and(|error| error.contains("0x06")));
    }
    assert_eq!((good, not_ours), (7, 2));
}

#[test]
fn real_proofs_hold_for_their_leaf_their_log_and_their_witnesses_only() {
    if folder().is_none() {
        return;
    }
    let (log, witnesses) = markovian();
    let row = |leaf: &[u8], threshold: u64| {
        json!({
            "proof_b64": BASE64.encode(bytes("real-tlog-proofs/markovian/proof_7271.tlog-proof")),
            "leaf_b64": BASE64.encode(leaf), "vkeys": log, "witnesses": witnesses,
            "origin": "markovianprotocol.com/log", "threshold": threshold,
        })
    };
    let leaf = bytes("real-tlog-proofs/markovian/leaf_7271.raw");
    let mut flipped = leaf.clone();
    flipped[365] ^= 1;
    let answers = ask("tlog-proof", &[row(&leaf, 5), row(&leaf, 6), row(&flipped, 0)]);
    assert_eq!((&answers[0]["ok"], &answers[0]["index"]), (&json!(true), &json!(7271)));
    assert_eq!((&answers[0]["tree_size"], &answers[1]["ok"]), (&json!(7341), &json!(false)));
    assert_eq!(answers[0]["witnesses"].as_object().unwrap().len(), 5);
    assert_eq!(answers[2]["ok"], false);

    let sumdb = |origin: &str| {
        json!({
            "proof_b64": BASE64.encode(bytes("real-tlog-proofs/sumdb-tessera-v1.0.0.tlog-proof")),
            "leaf_b64": BASE64.encode(bytes("real-tlog-proofs/sumdb-tessera-v1.0.0.leaf")),
            "vkeys": [text("real-tlog-proofs/sumdb.vkey").trim()], "origin": origin,
        })
    };
    let answers = ask("tlog-proof", &[sumdb("go.sum database tree"), sumdb("sum.golang.org")]);
    assert_eq!((&answers[0]["ok"], &answers[0]["tree_size"]), (&json!(true), &json!(58_253_265)));
    assert_eq!(answers[1]["ok"], false);
}

#[test]
fn proofs_are_read_as_published() {
    if folder().is_none() {
        return;
    }
    let file = json("c2sp-examples/tlog_proof_parse.json");
    let cases = file["cases"].as_array().unwrap();
    let rows: Vec<Value> =
        cases.iter().map(|case| json!({"proof_b64": BASE64.encode(case["file"].as_str().unwrap())})).collect();
    for (case, answer) in cases.iter().zip(ask("tlog-proof", &rows)) {
        assert_eq!(answer["ok"], case["ok"], "{}", case["name"]);
    }
}

#[test]
fn witnesses_vouch_and_the_log_never_for_itself() {
    if folder().is_none() {
        return;
    }
    let (log, witnesses) = markovian();
    let note = BASE64.encode(bytes("real-tlog-proofs/markovian/checkpoint_7397.txt"));
    let rows: Vec<Value> = witnesses.iter().chain(&log).map(|vkey| json!({"note_b64": note, "vkey": vkey})).collect();
    let answers = ask("cosignature", &rows);
    let held = answers.iter().filter(|answer| answer["time"].as_u64().is_some_and(|time| time > 1_786_000_000)).count();
    assert_eq!(held, 5);
    assert_eq!(answers.last().unwrap()["ok"], false);
}

#[test]
fn every_disclosure_belongs_to_its_digest_and_says_its_value() {
    if folder().is_none() {
        return;
    }
    let file = json("sd-jwt-rfc9901/disclosures.json");
    let groups = ["rfc_text", "generated", "negative"].map(|group| file[group].as_array().unwrap());
    let cases: Vec<Value> = groups.into_iter().flatten().cloned().collect();
    let mut judged = [0, 0];
    for (case, answer) in cases.iter().zip(ask("disclosure", &cases)) {
        let matches = case["matches"] != false;
        judged[usize::from(matches)] += 1;
        assert_eq!(answer["ok"], matches, "{case}");
        if matches {
            assert_eq!((&answer["name"], &answer["value"]), (&case["name"], &case["value"]));
        }
    }
    assert_eq!(judged, [12, 14]);
}

#[test]
fn every_text_of_rfc_8785_is_written_as_published() {
    if folder().is_none() {
        return;
    }
    let names = ["arrays", "french", "structures", "unicode", "values", "weird"];
    let rows = names.map(
        |name| json!({"input_b64": BASE64.encode(bytes(&format!("rfc8785-cyberphone/testdata/input/{name}.json")))}),
    );
    for (name, answer) in names.iter().zip(ask("canonical", &rows)) {
        let output = bytes(&format!("rfc8785-cyberphone/testdata/output/{name}.json"));
        assert_eq!(answer["output_b64"], BASE64.encode(&output), "{name}");
        // Each holds something that no leaf may have: a fraction, a null, a key that is not ASCII, a text not in NFC.
        assert_eq!((&answer["ok"], &answer["canonical"]), (&json!(false), &json!(false)), "{name}");
    }
}

#[test]
fn trees_have_the_tiles_of_the_examples_and_no_others() {
    if folder().is_none() {
        return;
    }
    let examples = json("c2sp-examples/spec_examples.json");
    let row = |size: u64, path: String, width: u64| {
        let bytes = vec![7_u8; usize::try_from(width).unwrap() * 32];
        json!({"size": size, "path": path, "bytes_b64": BASE64.encode(bytes)})
    };
    let mut rows = Vec::new();
    for example in examples["tile_counts"].as_array().unwrap() {
        let size = example["tree_size"].as_u64().unwrap();
        for (level, full) in example["full"].as_object().unwrap() {
            let full = full.as_u64().unwrap();
            rows.push((row(size, format!("tile/{level}/{:03}", full - 1), 256), true));
            rows.push((row(size, format!("tile/{level}/{full:03}"), 256), false));
        }
        for (level, width) in example["partial"].as_object().unwrap() {
            let (width, index) = (width.as_u64().unwrap(), example["full"][level].as_u64().unwrap_or(0));
            rows.push((row(size, format!("tile/{level}/{index:03}.p/{width}"), width), true));
            rows.push((row(size, format!("tile/{level}/{index:03}.p/{}", width + 1), width + 1), false));
            rows.push((row(size, format!("tile/{level}/{index:03}.p/{width}"), width + 1), false));
        }
    }
    for example in examples["tile_index_path"].as_array().unwrap() {
        let size = (example["n"].as_u64().unwrap() + 1) * 256;
        rows.push((row(size, format!("tile/0/{}", example["path"].as_str().unwrap()), 256), true));
        rows.push((row(size - 1, format!("tile/0/{}", example["path"].as_str().unwrap()), 256), false));
    }
    let (asked, wanted): (Vec<Value>, Vec<bool>) = rows.into_iter().unzip();
    for ((row, want), answer) in asked.iter().zip(wanted).zip(ask("tile", &asked)) {
        assert_eq!(answer["ok"], want, "{} of {}: {answer}", row["path"], row["size"]);
    }
}

#[test]
fn nonsense_is_answered_in_its_place() {
    for kind in
        ["inclusion", "consistency", "note", "vkey", "tlog-proof", "cosignature", "disclosure", "canonical", "tile"]
    {
        let long = json!({"vkey": "x".repeat(1 << 20)});
        let answers = ask(kind, &[json!({}), json!([1]), long, json!(null), json!({"proof": 7})]);
        assert!(answers.iter().all(|answer| answer["ok"] == false), "{kind}");
        assert!(answers[2]["error"].as_str().unwrap().contains("1 MiB"), "{kind}");
    }
    let unknown =
        Command::new(env!("CARGO_BIN_EXE_shanling")).args(["ledger", "check", "everything"]).output().unwrap();
    assert_eq!(unknown.status.code(), Some(2));
    let help = Command::new(env!("CARGO_BIN_EXE_shanling")).args(["ledger", "check", "--help"]).output().unwrap();
    assert!(String::from_utf8(help.stdout).unwrap().contains("old_size, new_size"));
}
