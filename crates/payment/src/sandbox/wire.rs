//! The words on the line between house and sandbox. Bodies are JSON, amounts are integer fen.
//!
//! | call | answer |
//! | --- | --- |
//! | `POST /v1/trades` [`NewTrade`] | 200 [`Opened`]; 409 `params_differ`, `order_paid`; 400 |
//! | `GET /v1/trades/{no}` | 200 [`Trade`]; 404 `trade_not_exist` |
//! | `POST /v1/trades/{no}/close` | 200 `{}`; 409 `order_paid`; 404 |
//! | `POST /v1/refunds` [`NewRefund`] | 200 [`Refund`]; 409 `params_differ`, `not_enough`; 404 |
//! | `GET /v1/refunds/{no}` | 200 [`Refund`]; 404 `refund_not_exist` |
//! | `GET /v1/bills/{day}` | 200 [`BillFile`]; 409 `bill_not_ready` |
//! | `POST /v1/faults` [`SetFaults`] | 200 `{}`: what shall go wrong with an order, for tests |
//!
//! Both directions carry `sandbox-signature: t=SECONDS,n=NONCE,s=HMAC`. The HMAC-SHA256 is over five lines without a last
//! line break: who speaks (`house`, `answer` or `notice`), what (`METHOD PATH` of a question, `STATUS METHOD PATH` of its
//! answer, `notice` of a notice), `t`, `n`, and the body's bytes. A question's nonce is used once; clocks may differ by
//! less than five minutes. Errors are [`Refusal`]s. A notice is answered by 200 `success`, or it comes again.

use model::{Day, Fen, Millis};
use serde::{Deserialize, Serialize};

/// The word that acknowledges a notice.
pub const SUCCESS: &str = "success";

/// A trade to be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewTrade {
    /// The merchant's number.
    pub out_trade_no: String,
    /// The merchant.
    pub merchant: String,
    /// How much.
    pub amount: Fen,
    /// `CNY`.
    pub currency: String,
    /// What for.
    pub description: String,
    /// The last moment of payment.
    pub expires_at: Millis,
    /// Where notices go.
    pub notify_url: String,
    /// Where the payer goes.
    pub return_path: String,
}

/// A trade was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// The path of its cashier.
    pub cashier: String,
}

/// The provider's words for the state of a trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TradeState {
    /// Not paid yet.
    NotPaid,
    /// Paid.
    Success,
    /// Paid, and something went back.
    Refund,
    /// Closed without payment.
    Closed,
}

/// Money that came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transaction {
    /// The provider's number.
    pub transaction_id: String,
    /// The merchant's number.
    pub out_trade_no: String,
    /// The merchant who has it.
    pub merchant: String,
    /// How much.
    pub amount: Fen,
    /// `CNY`.
    pub currency: String,
    /// When.
    pub paid_at: Millis,
}

/// A trade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trade {
    /// The merchant's number.
    pub out_trade_no: String,
    /// Where it stands.
    pub state: TradeState,
    /// What came for it.
    pub transactions: Vec<Transaction>,
}

/// Money to be sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewRefund {
    /// The merchant's number of the refund.
    pub out_refund_no: String,
    /// The merchant's number of the trade.
    pub out_trade_no: String,
    /// The transaction that it takes back.
    pub transaction_id: String,
    /// How much.
    pub amount: Fen,
}

/// The provider's words for the state of a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundStatus {
    /// Taken on; the money has not moved yet.
    Processing,
    /// Back.
    Success,
    /// The way back is closed.
    Abnormal,
    /// Ended without success.
    Closed,
}

/// A refund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// The provider's number.
    pub refund_id: String,
    /// The merchant's number of the refund.
    pub out_refund_no: String,
    /// The merchant's number of the trade.
    pub out_trade_no: String,
    /// The transaction that it takes back.
    pub transaction_id: String,
    /// How much.
    pub amount: Fen,
    /// Where it stands.
    pub status: RefundStatus,
}

/// What a notice says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", content = "resource", rename_all = "snake_case")]
pub enum NoticeBody {
    /// Money came.
    Paid(Transaction),
    /// A refund came to an end.
    Refunded(Refund),
}

/// A bill: the file, and what its rows have to come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillFile {
    /// Its day.
    pub day: Day,
    /// The SHA-256 of the file.
    pub sha256: String,
    /// The file: CSV with a header, a row each, and a summary line.
    pub file: String,
}

/// Why a question is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The reason.
    pub code: String,
}

/// What can go wrong on purpose. Each happens once for the order it is set for, unless it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Opening is answered by 500 and does nothing.
    FailCreate,
    /// Opening works, its answer is lost.
    LoseCreateAnswer,
    /// Opening is refused.
    RefuseCreate,
    /// A query is answered by 500.
    FailQuery,
    /// Closing works, its answer is lost.
    LoseCloseAnswer,
    /// No notice is ever sent for this order.
    DropNotices,
    /// Each notice is sent twice.
    RepeatNotices,
    /// A refund works, its answer is lost.
    LoseRefundAnswer,
    /// A refund is refused.
    RefuseRefund,
    /// A refund ends as abnormal.
    RefundAbnormal,
    /// A refund ends as closed.
    RefundClosed,
    /// The bill leaves this order out.
    LeaveOutOfBill,
    /// The money goes to another merchant.
    WrongMerchant,
}

/// Sets faults for an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetFaults {
    /// The merchant's number; `*` for every order that comes.
    pub out_trade_no: String,
    /// What shall go wrong.
    pub faults: Vec<Fault>,
}
