//! The language of the house: ids, money, time, wishes, claims, projects, and the rules between them.
//!
//! Browser and server speak it alike. **Invariants:** no I/O, no clock, no randomness, no SQL, no HTTP;
//! no type here can hold a person's identity. Whatever a rule needs to know is an argument.

mod band;
mod catalogue;
pub mod claim;
pub mod command;
pub mod donation;
pub mod event;
pub mod holiday;
mod id;
mod money;
mod problem;
pub mod project;
mod room;
pub mod small;
pub mod standing;
mod time;
pub mod verify;
pub mod view;
pub mod wish;

pub use band::{AgeBand, Band, Function, Household, Stage};
pub use catalogue::{Delivery, Kind, ServiceClass, Shan, Urgency};
pub use claim::ClaimState;
pub use event::{EventCode, EventState, Light};
pub use id::{AttemptId, ClaimId, DonationId, ParseIdError, PersonId, ReceiptId, RefundId, ReportId, WishId};
pub use money::Fen;
pub use problem::{Problem, ProblemCode};
pub use project::ProjectId;
pub use room::Room;
pub use time::{Day, Millis, ParseTimeError};
pub use wish::{PublicStatus, WishState};
