//! Our side of the line to the sandbox.

use hyper::Method;
use model::{Day, Millis};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    MERCHANT, NAME, bill,
    wire::{
        BillFile, NewRefund, NewTrade, NoticeBody, Opened, Refund, RefundStatus, Refusal, SUCCESS, SetFaults, Trade,
        TradeState, Transaction,
    },
};
use crate::{
    Answering, Bill, BillError, CloseAnswer, Created, Key, Notice, NoticeError, Order, Paid, PaymentChannel, Queried,
    RefundAnswer, RefundOrder,
    http::{Http, Relayed},
    seal::{HEADER, Message, Speaker},
};

/// Our side of the line to a provider that speaks [`wire`](super::wire): the sandbox, or a gateway to a merchant account.
#[derive(Clone)]
pub struct SandboxChannel {
    name: String,
    merchant: String,
    http: Http,
    key: Key,
    /// `http://127.0.0.1:PORT`
    base: String,
    notify_url: String,
    /// What stands before the cashier's path.
    cashier_base: String,
    /// What stands before the path that the payer comes back to.
    return_base: String,
    now: std::sync::Arc<dyn Fn() -> Millis + Send + Sync>,
}

/// A charity's own merchant account, behind a gateway that speaks [`wire`](super::wire).
#[derive(Clone, Debug)]
pub struct Account {
    /// The provider's name in the books.
    pub name: String,
    /// The number of the merchant account.
    pub merchant: String,
    /// Where the gateway listens: `http://127.0.0.1:PORT`.
    pub base: String,
    /// The key that house and gateway share.
    pub key: Key,
    /// Where notices go.
    pub notify_url: String,
    /// What stands before the path of the cashier that the gateway names.
    pub cashier_base: String,
    /// What stands before the path that the payer comes back to: our own address.
    pub return_base: String,
}

/// An answer that the sandbox signed, or none that counts.
enum Heard {
    Good(Vec<u8>),
    Refused(u16, String),
    Nothing,
}

impl SandboxChannel {
    /// A channel to the sandbox at `base`, which sends its notices to `notify_url`. Its cashier is shown on our own site below
    /// `cashier_base`.
    #[must_use]
    pub fn new(
        base: String,
        key: Key,
        notify_url: String,
        cashier_base: String,
        now: impl Fn() -> Millis + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: NAME.to_owned(),
            merchant: MERCHANT.to_owned(),
            http: Http::new(),
            key,
            base,
            notify_url,
            cashier_base,
            return_base: String::new(),
            now: std::sync::Arc::new(now),
        }
    }

    /// A channel to a charity's own merchant account.
    #[must_use]
    pub fn of_merchant(account: Account, now: impl Fn() -> Millis + Send + Sync + 'static) -> Self {
        let Account { name, merchant, base, key, notify_url, cashier_base, return_base } = account;
        let (http, now) = (Http::new(), std::sync::Arc::new(now));
        Self { name, merchant, http, key, base, notify_url, cashier_base, return_base, now }
    }

    /// Makes things go wrong, for tests; whether the sandbox has understood.
    pub async fn set_faults(&self, faults: &SetFaults) -> bool {
        matches!(self.ask(Method::POST, "/v1/faults", Some(faults)).await, Heard::Good(_))
    }

    /// Hands a visitor's request for the cashier on; `token` is the last part of its path. `None` when nobody answers.
    pub async fn cashier(&self, token: &str, choice: Option<Vec<u8>>) -> Option<Relayed> {
        let is_token = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_hexdigit());
        let address = is_token.then(|| format!("{}/cashier/{token}", self.base))?;
        let method = if choice.is_some() { Method::POST } else { Method::GET };
        self.http.relay(method, &address, choice.unwrap_or_default()).await
    }

    async fn ask(&self, method: Method, path: &str, body: Option<&(impl Serialize + Sync)>) -> Heard {
        let body = body.map(serde_json::to_vec).transpose().unwrap_or_default().unwrap_or_default();
        let what = format!("{method} {path}");
        let message = Message { speaker: Speaker::House, what: &what, body: &body };
        let signature = self.key.sign(&message, (self.now)(), rand::random());
        let address = format!("{}{path}", self.base);
        let Ok(reply) = self.http.ask(method, &address, &signature, body).await else { return Heard::Nothing };
        let what = format!("{} {what}", reply.status.as_u16());
        let message = Message { speaker: Speaker::Answer, what: &what, body: &reply.body };
        let is_signed = reply.signature.is_some_and(|header| self.key.check(&message, &header, (self.now)()).is_some());
        match reply.status.as_u16() {
            // What nobody signed says nothing, whatever it says.
            _ if !is_signed => Heard::Nothing,
            200 => Heard::Good(reply.body.to_vec()),
            status @ 400..=499 => {
                let refusal: Option<Refusal> = serde_json::from_slice(&reply.body).ok();
                refusal.map_or(Heard::Nothing, |refusal| Heard::Refused(status, refusal.code))
            }
            _ => Heard::Nothing,
        }
    }

    async fn create(&self, order: &Order) -> Created {
        let new = NewTrade {
            out_trade_no: order.number.clone(),
            merchant: self.merchant.clone(),
            amount: order.amount,
            currency: "CNY".to_owned(),
            description: order.description.clone(),
            expires_at: order.expires_at,
            notify_url: self.notify_url.clone(),
            return_path: format!("{}{}", self.return_base, order.return_path),
        };
        match self.ask(Method::POST, "/v1/trades", Some(&new)).await {
            Heard::Good(body) => match read::<Opened>(&body) {
                Some(opened) => Created::Open { pay_url: format!("{}{}", self.cashier_base, opened.cashier) },
                None => Created::Unclear,
            },
            Heard::Refused(_, code) if code == "order_paid" => Created::AlreadyPaid,
            Heard::Refused(_, code) => Created::Rejected(code),
            Heard::Nothing => Created::Unclear,
        }
    }

    async fn query(&self, number: &str) -> Queried {
        match self.ask(Method::GET, &format!("/v1/trades/{number}"), NONE).await {
            Heard::Good(body) => match read::<Trade>(&body) {
                // The answer must be about what was asked.
                Some(trade) if trade.out_trade_no == number => queried(trade),
                _ => Queried::Unclear,
            },
            Heard::Refused(404, _) => Queried::NotFound,
            Heard::Refused(..) | Heard::Nothing => Queried::Unclear,
        }
    }

    async fn close(&self, number: &str) -> CloseAnswer {
        match self.ask(Method::POST, &format!("/v1/trades/{number}/close"), NONE).await {
            Heard::Good(_) => CloseAnswer::Closed,
            Heard::Refused(404, _) => CloseAnswer::NotFound,
            Heard::Refused(_, code) if code == "order_paid" => CloseAnswer::AlreadyPaid,
            Heard::Refused(..) | Heard::Nothing => CloseAnswer::Unclear,
        }
    }

    async fn refund(&self, order: &RefundOrder) -> RefundAnswer {
        let new = NewRefund {
            out_refund_no: order.number.clone(),
            out_trade_no: order.paid_number.clone(),
            transaction_id: order.txn.clone(),
            amount: order.amount,
        };
        match self.ask(Method::POST, "/v1/refunds", Some(&new)).await {
            Heard::Good(body) => match read::<Refund>(&body).filter(|refund| refund.out_refund_no == order.number) {
                Some(Refund { status: RefundStatus::Processing, .. }) => RefundAnswer::Accepted,
                Some(refund) => refund_answer(refund),
                None => RefundAnswer::Unclear,
            },
            Heard::Refused(_, code) => RefundAnswer::Rejected(code),
            Heard::Nothing => RefundAnswer::Unclear,
        }
    }

    async fn query_refund(&self, number: &str) -> RefundAnswer {
        match self.ask(Method::GET, &format!("/v1/refunds/{number}"), NONE).await {
            Heard::Good(body) => match read::<Refund>(&body).filter(|refund| refund.out_refund_no == number) {
                Some(refund) => refund_answer(refund),
                None => RefundAnswer::Unclear,
            },
            Heard::Refused(404, _) => RefundAnswer::NotFound,
            Heard::Refused(..) | Heard::Nothing => RefundAnswer::Unclear,
        }
    }

    async fn bill(&self, day: Day) -> Result<Bill, BillError> {
        match self.ask(Method::GET, &format!("/v1/bills/{day}"), NONE).await {
            Heard::Good(body) => read::<BillFile>(&body).map_or(Err(BillError::Damaged), |file| bill::read(&file, day)),
            Heard::Refused(_, code) if code == "bill_not_ready" => Err(BillError::NotReady),
            Heard::Refused(..) | Heard::Nothing => Err(BillError::Unclear),
        }
    }
}

const NONE: Option<&()> = None;

fn read<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    serde_json::from_slice(body).ok()
}

fn paid(money: Transaction, has_refund: bool) -> Paid {
    let Transaction { transaction_id, out_trade_no, merchant, amount, currency, paid_at } = money;
    let paid_at = Some(paid_at);
    Paid { number: out_trade_no, txn: transaction_id, amount, currency, merchant, has_refund, paid_at }
}

fn queried(trade: Trade) -> Queried {
    match trade.state {
        TradeState::NotPaid => Queried::NotPaid,
        TradeState::Closed => Queried::Closed,
        TradeState::Success | TradeState::Refund => {
            let goes_back = trade.state == TradeState::Refund;
            Queried::Paid(trade.transactions.into_iter().map(|money| paid(money, goes_back)).collect())
        }
    }
}

fn refund_answer(refund: Refund) -> RefundAnswer {
    match refund.status {
        RefundStatus::Processing => RefundAnswer::Processing,
        RefundStatus::Success => RefundAnswer::Success(refund.refund_id),
        RefundStatus::Abnormal => RefundAnswer::Abnormal,
        RefundStatus::Closed => RefundAnswer::Closed,
    }
}

impl PaymentChannel for SandboxChannel {
    fn name(&self) -> &str {
        &self.name
    }

    fn merchant(&self) -> &str {
        &self.merchant
    }

    fn create<'a>(&'a self, order: &'a Order) -> Answering<'a, Created> {
        Box::pin(self.create(order))
    }

    fn query<'a>(&'a self, number: &'a str) -> Answering<'a, Queried> {
        Box::pin(self.query(number))
    }

    fn close<'a>(&'a self, number: &'a str) -> Answering<'a, CloseAnswer> {
        Box::pin(self.close(number))
    }

    fn refund<'a>(&'a self, order: &'a RefundOrder) -> Answering<'a, RefundAnswer> {
        Box::pin(self.refund(order))
    }

    fn query_refund<'a>(&'a self, number: &'a str) -> Answering<'a, RefundAnswer> {
        Box::pin(self.query_refund(number))
    }

    fn bill(&self, day: Day) -> Answering<'_, Result<Bill, BillError>> {
        Box::pin(self.bill(day))
    }

    fn parse_notice(
        &self,
        header: &dyn Fn(&str) -> Option<String>,
        body: &[u8],
        now: Millis,
    ) -> Result<Notice, NoticeError> {
        let signature = header(HEADER).ok_or(NoticeError::Forged)?;
        let message = Message { speaker: Speaker::Notice, what: "notice", body };
        self.key.check(&message, &signature, now).ok_or(NoticeError::Forged)?;
        Ok(match read(body).ok_or(NoticeError::Unreadable)? {
            NoticeBody::Paid(money) => Notice::Paid(paid(money, false)),
            NoticeBody::Refunded(refund) => Notice::Refund {
                number: refund.out_refund_no.clone(),
                paid_number: refund.out_trade_no.clone(),
                txn: refund.transaction_id.clone(),
                amount: refund.amount,
                answer: refund_answer(refund),
            },
        })
    }

    fn acknowledgement(&self) -> &'static str {
        SUCCESS
    }
}
