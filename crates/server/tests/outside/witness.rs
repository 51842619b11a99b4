//! `shanling ledger witness` as others meet it: by plain HTTP, and with the power going off.

pub(crate) mod process;

use std::fs;

use ledger::{Note, Trust, VerifyKey};
use process::Witness;
use server::witness::Shelf;

use crate::{
    folder::Folder,
    log::{Log, ORIGIN, gift},
};

#[test]
fn a_log_that_grows_is_cosigned_and_everything_else_has_its_status() {
    let log = Log::long(300);
    let folder = Folder::new();
    let witness = Witness::start(&folder, &log.vkey());
    assert_eq!(witness.get("/healthz").status, 200);
    assert_eq!(witness.get(&format!("/{}/checkpoint", Shelf::name(ORIGIN))).status, 404);

    let key: VerifyKey = witness.vkey.parse().unwrap();
    let trust = Trust::new(ORIGIN, [log.vkey().parse().unwrap()]).with_witnesses([key.clone()]);
    for (old, new) in [(0, 0), (0, 5), (5, 5), (5, 270), (270, 300)] {
        let answer = witness.add(&log.submission(old, new));
        assert_eq!(answer.status, 200, "{old} to {new}: {}", answer.body);
        let cosigned = ledger::witness::accept(&log.note(new), &answer.body, std::slice::from_ref(&key)).unwrap();
        let signed = trust.open(cosigned.to_string().as_bytes()).unwrap();
        assert!(signed.witnesses[key.name()] > 1_700_000_000);
        // A monitor sees the same.
        let seen = witness.get(&format!("/{}/checkpoint", Shelf::name(ORIGIN)));
        assert_eq!(trust.open(seen.body.as_bytes()).unwrap().checkpoint.size(), new);
    }

    for old in [0, 5, 299] {
        let stale = witness.add(&log.submission(old, 300));
        assert_eq!((stale.status, stale.body.as_str()), (409, "300\n"), "{old}");
        assert!(stale.head.contains("content-type: text/x.tlog.size"), "{}", stale.head);
    }
    let stranger = log.signed_by("other.example.org/ledger", 9);
    assert_eq!(witness.add(&stranger.submission(0, 5)).status, 404);
    let forged = log.signed_by(ORIGIN, 8);
    assert_eq!(witness.add(&forged.submission(300, 300)).status, 403);
    assert_eq!(witness.add("nonsense").status, 400);
    assert_eq!(witness.add(&log.submission(300, 300).replacen("old 300", "old 301", 1)).status, 400);
    assert_eq!(witness.add(&"x".repeat(131_080)).status, 413);
}

#[test]
fn a_fork_is_never_cosigned_and_is_kept_as_evidence() {
    let log = Log::long(9);
    let mut fork = log.clone();
    fork.leaves[3] = gift(3, 501);
    let folder = Folder::new();
    let witness = Witness::start(&folder, &log.vkey());
    assert_eq!(witness.add(&log.submission(0, 5)).status, 200);
    for new in [5, 9] {
        assert_eq!(witness.add(&fork.submission(5, new)).status, 422, "{new}");
    }
    let evidence = fs::read_to_string(folder.path.join(format!("{}.fork", Shelf::name(ORIGIN)))).unwrap();
    assert!(evidence.contains(&log.checkpoint(5).root().to_string()), "{evidence}");
    assert!(evidence.contains(&fork.note(5).to_string()), "{evidence}");
    // The true log goes on.
    assert_eq!(witness.add(&log.submission(5, 9)).status, 200);
}

#[test]
fn what_was_kept_is_not_forgotten_when_the_power_goes_before_the_answer() {
    let log = Log::long(9);
    let mut fork = log.clone();
    fork.leaves[3] = gift(3, 501);
    let folder = Folder::new();
    let mut witness = Witness::start(&folder, &log.vkey());
    // Sent, and the answer never read: whatever the witness is doing once it has kept the note, it dies in it.
    let open = witness.send(&log.submission(0, 5));
    let kept = folder.path.join(format!("{}.note", Shelf::name(ORIGIN)));
    while !kept.exists() {
        std::thread::yield_now();
    }
    witness.kill();
    drop(open);
    let witness = Witness::start(&folder, &log.vkey());
    let asked_again = witness.add(&log.submission(0, 5));
    assert_eq!((asked_again.status, asked_again.body.as_str()), (409, "5\n"));
    assert_eq!(witness.add(&fork.submission(5, 5)).status, 422);
    assert_eq!(witness.add(&log.submission(5, 5)).status, 200);
}

#[test]
fn killed_again_and_again_it_never_goes_back_behind_an_answer() {
    let log = Log::long(400);
    let folder = Folder::new();
    let mut acknowledged = 0;
    for round in 0_u64..8 {
        let mut witness = Witness::start(&folder, &log.vkey());
        // The first question tells where it stands.
        let standing = witness.add(&log.submission(400, 400));
        let mut at: u64 = match standing.status {
            409 => standing.body.trim().parse().unwrap(),
            status => panic!("{status}: {}", standing.body),
        };
        assert!(at >= acknowledged, "round {round}: {acknowledged} was answered and it knows of {at}");
        let killer = witness.killer_after(3 + round * 2);
        while let Some(answer) = witness.try_add(&log.submission(at, at + 1)) {
            assert_eq!(answer.status, 200, "{}", answer.body);
            at += 1;
            acknowledged = at;
            killer.count();
        }
        killer.done();
        let kept = fs::read_to_string(folder.path.join(format!("{}.note", Shelf::name(ORIGIN)))).unwrap();
        let kept: ledger::Checkpoint = Note::parse(kept.as_bytes()).unwrap().text().parse().unwrap();
        assert!(kept.size() >= acknowledged && kept == log.checkpoint(kept.size()), "round {round}");
    }
    assert!(acknowledged > 8 * 3, "{acknowledged}");
}

#[test]
fn one_directory_is_one_witness() {
    let log = Log::long(5);
    let folder = Folder::new();
    let witness = Witness::start(&folder, &log.vkey());
    assert_eq!(witness.add(&log.submission(0, 5)).status, 200);
    let second = process::refused(&folder, "witness.example/w1", &log.vkey());
    assert!(second.contains("另一个见证进程"), "{second}");
    drop(witness);
    let renamed = process::refused(&folder, "witness.example/w2", &log.vkey());
    assert!(renamed.contains("不能换名"), "{renamed}");
    let no_log = process::refused(&folder, "witness.example/w1", &Witness::start(&folder, &log.vkey()).vkey);
    assert!(no_log.contains("不是日志的密钥"), "{no_log}");
}
