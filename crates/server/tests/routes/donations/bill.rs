//! Every row of payments.md 6.6, against a provider that says what the test wants it to say.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use model::{
    Day, DonationId, Fen, Millis,
    donation::AttemptState,
    view::{DonationView, ReceiptView, Reconciliation},
};
use payment::{
    Answering, Bill, BillError, BillRow, CloseAnswer, Created, Notice, NoticeError, Order, Paid, PaymentChannel,
    Queried, RefundAnswer, RefundOrder,
};
use server::{
    clock::Clock,
    jobs::Jobs,
    testing::{Client, TestApp},
    till::{BillOutcome, ChannelPort},
};
use store::{
    both,
    donation::{self, CloseItem, IssueInvoice, Issued},
    testing::Fresh,
};

use super::counter::{PROJECT, gift};
use crate::books::{file, sequence, take_in};

/// What the provider says. Whoever asks for a bill that is not here is told that there is none yet.
#[derive(Default)]
struct Says {
    bills: BTreeMap<Day, Result<Bill, BillError>>,
    trades: BTreeMap<String, Queried>,
    opened: Vec<String>,
    back: BTreeMap<String, RefundAnswer>,
}

#[derive(Clone, Default)]
struct Script(Arc<Mutex<Says>>);

impl Script {
    fn with<T>(&self, change: impl FnOnce(&mut Says) -> T) -> T {
        change(&mut self.0.lock().unwrap())
    }
}

impl PaymentChannel for Script {
    fn name(&self) -> &'static str {
        "sandbox"
    }

    fn merchant(&self) -> &'static str {
        "ours"
    }

    fn create<'a>(&'a self, order: &'a Order) -> Answering<'a, Created> {
        self.with(|says| says.opened.push(order.number.clone()));
        Box::pin(async { Created::Open { pay_url: "/pay".into() } })
    }

    fn query<'a>(&'a self, number: &'a str) -> Answering<'a, Queried> {
        let answer = self.with(|says| says.trades.get(number).cloned().unwrap_or(Queried::NotPaid));
        Box::pin(async { answer })
    }

    fn close<'a>(&'a self, _: &'a str) -> Answering<'a, CloseAnswer> {
        Box::pin(async { CloseAnswer::Closed })
    }

    fn refund<'a>(&'a self, _: &'a RefundOrder) -> Answering<'a, RefundAnswer> {
        Box::pin(async { RefundAnswer::Accepted })
    }

    fn query_refund<'a>(&'a self, number: &'a str) -> Answering<'a, RefundAnswer> {
        let answer = self.with(|says| says.back.get(number).cloned().unwrap_or(RefundAnswer::Unclear));
        Box::pin(async { answer })
    }

    fn bill(&self, day: Day) -> Answering<'_, Result<Bill, BillError>> {
        let answer = self.with(|says| says.bills.get(&day).cloned().unwrap_or(Err(BillError::NotReady)));
        Box::pin(async { answer })
    }

    fn parse_notice(&self, _: &dyn Fn(&str) -> Option<String>, _: &[u8], _: Millis) -> Result<Notice, NoticeError> {
        Err(NoticeError::Forged)
    }

    fn acknowledgement(&self) -> &'static str {
        "success"
    }
}

struct House {
    app: TestApp,
    says: Script,
    client: Client,
    gifts: u32,
}

fn fen(amount: u64) -> Fen {
    Fen::new(amount).unwrap()
}

fn paid(number: &str, txn: &str, amount: u64) -> Paid {
    Paid {
        number: number.into(),
        txn: txn.into(),
        amount: fen(amount),
        currency: "CNY".into(),
        merchant: "ours".into(),
        has_refund: false,
        paid_at: None,
    }
}

impl House {
    async fn open(fresh: Fresh) -> Self {
        let says = Script::default();
        let clock = Clock::standing(server::testing::START.parse().unwrap());
        let app = TestApp::paying(fresh, clock, ChannelPort::new(Arc::new(says.clone()))).await;
        take_in(&app.app.store, &file(), app.today()).await.unwrap();
        sequence(&app.app.store, app.now()).await;
        let client = app.anonymous();
        Self { app, says, client, gifts: 0 }
    }

    /// Orders a gift of five yuan; yields it and the number of its attempt.
    async fn order(&mut self) -> (DonationView, String) {
        self.gifts += 1;
        let path = format!("/api/v1/projects/{PROJECT}/donations");
        let answer = self.client.post_once(&path, &format!("key-of-form-{}", self.gifts), &gift(500)).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        (answer.json(), self.says.with(|says| says.opened.last().cloned().unwrap()))
    }

    /// A gift that is in the books by a query's answer.
    async fn given(&mut self, txn: &str) -> (DonationView, String) {
        let (view, number) = self.order().await;
        self.says.with(|says| says.trades.insert(number.clone(), Queried::Paid(vec![paid(&number, txn, 500)])));
        self.app.app.till_of("sandbox").unwrap().come_back(&number).await.unwrap();
        assert_eq!(self.state(&number).await, AttemptState::Paid);
        (self.look(&view).await, number)
    }

    async fn look(&self, view: &DonationView) -> DonationView {
        let mut reader = self.app.app.store.read().await.unwrap();
        let order = donation::order(&mut reader.conn(), view.id).await.unwrap().unwrap();
        donation::view(&mut reader.conn(), &order, self.app.now()).await.unwrap()
    }

    async fn state(&self, number: &str) -> AttemptState {
        let mut reader = self.app.app.store.read().await.unwrap();
        donation::attempt_by_number(&mut reader.conn(), number).await.unwrap().unwrap().state
    }

    fn bill(&self, day: Day, rows: Vec<BillRow>, fees: u64) {
        self.says.with(|says| says.bills.insert(day, Ok(Bill { rows, fees: fen(fees) })));
    }

    async fn reconcile(&self, day: Day) -> (u32, u32) {
        match self.app.app.till_of("sandbox").unwrap().reconcile(day).await.unwrap() {
            BillOutcome::Checked(run) => (run.matched, run.open),
            BillOutcome::None(error) => panic!("{error}"),
        }
    }

    /// Noon of the day after so many days.
    fn pass_days(&self, days: i32) {
        self.app.app.clock.set(self.app.today().plus(days).start().plus_hours(12));
    }

    async fn items(&self) -> Vec<(String, String)> {
        let mut reader = self.app.app.store.read().await.unwrap();
        let items = donation::open_items(&mut reader.conn(), 0, 100).await.unwrap();
        items.into_iter().map(|item| (item.kind, item.object)).collect()
    }

    async fn is_frozen(&self, view: &DonationView) -> bool {
        let id = view.receipt.as_ref().unwrap().id;
        let receipt: ReceiptView = self.client.get(&format!("/api/v1/receipts/{id}")).await.json();
        receipt.is_frozen
    }

    async fn sum(&self, sql: &'static str) -> i64 {
        let mut reader = self.app.app.store.read().await.unwrap();
        reader.conn().row(sql, &[]).await.unwrap().unwrap().int(0).unwrap()
    }

    async fn issue(&self, donation: DonationId) -> Issued {
        let (number, check_code, actor) = ("1".into(), "2".into(), "财务甲".into());
        self.app.write(IssueInvoice { donation, number, check_code, actor, now: self.app.now() }).await
    }
}

fn item(kind: &str, object: &str) -> (String, String) {
    (kind.into(), object.into())
}

fn row(number: &str, txn: &str, amount: u64) -> BillRow {
    BillRow::Paid(paid(number, txn, amount))
}

fn back(number: &str, paid_number: &str, txn: &str, amount: u64) -> BillRow {
    BillRow::Refunded {
        number: number.into(),
        refund: format!("SR{number}"),
        paid_number: paid_number.into(),
        txn: txn.into(),
        amount: fen(amount),
    }
}

both! {
    async fn rows_of_money_that_came_match_or_are_booked_and_told(fresh: Fresh) {
        let mut house = House::open(fresh).await;
        let day = house.app.today();
        let (_, known) = house.given("T1").await;
        let (late, number) = house.order().await;
        let (_, odd) = house.order().await;
        house.pass_days(1);
        let rows = vec![row(&known, "T1", 500), row(&number, "T2", 500), row("NOBODY", "T3", 7), row(&odd, "T4", 400)];
        house.bill(day, rows, 0);
        assert_eq!(house.reconcile(day).await, (1, 3));
        assert_eq!(house.state(&number).await, AttemptState::Paid, "a match that was missed is credited");
        assert!(house.look(&late).await.receipt.is_some());
        assert_eq!(house.state(&odd).await, AttemptState::Review, "another amount is a case for a person");
        let want = [item("found_by_bill", "T2"), item("orphan", "T3"), item("mismatch", "T4")];
        assert_eq!(house.items().await, want);
        let suspense = "select cast(sum(amount) as bigint) from journal where kind = 'capture' and credit = 'suspense'";
        assert_eq!(house.sum(suspense).await, 407);
        // The same bill again: all of it matches, and nothing is booked or told twice.
        assert_eq!(house.reconcile(day).await, (4, 0));
        assert_eq!(house.items().await, want);
        assert_eq!(house.sum("select count(*) from journal").await, 4);
    }

    async fn an_amount_that_differs_freezes_the_receipt_until_it_is_explained(fresh: Fresh) {
        let mut house = House::open(fresh).await;
        let day = house.app.today();
        let (gift, number) = house.given("T1").await;
        house.pass_days(1);
        house.bill(day, vec![row(&number, "T1", 499)], 0);
        assert_eq!(house.reconcile(day).await, (0, 1));
        assert_eq!(house.items().await, [item("amount_differs", "T1")]);
        assert_eq!(house.state(&number).await, AttemptState::Paid, "never back from paid");
        assert_eq!(house.sum("select cast(sum(amount) as bigint) from journal").await, 500, "nothing is booked twice");
        assert!(house.is_frozen(&gift).await);
        assert_eq!(house.issue(gift.id).await, Issued::Frozen);
        let seq = house.sum("select seq from finance_item").await;
        let close = CloseItem { seq, actor: "财务甲".into(), note: "渠道更正了账单".into(), now: house.app.now() };
        assert!(house.app.write(close).await);
        assert!(!house.is_frozen(&gift).await);
        // Whoever looked into it is not asked again by the same bill.
        house.reconcile(day).await;
        assert_eq!(house.items().await, []);
    }

    async fn money_that_the_bill_lacks_is_asked_after_and_then_frozen(fresh: Fresh) {
        let mut house = House::open(fresh).await;
        let day = house.app.today();
        let (confirmed, first) = house.given("T1").await;
        let (denied, second) = house.given("T2").await;
        let (silent, third) = house.given("T3").await;
        house.says.with(|says| {
            says.trades.insert(second.clone(), Queried::NotFound);
            says.trades.insert(third.clone(), Queried::Unclear);
        });
        house.pass_days(1);
        house.bill(day, vec![], 0);
        assert_eq!(house.reconcile(day).await, (0, 3));
        assert_eq!(house.items().await, [item("not_on_bill", "T1"), item("not_on_bill", "T2")]);
        let notes = house.sum("select count(*) from finance_item where note like '%query_paid' or note like '%query_not_found'").await;
        assert_eq!(notes, 2, "the item says what the provider said");
        assert!(house.is_frozen(&confirmed).await && house.is_frozen(&denied).await);
        assert!(!house.is_frozen(&silent).await, "nobody has answered yet");
        // Three days later nobody waits any more.
        house.pass_days(3);
        for later in 1..=3 {
            house.bill(day.plus(later), vec![], 0);
            house.reconcile(day.plus(later)).await;
        }
        assert!(house.is_frozen(&silent).await);
        // A bill that names it after all frees it by itself.
        house.bill(day, vec![row(&first, "T1", 500), row(&third, "T3", 500)], 0);
        assert_eq!(house.reconcile(day).await, (2, 1));
        assert!(!house.is_frozen(&confirmed).await && !house.is_frozen(&silent).await && house.is_frozen(&denied).await);
        assert_eq!(house.items().await, [item("not_on_bill", "T2")]);
    }

    async fn money_near_midnight_is_looked_for_on_the_neighbours_bill(fresh: Fresh) {
        let mut house = House::open(fresh).await;
        let day = house.app.today();
        // Two minutes before midnight in China: the provider's clock has the next day already.
        house.app.app.clock.set(day.end().plus_minutes(-2));
        let (before, early) = house.given("T1").await;
        // Two minutes after: the provider's clock still has the day before.
        house.app.app.clock.set(day.end().plus_minutes(2));
        let (after, late) = house.given("T2").await;
        let (lost, _) = house.given("T3").await;
        let next = day.plus(1);
        house.app.app.clock.set(next.start().plus_hours(12));
        house.bill(day, vec![row(&late, "T2", 500)], 0);
        assert_eq!(house.reconcile(day).await, (1, 1), "the neighbour's bill is still to come");
        assert_eq!(house.items().await, []);
        house.app.app.clock.set(next.end().plus_hours(12));
        house.bill(next, vec![row(&early, "T1", 500)], 0);
        assert_eq!(house.reconcile(next).await, (1, 1));
        assert_eq!(house.items().await, [item("not_on_bill", "T3")], "both bills lack it");
        assert!(!house.is_frozen(&before).await && !house.is_frozen(&after).await && house.is_frozen(&lost).await);
    }

    async fn money_that_came_on_another_day_is_looked_for_on_that_days_bill(fresh: Fresh) {
        let mut house = House::open(fresh).await;
        let day = house.app.today();
        let (gift, number) = house.given("T1").await;
        let came = day.plus(-1).start().plus_hours(20);
        let mut told = paid(&number, "T1", 500);
        told.paid_at = Some(came);
        house.says.with(|says| says.trades.insert(number.clone(), Queried::Paid(vec![told])));
        house.pass_days(1);
        house.bill(day.plus(-1), vec![row(&number, "T1", 500)], 0);
        house.bill(day, vec![], 0);
        assert_eq!(house.reconcile(day).await, (0, 0));
        assert_eq!((house.items().await, house.is_frozen(&gift).await), (vec![], false));
    }

    async fn rows_of_money_that_went_back_match_finish_or_are_found(fresh: Fresh) {
        let mut house = House::open(fresh).await;
        let day = house.app.today();
        let (_, first) = house.given("T1").await;
        let (_, second) = house.given("T2").await;
        for (number, txn, amount) in [("R1", "T1", 100), ("R2", "T1", 150), ("R3", "T1", 50)] {
            let asked = donation::AskRefund {
                number: number.into(),
                provider: "sandbox".into(),
                txn: txn.into(),
                amount: fen(amount),
                why: ledger::kind::Why::DonorRequest,
                actor: "财务甲".into(),
                second: None,
                alone: fen(100_000),
                now: house.app.now(),
            };
            assert_eq!(house.app.write(asked).await, donation::Asked::Open);
        }
        Jobs::of(&house.app.app).round().await.unwrap();
        house.says.with(|says| says.back.insert("R1".into(), RefundAnswer::Success("SRR1".into())));
        house.app.pass_minutes(2);
        Jobs::of(&house.app.app).round().await.unwrap();
        assert_eq!(house.sum("select count(*) from refund where state = 'success'").await, 1);
        house.pass_days(1);
        let rows = vec![
            row(&first, "T1", 500),
            row(&second, "T2", 500),
            back("R1", &first, "T1", 100),
            back("R2", &first, "T1", 150),
            back("R3", &first, "T1", 60),
            back("DESK", &second, "T2", 200),
            back("LOST", "NOBODY", "T9", 1),
        ];
        house.bill(day, rows, 0);
        assert_eq!(house.reconcile(day).await, (3, 4));
        let want = [item("refund_differs", "R3"), item("refund_external", "DESK"), item("refund_unknown", "LOST")];
        assert_eq!(house.items().await, want);
        let out = "select cast(sum(amount) as bigint) from journal where kind = 'refund'";
        assert_eq!(house.sum(out).await, 100 + 150 + 50 + 200);
        house.reconcile(day).await;
        assert_eq!(house.sum(out).await, 500, "each goes out once");
    }

    async fn fees_are_booked_once_and_the_day_is_published(fresh: Fresh) {
        let mut house = House::open(fresh).await;
        let day = house.app.today();
        let (_, number) = house.given("T1").await;
        house.pass_days(1);
        house.bill(day, vec![row(&number, "T1", 500)], 3);
        for _ in 0..2 {
            assert_eq!(house.reconcile(day).await, (1, 0));
        }
        let fee = "select cast(sum(amount) as bigint) from journal where kind = 'fee' and debit = 'expenses:fee:psp' \
            and credit = 'assets:psp:sandbox'";
        assert_eq!(house.sum(fee).await, 3);
        assert_eq!(house.sum("select count(*) from ledger_pending where idem like 'fee/%'").await, 1);
        sequence(&house.app.app.store, house.app.now()).await;
        assert_eq!(house.sum("select count(*) from ledger_pending").await, 0, "the public ledger takes the fee");
        let shown: Reconciliation = house.client.get("/api/v1/reconciliation").await.json();
        let one = &shown.days[0];
        assert_eq!((one.day, one.paid, one.paid_fen, one.matched, one.open, one.fees), (day, 1, fen(500), 1, 0, fen(3)));
        house.bill(day, vec![row(&number, "T1", 500)], 4);
        house.reconcile(day).await;
        assert_eq!(house.items().await, [item("fees_differ", &format!("sandbox {day}"))]);
        assert_eq!(house.sum(fee).await, 3);
    }

    async fn a_bill_that_contradicts_itself_is_not_used_and_asked_for_again(fresh: Fresh) {
        let mut house = House::open(fresh).await;
        let day = house.app.today();
        let (_, number) = house.order().await;
        house.pass_days(1);
        house.says.with(|says| says.bills.insert(day, Err(BillError::Damaged)));
        let jobs = Jobs::of(&house.app.app);
        jobs.round().await.unwrap();
        assert_eq!(house.items().await, [item("bill", &format!("sandbox {day}"))]);
        assert_eq!(house.sum("select count(*) from recon_run").await, 0);
        house.bill(day, vec![row(&number, "T1", 500)], 0);
        jobs.round().await.unwrap();
        assert_eq!(house.sum("select count(*) from recon_run").await, 0, "not before its time");
        house.app.pass_minutes(11);
        jobs.round().await.unwrap();
        assert_eq!(house.sum("select count(*) from recon_run").await, 1);
        assert_eq!(house.items().await, [item("late", "T1")], "the bad bill is settled, and its money is told of once");
    }

    async fn a_bill_that_does_not_come_holds_up_no_other_and_its_money_is_not_judged_by_them(fresh: Fresh) {
        let mut house = House::open(fresh).await;
        let day = house.app.today();
        let (gift, first) = house.given("T1").await;
        house.pass_days(1);
        let (_, second) = house.given("T2").await;
        house.pass_days(1);
        house.bill(day.plus(1), vec![row(&second, "T2", 500)], 0);
        let jobs = Jobs::of(&house.app.app);
        jobs.round().await.unwrap();
        let days = "select day from recon_run";
        assert_eq!(house.sum(days).await, i64::from(day.plus(1).number()));
        assert_eq!((house.items().await, house.is_frozen(&gift).await), (vec![], false));
        house.bill(day, vec![row(&first, "T1", 500)], 0);
        house.app.pass_minutes(11);
        jobs.round().await.unwrap();
        assert_eq!(house.sum("select count(*) from recon_run where matched = 1 and open = 0").await, 2);
    }

    async fn days_that_were_missed_are_made_up_for_the_oldest_first(fresh: Fresh) {
        let mut house = House::open(fresh).await;
        let day = house.app.today();
        let (_, number) = house.given("T1").await;
        house.pass_days(3);
        house.bill(day, vec![row(&number, "T1", 500)], 0);
        for later in 1..3 {
            house.bill(day.plus(later), vec![], 0);
        }
        let jobs = Jobs::of(&house.app.app);
        jobs.round().await.unwrap();
        let mut reader = house.app.app.store.read().await.unwrap();
        let runs = donation::runs(&mut reader.conn(), house.app.today(), 10).await.unwrap();
        let found: Vec<_> = runs.iter().map(|run| (run.day, run.matched, run.open)).collect();
        assert_eq!(found, [(day.plus(2), 0, 0), (day.plus(1), 0, 0), (day, 1, 0)]);
    }
}
