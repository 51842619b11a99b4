//! The charity's file, and a sequencer without a server around it.

#![allow(dead_code, reason = "each test file uses its own part")]

use ledger::{Note, SignKey};
use model::{Day, Millis, ProjectId};
use server::project::{File, file::FIRST, take};
use store::{
    Store,
    ledger::Desk,
    project::{Imported, Refused},
};

pub(crate) const FILE: &[u8] = include_bytes!("../../../../demo/projects.json");

/// The charity's file of six projects.
pub(crate) fn file() -> File {
    File::read(FILE).unwrap()
}

/// The same file after a change, its lines chained anew.
pub(crate) fn changed(change: impl FnOnce(&mut File)) -> File {
    let mut file = file();
    change(&mut file);
    for project in &mut file.projects {
        let mut before = FIRST.to_owned();
        for line in &mut project.ledger {
            let hash = line.hashed(project.id, &before);
            line.hash = server::keys::hex(&hash);
            line.prev_hash = std::mem::replace(&mut before, line.hash.clone());
        }
    }
    file
}

type Taken = Result<Vec<(ProjectId, Imported)>, Vec<(ProjectId, Refused)>>;

/// Takes a file in.
pub(crate) async fn take_in(store: &Store, file: &File, today: Day) -> Taken {
    let now: Millis = today.start().plus_hours(10);
    let import = take::import(file, "演示财务员", today, now).unwrap();
    store.writer().write(import).await.unwrap()
}

/// Gives everything that waits its place; yields how many entries there are.
pub(crate) async fn sequence(store: &Store, now: Millis) -> u64 {
    let mut desk = Desk::default();
    desk.read_on(store, 0).await.unwrap().unwrap();
    loop {
        let plan = desk.plan(&mut store.read().await.unwrap().conn(), 1000, now).await.unwrap();
        let Some(plan) = plan else { return desk.size() };
        assert!(plan.aside().is_empty(), "nothing of the sample breaks a rule: {:?}", plan.aside());
        let head = plan.checkpoint("love.example.org/ledger").map(|head| {
            let text = head.to_string();
            let key = SignKey::new("love.example.org/ledger", [7; 32]).unwrap();
            let note = Note::new(&text, vec![key.sign(&text)]).unwrap();
            (head, note)
        });
        let (append, after) = plan.signed(head);
        store.writer().write(append).await.unwrap().unwrap();
        desk = after;
    }
}
