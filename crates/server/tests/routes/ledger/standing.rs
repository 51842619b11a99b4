//! When the log goes on, and when it must not.

use std::{collections::BTreeMap, fs, path::PathBuf};

use ledger::{Hash, Note};
use model::ProblemCode;
use server::{
    ledger::{LockFile, Mark, Refusal, SequenceError, Sequencer},
    testing::TestApp,
};
use store::{
    Engine, both,
    ledger::{Desk, head},
    testing::Fresh,
};

use super::house::{enter, gift, head as published, trust};

async fn refusal(app: &TestApp) -> Refusal {
    match app.sequence().await {
        Err(SequenceError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

/// A copy of the database as it is now, served with the same keys and the given lock.
async fn copy(app: &TestApp, name: &str, lock: PathBuf) -> TestApp {
    let file = app.fresh.dir.join(name);
    assert!(store::backup::copy(&app.app.store, &file).await.unwrap());
    TestApp::with(app.fresh.beside(name), |config| config.ledger_lock = Some(lock)).await
}

#[tokio::test]
async fn an_old_copy_of_the_database_is_not_signed_over() {
    let app = TestApp::new(Fresh::new(Engine::Sqlite).await).await;
    enter(&app, "pay/1", gift("p1", 1)).await;
    app.sequence().await.unwrap();
    let lock = app.app.ledger_lock();
    let old = copy(&app, "old.db", lock.clone()).await;
    let other = copy(&app, "other.db", app.fresh.dir.join("other.lock")).await;
    enter(&app, "pay/2", gift("p1", 2)).await;
    app.sequence().await.unwrap();

    enter(&old, "pay/3", gift("p1", 3)).await;
    assert_eq!(refusal(&old).await, Refusal::Behind { locked: 3, found: 2 });
    for path in ["/readyz", "/ledger/checkpoint", "/ledger/tile/0/000.p/1", "/api/v1/ledger"] {
        let answer = old.anonymous().get(path).await;
        assert_eq!((answer.status.as_u16(), answer.problem()), (503, ProblemCode::LedgerRefused), "{path}");
    }
    assert_eq!(refusal(&old).await, Refusal::Behind { locked: 3, found: 2 }, "however often it is tried");

    // A copy that went on by itself is as long by now, but has another history.
    assert_eq!(refusal(&other).await, Refusal::NoLock { found: 2 });
    LockFile::new(app.fresh.dir.join("other.lock")).swap(None, &mark(&other).await).unwrap();
    enter(&other, "pay/4", gift("p1", 4)).await;
    other.sequence().await.unwrap();
    let forked = copy(&other, "forked.db", lock.clone()).await;
    assert_eq!(refusal(&forked).await, Refusal::Forked { locked: 3 });

    // The operator decides that the old copy is all there is.
    let locked = LockFile::new(&lock).read().unwrap();
    LockFile::new(&lock).swap(locked.as_ref(), &mark(&old).await).unwrap();
    assert_eq!(old.sequence().await.unwrap().entered, 1);
    assert_eq!(published(&old.anonymous()).await.size(), 3);
    assert_eq!(old.anonymous().get("/readyz").await.status, 200);
}

async fn mark(app: &TestApp) -> Mark {
    Mark::from(&head(&mut app.app.store.read().await.unwrap().conn()).await.unwrap().unwrap())
}

both! {
    async fn nothing_is_published_that_is_not_locked(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let lock = app.app.ledger_lock();
        enter(&app, "pay/1", gift("p1", 1)).await;
        app.sequence().await.unwrap();
        let before = published(&app.anonymous()).await;
        // The lock cannot be written any more: the entry is committed, and stays unseen.
        let draft = lock.with_file_name("ledger.lock.new");
        fs::create_dir(&draft).unwrap();
        enter(&app, "pay/2", gift("p1", 2)).await;
        assert!(matches!(app.sequence().await, Err(SequenceError::Lock(_))));
        assert_eq!(mark(&app).await.size, 3, "it is durable");
        assert_eq!(published(&app.anonymous()).await, before);
        assert_eq!(app.anonymous().get("/ledger/entry/2").await.status, 404);
        enter(&app, "pay/3", gift("p1", 3)).await;
        assert!(app.sequence().await.is_err(), "and nothing goes on before it is locked");
        assert_eq!(mark(&app).await.size, 3);
        fs::remove_dir(&draft).unwrap();
        app.sequence().await.unwrap();
        assert_eq!(published(&app.anonymous()).await.size(), 4);
    }

    async fn keys_are_replaced_while_readers_know_one_of_them(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let (client, keys) = (app.anonymous(), app.app.keys.ledger());
        enter(&app, "pay/1", gift("p1", 1)).await;
        app.sequence().await.unwrap();
        let old = trust(&client).await;
        assert!(keys.rotate().unwrap() && !keys.rotate().unwrap());
        enter(&app, "pay/2", gift("p1", 1)).await;
        app.sequence().await.unwrap();
        let note = client.get("/ledger/checkpoint").await.body;
        assert_eq!(Note::parse(&note).unwrap().signatures().len(), 2);
        assert!(old.open(&note).is_ok() && trust(&client).await.open(&note).is_ok());
        assert!(keys.retire().unwrap() && !keys.retire().unwrap());
        enter(&app, "pay/3", gift("p1", 1)).await;
        app.sequence().await.unwrap();
        let note = client.get("/ledger/checkpoint").await.body;
        assert!(old.open(&note).is_err() && trust(&client).await.open(&note).is_ok());
        // Keys of somebody else do not go on with this log.
        fs::write(app.fresh.dir.join("keys/ledger.key"), "ab".repeat(32)).unwrap();
        assert_eq!(refusal(&app).await, Refusal::Signer);
    }

    async fn two_servers_on_one_database_make_one_history(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let mut runners = Vec::new();
        let mut histories = Vec::new();
        for _ in 0..2 {
            let ledger = server::ledger::Ledger::default();
            let mut news = ledger.news();
            let lock = LockFile::new(app.app.ledger_lock());
            let store = app.fresh.open().await;
            let origin = &app.app.config.ledger_origin;
            let sequencer = Sequencer::new(store, app.app.clock.clone(), app.app.keys.ledger(), lock, origin, ledger);
            runners.push(tokio::spawn(sequencer.run()));
            histories.push(tokio::spawn(async move {
                let mut seen: BTreeMap<u64, Hash> = BTreeMap::new();
                while seen.last_key_value().is_none_or(|(size, _)| *size < 101) {
                    news.changed().await.unwrap();
                    if let Some(published) = news.borrow_and_update().as_ref() {
                        seen.insert(published.head.size, published.head.root);
                    }
                }
                seen
            }));
        }
        for number in 0..100 {
            enter(&app, &format!("pay/{number}"), gift("p1", 1)).await;
        }
        for history in histories {
            for (size, root) in history.await.unwrap() {
                let read = Desk::default().read_on(&app.app.store, size).await.unwrap();
                assert_eq!(read, Ok(Some(root)), "{size} entries were published");
            }
        }
        runners.iter().for_each(tokio::task::JoinHandle::abort);
    }
}
