//! Channels by which money comes and goes back.
//!
//! A provider is an adapter behind [`PaymentChannel`]; what its answers mean for a donation is decided in
//! `model::donation`, and written down by `store`. **Invariants:** nothing here touches the database; a [`Paid`] is only
//! ever made from an answer or notice whose signature was checked; a failure to understand is never taken for a "no".

mod channel;
mod http;
pub mod sandbox;
mod seal;
pub mod testing;

pub use channel::{
    Answering, Bill, BillError, BillRow, CloseAnswer, Created, Notice, NoticeError, Order, Paid, PaymentChannel,
    Queried, RefundAnswer, RefundOrder,
};
pub use http::Relayed;
pub use seal::{Key, ParseKeyError};
