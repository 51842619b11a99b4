//! What is in the log stays, whatever a statement says.

use store::{Engine, StoreError, args, both, testing::Fresh};

use crate::house::{enter, fresh_desk, gift, sequence};

/// Everything that may not happen to a log of three entries with one checkpoint.
const FORBIDDEN: &[&str] = &[
    "update ledger_entry set leaf = leaf where seq = 1",
    "delete from ledger_entry where seq = 2",
    "delete from ledger_entry",
    "insert into ledger_entry (seq, leaf, hash) select 1, leaf, hash from ledger_entry where seq = 0",
    "insert into ledger_entry (seq, leaf, hash) select 7, leaf, hash from ledger_entry where seq = 0",
    "insert into ledger_entry (seq, leaf, hash) select -1, leaf, hash from ledger_entry where seq = 0",
    "insert into ledger_entry (leaf, hash) select leaf, hash from ledger_entry where seq = 0",
    "insert into ledger_entry (seq, leaf, hash) select 1, leaf, hash from ledger_entry where seq = 0 \
     on conflict (seq) do update set leaf = excluded.leaf",
    "insert into ledger_entry (seq, leaf, hash) select 3, leaf, leaf from ledger_entry where seq = 0",
    "update ledger_node set n = 5",
    "delete from ledger_node",
    "insert into ledger_node (level, n, hash) select 8, 0, hash from ledger_node",
    "insert into ledger_node (level, n, hash) select 8, 2, hash from ledger_node",
    "insert into ledger_node (level, n, hash) select 9, 0, hash from ledger_node",
    "update ledger_checkpoint set note = 'x'",
    "delete from ledger_checkpoint",
    "insert into ledger_checkpoint (size, root, note) select size, root, note from ledger_checkpoint",
    "insert into ledger_checkpoint (size, root, note) select size + 1, root, note from ledger_checkpoint",
    "insert into ledger_checkpoint (size, root, note) select 0, root, note from ledger_checkpoint",
];

const FORBIDDEN_ON_SQLITE: &[&str] = &[
    "insert or replace into ledger_entry (seq, leaf, hash) select 1, leaf, hash from ledger_entry where seq = 0",
    "insert or ignore into ledger_entry (seq, leaf, hash) select 9, leaf, hash from ledger_entry where seq = 0",
    "replace into ledger_node (level, n, hash) select 8, 0, hash from ledger_entry where seq = 0",
    "replace into ledger_checkpoint (size, root, note) select size, root, 'x' from ledger_checkpoint",
    "update or replace ledger_entry set seq = 0 where seq = 1",
    "pragma recursive_triggers = off; replace into ledger_entry (seq, leaf, hash) \
     select 1, leaf, hash from ledger_entry where seq = 0",
    // Strict tables take no text for bytes.
    "insert into ledger_entry (seq, leaf, hash) select (select max(seq) + 1 from ledger_entry), 'text', hash from ledger_entry where seq = 0",
];

const FORBIDDEN_ON_POSTGRES: &[&str] = &[
    "truncate ledger_entry",
    "truncate ledger_checkpoint, ledger_node",
    "set session_replication_role = replica; delete from ledger_entry",
    "set session_replication_role = replica; truncate ledger_node",
    "set session_replication_role = replica; update ledger_checkpoint set note = 'x'",
];

async fn tables(fresh: &Fresh) -> Vec<Vec<u8>> {
    let look = fresh.outside(async |conn| {
        let mut all = Vec::new();
        for sql in [
            "select hash, leaf from ledger_entry order by seq",
            "select hash, hash from ledger_node order by level, n",
            "select root, root from ledger_checkpoint order by size",
        ] {
            for row in conn.rows(sql, &[]).await? {
                all.extend([row.bytes(0)?, row.bytes(1)?]);
            }
        }
        Ok(all)
    });
    look.await.unwrap()
}

both! {
    async fn nothing_in_the_log_is_ever_changed(fresh: Fresh) {
        let store = fresh.open().await;
        for number in 0..300 {
            enter(&store, &format!("pay/{number}"), gift("p1", 100 + number)).await.unwrap();
        }
        sequence(&mut fresh_desk(&store).await, &store).await.unwrap().unwrap();
        let before = tables(&fresh).await;
        assert_eq!(before.len(), 2 * (300 + 1 + 1));
        let own = if store.engine() == Engine::Sqlite { FORBIDDEN_ON_SQLITE } else { FORBIDDEN_ON_POSTGRES };
        for sql in FORBIDDEN.iter().chain(own) {
            let outcome = fresh.outside(async |conn| conn.script(sql).await).await;
            assert!(outcome.is_err(), "{sql}");
            assert_eq!(tables(&fresh).await, before, "{sql}");
        }
        assert_eq!(fresh_desk(&store).await.size(), 300);
    }

    async fn an_entry_and_its_checkpoint_come_together_or_not_at_all(fresh: Fresh) {
        let store = fresh.open().await;
        enter(&store, "pay/1", gift("p1", 100)).await.unwrap();
        let mut desk = fresh_desk(&store).await;
        // Whatever storage call fails, nothing of the append is there afterwards, and the next one succeeds.
        for table in ["ledger_entry", "ledger_place", "ledger_term", "ledger_checkpoint", "ledger_fund", "version"] {
            let (make, drop) = fault(store.engine(), table);
            fresh.outside(async |conn| conn.script(make).await).await.unwrap();
            let (append, _) = crate::house::planned(&desk, &store).await.unwrap();
            let outcome = store.writer().write(append).await;
            assert!(matches!(outcome, Err(StoreError::Database(_))), "{table}: {outcome:?}");
            fresh.outside(async |conn| conn.script(drop).await).await.unwrap();
            let left = fresh.outside(async |conn| {
                let row = conn.row("select (select count(*) from ledger_entry) + (select count(*) from ledger_place) \
                    + (select count(*) from ledger_term) + (select count(*) from ledger_checkpoint) \
                    + (select count(*) from ledger_fund), (select count(*) from ledger_pending)", args![]).await?.unwrap();
                Ok((row.int(0)?, row.int(1)?))
            });
            assert_eq!(left.await.unwrap(), (0, 1), "{table}");
        }
        sequence(&mut desk, &store).await.unwrap().unwrap();
        assert_eq!((desk.size(), fresh_desk(&store).await.root()), (1, desk.root()));
    }
}

/// Statements that make every write to a table fail, and let it succeed again.
fn fault(engine: Engine, table: &str) -> (&'static str, &'static str) {
    let events = if table == "version" { "update" } else { "insert" };
    let (make, drop) = match engine {
        Engine::Sqlite => (
            format!("create trigger broken before {events} on {table} begin select raise(abort, 'disk'); end"),
            "drop trigger broken".to_owned(),
        ),
        Engine::Postgres => (
            format!(
                "create function broken() returns trigger language plpgsql as $$ begin raise exception 'disk'; end $$; \
                 create trigger broken before {events} on {table} for each row execute function broken()"
            ),
            format!("drop trigger broken on {table}; drop function broken()"),
        ),
    };
    (make.leak(), drop.leak())
}
