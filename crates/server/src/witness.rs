//! A witness of other people's logs (C2SP tlog-witness): cosigns a log that only grows, and never two histories of it.
//!
//! What it cosigned last lies on its shelf before it answers, so that neither a crash nor a restart makes it forget. Key and
//! shelf share one directory: whoever loses what was cosigned has lost the key too, and cannot go on under the old name.

mod desk;
mod shelf;
mod web;

pub use desk::{Desk, DeskError};
pub use shelf::Shelf;
pub use web::router;
