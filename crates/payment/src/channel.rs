//! What every payment provider can be asked, and what it may answer.

use std::{future::Future, pin::Pin};

use model::{Day, Fen, Millis};

/// What a provider answers, sooner or later.
pub type Answering<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What is to be paid. The same number always comes with the same content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Our number of the attempt (`out_trade_no`), 6 to 32 of `[0-9A-Za-z_-|*]`.
    pub number: String,
    /// How much.
    pub amount: Fen,
    /// What it is for, as the payer reads it at the cashier.
    pub description: String,
    /// The last moment of payment.
    pub expires_at: Millis,
    /// Where the payer goes afterwards, a path on this site.
    pub return_path: String,
}

/// Money that the provider took. Made only of what was signed by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// Our number of the attempt.
    pub number: String,
    /// The provider's number of the transaction.
    pub txn: String,
    /// How much, before any coupon of the provider's.
    pub amount: Fen,
    /// The currency, `CNY` as a rule.
    pub currency: String,
    /// The merchant account that has it.
    pub merchant: String,
    /// Whether the provider tells of a refund of it too.
    pub has_refund: bool,
    /// When it came, if the provider says so.
    pub paid_at: Option<Millis>,
}

/// An answer to [`PaymentChannel::create`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Created {
    /// It is open; this is where to pay.
    Open {
        /// The cashier's address.
        pay_url: String,
    },
    /// Refused, with the provider's code.
    Rejected(String),
    /// It has been paid already: ask by what.
    AlreadyPaid,
    /// No answer, or one that says nothing.
    Unclear,
}

/// An answer to [`PaymentChannel::query`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Queried {
    /// Paid, by these transactions.
    Paid(Vec<Paid>),
    /// Not paid yet.
    NotPaid,
    /// Closed without payment.
    Closed,
    /// The provider knows nothing of this number.
    NotFound,
    /// No answer, or one that says nothing.
    Unclear,
}

/// An answer to [`PaymentChannel::close`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseAnswer {
    /// It is closed.
    Closed,
    /// It cannot be: it has been paid.
    AlreadyPaid,
    /// The provider knows nothing of this number.
    NotFound,
    /// No answer, or one that says nothing.
    Unclear,
}

/// What is to go back. The same number always comes with the same amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundOrder {
    /// Our number of the refund (`out_refund_no`).
    pub number: String,
    /// Our number of the attempt that was paid.
    pub paid_number: String,
    /// The provider's number of the transaction.
    pub txn: String,
    /// How much.
    pub amount: Fen,
}

/// An answer to [`PaymentChannel::refund`] and [`PaymentChannel::query_refund`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefundAnswer {
    /// Taken on.
    Accepted,
    /// The money is back; the provider's number of the refund.
    Success(String),
    /// It takes time.
    Processing,
    /// It cannot be brought back by this route; it is still owed.
    Abnormal,
    /// Ended without success.
    Closed,
    /// The provider knows nothing of this number.
    NotFound,
    /// Refused, with the provider's code.
    Rejected(String),
    /// No answer, or one that says nothing.
    Unclear,
}

/// What a notice says, its signature checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Money came.
    Paid(Paid),
    /// A refund came to an end.
    Refund {
        /// Our number of the refund; the provider's own for one that was made at its desk.
        number: String,
        /// Our number of the attempt that was paid.
        paid_number: String,
        /// The transaction that it takes back.
        txn: String,
        /// How much.
        amount: Fen,
        /// What became of it.
        answer: RefundAnswer,
    },
}

/// Why a notice says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoticeError {
    /// It is not the provider's, or too old: signature, key or time do not fit.
    #[error("the signature of the notice does not hold")]
    Forged,
    /// It is the provider's, but this build cannot read it.
    #[error("the notice cannot be read")]
    Unreadable,
}

/// One row of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BillRow {
    /// Money that came.
    Paid(Paid),
    /// Money that went back.
    Refunded {
        /// Our number of the refund; the provider's own for one that was made at its desk.
        number: String,
        /// The provider's number of it.
        refund: String,
        /// Our number of the attempt that was paid.
        paid_number: String,
        /// The transaction that it takes back.
        txn: String,
        /// How much.
        amount: Fen,
    },
}

/// All that a provider did for us on one day; whole, or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bill {
    /// Its rows, in the provider's order.
    pub rows: Vec<BillRow>,
    /// The fees that the provider kept.
    pub fees: Fen,
}

/// Why there is no bill. Nothing of a bill is used before all of it has been checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BillError {
    /// It is not made yet.
    #[error("the bill is not ready")]
    NotReady,
    /// The hash, the summary line and the rows do not agree, or a row cannot be read.
    #[error("the bill contradicts itself")]
    Damaged,
    /// No answer, or one that says nothing.
    #[error("the provider does not answer")]
    Unclear,
}

/// A payment provider: a merchant account at WeChat Pay, Alipay, Stripe, or the sandbox.
///
/// Every call may be repeated: the numbers are ours and make it harmless. None of them fails: an answer that did not come
/// is an answer too, and only a query can tell what happened.
pub trait PaymentChannel: Send + Sync + 'static {
    /// The provider's name in the books: `sandbox` in `assets:psp:sandbox`.
    fn name(&self) -> &str;

    /// The merchant account that money has to go to.
    fn merchant(&self) -> &str;

    /// Opens a trade, or the same one again.
    fn create<'a>(&'a self, order: &'a Order) -> Answering<'a, Created>;

    /// What became of a trade.
    fn query<'a>(&'a self, number: &'a str) -> Answering<'a, Queried>;

    /// Closes a trade that was not paid.
    fn close<'a>(&'a self, number: &'a str) -> Answering<'a, CloseAnswer>;

    /// Sends money back by the way it came.
    fn refund<'a>(&'a self, order: &'a RefundOrder) -> Answering<'a, RefundAnswer>;

    /// What became of a refund.
    fn query_refund<'a>(&'a self, number: &'a str) -> Answering<'a, RefundAnswer>;

    /// The bill of a day that is over.
    fn bill(&self, day: Day) -> Answering<'_, Result<Bill, BillError>>;

    /// Reads a notice; `header` yields a header of the request by its lower-case name.
    ///
    /// # Errors
    /// [`NoticeError`] when it is forged or cannot be read.
    fn parse_notice(
        &self,
        header: &dyn Fn(&str) -> Option<String>,
        body: &[u8],
        now: Millis,
    ) -> Result<Notice, NoticeError>;

    /// The body that tells the provider that a notice is in safe hands.
    fn acknowledgement(&self) -> &'static str;
}
