//! Claims: taking a slot, every later step, and what the person sees of it.
//!
//! Every step goes through [`model::claim::step`]; after each, the wish is brought in line with its slots and a slot that
//! came free is offered to whoever waits.

mod due;
mod row;
mod sight;
mod step;
mod take;

pub use due::{Chore, Done, Due, waiting_chores};
pub use row::{ClaimRow, load, of_wish};
pub use sight::{StationClaim, of_person, of_station, view};
pub use step::{By, Said, StepClaim, Stepped, revoke_all};
pub use take::{SlotTaken, TakeRefusal, TakeSlot, standing};

pub(crate) use row::{live_of, slots};
pub(crate) use sight::card;
pub(crate) use step::{give_back, revoke_holds, time_out};
pub(crate) use take::{own_history, way_in_the_way};

pub(crate) const STATEMENTS: &[&[(&str, &str)]] = &[row::STATEMENTS, sight::STATEMENTS, due::STATEMENTS];
