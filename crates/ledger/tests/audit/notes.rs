//! Whom a reader believes, and how much it reads.

use ledger::{
    Hash, Note, SignKey, Trust, VerifyKey,
    key::{Algorithm, KeyError},
    note::{MAX_BYTES, MAX_SIGNATURES, NoteError},
    tlog_proof::TlogProof,
    trust::TrustError,
};

use crate::house::{Log, ORIGIN, key, trust};

fn new_key() -> SignKey {
    SignKey::new(ORIGIN, [10; 32]).unwrap()
}

#[test]
fn a_key_is_changed_by_signing_with_both_for_a_while() {
    let log = Log::long(3);
    let text = log.checkpoint(3).to_string();
    let both = Note::new(&text, vec![key().sign(&text), new_key().sign(&text)]).unwrap().to_string();
    let new_only = Note::new(&text, vec![new_key().sign(&text)]).unwrap().to_string();
    let new = Trust::new(ORIGIN, [new_key().verify_key(Algorithm::Ed25519)]);
    assert!(trust().open(both.as_bytes()).is_ok() && new.open(both.as_bytes()).is_ok());
    assert!(new.open(new_only.as_bytes()).is_ok());
    assert_eq!(trust().open(new_only.as_bytes()), Err(TrustError::Note(NoteError::Unknown)));
    // A known key's line that does not hold spoils the note, however many others hold.
    let forged = Note::new(&text, vec![key().sign(&text), new_key().sign("another\n")]).unwrap().to_string();
    let either = Trust::new(ORIGIN, [key(), new_key()].map(|key| key.verify_key(Algorithm::Ed25519)));
    assert_eq!(either.open(forged.as_bytes()), Err(TrustError::Note(NoteError::Forged)));
    assert!(trust().open(forged.as_bytes()).is_ok(), "to whom the other key is unknown its line is nothing");
}

#[test]
fn nobody_is_a_witness_of_their_own_log() {
    let log = Log::long(3);
    let text = log.checkpoint(3).to_string();
    let own = SignKey::new(ORIGIN, [11; 32]).unwrap();
    let foreign = SignKey::new("witness.example/w1", [12; 32]).unwrap();
    let note = log.note(3).with(own.cosign(&text, 5)).with(foreign.cosign(&text, 6)).to_string();
    let keys = [&own, &foreign].map(|key| key.verify_key(Algorithm::Cosignature));
    let signed = trust().with_witnesses(keys).open(note.as_bytes()).unwrap();
    assert_eq!(signed.witnesses.into_iter().collect::<Vec<_>>(), [("witness.example/w1".to_owned(), 6)]);
    // A cosignature is no signature of the log, and the other way round.
    let cosigner = Trust::new(ORIGIN, [own.verify_key(Algorithm::Cosignature)]);
    assert!(cosigner.open(note.as_bytes()).is_err());
}

#[test]
fn a_signed_text_that_is_no_checkpoint_or_another_logs_is_refused() {
    let sign = |text: &str| Note::new(text, vec![key().sign(text)]).unwrap().to_string();
    let other = Log::long(3).checkpoint(3).to_string().replace(ORIGIN, "other.example.org/ledger");
    assert_eq!(trust().open(sign(&other).as_bytes()), Err(TrustError::OtherLog));
    assert_eq!(trust().open(sign("hello\n").as_bytes()), Err(TrustError::NotACheckpoint));
}

#[test]
fn notes_and_proofs_have_limits() {
    let text = Log::long(3).checkpoint(3).to_string();
    let lines = |count: usize| {
        let line = |number| SignKey::new(&format!("k{number}"), [1; 32]).unwrap().sign(&text);
        Note::new(&text, (0..count).map(line).collect()).map(|_| ())
    };
    assert_eq!(lines(MAX_SIGNATURES), Ok(()));
    assert_eq!(lines(MAX_SIGNATURES + 1), Err(NoteError::TooLarge));
    assert_eq!(lines(0), Err(NoteError::Unsigned));
    let long = format!("{}\n", "x".repeat(MAX_BYTES));
    assert_eq!(Note::new(&long, vec![key().sign(&long)]).unwrap_err(), NoteError::TooLarge);
    assert_eq!(Note::parse(b"a\tb\n\nx"), Err(NoteError::NotText));
    assert_eq!(Note::parse(b"\xff\n\nx"), Err(NoteError::NotText));

    let proof = |count| TlogProof { extra: None, index: 0, hashes: vec![Hash::EMPTY; count], note: "n\n".to_owned() };
    assert!(proof(63).to_string().parse::<TlogProof>().is_ok());
    assert!(proof(64).to_string().parse::<TlogProof>().is_err());
}

#[test]
fn keys_that_verify_anything_or_lie_about_their_id_are_refused() {
    let mut weak = [0; 32];
    assert_eq!(VerifyKey::new("w", Algorithm::Ed25519, &weak).unwrap_err(), KeyError::Key);
    weak[0] = 1;
    assert_eq!(VerifyKey::new("w", Algorithm::Ed25519, &weak).unwrap_err(), KeyError::Key);
    let good = key().verify_key(Algorithm::Ed25519).to_string();
    let read = |text: &str| text.parse::<VerifyKey>().unwrap_err();
    assert_eq!(read(&good.replace("love", "hate")), KeyError::Id);
    assert_eq!(read(&good.to_uppercase()), KeyError::Form);
    assert_eq!(read("a b+00000000+AQ=="), KeyError::Key);
    assert_eq!(read("name"), KeyError::Form);
    assert_eq!(read("name+00000000+Bg=="), KeyError::Unknown(6));
    for name in ["", "a b", "a+b", "a\u{a0}b", "a\nb"] {
        assert!(SignKey::new(name, [1; 32]).is_err(), "{name:?}");
    }
    assert_eq!(format!("{:?}", key()), format!("SignKey({ORIGIN})"));
}
