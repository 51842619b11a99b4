//! Real notes of Go's checksum database, Rekor and a small witnessed log; the examples of C2SP; Wycheproof's signatures.

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use ed25519_dalek::VerifyingKey;
use ledger::{Checkpoint, Hash, Note, Trust, VerifyKey, key::Algorithm, note::NoteError, tlog_proof::TlogProof};
use serde_json::Value;

use crate::folder::{json, text};

fn keys(text: &str) -> Vec<VerifyKey> {
    text.lines().filter_map(|line| line.parse().ok()).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

#[test]
fn the_example_of_signed_note_verifies() {
    let Some(examples) = json("c2sp-examples/spec_examples.json") else { return };
    let example = &examples["signed_note"];
    let key: VerifyKey = example["vkey"].as_str().unwrap().parse().unwrap();
    assert_eq!(key.to_string(), example["vkey"].as_str().unwrap());
    let written = example["note"].as_str().unwrap();
    let note = Note::parse(written.as_bytes()).unwrap();
    assert_eq!(note.to_string(), written);
    assert_eq!(note.verify([&key]).unwrap().len(), 1);
    let forged = Note::parse(written.replace("example message", "exemplary message").as_bytes()).unwrap();
    assert_eq!(forged.verify([&key]), Err(NoteError::Forged));
}

#[test]
fn the_example_of_a_checkpoint_is_read() {
    let Some(examples) = json("c2sp-examples/spec_examples.json") else { return };
    let example = &examples["checkpoint_parse"];
    let note = Note::parse(example["text"].as_str().unwrap().as_bytes()).unwrap();
    let checkpoint: Checkpoint = note.text().parse().unwrap();
    assert_eq!((checkpoint.origin(), checkpoint.size()), (example["origin"].as_str().unwrap(), 20_852_163));
    assert!(examples["cosignature_body"]["message"].as_str().unwrap().ends_with(note.text()));
}

#[test]
fn the_example_of_a_submission_to_a_witness_is_read() {
    let Some(examples) = json("c2sp-examples/spec_examples.json") else { return };
    let example = examples["witness_request_example"].as_str().unwrap();
    let submission: ledger::witness::Submission = example.parse().unwrap();
    assert_eq!((submission.old, submission.proof.len()), (20_852_014, 4));
    assert_eq!(submission.to_string(), example);
}

#[test]
fn checkpoints_are_read_as_published_but_for_roots_of_another_length() {
    let Some(file) = json("c2sp-examples/checkpoint_parse.json") else { return };
    let mut foreign_roots = 0;
    for case in list(&file["cases"]) {
        let read = case["body"].as_str().unwrap().parse::<Checkpoint>();
        // Upstream takes roots of any length; C2SP fixes SHA-256. "the tree tops is great!" is no 32 bytes.
        let foreign = case["root_bytes_ascii"].as_str().is_some_and(|root| root.len() != 32);
        foreign_roots += u32::from(foreign);
        assert_eq!(read.is_ok(), case["ok"].as_bool().unwrap() && !foreign, "{case}");
    }
    assert_eq!(foreign_roots, 4);
}

#[test]
fn five_real_notes_of_the_go_checksum_database_verify() {
    let Some(file) = json("real-tlog-proofs/sumdb_checkpoints.json") else { return };
    let trust = Trust::new(file["origin"].as_str().unwrap(), keys(file["vkey"].as_str().unwrap()));
    assert_eq!(trust.keys().len(), 1);
    for (note, size) in list(&file["notes"]).iter().zip(list(&file["sizes"])) {
        let signed = trust.open(note.as_str().unwrap().as_bytes()).unwrap();
        assert_eq!(Some(signed.checkpoint.size()), size.as_u64());
    }
    let latest = text("real-tlog-proofs/sumdb_latest_57389448.txt").unwrap();
    assert_eq!(trust.open(latest.as_bytes()).unwrap().checkpoint.size(), 57_389_448);
}

#[test]
fn a_real_proof_of_the_go_checksum_database_verifies() {
    let Some(written) = text("real-tlog-proofs/sumdb-tessera-v1.0.0.tlog-proof") else { return };
    let leaf = Hash::leaf(text("real-tlog-proofs/sumdb-tessera-v1.0.0.leaf").unwrap().as_bytes());
    let trust = Trust::new("go.sum database tree", keys(&text("real-tlog-proofs/sumdb.vkey").unwrap()));
    let proof: TlogProof = written.parse().unwrap();
    assert_eq!(proof.to_string(), written);
    assert_eq!(proof.verify(leaf, &trust).unwrap().checkpoint.size(), 58_253_265);
    assert!(proof.verify(Hash::leaf(b"another"), &trust).is_err());
    let other = TlogProof { index: proof.index + 1, ..proof };
    assert!(other.verify(leaf, &trust).is_err());
}

#[test]
fn a_real_checkpoint_of_rekor_verifies() {
    let Some(note) = text("real-tlog-proofs/rekor_v2_log2025-1_22578297.txt") else { return };
    // The key is published as PKIX; its last 32 bytes are the Ed25519 key.
    let provenance = text("real-tlog-proofs/PROVENANCE-proofbundle.json").unwrap();
    let pkix = provenance.split("rawBytes ").nth(1).and_then(|rest| rest.split(')').next()).unwrap();
    let bytes = BASE64.decode(pkix).unwrap();
    let key = VerifyKey::new("log2025-1.rekor.sigstore.dev", Algorithm::Ed25519, bytes.last_chunk().unwrap()).unwrap();
    let signed = Trust::new("log2025-1.rekor.sigstore.dev", [key]).open(note.as_bytes()).unwrap();
    assert_eq!(signed.checkpoint.size(), 22_578_297);
}

#[test]
fn a_live_witnessed_proof_verifies_and_the_log_is_no_witness_of_itself() {
    let Some(written) = text("real-tlog-proofs/markovian/proof_7271.tlog-proof") else { return };
    let known = keys(&text("real-tlog-proofs/markovian/keys_unabhaengig.txt").unwrap());
    let leaf = text("real-tlog-proofs/markovian/leaf_7271.raw").unwrap();
    let trust = Trust::new("markovianprotocol.com/log", known.clone()).with_witnesses(known.clone());
    assert_eq!(trust.keys().len(), 1);
    let proof: TlogProof = written.parse().unwrap();
    let signed = proof.verify(Hash::leaf(leaf.as_bytes()), &trust).unwrap();
    assert_eq!((proof.index, signed.checkpoint.size()), (7271, 7341));
    assert_eq!(signed.witnesses.len(), 5);
    assert_eq!(signed.witnesses["witness.stagemole.eu"], 1_786_689_302);
    let mut flipped = leaf.into_bytes();
    flipped[365] ^= 1;
    assert!(proof.verify(Hash::leaf(&flipped), &trust).is_err());

    let later = text("real-tlog-proofs/markovian/checkpoint_7397.txt").unwrap();
    let signed = trust.open(later.as_bytes()).unwrap();
    assert_eq!((signed.checkpoint.size(), signed.witnesses.len()), (7397, 5));
    assert!(signed.note.signatures().iter().filter(|line| line.name() == trust.origin()).count() > 1);
    assert!(!signed.witnesses.contains_key(trust.origin()));
}

#[test]
fn proofs_are_read_as_published() {
    let Some(file) = json("c2sp-examples/tlog_proof_parse.json") else { return };
    for case in list(&file["cases"]) {
        let written = case["file"].as_str().unwrap();
        let read = written.parse::<TlogProof>();
        assert_eq!(read.is_ok(), case["ok"].as_bool().unwrap(), "{}", case["name"]);
        if let Ok(proof) = read {
            assert_eq!(proof.to_string(), written);
            assert_eq!(Some(proof.index), case["index"].as_u64());
            assert_eq!(Some(proof.note.as_str()), case["checkpoint"].as_str());
            assert_eq!(proof.extra.as_deref(), case["extra"].as_str().map(str::as_bytes));
            let hashes: Vec<String> = proof.hashes.iter().map(ToString::to_string).collect();
            assert_eq!(serde_json::to_value(hashes).unwrap(), case["hashes"]);
        }
    }
}

#[test]
fn a_proof_made_by_another_tool_is_read_whole() {
    let Some(written) = text("real-tlog-proofs/proofbundle-example.tlog-proof") else { return };
    let proof: TlogProof = written.parse().unwrap();
    assert_eq!(proof.to_string(), written);
    assert_eq!(proof.extra.as_deref(), Some(b"demo context".as_slice()));
}

#[test]
fn every_ed25519_case_of_wycheproof_is_judged_as_published() {
    let Some(file) = json("wycheproof/ed25519_test.json") else { return };
    let mut cases = 0;
    for group in list(&file["testGroups"]) {
        let bytes = hex(group["publicKey"]["pk"].as_str().unwrap());
        let key = bytes.as_slice().try_into().ok().and_then(|bytes| VerifyingKey::from_bytes(bytes).ok());
        for case in list(&group["tests"]) {
            let (message, signature) = (hex(case["msg"].as_str().unwrap()), hex(case["sig"].as_str().unwrap()));
            let signature = ed25519_dalek::Signature::from_slice(&signature).ok();
            let holds =
                key.zip(signature).is_some_and(|(key, signature)| key.verify_strict(&message, &signature).is_ok());
            assert_eq!(holds, case["result"] == "valid", "{}", case["tcId"]);
            cases += 1;
        }
    }
    assert_eq!(Some(cases), file["numberOfTests"].as_u64());
}

fn hex(text: &str) -> Vec<u8> {
    text.as_bytes().chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}
