//! Entering, naming, finding and erasing.

use ledger::{Entry, Fault, canonical::Value, entry::What, kind::Kind};
use store::{
    Change, Conn, StoreError, both,
    ledger::{
        Disclosed, Erase, Filter, KindFilter, Pended, Pending, Retry, Unfit, Whereabouts, disclosed, fund, funds, pend,
        refused, search, secret, whereabouts,
    },
};

use crate::house::{Enter, cost, enter, fresh_desk, gift, now, refund, sequence, today};

/// A change that pends and then breaks its word.
struct Broken;

impl Change for Broken {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        let pending = Pending::new("pay/broken", today(), What::Money(gift("p1", 1)));
        pend(conn, pending, now()).await?.unwrap();
        Err(StoreError::Corrupt("what the change was about"))
    }
}

fn indices(found: &[store::ledger::Found]) -> Vec<u64> {
    found.iter().map(|found| found.seq).collect()
}

fn values(disclosed: &[ledger::disclosure::Disclosure]) -> Vec<String> {
    disclosed.iter().map(|one| one.open().unwrap().value.to_string()).collect()
}

both! {
    async fn an_entry_lives_and_dies_with_the_change_it_is_about(fresh: Fresh) {
        let store = fresh.open().await;
        assert!(store.writer().write(Broken).await.is_err());
        let mut reader = store.read().await.unwrap();
        assert_eq!(whereabouts(&mut reader.conn(), "pay/broken").await.unwrap(), Whereabouts::Unknown);
    }

    async fn the_same_payment_is_entered_once(fresh: Fresh) {
        let store = fresh.open().await;
        assert_eq!(enter(&store, "pay/1", gift("p1", 100)).await, Ok(Pended::New));
        assert_eq!(enter(&store, "pay/1", gift("p1", 100)).await, Ok(Pended::Before));
        let mut desk = fresh_desk(&store).await;
        sequence(&mut desk, &store).await.unwrap().unwrap();
        assert_eq!(enter(&store, "pay/1", gift("p1", 200)).await, Ok(Pended::Before), "also when it has its place");
        assert!(sequence(&mut desk, &store).await.is_none());
        assert_eq!(desk.size(), 1);
        assert_eq!(whereabouts(&mut store.read().await.unwrap().conn(), "pay/1").await.unwrap(), Whereabouts::At(0));
    }

    async fn what_breaks_a_rule_by_itself_is_refused_at_once(fresh: Fresh) {
        let store = fresh.open().await;
        let mut unbalanced = gift("p1", 100);
        unbalanced.postings[1].fen = -99;
        assert_eq!(enter(&store, "pay/1", unbalanced).await, Err(Unfit::Fault(Fault::Unbalanced { fen: 1 })));
        for idem in ["", "支付", "pay 1", &"x".repeat(201)] {
            assert_eq!(enter(&store, idem, gift("p1", 1)).await, Err(Unfit::Form), "{idem}");
        }
        let naming = Pending::new("pay/2", today(), What::Money(gift("p1", 1))).naming("pay/1");
        assert_eq!(store.writer().write(Enter(naming)).await.unwrap(), Err(Unfit::Form), "a gift names nothing");
        let mut crowded = Pending::new("pay/3", today(), What::Money(gift("p1", 1)));
        for field in ["a", "b", "c", "d", "e", "f", "g"] {
            crowded = crowded.closed(field, Value::Int(1));
        }
        assert!(matches!(store.writer().write(Enter(crowded)).await.unwrap(), Err(Unfit::Fields(_))));
        assert!(!store::ledger::is_waiting(&mut store.read().await.unwrap().conn()).await.unwrap());
    }

    async fn what_breaks_a_rule_of_the_books_is_set_aside_and_blocks_nobody(fresh: Fresh) {
        let store = fresh.open().await;
        enter(&store, "cost/1", cost("p1", 60)).await.unwrap();
        enter(&store, "pay/1", gift("p1", 100)).await.unwrap();
        let back = Pending::new("back/1", today(), What::Money(refund("p1", 10))).naming("cost/1");
        store.writer().write(Enter(back)).await.unwrap().unwrap();
        let mut desk = fresh_desk(&store).await;
        sequence(&mut desk, &store).await.unwrap().unwrap();
        assert_eq!(desk.size(), 1, "the gift");
        let aside = refused(&mut store.read().await.unwrap().conn(), 10).await.unwrap();
        assert_eq!(aside.iter().map(|one| one.idem.as_str()).collect::<Vec<_>>(), ["cost/1", "back/1"]);
        assert!(aside[0].fault.starts_with("I4: project `p1` has 60 fen less"), "{}", aside[0].fault);
        let mut reader = store.read().await.unwrap();
        assert!(matches!(whereabouts(&mut reader.conn(), "cost/1").await.unwrap(), Whereabouts::Aside { .. }));
        assert_eq!(enter(&store, "cost/1", cost("p1", 60)).await, Ok(Pended::Before), "it is still that entry");
        // Now there is something to be spent; the operator lets them try again.
        assert_eq!(store.writer().write(Retry).await.unwrap(), 2);
        sequence(&mut desk, &store).await.unwrap().unwrap();
        assert_eq!(desk.size(), 2);
        let aside = refused(&mut store.read().await.unwrap().conn(), 10).await.unwrap();
        assert_eq!(aside.len(), 1, "a refund names a gift: {aside:?}");
        assert_eq!(fund(&mut store.read().await.unwrap().conn(), "p1".parse().ok()).await.unwrap().balance(), 40);
    }

    async fn an_entry_may_name_one_that_still_waits(fresh: Fresh) {
        let store = fresh.open().await;
        enter(&store, "pay/1", gift("p1", 100)).await.unwrap();
        enter(&store, "pay/2", gift("p2", 100)).await.unwrap();
        let back = |idem: &str, fen| Pending::new(idem, today(), What::Money(refund("p2", fen))).naming("pay/2");
        store.writer().write(Enter(back("back/1", 30))).await.unwrap().unwrap();
        let mut desk = fresh_desk(&store).await;
        sequence(&mut desk, &store).await.unwrap().unwrap();
        store.writer().write(Enter(back("back/2", 70))).await.unwrap().unwrap();
        store.writer().write(Enter(back("back/3", 1))).await.unwrap().unwrap();
        sequence(&mut desk, &store).await.unwrap().unwrap();
        let leaves = store::ledger::entries(&mut store.read().await.unwrap().conn(), 0, 10).await.unwrap();
        let named: Vec<_> = leaves.iter().map(|(_, leaf, _)| Entry::read(leaf).unwrap().target()).collect();
        assert_eq!(named, [None, None, Some(1), Some(1)]);
        let aside = refused(&mut store.read().await.unwrap().conn(), 10).await.unwrap();
        assert!(aside[0].fault.starts_with("I6"), "more than was given: {aside:?}");
        let funds = funds(&mut store.read().await.unwrap().conn()).await.unwrap();
        let left: Vec<_> = funds.iter().map(|(project, fund)| (project.map(|p| p.to_string()), fund.balance())).collect();
        assert_eq!(left, [(None, 0), (Some("p1".into()), 100), (Some("p2".into()), 0)]);
        assert_eq!(fresh_desk(&store).await.books(), desk.books());
    }

    async fn entries_are_found_by_project_kind_and_month(fresh: Fresh) {
        let store = fresh.open().await;
        let mut desk = fresh_desk(&store).await;
        for (idem, money, day) in [
            ("0", gift("p1", 100), "2026-10-31"),
            ("1", gift("p2", 100), "2026-11-01"),
            ("2", cost("p1", 10), "2026-11-02"),
            ("3", gift("p1", 7), "2026-11-30"),
        ] {
            let pending = Pending::new(idem, day.parse().unwrap(), What::Money(money));
            store.writer().write(Enter(pending)).await.unwrap().unwrap();
        }
        let beat = Pending::new("4", "2026-11-30".parse().unwrap(), What::Heartbeat);
        store.writer().write(Enter(beat)).await.unwrap().unwrap();
        sequence(&mut desk, &store).await.unwrap().unwrap();
        let project = |name: &str| name.parse().ok();
        let kind = |word| Some(KindFilter::from_word(word).unwrap());
        for (filter, want) in [
            (Filter::default(), &[4, 3, 2, 1, 0][..]),
            (Filter { project: project("p1"), ..Filter::default() }, &[3, 2, 0]),
            (Filter { kind: kind("donation"), ..Filter::default() }, &[3, 1, 0]),
            (Filter { kind: kind("money"), ..Filter::default() }, &[3, 2, 1, 0]),
            (Filter { kind: kind("heartbeat"), ..Filter::default() }, &[4]),
            (Filter { month: Some((2026, 11)), ..Filter::default() }, &[4, 3, 2, 1]),
            (Filter { project: project("p1"), kind: Some(KindFilter::Money(Kind::Donation)), month: None }, &[3, 0]),
            (Filter { project: project("p1"), kind: kind("money"), month: Some((2026, 11)) }, &[3, 2]),
            (Filter { project: project("p3"), ..Filter::default() }, &[]),
            (Filter { kind: kind("steps"), ..Filter::default() }, &[]),
        ] {
            let mut reader = store.read().await.unwrap();
            let found = search(&mut reader.conn(), &filter, u64::MAX, 10).await.unwrap();
            assert_eq!(indices(&found), want, "{filter:?}");
            // The same by pages of one.
            let (mut paged, mut before) = (Vec::new(), u64::MAX);
            while let Some(next) = search(&mut reader.conn(), &filter, before, 1).await.unwrap().first() {
                before = next.seq;
                paged.push(next.seq);
            }
            assert_eq!(paged, want, "{filter:?}");
        }
    }

    async fn erased_fields_are_gone_and_the_log_stays_as_it_was(fresh: Fresh) {
        let store = fresh.open().await;
        let pending = Pending::new("pay/1", today(), What::Money(gift("p1", 100)))
            .about("donation/A")
            .closed("trade", Value::text("4200001"))
            .open("message", Value::text("保重身体"));
        let opens = pending.secret().clone();
        store.writer().write(Enter(pending)).await.unwrap().unwrap();
        enter(&store, "pay/2", gift("p1", 5)).await.unwrap();
        let mut desk = fresh_desk(&store).await;
        sequence(&mut desk, &store).await.unwrap().unwrap();
        let (root, mut reader) = (desk.root(), store.read().await.unwrap());
        let Disclosed { public, private } = disclosed(&mut reader.conn(), 0).await.unwrap();
        assert_eq!((values(&public), values(&private)), (vec!["\"保重身体\"".into()], vec!["\"4200001\"".into()]));
        assert_eq!(secret(&mut reader.conn(), "pay/1").await.unwrap(), Some(opens.clone()));
        let leaf = store::ledger::entries(&mut reader.conn(), 0, 1).await.unwrap().remove(0).1;
        let digests = Entry::read(&leaf).unwrap().digests().to_vec();
        assert!(public.iter().chain(&private).all(|one| digests.contains(&one.digest())));

        assert_eq!(store.writer().write(Erase { subject: "donation/A".into(), now: now() }).await.unwrap(), 1);
        assert_eq!(store.writer().write(Erase { subject: "donation/A".into(), now: now() }).await.unwrap(), 0);
        assert_eq!(disclosed(&mut reader.conn(), 0).await.unwrap(), Disclosed::default());
        assert_eq!(secret(&mut reader.conn(), "pay/1").await.unwrap(), None);
        assert_eq!(fresh_desk(&store).await.root(), root);
        sequence(&mut desk, &store).await.unwrap().unwrap();
        let leaf = store::ledger::entries(&mut reader.conn(), 2, 1).await.unwrap().remove(0).1;
        let fields = vec!["message".parse().unwrap(), "trade".parse().unwrap()];
        assert_eq!(*Entry::read(&leaf).unwrap().what(), What::Erasure { of: 0, fields });
        // The donor's own receipt opens it for the donor.
        assert!(digests.contains(&opens.disclose("trade", &Value::text("4200001")).unwrap().digest()));
    }
}
