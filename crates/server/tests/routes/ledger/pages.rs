//! The log for people.

use ledger::canonical::Value;
use model::view::{EntryKind, EntryView, LedgerLines};
use server::testing::TestApp;
use store::{Change, Conn, StoreError, both, ledger::Pending, wish};

use super::house::{Enter, enter, gift, head};

/// What `shanling wish withdraw` does.
struct Withdraw(model::WishId, model::Millis);

impl Change for Withdraw {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        let row = wish::load(conn, self.0).await?.unwrap();
        wish::withdraw(conn, &row, None, self.1).await?.unwrap();
        Ok(())
    }
}

both! {
    async fn entries_are_read_newest_first_and_found_by_what_they_are_about(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let client = app.anonymous();
        for number in 0..60 {
            enter(&app, &format!("pay/{number}"), gift(if number % 2 == 0 { "p-demo-01" } else { "p-demo-02" }, 100 + number)).await;
        }
        app.sequence().await.unwrap();
        let first: LedgerLines = client.get("/api/v1/ledger").await.json();
        assert_eq!((first.items.len(), first.items[0].kind, first.items[0].index), (50, EntryKind::Heartbeat, Some(60)));
        let rest: LedgerLines = client.get(&format!("/api/v1/ledger?after={}", first.next.unwrap())).await.json();
        assert_eq!((rest.items.len(), rest.items[10].index, rest.next), (11, Some(0), None));
        let own: LedgerLines = client.get("/ledger/entries?project=P-DEMO-02&kind=donation&month=2026-11").await.json();
        assert_eq!(own.items.len(), 30);
        let newest = &own.items[0];
        assert_eq!((newest.fen, newest.project), (159, "P-DEMO-02".parse().ok()));
        assert_eq!(newest.postings[1].account, "net:restricted:project:p-demo-02");
        let one: EntryView = client.get("/ledger/entry/59").await.json();
        assert_eq!((one.line.fen, one.as_of.size), (159, 61));
        assert!(one.leaf.starts_with("{\"_sd\":["), "{}", one.leaf);
    }

    async fn what_is_erased_is_gone_from_the_very_next_answer(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let client = app.anonymous();
        let pending = Pending::new("pay/1", app.today(), gift("p1", 100)).about("donation/1").open("message", Value::text("早日康复"));
        app.write(Enter(pending, app.now())).await.unwrap();
        app.sequence().await.unwrap();
        for path in ["/api/v1/ledger", "/ledger/entry/0"] {
            assert!(client.get(path).await.text().contains("早日康复"), "{path}");
        }
        let receipt = client.get("/ledger/proof/0.tlog-proof").await.text();
        app.write(store::ledger::Erase { subject: "donation/1".into(), now: app.now() }).await;
        for path in ["/api/v1/ledger", "/ledger/entry/0"] {
            assert!(!client.get(path).await.text().contains("早日康复"), "{path}");
        }
        assert!(client.get("/ledger/proof/0.tlog-proof").await.text().len() < receipt.len());
    }

    async fn a_wish_that_was_taken_back_is_nowhere_in_the_log(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let client = app.anonymous();
        let id = app.wish(|seed| seed.district = "示例市金盏区".into()).await;
        app.wish(|_| {}).await;
        app.sequence().await.unwrap();
        let listed: LedgerLines = client.get("/api/v1/ledger?kind=steps").await.json();
        assert_eq!(listed.items[1].texts.iter().find(|text| text.name == "wish").unwrap().text, id.to_string());
        app.write(Withdraw(id, app.now())).await;
        app.sequence().await.unwrap();
        let size = head(&client).await.size();
        let mut answers = vec![
            client.get("/api/v1/ledger").await.text(),
            client.get("/ledger/entries?kind=steps").await.text(),
            client.get(&format!("/ledger/tile/entries/000.p/{size}")).await.text(),
        ];
        for index in 0..size {
            answers.push(client.get(&format!("/ledger/proof/{index}.tlog-proof")).await.text());
            answers.push(client.get(&format!("/ledger/entry/{index}")).await.text());
        }
        for answer in answers {
            for gone in [id.to_string().as_str(), "示例市金盏区", "独居老人"] {
                assert!(!answer.contains(gone), "{gone} in {answer}");
            }
        }
    }
}
