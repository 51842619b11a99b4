//! A witness cosigns a log that grows, and nothing else.

use ledger::{
    Checkpoint, Hash, Note, SignKey, Trust,
    key::Algorithm,
    note::NoteError,
    witness::{Refusal, Submission, accept},
};
use proptest::prelude::*;

use crate::house::{Log, ORIGIN, key, trust, wanted};

fn witness() -> SignKey {
    SignKey::new("witness.example/w1", [3; 32]).unwrap()
}

fn submit(log: &Log, old: u64, new: u64) -> Submission {
    Submission { old, proof: log.growth(old, new), note: log.note(new).to_string() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn growth_is_cosigned_and_the_note_then_convinces_others(wanted in wanted(40), one: prop::sample::Index, other: prop::sample::Index) {
        let log = Log::of(&wanted);
        let (one, other) = (one.index(log.leaves.len() + 1) as u64, other.index(log.leaves.len() + 1) as u64);
        let (old, new) = (one.min(other), one.max(other));
        let submission = submit(&log, old, new);
        prop_assert_eq!(submission.to_string().parse(), Ok(submission.clone()));
        let latest = log.checkpoint(old);
        let signed = submission.judge(&[trust()], (old > 0).then_some(&latest)).unwrap();
        let answer = Submission::cosign(&signed, &witness(), 1_700_000_000);
        let keys = [witness().verify_key(Algorithm::Cosignature)];
        let cosigned = accept(&log.note(new), &answer, &keys).unwrap();
        let seen = trust().with_witnesses(keys).open(cosigned.to_string().as_bytes()).unwrap();
        prop_assert_eq!(seen.witnesses.get("witness.example/w1"), Some(&1_700_000_000));
        prop_assert_eq!(seen.checkpoint, log.checkpoint(new));
    }

    #[test]
    fn no_bytes_make_the_reader_panic(text: String) {
        prop_assert!(text.parse::<Submission>().is_err());
    }
}

#[test]
fn each_refusal_has_its_status() {
    let log = Log::long(9);
    let seen = log.checkpoint(5);
    let judge =
        |submission: &Submission| submission.judge(&[trust()], Some(&seen)).map(|_| ()).map_err(Refusal::status);
    let good = submit(&log, 5, 9);
    assert_eq!(judge(&good), Ok(()));
    assert_eq!(submit(&log, 4, 9).judge(&[trust()], Some(&seen)).unwrap_err(), Refusal::Stale { latest: 5 });
    assert_eq!(judge(&submit(&log, 0, 9)), Err(409));
    assert_eq!(judge(&Submission { old: 10, ..good.clone() }), Err(400));
    assert_eq!(judge(&Submission { note: "nonsense".to_owned(), ..good.clone() }), Err(400));
    assert_eq!(judge(&Submission { proof: Vec::new(), ..good.clone() }), Err(422));
    assert_eq!(judge(&Submission { note: good.note.replace("\n9\n", "\n8\n"), ..good.clone() }), Err(403));
    let unsigned = Note::new(good.note.split_once("\n\n").unwrap().0, Vec::new());
    assert!(unsigned.is_err());
    let stranger = SignKey::new(ORIGIN, [1; 32]).unwrap();
    let text = log.checkpoint(9).to_string();
    let note = Note::new(&text, vec![stranger.sign(&text)]).unwrap().to_string();
    assert_eq!(judge(&Submission { note, ..good.clone() }), Err(403));
    let other = Trust::new("other.example.org/ledger", [key().verify_key(Algorithm::Ed25519)]);
    assert_eq!(good.judge(&[other], Some(&seen)).unwrap_err().status(), 404);
}

#[test]
fn a_fork_is_never_cosigned() {
    let log = Log::long(9);
    let mut other = log.clone();
    other.leaves.swap(1, 2);
    let seen = log.checkpoint(5);
    for new in [5, 9] {
        let refused = submit(&other, 5, new).judge(&[trust()], Some(&seen));
        assert_eq!(refused.unwrap_err(), Refusal::Inconsistent, "{new}");
    }
    assert!(submit(&log, 5, 5).judge(&[trust()], Some(&seen)).is_ok());
    let padded = Submission { proof: vec![Hash::EMPTY], ..submit(&log, 5, 5) };
    assert_eq!(padded.judge(&[trust()], Some(&seen)).unwrap_err(), Refusal::Inconsistent);
    let padded = Submission { proof: vec![Hash::EMPTY], ..submit(&log, 0, 5) };
    assert_eq!(padded.judge(&[trust()], None).unwrap_err(), Refusal::Inconsistent);
}

#[test]
fn the_empty_log_has_the_empty_root() {
    let sign = |root| {
        let text = Checkpoint::new(ORIGIN, 0, root).unwrap().to_string();
        let note = Note::new(&text, vec![key().sign(&text)]).unwrap().to_string();
        Submission { old: 0, proof: Vec::new(), note }
    };
    assert!(sign(Hash::EMPTY).judge(&[trust()], None).is_ok());
    assert_eq!(sign(Hash::leaf(b"x")).judge(&[trust()], None).unwrap_err(), Refusal::Inconsistent);
}

#[test]
fn only_lines_of_known_witnesses_are_taken_over() {
    let log = Log::long(3);
    let signed = submit(&log, 0, 3).judge(&[trust()], None).unwrap();
    let answer = Submission::cosign(&signed, &witness(), 7);
    let stranger = SignKey::new("stranger.example/w", [4; 32]).unwrap();
    let both = format!("{}{answer}", Submission::cosign(&signed, &stranger, 8));
    let keys = [witness().verify_key(Algorithm::Cosignature)];
    let cosigned = accept(&log.note(3), &both, &keys).unwrap();
    assert_eq!(cosigned.signatures().len(), 2);
    // A second round replaces the first.
    let again = accept(&cosigned, &Submission::cosign(&signed, &witness(), 9), &keys).unwrap();
    assert_eq!(again.verify(&keys).unwrap()[0].time, Some(9));
    assert_eq!(again.signatures().len(), 2);
    let foreign = [stranger.verify_key(Algorithm::Cosignature)];
    assert_eq!(accept(&log.note(3), &answer, &foreign), Err(NoteError::Unknown));
    assert_eq!(accept(&log.note(2), &answer, &keys), Err(NoteError::Forged));
    assert_eq!(accept(&log.note(3), "nonsense\n", &keys), Err(NoteError::Line));
}
