//! The black box says of real files what is known of them.

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use ledger::check::Kind;
use serde_json::{Value, json};

use crate::folder::{json, text, verdict};

/// The vkeys of the witnessed log: its own, and those of its witnesses, ML-DSA ones too.
fn vkeys(written: &str) -> (Vec<String>, Vec<String>) {
    let keys = written.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(str::to_owned);
    keys.partition(|key| key.starts_with("markovianprotocol.com/log+"))
}

#[test]
fn a_real_proof_holds_with_its_witnesses_and_not_with_more() {
    let Some(proof) = text("real-tlog-proofs/markovian/proof_7271.tlog-proof") else { return };
    let (log, witnesses) = vkeys(&text("real-tlog-proofs/markovian/keys_unabhaengig.txt").unwrap());
    let leaf = text("real-tlog-proofs/markovian/leaf_7271.raw").unwrap();
    let row = |threshold: u64, leaf: &str| {
        json!({
            "proof_b64": BASE64.encode(&proof), "leaf_b64": BASE64.encode(leaf), "vkeys": log, "witnesses": witnesses,
            "origin": "markovianprotocol.com/log", "threshold": threshold,
        })
    };
    let answer = verdict(Kind::TlogProof, &row(5, &leaf));
    assert_eq!((&answer["ok"], &answer["index"], &answer["tree_size"]), (&json!(true), &json!(7271), &json!(7341)));
    assert_eq!(answer["witnesses"].as_object().map(serde_json::Map::len), Some(5));
    assert_eq!(verdict(Kind::TlogProof, &row(6, &leaf))["ok"], false);
    assert_eq!(verdict(Kind::TlogProof, &row(0, &leaf[1..]))["ok"], false);
    let formal = verdict(Kind::TlogProof, &json!({"proof_b64": BASE64.encode(&proof)}));
    assert_eq!(formal, json!({"ok": true, "index": 7271}));
}

#[test]
fn a_log_does_not_cosign_itself() {
    let Some(note) = text("real-tlog-proofs/markovian/checkpoint_7397.txt") else { return };
    let (log, witnesses) = vkeys(&text("real-tlog-proofs/markovian/keys_unabhaengig.txt").unwrap());
    let note_b64 = BASE64.encode(&note);
    let mut held = 0;
    for vkey in &witnesses {
        let answer = verdict(Kind::Cosignature, &json!({"note_b64": note_b64, "vkey": vkey}));
        // Ed25519 keys begin with B (type 0x04, then the key), the two ML-DSA ones are longer.
        assert_eq!(answer["ok"], vkey.len() < 200, "{answer}");
        held += u32::from(answer["time"].as_u64().is_some_and(|time| time > 1_786_000_000));
    }
    assert_eq!(held, 5);
    assert_eq!(verdict(Kind::Cosignature, &json!({"note_b64": note_b64, "vkey": log[0]}))["ok"], false);
    let all = [&log[..], &witnesses[..]].concat();
    let answer = verdict(Kind::Note, &json!({"note_b64": note_b64, "vkeys": all}));
    let count = |key: &str| answer[key].as_array().map(Vec::len);
    assert_eq!((&answer["ok"], count("verified"), count("unverified")), (&json!(true), Some(6), Some(5)));
}

#[test]
fn a_note_is_judged_by_the_keys_of_its_row() {
    let Some(examples) = json("c2sp-examples/spec_examples.json") else { return };
    let (note, vkey) = (examples["signed_note"]["note"].as_str().unwrap(), &examples["signed_note"]["vkey"]);
    let judge =
        |note: &str, vkeys: Value| verdict(Kind::Note, &json!({"note_b64": BASE64.encode(note), "vkeys": vkeys}));
    let answer = judge(note, json!([vkey]));
    assert_eq!(answer, json!({"ok": true, "verified": ["example.com/foo"], "unverified": []}));
    let answer = judge(note, json!([]));
    assert_eq!((&answer["ok"], &answer["unverified"]), (&json!(false), &json!(["example.com/foo"])));
    assert_eq!(judge(&note.replace("This", "That"), json!([vkey]))["ok"], false);
    assert_eq!(judge(note, json!(["nonsense"]))["ok"], false);
    let answer = verdict(Kind::Vkey, &json!({"vkey": vkey}));
    assert_eq!(answer, json!({"ok": true, "name": "example.com/foo", "key_id": "530d903a", "algorithm": "ed25519"}));
    assert_eq!(
        verdict(Kind::Vkey, &json!({"vkey": "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"}))
            ["ok"],
        false
    );
}

#[test]
fn parsed_proofs_are_judged_by_their_form() {
    let Some(file) = json("c2sp-examples/tlog_proof_parse.json") else { return };
    for case in file["cases"].as_array().unwrap() {
        let row = json!({"proof_b64": BASE64.encode(case["file"].as_str().unwrap())});
        assert_eq!(verdict(Kind::TlogProof, &row)["ok"], case["ok"], "{}", case["name"]);
    }
}

#[test]
fn a_tile_is_judged_by_its_place_and_its_bytes() {
    use ledger::{Hash, tile::bundle};
    let leaves = [b"a".as_slice(), b"bc"];
    let hashes: Vec<u8> = leaves.iter().flat_map(|leaf| *Hash::leaf(leaf).as_bytes()).collect();
    let judge = |size: u64, path: &str, bytes: &[u8]| {
        let row = json!({"size": size, "path": path, "bytes_b64": BASE64.encode(bytes), "hashes_b64": BASE64.encode(&hashes)});
        verdict(Kind::Tile, &row)["ok"].as_bool().unwrap()
    };
    let good = bundle(leaves).unwrap();
    assert!(judge(2, "tile/0/000.p/2", &hashes) && judge(2, "tile/entries/000.p/2", &good));
    for (size, path, bytes) in [
        (1, "tile/0/000.p/2", &hashes),
        (2, "tile/0/000.p/1", &hashes),
        (2, "tile/0/000", &hashes),
        (2, "tile/00/000.p/2", &hashes),
        (2, "tile/0/000.p/02", &hashes),
        (2, "tile/0/x000/000.p/2", &hashes),
        (2, "tile/1/000.p/2", &hashes),
        (2, "tile/entries/000.p/2", &good[1..].to_vec()),
        (2, "tile/entries/000.p/2", &bundle([b"a".as_slice(), b"bd"]).unwrap()),
    ] {
        assert!(!judge(size, path, bytes), "{path} of {size}");
    }
}

#[test]
fn rows_that_make_no_sense_are_not_ok_and_say_so() {
    for kind in Kind::ALL {
        assert_eq!(kind.word().parse(), Ok(kind));
        for row in ["", "{}", "[]", "null", "{\"proof\":7}"] {
            let answer: Value = serde_json::from_str(&ledger::check::row(kind, row.as_bytes())).unwrap();
            assert_eq!(answer["ok"], false, "{kind:?} {row}");
            assert!(answer["error"].is_string(), "{kind:?} {row}");
        }
    }
    assert!("everything".parse::<Kind>().is_err());
}
