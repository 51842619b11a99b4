//! A charity that enters things, and a sequencer without a server around it.

use ledger::{
    Checkpoint, Note, SignKey,
    entry::{Money, Posting, What},
    kind::{Kind, Why},
};
use model::{Day, Millis};
use store::{
    Change, Conn, Store, StoreError,
    ledger::{Append, Appended, Desk, Overtaken, Pended, Pending, Unfit, pend},
};

pub(crate) const ORIGIN: &str = "love.example.org/ledger";

pub(crate) fn now() -> Millis {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

pub(crate) fn today() -> Day {
    now().day()
}

fn posting(account: &str, fen: i64) -> Posting {
    let account = account.parse().unwrap();
    let line = matches!(account, ledger::account::Account::Cost(..)).then(|| "A1".parse().unwrap());
    Posting { account, fen, line }
}

/// So many fen for a project.
pub(crate) fn gift(project: &str, fen: i64) -> Money {
    let net = format!("net:restricted:project:{project}");
    Money::new(Kind::Donation, vec![posting("assets:psp:wechat", fen), posting(&net, -fen)])
}

/// So many fen spent by a project.
pub(crate) fn cost(project: &str, fen: i64) -> Money {
    let cost = format!("expenses:program:project:{project}");
    Money::new(Kind::Expense, vec![posting(&cost, fen), posting("assets:psp:wechat", -fen)])
}

/// So many fen of a gift given back; which gift is told by its `idem`.
pub(crate) fn refund(project: &str, fen: i64) -> Money {
    let net = format!("net:restricted:project:{project}");
    let back = vec![posting(&net, fen), posting("assets:psp:wechat", -fen)];
    Money::new(Kind::Refund, back).naming(0, Why::DonorRequest)
}

/// Pends something in a transaction of its own.
pub(crate) struct Enter(pub(crate) Pending);

impl Change for Enter {
    type Done = Result<Pended, Unfit>;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
        pend(conn, self.0, now()).await
    }
}

pub(crate) async fn enter(store: &Store, idem: &str, money: Money) -> Result<Pended, Unfit> {
    store.writer().write(Enter(Pending::new(idem, today(), What::Money(money)))).await.unwrap()
}

pub(crate) fn sign(head: &Checkpoint) -> Note {
    let key = SignKey::new(ORIGIN, [7; 32]).unwrap();
    let text = head.to_string();
    Note::new(&text, vec![key.sign(&text)]).unwrap()
}

/// What would be appended now.
pub(crate) async fn planned(desk: &Desk, store: &Store) -> Option<(Append, Desk)> {
    let plan = desk.plan(&mut store.read().await.unwrap().conn(), 1000, now()).await.unwrap()?;
    let head = plan.checkpoint(ORIGIN).map(|head| (head.clone(), sign(&head)));
    Some(plan.signed(head))
}

/// Gives everything that waits its place.
pub(crate) async fn sequence(desk: &mut Desk, store: &Store) -> Option<Result<Appended, Overtaken>> {
    let (append, after) = planned(desk, store).await?;
    let outcome = store.writer().write(append).await.unwrap();
    if outcome.is_ok() {
        *desk = after;
    }
    Some(outcome)
}

/// A desk that has read everything.
pub(crate) async fn fresh_desk(store: &Store) -> Desk {
    let mut desk = Desk::default();
    desk.read_on(store, 0).await.unwrap().unwrap();
    desk
}
