//! Every address of the site, in both directions, with the query of the list.
//!
//! No other file writes a path: links, QR codes and the API's list query all come from here.

mod ledger;
mod percent;
mod project;
mod query;
mod world;

use model::{DonationId, ProjectId, ReceiptId, Room, WishId};

pub use ledger::{LedgerKind, LedgerQuery};
pub use project::Tab;
pub use query::WishQuery;
pub use world::World;

/// Every page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// What is most needed, and the eight ways in.
    Home,
    /// The list of wishes, filtered.
    Wishes(WishQuery),
    /// One wish.
    Wish(WishId),
    /// The promise, step by step.
    Claim(WishId),
    /// The person's own claims.
    Me,
    /// The person's own donations.
    Gifts,
    /// "I need help": whom to call, where to go.
    Help,
    /// The service stations.
    Stations,
    /// What becomes of personal data.
    Privacy,
    /// A report, perhaps about a wish.
    Report(Option<WishId>),
    /// The fundraising projects.
    Projects,
    /// A project, seen from one side.
    Project(ProjectId, Tab),
    /// Giving to a project.
    Donate(ProjectId),
    /// What became of a donation.
    Gift(DonationId),
    /// A receipt; what opens its private fields stands in the fragment.
    Receipt(ReceiptId),
    /// The newest entries of the ledger, filtered.
    Ledger(LedgerQuery),
    /// One entry of the ledger.
    Entry(u64),
    /// Checking the ledger on one's own device.
    Verify,
    /// A year in numbers.
    Stats(u16),
    /// Nothing is known by this address.
    Lost,
}

/// The parts of a path.
fn parts(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}

impl Route {
    /// The page that a path and its query (with or without `?`) name. Unknown paths are [`Route::Lost`], never an
    /// error; unknown parts of a query are left out.
    #[must_use]
    pub fn parse(path: &str, search: &str) -> Self {
        match Room::of(path) {
            Room::Wishes => Self::in_wishes(path, search),
            Room::Books => Self::in_books(path, search),
        }
    }

    /// The same for paths of the first room, which so need not know how the other's are read.
    pub(crate) fn in_wishes(path: &str, search: &str) -> Self {
        match parts(path).as_slice() {
            [] => Self::Home,
            ["wishes"] => Self::Wishes(WishQuery::parse(search)),
            ["w", id] => id.parse().map_or(Self::Lost, Self::Wish),
            ["w", id, "claim"] => id.parse().map_or(Self::Lost, Self::Claim),
            ["help"] => Self::Help,
            ["stations"] => Self::Stations,
            _ => Self::Lost,
        }
    }

    /// The same for paths of the second room.
    pub(crate) fn in_books(path: &str, search: &str) -> Self {
        match parts(path).as_slice() {
            ["me"] => Self::Me,
            ["me", "gifts"] => Self::Gifts,
            ["privacy"] => Self::Privacy,
            ["report"] => {
                Self::Report(percent::pairs(search).find(|(key, _)| key == "wish").and_then(|(_, id)| id.parse().ok()))
            }
            ["projects"] => Self::Projects,
            ["p", id, "donate"] => id.parse().map_or(Self::Lost, Self::Donate),
            ["donation", id] => id.parse().map_or(Self::Lost, Self::Gift),
            ["r", id] => id.parse().map_or(Self::Lost, Self::Receipt),
            ["p", id, rest @ ..] => match (id.parse(), Tab::parse(rest, search)) {
                (Ok(id), Some(tab)) => Self::Project(id, tab),
                _ => Self::Lost,
            },
            ["ledger"] => Self::Ledger(LedgerQuery::parse(search)),
            ["ledger", "verify"] => Self::Verify,
            ["ledger", index] => index.parse().map_or(Self::Lost, Self::Entry),
            ["stats", year] => year.parse().map_or(Self::Lost, Self::Stats),
            _ => Self::Lost,
        }
    }

    /// The address of a page, for links.
    #[must_use]
    pub fn href(&self) -> String {
        match self {
            Self::Home | Self::Lost => "/".to_owned(),
            Self::Wishes(query) => format!("/wishes{}", query.search()),
            Self::Wish(id) => format!("/w/{id}"),
            Self::Claim(id) => format!("/w/{id}/claim"),
            Self::Me => "/me".to_owned(),
            Self::Gifts => "/me/gifts".to_owned(),
            Self::Help => "/help".to_owned(),
            Self::Stations => "/stations".to_owned(),
            Self::Privacy => "/privacy".to_owned(),
            Self::Report(None) => "/report".to_owned(),
            Self::Report(Some(id)) => format!("/report?wish={id}"),
            Self::Projects => "/projects".to_owned(),
            Self::Project(id, tab) => format!("/p/{id}{}", tab.rest()),
            Self::Donate(id) => format!("/p/{id}/donate"),
            Self::Gift(id) => format!("/donation/{id}"),
            Self::Receipt(id) => format!("/r/{id}"),
            Self::Ledger(query) => format!("/ledger{}", query.search()),
            Self::Entry(index) => format!("/ledger/{index}"),
            Self::Verify => "/ledger/verify".to_owned(),
            Self::Stats(year) => format!("/stats/{year}"),
        }
    }

    /// The download that holds this page.
    #[must_use]
    pub fn room(&self) -> Room {
        Room::of(&self.href())
    }

    /// The same page with nothing that may change while it stays open: a list without its filters, a project
    /// whatever its side.
    #[must_use]
    pub fn page(&self) -> Self {
        match self {
            Self::Wishes(_) => Self::Wishes(WishQuery::default()),
            Self::Project(id, _) => Self::Project(*id, Tab::default()),
            Self::Ledger(_) => Self::Ledger(LedgerQuery::default()),
            other => other.clone(),
        }
    }
}
