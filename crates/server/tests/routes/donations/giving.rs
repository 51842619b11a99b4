//! Orders, payments, receipts, refunds.

use model::{
    Fen, Problem, ProblemCode,
    donation::{DonationState, InvoiceState, RefundState},
    project::GivingOff,
    view::{DonationView, Donations, EntryReason, LedgerLines, ProjectView, ReceiptView},
};
use payment::sandbox::wire::Fault;
use serde_json::json;
use server::{phone::Phone, sender::Sent, testing::Client};
use store::{
    both,
    donation::{AskRefund, Asked},
    outbox::MessageKind,
};

use super::counter::{Counter, Guest, PROJECT, gift};

both! {
    async fn a_guest_gives_and_gets_a_receipt_with_its_place(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        let guest = counter.give(&gift(160_000)).await;
        assert_eq!(guest.view.state, DonationState::AwaitingPayment);
        assert_eq!(guest.view.invoice.state, InvoiceState::Waived);
        guest.choose("paid").await;
        let view = counter.until(&guest, |view| view.state == DonationState::Paid).await;
        assert!(view.pay.is_none() && view.key.is_none());
        counter.sequence().await;
        assert_eq!(guest.look().await.state, DonationState::Booked);
        let link = view.receipt.unwrap();
        let receipt: ReceiptView = counter.app.anonymous().get(&format!("/api/v1/receipts/{}", link.id)).await.json();
        assert_eq!((receipt.amount.get(), receipt.project.to_string().as_str()), (160_000, PROJECT));
        assert!(receipt.entry.is_some() && receipt.filing.is_some() && receipt.name.is_none() && !receipt.is_erased);
        assert_eq!(counter.items().await, Vec::<String>::new());
    }

    async fn a_lost_connection_is_made_good_by_asking(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        counter.fail(&[Fault::LoseCreateAnswer, Fault::DropNotices]).await;
        let guest = counter.give(&gift(100)).await;
        // The answer was lost: asking finds the trade, and opening it again the way to pay.
        let view = guest.come_back().await;
        assert_eq!(view.state, DonationState::AwaitingPayment, "{view:?}");
        let guest = Guest { view: DonationView { key: guest.view.key.clone(), ..view }, ..guest };
        guest.choose("paid").await;
        assert_eq!(guest.come_back().await.state, DonationState::Paid);
    }

    async fn two_tabs_are_one_donation(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        let client = counter.app.anonymous();
        let first: DonationView = counter.order(&client, "one-form-1", &gift(100)).await.json();
        let again = counter.order(&client.again(), "one-form-1", &gift(100)).await;
        assert_eq!(again.status, 200);
        let again: DonationView = again.json();
        assert_eq!((again.id, &again.pay, &again.key), (first.id, &first.pay, &first.key));
        assert_eq!(counter.order(&client, "one-form-1", &gift(200)).await.problem(), ProblemCode::KeyReused);
    }

    async fn a_form_is_one_donation_across_signing_in_and_out(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        let (guest, one) = (counter.app.anonymous(), counter.app.citizen("13800138000").await);
        let other = counter.app.citizen("13800138001").await;
        let first: DonationView = counter.order(&guest, "signed-in-midway", &gift(100)).await.json();
        // Signed in midway: the same order, now theirs.
        let taken = counter.order(&one, "signed-in-midway", &gift(100)).await;
        assert_eq!(taken.status, 200, "{}", taken.text());
        let taken: DonationView = taken.json();
        assert_eq!((taken.id, taken.key), (first.id, None));
        let mine: Donations = one.get("/api/v1/me/donations").await.json();
        assert_eq!(mine.items.iter().map(|gift| gift.id).collect::<Vec<_>>(), [first.id]);
        // What opened it before opens it no more: it is a person's now.
        let before = Guest { client: counter.app.anonymous(), view: first };
        assert_eq!(before.try_look().await.problem(), ProblemCode::NotFound);
        // Signed out again, or on somebody else's phone, it makes no second one either.
        let again = |client: Client, fen: u64| {
            let counter = &counter;
            async move { counter.order(&client, "signed-in-midway", &gift(fen)).await.problem() }
        };
        assert_eq!(again(guest.again(), 100).await, ProblemCode::SignInNeeded);
        assert_eq!(again(guest.again(), 200).await, ProblemCode::KeyReused);
        assert_eq!(again(other.again(), 100).await, ProblemCode::KeyReused);
        assert_eq!(counter.orders().await, 1);
    }

    async fn a_form_that_is_sent_signed_in_and_signed_out_at_once_is_one_donation(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        let one = counter.app.citizen("13800138000").await;
        let clients = (0..8).map(|n| if n % 2 == 0 { one.again() } else { counter.app.anonymous() });
        let sent = clients.map(|client| {
            let counter = &counter;
            async move { counter.order(&client, "sent-all-at-once", &gift(100)).await.status }
        });
        let answers = futures_util::future::join_all(sent).await;
        assert!(answers.iter().any(axum::http::StatusCode::is_success), "{answers:?}");
        assert!(answers.iter().all(|status| [200, 201, 401, 409].contains(&status.as_u16())), "{answers:?}");
        assert_eq!(counter.orders().await, 1);
    }

    async fn who_has_signed_in_finds_their_donations_and_nobody_elses(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        let (one, other) = (counter.app.citizen("13800138000").await, counter.app.citizen("13800138001").await);
        let body = json!({ "amount": 500, "adult": true, "notice": 1, "shown_as": "named", "name": "王小明",
            "invoice": { "title": "王小明" } });
        let view: DonationView = counter.order(&one, "form-of-one-1", &body).await.json();
        assert_eq!((view.key, view.invoice.state), (None, InvoiceState::Requested));
        let mine: Donations = one.get("/api/v1/me/donations").await.json();
        assert_eq!(mine.items.len(), 1);
        let theirs: Donations = other.get("/api/v1/me/donations").await.json();
        assert_eq!(theirs.items.len(), 0);
        let path = format!("/api/v1/donations/{}", view.id);
        assert_eq!(other.get(&path).await.problem(), ProblemCode::NotFound);
        assert_eq!(counter.app.anonymous().get(&path).await.problem(), ProblemCode::NotFound);
        assert_eq!(one.get(&path).await.status, 200);
    }

    async fn the_receipt_of_an_erased_name_still_stands(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        let body = json!({ "amount": 500, "adult": true, "notice": 1, "shown_as": "named", "name": "王小明" });
        let guest = counter.give(&body).await;
        guest.choose("paid").await;
        let view = counter.until(&guest, |view| view.state == DonationState::Paid).await;
        counter.sequence().await;
        let path = format!("/api/v1/receipts/{}", view.receipt.unwrap().id);
        let before: ReceiptView = counter.app.anonymous().get(&path).await.json();
        assert_eq!(before.name.as_deref(), Some("王小明"));
        guest.remove_name().await;
        counter.sequence().await;
        let after: ReceiptView = counter.app.anonymous().get(&path).await.json();
        assert_eq!((after.name, after.entry, after.is_erased), (None, before.entry, true));
    }

    async fn money_goes_back_by_the_way_it_came(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        counter.fail(&[Fault::LoseRefundAnswer]).await;
        let guest = counter.give(&gift(500)).await;
        guest.choose("twice").await;
        counter.until(&guest, |view| view.state == DonationState::Paid).await;
        while !counter.items().await.contains(&"duplicate".to_owned()) {
            guest.come_back().await;
        }
        let txns = counter.app.fresh.outside(async |conn| {
            let rows = conn.rows("select txn from provider_txn order by booked", &[]).await?;
            rows.iter().map(|row| row.text(0)).collect::<Result<Vec<_>, _>>()
        });
        for (at, txn) in txns.await.unwrap().into_iter().enumerate() {
            let ask = AskRefund {
                number: format!("R-TEST-{at}"),
                provider: "sandbox".into(),
                txn,
                amount: Fen::new(500).unwrap(),
                why: ledger::kind::Why::DuplicatePayment,
                actor: "演示财务员".into(),
                second: None,
                alone: Fen::MAX,
                now: counter.now(),
            };
            assert_eq!(counter.app.write(ask).await, Asked::Open);
        }
        for _ in 0..20 {
            counter.round().await;
            counter.app.pass_minutes(1);
        }
        let view = counter.until(&guest, |view| view.state == DonationState::Refunded).await;
        assert_eq!(view.refunds.len(), 2);
    }

    async fn a_receipt_is_taken_back_by_a_document_and_never_deleted(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        let guest = counter.give(&gift(500)).await;
        guest.choose("paid").await;
        let view = counter.until(&guest, |view| view.state == DonationState::Paid).await;
        counter.sequence().await;
        let path = format!("/api/v1/receipts/{}", view.receipt.unwrap().id);
        let receipt = async || counter.app.anonymous().get(&path).await.json::<ReceiptView>();
        let whole = receipt().await;
        assert_eq!((whole.refunded.get(), whole.corrections.len()), (0, 0));
        for (at, fen, count) in [(0, 200, 1), (1, 300, 2)] {
            counter.refund(at, fen).await;
            counter.rounds().await;
            let is_back = |view: &DonationView| {
                view.refunds.iter().filter(|one| one.state == RefundState::Success).count() == count
            };
            counter.until(&guest, is_back).await;
        }
        assert_eq!(guest.look().await.state, DonationState::Refunded);
        let before = receipt().await;
        assert!(before.corrections.iter().all(|one| one.entry.is_none()), "they wait for their places: {before:?}");
        counter.sequence().await;
        let after = receipt().await;
        assert_eq!((after.amount, after.entry, after.refunded.get()), (whole.amount, whole.entry, 500));
        let said: Vec<_> = after.corrections.iter().map(|one| (one.amount.get(), one.why)).collect();
        assert_eq!(said, [(200, EntryReason::DonorRequest), (300, EntryReason::DonorRequest)]);
        let path = format!("/api/v1/projects/{PROJECT}/lines?term=refund");
        let lines: LedgerLines = counter.app.anonymous().get(&path).await.json();
        for one in after.corrections {
            let line = lines.items.iter().find(|line| line.index == one.entry).expect("its entry");
            assert_eq!((line.of, line.fen), (whole.entry, -i64::try_from(one.amount.get()).unwrap()));
        }
        let project: ProjectView = counter.app.anonymous().get(&format!("/api/v1/projects/{PROJECT}")).await.json();
        assert!(project.totals.refund.get() >= 500, "{:?}", project.totals);
    }

    async fn a_donor_who_has_signed_in_is_told_once_of_each_thing_and_a_guest_is_not(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        let one = counter.app.citizen("13800138000").await;
        let order = async |key, client: Client| {
            let view: DonationView = counter.order(&client, key, &gift(500)).await.json();
            Guest { client, view }
        };
        let (mine, late) = (order("in-time-1", one.again()).await, order("too-late-1", one.again()).await);
        let guest = order("of-nobody-1", counter.app.anonymous()).await;
        mine.choose("paid").await;
        guest.choose("paid").await;
        late.choose("late").await;
        counter.until(&mine, |view| view.state == DonationState::Paid).await;
        counter.until(&guest, |view| view.state == DonationState::Paid).await;
        counter.app.pass_minutes(31);
        counter.until(&late, |view| view.state == DonationState::Paid).await;
        let back = counter.txn_of(mine.view.id).await;
        counter.refund_of(back, 0, 500).await;
        counter.rounds().await;
        counter.until(&mine, |view| view.state == DonationState::Refunded).await;
        counter.rounds().await;
        let sent = counter.app.sent.sent_to(&Phone::parse("13800138000").unwrap());
        let told: Vec<_> = sent
            .iter()
            .filter_map(|sent| match sent {
                Sent::Message(text) => Some((text.kind, text.donation)),
                Sent::Code(_) => None,
            })
            .collect();
        let want = [
            (MessageKind::ReceiptReady, Some(mine.view.id)),
            (MessageKind::LatePayment, Some(late.view.id)),
            (MessageKind::Refunded, Some(mine.view.id)),
        ];
        assert_eq!(told, want);
    }

    async fn what_is_not_paid_is_closed_and_a_late_payment_is_credited(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        let guest = counter.give(&gift(500)).await;
        guest.choose("late").await;
        let guest_two = counter.app.anonymous();
        let never: DonationView = counter.order(&guest_two, "another-form", &gift(700)).await.json();
        counter.app.pass_minutes(31);
        let view = counter.until(&guest, |view| view.state == DonationState::Paid).await;
        assert_eq!(view.amount.get(), 500);
        let never = Guest { client: guest_two, view: never };
        counter.until(&never, |view| view.state == DonationState::Closed).await;
    }

    async fn nonsense_is_refused_and_nothing_is_kept_of_it(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        let client = counter.app.anonymous();
        for (body, want) in [
            (json!({ "amount": 0, "adult": true, "notice": 1 }), ProblemCode::BadField),
            (json!({ "amount": 1_000_000_001, "adult": true, "notice": 1 }), ProblemCode::BadField),
            (json!({ "amount": -1, "adult": true, "notice": 1 }), ProblemCode::BadField),
            (json!({ "amount": 1.5, "adult": true, "notice": 1 }), ProblemCode::BadField),
            (json!({ "amount": 1, "adult": false, "notice": 1 }), ProblemCode::DeclarationMissing),
            (json!({ "amount": 1, "adult": true, "notice": 0 }), ProblemCode::ConsentNeeded),
            (json!({ "amount": 1, "adult": true, "notice": 1, "name": "王小明" }), ProblemCode::BadField),
            (json!({ "amount": 1, "adult": true, "notice": 1, "invoice": { "title": "" } }), ProblemCode::BadField),
            (json!({ "amount": 1, "adult": true, "notice": 1, "tip": 5 }), ProblemCode::BadField),
        ] {
            assert_eq!(counter.order(&client, "key-of-nonsense", &body).await.problem(), want, "{body}");
        }
        for (project, want) in [
            ("P-DEMO-03", GivingOff::Overdue),
            ("P-DEMO-05", GivingOff::Ended),
            ("P-DEMO-06", GivingOff::Targeted),
        ] {
            let path = format!("/api/v1/projects/{project}/donations");
            let answer = client.post_once(&path, "key-of-nonsense", &gift(1)).await;
            assert_eq!(answer.problem(), ProblemCode::GivingOff);
            assert_eq!(answer.json::<Problem>().off, Some(want), "{project}");
        }
        let path = "/api/v1/projects/P-NOWHERE/donations";
        assert_eq!(client.post_once(path, "key-of-nonsense", &gift(1)).await.problem(), ProblemCode::NotFound);
        assert_eq!(counter.orders().await, 0);
    }
}
