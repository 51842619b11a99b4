//! Single facts, one at a time.

use model::{
    DonationId, ReceiptId,
    donation::{AttemptState, DonationState, RefundState, attempt::AttemptEvent, refund::RefundEvent},
    project::GivingOff,
};
use store::{
    both,
    donation::{self, Accept, Accepted, AskRefund, Asked, Placed, RemoveName},
    project::Suspend,
};

use crate::desk::{Desk, PROVIDER, fen, project};

async fn kinds(desk: &Desk) -> Vec<String> {
    let mut reader = desk.store.read().await.unwrap();
    let items = donation::open_items(&mut reader.conn(), 0, 100).await.unwrap();
    items.into_iter().map(|item| item.kind).collect()
}

fn ask(desk: &Desk, number: &str, txn: &str, amount: u64) -> AskRefund {
    AskRefund {
        number: number.into(),
        provider: PROVIDER.into(),
        txn: txn.into(),
        amount: fen(amount),
        why: ledger::kind::Why::DonorRequest,
        actor: "财务甲".into(),
        second: None,
        alone: fen(100_000),
        now: desk.now,
    }
}

both! {
    async fn the_same_command_is_one_order_and_another_body_is_refused(fresh: Fresh) {
        let mut desk = Desk::open(fresh).await;
        let (id, number) = desk.order(1000, None).await;
        let again = desk.place(DonationId::from_bits(999), "D-other", 1000, None);
        let again = donation::PlaceOrder { key: format!("key-{id}"), ..again };
        let same = desk.store.writer().write(again.clone()).await.unwrap();
        assert!(matches!(&same, Placed::Same(placed) if placed.0.id == id), "{same:?}");
        let other = donation::PlaceOrder { request: [9; 32], ..again };
        assert_eq!(desk.store.writer().write(other).await.unwrap(), Placed::KeyReused);
        assert_eq!(desk.state(&number).await, AttemptState::Created);
    }

    async fn money_is_credited_once_with_its_receipt_and_its_ledger_row(fresh: Fresh) {
        let mut desk = Desk::open(fresh).await;
        let (id, number) = desk.order(1000, Some("王小明")).await;
        desk.tell(&number, AttemptEvent::CreateOk).await;
        for _ in 0..3 {
            let paid = desk.paid(&number, "T1", 1000);
            desk.take(paid).await;
        }
        assert_eq!(desk.state(&number).await, AttemptState::Paid);
        let sums = desk.ask("select count(*), cast(coalesce(sum(amount), 0) as bigint) from journal where kind = 'capture'").await;
        assert_eq!(sums, [[1, 1000]]);
        assert_eq!(desk.ask("select count(*), count(distinct idem) from ledger_pending where idem like 'pay/%'").await, [[1, 1]]);
        let view = desk.view(id).await;
        assert_eq!(view.state, DonationState::Paid);
        let receipt = view.receipt.unwrap();
        assert!(receipt.secret.is_some());
        let shown = donation::receipt(&mut desk.store.read().await.unwrap().conn(), receipt.id).await.unwrap().unwrap();
        assert_eq!((shown.amount, shown.name.as_deref(), shown.is_erased), (fen(1000), Some("王小明"), false));

        desk.store.writer().write(RemoveName { donation: id, now: desk.now }).await.unwrap();
        let shown = donation::receipt(&mut desk.store.read().await.unwrap().conn(), receipt.id).await.unwrap().unwrap();
        assert_eq!((shown.amount, shown.name, shown.is_erased), (fen(1000), None, true));
        assert_eq!(desk.ask("select count(*), cast(0 as bigint) from ledger_value").await, [[0, 0]]);
    }

    async fn odd_money_goes_to_suspense_and_a_person_decides(fresh: Fresh) {
        let mut desk = Desk::open(fresh).await;
        let (id, number) = desk.order(1000, None).await;
        let paid = desk.paid(&number, "T1", 1100);
        desk.take(paid).await;
        assert_eq!(desk.state(&number).await, AttemptState::Review);
        assert_eq!(desk.view(id).await.state, DonationState::Checking);
        assert_eq!(kinds(&desk).await, ["mismatch"]);
        assert_eq!(desk.ask("select count(*), cast(0 as bigint) from ledger_pending where idem like 'pay/%'").await, [[0, 0]]);
        let accept = Accept {
            provider: PROVIDER.into(),
            txn: "T1".into(),
            actor: "财务甲".into(),
            second: None,
            alone: fen(1000),
            receipt: ReceiptId::from_bits(77),
            now: desk.now,
        };
        assert_eq!(desk.store.writer().write(accept.clone()).await.unwrap(), Accepted::SecondNeeded);
        let both = Accept { second: Some("财务乙".into()), ..accept };
        assert_eq!(desk.store.writer().write(both.clone()).await.unwrap(), Accepted::Done(ReceiptId::from_bits(77)));
        assert_eq!(desk.store.writer().write(both).await.unwrap(), Accepted::NotFound, "it is not in suspense any more");
        assert_eq!(desk.view(id).await.state, DonationState::Paid);
        assert_eq!(kinds(&desk).await, Vec::<String>::new());
        let pended = desk.ask("select count(*), cast(0 as bigint) from ledger_pending where idem like 'pay/%'").await;
        assert_eq!(pended, [[1, 0]]);
    }

    async fn a_second_payment_and_an_orphan_wait_for_finance(fresh: Fresh) {
        let mut desk = Desk::open(fresh).await;
        let (id, number) = desk.order(1000, None).await;
        for txn in ["T1", "T2"] {
            let paid = desk.paid(&number, txn, 1000);
            desk.take(paid).await;
        }
        let orphan = desk.paid("NOBODY", "T3", 5);
        desk.take(orphan.clone()).await;
        desk.take(orphan).await;
        assert_eq!(kinds(&desk).await, ["duplicate", "orphan"]);
        let booked = desk.ask("select count(*), cast(sum(amount) as bigint) from provider_txn group by booked order by 1").await;
        assert_eq!(booked, [[1, 1000], [2, 1005]]);
        assert_eq!(desk.view(id).await.state, DonationState::Paid);
    }

    async fn a_stopped_project_takes_no_order_and_money_on_its_way_goes_to_suspense(fresh: Fresh) {
        let mut desk = Desk::open(fresh).await;
        let (_, number) = desk.order(1000, None).await;
        let stop = Suspend { id: project(), reason: "核查".into(), actor: "x".into(), now: desk.now };
        desk.store.writer().write(stop).await.unwrap();
        let place = desk.place(DonationId::from_bits(500), "D500", 1000, None);
        assert_eq!(desk.store.writer().write(place).await.unwrap(), Placed::Off(GivingOff::Suspended));
        let paid = desk.paid(&number, "T1", 1000);
        desk.take(paid).await;
        assert_eq!(kinds(&desk).await, ["target_gone"]);
        assert_eq!(desk.ask("select count(*), cast(0 as bigint) from receipt").await, [[0, 0]]);
    }

    async fn refunds_never_exceed_what_was_paid_and_leave_once(fresh: Fresh) {
        let mut desk = Desk::open(fresh).await;
        let (id, number) = desk.order(1000, None).await;
        let paid = desk.paid(&number, "T1", 1000);
        desk.take(paid).await;
        let write = async |ask: AskRefund| desk.store.writer().write(ask).await.unwrap();
        assert_eq!(write(ask(&desk, "R1", "T1", 600)).await, Asked::Open);
        assert_eq!(write(ask(&desk, "R1", "T1", 600)).await, Asked::Same);
        assert_eq!(write(ask(&desk, "R2", "T1", 500)).await, Asked::OverLimit(fen(400)));
        assert_eq!(write(ask(&desk, "R2", "T0", 1)).await, Asked::NotFound);
        assert_eq!(desk.view(id).await.state, DonationState::Refunding);
        desk.tell_refund("R1", RefundEvent::ApiAccepted).await;
        for _ in 0..3 {
            desk.tell_refund("R1", RefundEvent::ResultSuccess).await;
        }
        let out = desk.ask("select count(*), cast(sum(amount) as bigint) from journal where kind = 'refund'").await;
        assert_eq!(out, [[1, 600]]);
        assert_eq!(desk.ask("select count(*), cast(0 as bigint) from ledger_pending where idem like 'refund/%'").await, [[1, 0]]);
        assert_eq!(desk.view(id).await.state, DonationState::Paid, "a part of it stays");
        assert_eq!(desk.view(id).await.refunds[0].state, RefundState::Success);
    }

    async fn the_journal_cannot_be_changed(fresh: Fresh) {
        let mut desk = Desk::open(fresh).await;
        let (_, number) = desk.order(1000, None).await;
        let paid = desk.paid(&number, "T1", 1000);
        desk.take(paid).await;
        for sql in ["update journal set amount = 1", "delete from journal"] {
            let outcome = desk.fresh.outside(async |conn| conn.run(sql, &[]).await).await;
            assert!(outcome.is_err(), "{sql}");
        }
    }
}
