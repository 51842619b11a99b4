//! Who reads the log anew sees everything that is wrong with it.

use ledger::Hash;
use store::{
    Engine, both,
    ledger::{Broken, Desk, Overtaken},
};

use crate::house::{enter, fresh_desk, gift, planned, sequence};

both! {
    async fn of_two_sequencers_one_is_overtaken_and_reads_on(fresh: Fresh) {
        let store = fresh.open().await;
        enter(&store, "pay/1", gift("p1", 1)).await.unwrap();
        let (mut one, mut two) = (fresh_desk(&store).await, fresh_desk(&store).await);
        let (append, _) = planned(&two, &store).await.unwrap();
        sequence(&mut one, &store).await.unwrap().unwrap();
        assert_eq!(store.writer().write(append).await.unwrap(), Err(Overtaken { size: 1 }));
        assert_eq!(two.read_on(&store, 1).await.unwrap(), Ok(Some(one.root())));
        assert_eq!((two.size(), two.root()), (1, one.root()));
        enter(&store, "pay/2", gift("p1", 1)).await.unwrap();
        sequence(&mut two, &store).await.unwrap().unwrap();
        assert_eq!(fresh_desk(&store).await.root(), two.root());
    }

    async fn the_root_of_any_earlier_size_is_found_again(fresh: Fresh) {
        let store = fresh.open().await;
        let (mut desk, mut roots) = (fresh_desk(&store).await, vec![Hash::EMPTY]);
        for number in 0..5 {
            enter(&store, &format!("pay/{number}"), gift("p1", 1)).await.unwrap();
            sequence(&mut desk, &store).await.unwrap().unwrap();
            roots.push(desk.root());
        }
        for (size, root) in (0..).zip(roots) {
            assert_eq!(Desk::default().read_on(&store, size).await.unwrap(), Ok(Some(root)), "{size}");
        }
        assert_eq!(Desk::default().read_on(&store, 6).await.unwrap(), Ok(None));
    }

    async fn a_log_that_somebody_has_laid_hands_on_is_broken(fresh: Fresh) {
        let store = fresh.open().await;
        let mut desk = fresh_desk(&store).await;
        for number in 0..260 {
            enter(&store, &format!("pay/{number}"), gift("p1", 1)).await.unwrap();
        }
        sequence(&mut desk, &store).await.unwrap().unwrap();
        let open = match store.engine() {
            Engine::Sqlite => "drop trigger ledger_entry_update; drop trigger ledger_node_update; drop trigger ledger_checkpoint_update",
            Engine::Postgres => "alter table ledger_entry disable trigger all; alter table ledger_node disable trigger all; \
                alter table ledger_checkpoint disable trigger all",
        };
        fresh.outside(async |conn| conn.script(open).await).await.unwrap();
        for (change, want) in [
            ("update ledger_entry set leaf = (select leaf from ledger_entry where seq = 8) where seq = 7", Broken::Changed(7)),
            (
                "update ledger_entry set leaf = (select leaf from ledger_entry where seq = 8), \
                 hash = (select hash from ledger_entry where seq = 8) where seq = 7",
                Broken::Node { level: 8, index: 0 },
            ),
            (
                "update ledger_entry set leaf = (select leaf from ledger_entry where seq = 258), \
                 hash = (select hash from ledger_entry where seq = 258) where seq = 257",
                Broken::Root(260),
            ),
            (
                "update ledger_node set hash = (select hash from ledger_entry where seq = 0)",
                Broken::Node { level: 8, index: 0 },
            ),
        ] {
            let kept = fresh.outside(async |conn| {
                let row = conn.row("select leaf, hash from ledger_entry where seq = 7", &[]).await?.unwrap();
                let tail = conn.row("select leaf, hash from ledger_entry where seq = 257", &[]).await?.unwrap();
                let node = conn.row("select hash from ledger_node", &[]).await?.unwrap();
                Ok([row.bytes(0)?, row.bytes(1)?, tail.bytes(0)?, tail.bytes(1)?, node.bytes(0)?])
            });
            let kept = kept.await.unwrap();
            fresh.outside(async |conn| conn.script(change).await).await.unwrap();
            let mut late = Desk::default();
            assert_eq!(late.read_on(&store, 0).await.unwrap(), Err(want), "{change}");
            assert_eq!(late.size(), 0, "the desk is as it was");
            let restore = fresh.outside(async |conn| {
                let entry = "update ledger_entry set leaf = $1, hash = $2 where seq = $3";
                conn.run(entry, store::args![kept[0].as_slice(), kept[1].as_slice(), 7]).await?;
                conn.run(entry, store::args![kept[2].as_slice(), kept[3].as_slice(), 257]).await?;
                conn.run("update ledger_node set hash = $1", store::args![kept[4].as_slice()]).await
            });
            restore.await.unwrap();
        }
        assert_eq!(fresh_desk(&store).await.root(), desk.root());
    }
}
