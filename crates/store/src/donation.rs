//! Donations as they are kept: orders, attempts, what providers took, what goes back, and what a person has to look into.
//!
//! The rules are `model::donation`'s; here a step and everything it asks for become durable in one transaction: the state, the
//! journal, the entry of the public ledger, the receipt, the message that was read and the item for finance. Calls to providers
//! are never made inside: a change yields what is to be done next ([`Wants`]), and each call is counted before it goes out.
//!
//! **Invariants:** a provider's transaction is booked once ([`provider_txn`](take::TakePaid) and the journal are unique by it);
//! `suspense` is part of the private journal only, the public ledger learns of money when it belongs to a project.

mod attempt;
mod book;
mod erase;
mod found;
mod handoff;
mod inbox;
mod invoice;
mod item;
mod order;
mod receipt;
mod recon;
mod refund;
mod row;
mod stuck;
mod take;
mod target;
mod view;
mod void;

pub use attempt::{BeginCreate, TellAttempt, Told, Wants, due};
pub use erase::RemoveName;
pub use found::{Money, money_of};
pub use handoff::{HandoffTotal, ImportHandoff, Imported};
pub use inbox::{KeepRaw, Verdict};
pub use invoice::{
    Invoice, InvoiceAccess, IssueInvoice, Issued, OpenInvoice, OpenedInvoice, WaiveInvoice, accesses, context, invoices,
};
pub use item::{About, CloseItem, Item, open_count, open_items, providers_of};
pub use order::{PlaceOrder, Placed, Wanted};
pub use receipt::receipt;
pub use recon::{BadBill, Recheck, Reconcile, Run, Unbilled, days_to_check, runs, unbilled};
pub use refund::{
    AskRefund, Asked, BeginRefund, OpenRefund, RefundTold, TellRefund, booked_refund, due as refunds_due, refundable,
};
pub use row::{AttemptRow, OrderRow, attempt_by_number, attempt_number, order, order_by_key};
pub use stuck::{Remedied, Remedies, Remedy};
pub use take::{Accept, Accepted, Source, TakePaid, Taken, booked_amount};
pub use target::Target;
pub use view::{donations_of, view};

pub(crate) use erase::forget;

pub(crate) const STATEMENTS: &[&[(&str, &str)]] = &[
    attempt::STATEMENTS,
    book::STATEMENTS,
    erase::STATEMENTS,
    found::STATEMENTS,
    handoff::STATEMENTS,
    inbox::STATEMENTS,
    invoice::STATEMENTS,
    item::STATEMENTS,
    receipt::STATEMENTS,
    recon::STATEMENTS,
    refund::STATEMENTS,
    row::STATEMENTS,
    take::STATEMENTS,
    view::STATEMENTS,
    void::STATEMENTS,
];
