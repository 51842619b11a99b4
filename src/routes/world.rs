//! The parts of the site that a visitor must never mistake for each other.

use super::{Route, WishQuery};

/// A part of the site with its own name, picture and colour: what is wished, what money is raised for, and what help
/// there is are three different things (MZ/T 088, R-43).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum World {
    /// Wishes: things and time, never money.
    Wishes,
    /// Filed fundraising projects and their books.
    Projects,
    /// Stations and what else helps.
    Resources,
    /// Asking for help.
    Help,
    /// The person's own.
    Me,
}

impl World {
    /// Its word in style sheets.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wishes => "wishes",
            Self::Projects => "projects",
            Self::Resources => "resources",
            Self::Help => "help",
            Self::Me => "me",
        }
    }

    /// The page that one enters it by.
    #[must_use]
    pub fn entrance(self) -> Route {
        match self {
            Self::Wishes => Route::Wishes(WishQuery::default()),
            Self::Projects => Route::Projects,
            Self::Resources => Route::Stations,
            Self::Help => Route::Help,
            Self::Me => Route::Me,
        }
    }
}

impl Route {
    /// The world that a page belongs to, if it belongs to one.
    #[must_use]
    pub const fn world(&self) -> Option<World> {
        match self {
            Self::Wishes(_) | Self::Wish(_) | Self::Claim(_) => Some(World::Wishes),
            Self::Projects
            | Self::Project(..)
            | Self::Donate(_)
            | Self::Gift(_)
            | Self::Receipt(_)
            | Self::Ledger(_)
            | Self::Entry(_)
            | Self::Verify
            | Self::Stats(_) => Some(World::Projects),
            Self::Stations => Some(World::Resources),
            Self::Help => Some(World::Help),
            Self::Me | Self::Gifts => Some(World::Me),
            Self::Home | Self::Privacy | Self::Report(_) | Self::Lost => None,
        }
    }
}
