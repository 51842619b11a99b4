//! A house with one project and a provider that is played by the test.

use model::{
    DonationId, Fen, Millis, ProjectId, ReceiptId, Shan,
    donation::{AttemptState, ShownAs, attempt::AttemptEvent, refund::RefundEvent},
    project::Raising,
    view::{Channel, DonationView, Filing, Notice, Organisation, Plan},
};
use store::{
    Conn, Store, StoreError, args,
    donation::{self, PlaceOrder, Placed, RefundTold, Source, TakePaid, Taken, TellAttempt, TellRefund, Told, Wanted},
    project::{Filed, Giving, Import, Project},
    testing::Fresh,
};

/// Ten in the morning in China on 23 November 2026.
pub(crate) const START: Millis = Millis::new(1_795_399_200_000);
pub(crate) const PROVIDER: &str = "sandbox";

pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) fresh: Fresh,
    pub(crate) now: Millis,
    next: u64,
}

pub(crate) fn fen(amount: u64) -> Fen {
    Fen::new(amount).unwrap()
}

pub(crate) fn project() -> ProjectId {
    "P-DEMO-01".parse().unwrap()
}

impl Desk {
    pub(crate) async fn open(fresh: Fresh) -> Self {
        let store = fresh.open().await;
        let desk = Self { store, fresh, now: START, next: 0 };
        let import = Import {
            projects: vec![Filed { project: filed(), digest: [1; 32], lines: vec![] }],
            actor: "x".into(),
            now: START,
        };
        desk.store.writer().write(import).await.unwrap().unwrap();
        desk
    }

    fn bits(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Orders a gift; yields the donation and the number of its attempt.
    pub(crate) async fn order(&mut self, amount: u64, name: Option<&str>) -> (DonationId, String) {
        let id = DonationId::from_bits(self.bits());
        let number = format!("D{id}");
        let place = self.place(id, &number, amount, name);
        let placed = self.store.writer().write(place).await.unwrap();
        assert!(matches!(placed, Placed::New(_)), "{placed:?}");
        (id, number)
    }

    pub(crate) fn place(&self, id: DonationId, number: &str, amount: u64, name: Option<&str>) -> PlaceOrder {
        PlaceOrder {
            id,
            project: project(),
            key: format!("key-{id}"),
            request: [0; 32],
            person: None,
            wanted: Wanted {
                amount: fen(amount),
                shown_as: if name.is_some() { ShownAs::Named } else { ShownAs::Anonymous },
                name: name.map(str::to_owned),
                invoice: None,
                agreement: false,
                notice: 1,
            },
            giving: Giving {
                is_demo: true,
                channels: vec![Channel { name: PROVIDER.into(), title: "演示".into() }],
                overdue_days: 30,
            },
            channel: None,
            number: number.into(),
            now: self.now,
        }
    }

    pub(crate) async fn tell(&self, number: &str, event: AttemptEvent) -> Told {
        let tell = TellAttempt { number: number.into(), event, pay_url: None, now: self.now };
        self.store.writer().write(tell).await.unwrap().unwrap()
    }

    pub(crate) async fn state(&self, number: &str) -> AttemptState {
        let mut reader = self.store.read().await.unwrap();
        donation::attempt_by_number(&mut reader.conn(), number).await.unwrap().unwrap().state
    }

    pub(crate) fn paid(&mut self, number: &str, txn: &str, amount: u64) -> TakePaid {
        TakePaid {
            provider: PROVIDER.into(),
            number: number.into(),
            txn: txn.into(),
            amount: fen(amount),
            currency: "CNY".into(),
            merchant: "m".into(),
            is_our_merchant: true,
            has_refund: false,
            source: Source::Notice,
            raw: None,
            receipt: ReceiptId::from_bits(self.bits()),
            now: self.now,
        }
    }

    pub(crate) async fn take(&self, paid: TakePaid) -> Taken {
        self.store.writer().write(paid).await.unwrap()
    }

    pub(crate) async fn tell_refund(&self, number: &str, event: RefundEvent) -> Option<RefundTold> {
        let tell = TellRefund { number: number.into(), event, external: None, actor: None, raw: None, now: self.now };
        self.store.writer().write(tell).await.unwrap()
    }

    pub(crate) async fn view(&self, id: DonationId) -> DonationView {
        let mut reader = self.store.read().await.unwrap();
        let order = donation::order(&mut reader.conn(), id).await.unwrap().unwrap();
        donation::view(&mut reader.conn(), &order, self.now).await.unwrap()
    }

    /// Numbers of a question to the database, from outside.
    pub(crate) async fn ask(&self, sql: &'static str) -> Vec<Vec<i64>> {
        let look = async |conn: &mut Conn<'_>| -> Result<Vec<Vec<i64>>, StoreError> {
            let rows = conn.rows(sql, args![]).await?;
            rows.iter().map(|row| Ok(vec![row.int(0)?, row.int(1)?])).collect()
        };
        self.fresh.outside(look).await.unwrap()
    }
}

fn filed() -> Project {
    let start = START.day().plus(-30);
    Project {
        id: project(),
        title: "示例项目".into(),
        shan: Shan::Ju,
        raising: Raising::Public,
        is_sample: true,
        is_emergency: false,
        response_end: None,
        start,
        end: START.day().plus(30),
        implementation_end: START.day().plus(60),
        region: "示例市".into(),
        target: Fen::MAX,
        notice: Notice {
            organisation: Organisation {
                name: "示例市慈善总会".into(),
                uscc: "S".into(),
                form: "f".into(),
                certificate: Some("C".into()),
                registrar: "r".into(),
                contact: "0000-0000000".into(),
                office: "o".into(),
                info_url: "https://example.invalid/".into(),
            },
            filing: Some(Filing {
                number: "SAMPLE-1".into(),
                is_real: false,
                remark: None,
                filed_on: start.plus(-20),
                verify_url: "https://example.invalid/".into(),
            }),
            plan: Plan {
                purpose: "p".into(),
                responsible: "r".into(),
                bank_account: "b".into(),
                surplus_rule: "s".into(),
            },
            partner: None,
        },
        platform: None,
        is_closed: false,
        budget: vec![],
        disclosures: vec![],
        places: vec![],
        people: vec![],
        effects: vec![],
        updates: vec![],
    }
}
