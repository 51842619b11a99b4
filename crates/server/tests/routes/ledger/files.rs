//! Checkpoint, tiles and proofs.

use ledger::{Audit, Receipt};
use server::{config::DEMO_ORIGIN, testing::TestApp};
use store::both;

use super::house::{audit, enter, gift, head, trust, upper_tiles_hold};

both! {
    async fn a_log_that_is_read_over_the_wire_passes_the_audit_at_every_checkpoint(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let client = app.anonymous();
        assert_eq!(client.get("/ledger/checkpoint").await.status, 503, "there is nothing yet");
        let mut seen = Audit::new(DEMO_ORIGIN);
        let mut sent = 0;
        for more in [1, 4, 250, 2, 300] {
            for _ in 0..more {
                enter(&app, &format!("pay/{sent}"), gift("p1", 100)).await;
                sent += 1;
            }
            app.sequence().await.unwrap();
            audit(&client, &mut seen).await.unwrap();
        }
        // One of them is the heartbeat of the day.
        assert_eq!(head(&client).await.size(), 558);
        assert_eq!(seen.books().balance("assets:psp:wechat".parse().unwrap()), 55_700);
        upper_tiles_hold(&client, 558).await;
    }

    async fn every_entry_has_a_receipt_that_holds_without_a_network(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let client = app.anonymous();
        for number in 0..20 {
            enter(&app, &format!("pay/{number}"), gift("p1", 100)).await;
        }
        app.sequence().await.unwrap();
        let trust = trust(&client).await;
        for index in 0..21 {
            let answer = client.get(&format!("/ledger/proof/{index}.tlog-proof")).await;
            assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-cache"));
            let shown = answer.text().parse::<Receipt>().unwrap().open(&trust).unwrap();
            assert_eq!((shown.index, shown.signed.checkpoint.size()), (index, 21));
        }
        assert_eq!(client.get("/ledger/proof/21.tlog-proof").await.status, 404);
    }

    async fn tiles_never_change_and_checkpoints_are_asked_for_again(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let client = app.anonymous();
        enter(&app, "pay/1", gift("p1", 100)).await;
        app.sequence().await.unwrap();
        for (path, kind, cache) in [
            ("/ledger/checkpoint", "text/plain; charset=utf-8", "max-age=2"),
            ("/ledger/vkey", "text/plain; charset=utf-8", "no-cache"),
            ("/ledger/tile/0/000.p/1", "application/octet-stream", "public, max-age=31536000, immutable"),
            ("/ledger/tile/entries/000.p/2", "application/octet-stream", "public, max-age=31536000, immutable"),
            ("/ledger/consistency?from=1&to=2", "text/plain; charset=utf-8", "public, max-age=31536000, immutable"),
        ] {
            let answer = client.get(path).await;
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!((answer.header("content-type"), answer.header("cache-control")), (kind, cache), "{path}");
        }
        let before = client.get("/ledger/tile/entries/000.p/1").await.body;
        enter(&app, "pay/2", gift("p1", 5)).await;
        app.sequence().await.unwrap();
        assert_eq!(client.get("/ledger/tile/entries/000.p/1").await.body, before, "a narrow tile stays");
    }

    async fn what_the_log_does_not_have_is_refused(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let client = app.anonymous();
        enter(&app, "pay/1", gift("p1", 100)).await;
        app.sequence().await.unwrap();
        for (path, status) in [
            ("/ledger/tile/0/000", 404),
            ("/ledger/tile/0/000.p/3", 404),
            ("/ledger/tile/0/000.p/0", 404),
            ("/ledger/tile/0/000.p/256", 404),
            ("/ledger/tile/0/000.p/01", 404),
            ("/ledger/tile/0/0", 404),
            ("/ledger/tile/1/000.p/1", 404),
            ("/ledger/tile/63/000.p/1", 404),
            ("/ledger/tile/64/000.p/1", 404),
            ("/ledger/tile/0/x18446744073709551615/000", 404),
            ("/ledger/tile/0/x999/x999/x999/x999/x999/x999/999", 404),
            ("/ledger/tile/entries/001.p/1", 404),
            ("/ledger/tile/data/000", 404),
            ("/ledger/tile/", 404),
            ("/ledger/tile", 404),
            ("/ledger/tile/0/%00", 404),
            ("/ledger/tile/0/%ff", 400),
            ("/ledger/tile/../checkpoint", 404),
            ("/ledger/tile/0/000.p/1?x=1", 422),
            ("/ledger/checkpoint?x=1", 422),
            ("/ledger/consistency", 422),
            ("/ledger/consistency?from=0&to=2", 422),
            ("/ledger/consistency?from=2&to=1", 422),
            ("/ledger/consistency?from=1&to=3", 422),
            ("/ledger/consistency?from=01&to=2", 422),
            ("/ledger/consistency?from=-1&to=2", 422),
            ("/ledger/consistency?from=99999999999999999999&to=2", 422),
            ("/ledger/consistency?from=1&from=1", 422),
            ("/ledger/proof/0", 404),
            ("/ledger/proof/00.tlog-proof", 404),
            ("/ledger/proof/-1.tlog-proof", 404),
            ("/ledger/proof/18446744073709551616.tlog-proof", 404),
            ("/ledger/proof/%E5%96%84.tlog-proof", 404),
            ("/ledger/entry/2", 404),
            ("/ledger/entry/x", 404),
            ("/ledger/entries?kind=bribe", 422),
            ("/ledger/other", 404),
            ("/api/v1/ledger/2", 404),
            ("/api/v1/ledger/0x1", 404),
        ] {
            let answer = client.get(path).await;
            assert_eq!(answer.status, status, "{path}: {}", answer.text());
            let _ = answer.problem();
        }
        assert_eq!(client.post_empty("/ledger/checkpoint").await.status, 405);
    }
}
