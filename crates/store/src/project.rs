//! Charity projects: what was filed, what has to be public, and which lines of the charity's file are in the books.
//!
//! The money itself is in the ledger, under the project's id in lower case. What depends on the day (whether something is
//! overdue, whether it can be given to) is decided when it is read.

mod act;
mod import;
mod lines;
mod mode;
pub(crate) mod news;
mod row;
mod show;
mod stats;

use model::{
    Day, Fen, ProjectId, Shan,
    project::{CostKind, Duty, Raising},
    view::{Notice, Platform, Update},
};

pub use act::{Acted, Disclose, Resume, Suspend};
pub use import::{Filed, Import, Imported, Line, Refused};
pub use lines::lines;
pub use mode::{Ready, SetMode, SetTo, any_own_site};
pub use news::{Seen, touched};
pub use row::{ProjectRow, load};
pub use show::{Giving, as_of, list, totals, view};
pub use stats::{Years, stats};

/// The statements of this module and those below it.
pub(crate) const STATEMENTS: &[&[(&str, &str)]] =
    &[act::STATEMENTS, import::STATEMENTS, mode::STATEMENTS, news::STATEMENTS, row::STATEMENTS, stats::STATEMENTS];

/// A project as the charity filed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// Its title.
    pub title: String,
    /// Which of the eight 善 projects it belongs to.
    pub shan: Shan,
    /// How it may raise money.
    pub raising: Raising,
    /// Whether nothing of it is real.
    pub is_sample: bool,
    /// Whether it answers an emergency.
    pub is_emergency: bool,
    /// The last day of the response phase, once it has been declared over.
    pub response_end: Option<Day>,
    /// The first day of campaign and work.
    pub start: Day,
    /// The last day of the campaign.
    pub end: Day,
    /// The last day of the work.
    pub implementation_end: Day,
    /// Where it helps.
    pub region: String,
    /// What it needs.
    pub target: Fen,
    /// Organisation, filing, plan, partner.
    pub notice: Notice,
    /// The designated platform.
    pub platform: Option<Platform>,
    /// Whether all is done and nothing is left.
    pub is_closed: bool,
    /// The budget.
    pub budget: Vec<Budgeted>,
    /// What was announced, and when it was made public.
    pub disclosures: Vec<Disclosure>,
    /// How many were helped where.
    pub places: Vec<(String, u32)>,
    /// How many of whom were helped.
    pub people: Vec<(String, u32)>,
    /// With what effect.
    pub effects: Vec<String>,
    /// What happened.
    pub updates: Vec<Update>,
}

/// A line of the budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budgeted {
    /// Its code.
    pub code: String,
    /// What is bought.
    pub name: String,
    /// The unit.
    pub unit: String,
    /// How many.
    pub qty: u32,
    /// What one costs.
    pub unit_price: Fen,
    /// All of them.
    pub amount: Fen,
    /// What kind of cost it is.
    pub kind: CostKind,
}

/// Something that was announced for a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// What.
    pub duty: Duty,
    /// For which day.
    pub due: Day,
    /// Its title.
    pub title: String,
    /// When it was made public.
    pub published: Option<Day>,
    /// Where it can be read.
    pub url: Option<String>,
}
