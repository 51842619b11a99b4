//! Our log asks witnesses, those of this house among them.

use ledger::{Hash, Note, Trust};
use server::{
    outward::Outward,
    vouch::{Asked, NoVouch, Vouchers},
};
use tokio::sync::watch;

use crate::{
    folder::Folder,
    log::{Log, ORIGIN, gift},
    witness::process::Witness,
};

/// A log that grows when it is told to.
struct Growing {
    log: Log,
    size: watch::Receiver<u64>,
}

impl server::vouch::Log for Growing {
    async fn growth(&self, old: u64, new: u64) -> Option<Vec<Hash>> {
        Some(self.log.growth(old, new))
    }

    async fn next(&self, last: Option<&Note>) -> Option<Note> {
        let mut size = self.size.clone();
        let other = size.wait_for(|size| last.is_none_or(|last| self.log.note(*size) != *last)).await;
        other.ok().map(|size| self.log.note(*size))
    }
}

fn asked(address: &str, vkey: &str) -> Asked {
    Asked { address: address.parse().unwrap(), key: vkey.parse().unwrap() }
}

#[tokio::test]
async fn every_new_checkpoint_is_cosigned_and_a_dead_witness_stops_nobody() {
    let log = Log::long(300);
    let (folders, key) = ([Folder::new(), Folder::new()], log.vkey());
    let living = folders.each_ref().map(|folder| Witness::start_as(folder, &key));
    let mut all: Vec<Asked> = living.iter().map(|one| asked(&one.url(), &one.vkey)).collect();
    let dead = Witness::start_as(&Folder::new(), &key).vkey.clone();
    all.push(asked("http://127.0.0.1:9", &dead));
    let keys: Vec<_> = all.iter().map(|one| one.key.clone()).collect();
    let trust = Trust::new(ORIGIN, [key.parse().unwrap()]).with_witnesses(keys);
    let (vouchers, outward) = (Vouchers::new(all), Outward::new().unwrap());
    let (grow, size) = watch::channel(5);
    let growing = Growing { log: log.clone(), size };
    let watched = async {
        for size in [5, 6, 270, 300] {
            grow.send_replace(size);
            let published = log.note(size).to_string();
            while trust.open(vouchers.beside(&published).as_bytes()).unwrap().witnesses.len() < 2 {
                tokio::task::yield_now().await;
            }
        }
    };
    tokio::select! {
        () = vouchers.run(&outward, &growing) => panic!("it ended by itself"),
        () = watched => {}
    }
    // What was cosigned belongs to that checkpoint alone.
    let older = log.note(6).to_string();
    assert_eq!(vouchers.beside(&older), older);
}

#[tokio::test]
async fn a_witness_that_knows_better_is_heard() {
    let log = Log::long(9);
    let (folder, key) = (Folder::new(), log.vkey());
    let witness = Witness::start(&folder, &key);
    let one = asked(&witness.url(), &witness.vkey);
    let outward = Outward::new().unwrap();
    let (_grow, size) = watch::channel(9);
    let growing = Growing { log: log.clone(), size: size.clone() };
    let ask = |note: Note, known: u64| {
        let (outward, one, growing) = (&outward, &one, &growing);
        async move { one.exchange(outward, &note, known, growing).await.map(|(size, _)| size) }
    };
    assert_eq!(ask(log.note(5), 0).await, Ok(5));
    // We were started anew and believe that it knows nothing.
    assert_eq!(ask(log.note(9), 0).await, Ok(9));
    assert_eq!(ask(log.note(9), 9).await, Ok(9));
    // A backup was put back.
    assert_eq!(ask(log.note(5), 0).await, Err(NoVouch::Ahead { theirs: 9, ours: 5 }));
    let mut fork = log.clone();
    fork.leaves[3] = gift(3, 501);
    assert_eq!(ask(fork.note(9), 9).await, Err(NoVouch::Inconsistent));
    let stranger = log.signed_by("other.example.org/ledger", 9);
    assert!(matches!(ask(stranger.note(9), 0).await, Err(NoVouch::Refused(status)) if status == 404));
    // Whoever answers in its place is not believed.
    let other = asked(&witness.url(), &Witness::start_as(&Folder::new(), &key).vkey);
    let answered = other.exchange(&outward, &log.note(9), 9, &growing).await;
    assert!(matches!(answered, Err(NoVouch::Unverified(_))), "{answered:?}");
}
