//! One suite for both engines: what the house relies on below its rules.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use store::{Arg, Change, Conn, Store, StoreError, args, both};

struct Note(&'static str, i64);

impl Change for Note {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        conn.run("insert into meta (key, value) values ($1, $2)", args![self.0, self.1.to_string()]).await?;
        if self.1 < 0 { Err(StoreError::Corrupt("negative")) } else { Ok(()) }
    }
}

async fn value(store: &Store, key: &str) -> Option<String> {
    let mut reader = store.read().await.unwrap();
    let row = reader.conn().row("select value from meta where key = $1", args![key]).await.unwrap();
    row.map(|row| row.text(0).unwrap())
}

both! {
    async fn a_change_is_there_once_it_is_acknowledged(fresh: Fresh) {
        let store = fresh.open().await;
        let before = store.version().await.unwrap();
        store.writer().write(Note("a", 1)).await.unwrap();
        assert_eq!(value(&store, "a").await.as_deref(), Some("1"));
        assert!(store.version().await.unwrap() > before);
        let again = fresh.open().await;
        assert_eq!(value(&again, "a").await.as_deref(), Some("1"), "also for another process");
    }

    async fn a_refused_change_leaves_its_neighbours_alone(fresh: Fresh) {
        let store = fresh.open().await;
        let (good, bad, also) = tokio::join!(
            store.writer().write(Note("good", 1)),
            store.writer().write(Note("bad", -1)),
            store.writer().write(Note("also", 2)),
        );
        assert!(good.is_ok() && also.is_ok());
        assert!(matches!(bad, Err(StoreError::Corrupt("negative"))));
        assert_eq!((value(&store, "bad").await, value(&store, "also").await.as_deref()), (None, Some("2")));
    }

    async fn an_import_takes_its_turn_beside_a_server_that_leads(fresh: Fresh) {
        let store = fresh.open().await;
        let lead = store.try_lead().await.unwrap();
        assert!(lead.is_some());
        let beside = fresh.open().await;
        assert!(beside.writer().write(store::import::TakeTurn).await.unwrap());
        drop(lead);
    }

    async fn a_broken_unique_rule_is_a_conflict(fresh: Fresh) {
        let store = fresh.open().await;
        store.writer().write(Note("twice", 1)).await.unwrap();
        let second = store.writer().write(Note("twice", 2)).await;
        assert!(matches!(second, Err(StoreError::Conflict(_))), "{second:?}");
        assert_eq!(value(&store, "twice").await.as_deref(), Some("1"));
    }

    async fn readers_cannot_write(fresh: Fresh) {
        let store = fresh.open().await;
        let mut reader = store.read().await.unwrap();
        let outcome = reader.conn().run("insert into meta (key, value) values ('x', 'y')", &[]).await;
        assert!(matches!(outcome, Err(StoreError::Database(_))), "{outcome:?}");
    }

    async fn two_writers_of_two_processes_take_turns(fresh: Fresh) {
        struct Raise;
        impl Change for Raise {
            type Done = ();
            async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
                let n = conn.row("select n from tally where name = 'x'", &[]).await?.ok_or(StoreError::Stopped)?.int(0)?;
                conn.run("update tally set n = $1 where name = 'x'", args![n + 1]).await?;
                Ok(())
            }
        }
        struct Begin;
        impl Change for Begin {
            type Done = ();
            async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
                conn.run("insert into tally (name, n) values ('x', 0)", &[]).await?;
                Ok(())
            }
        }
        let (one, two) = (fresh.open().await, fresh.open().await);
        one.writer().write(Begin).await.unwrap();
        let tasks: Vec<_> = (0..200)
            .map(|i| {
                let store = if i % 2 == 0 { one.clone() } else { two.clone() };
                tokio::spawn(async move { store.writer().write(Raise).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        let mut reader = one.read().await.unwrap();
        let n = reader.conn().row("select n from tally where name = 'x'", &[]).await.unwrap().unwrap().int(0).unwrap();
        assert_eq!(n, 200, "a read before a write may not miss another's write");
    }

    async fn nulls_and_bytes_survive(fresh: Fresh) {
        struct Keep;
        impl Change for Keep {
            type Done = ();
            async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
                let sql = "insert into person (id, phone_key, key_id, phone_sealed, notice, created_at) values ($1, $2, $3, $4, $5, $6)";
                let none: Arg = Option::<String>::None.into();
                conn.run(sql, &["人".into(), Option::<Vec<u8>>::None.into(), none, vec![0, 255].into(), 1.into(), 2.into()]).await?;
                Ok(())
            }
        }
        let store = fresh.open().await;
        store.writer().write(Keep).await.unwrap();
        let mut reader = store.read().await.unwrap();
        let row = reader.conn().row("select key_id, id, phone_sealed from person", &[]).await.unwrap().unwrap();
        assert_eq!(row.opt_text(0).unwrap(), None);
        assert_eq!(row.text(1).unwrap(), "人");
        assert_eq!(row.bytes(2).unwrap(), [0, 255]);
    }

    async fn every_statement_is_understood(fresh: Fresh) {
        let _store = fresh.open().await;
        for (name, sql) in store::statements::all() {
            let outcome = fresh.outside(async |conn| conn.prepare(sql).await).await;
            assert!(outcome.is_ok(), "{name}: {outcome:?}\n{sql}");
        }
    }
}
