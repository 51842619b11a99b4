//! The page of a project: which of its five sides is shown.

use model::view::Term;

use super::percent;

/// A side of a project's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// 介绍
    #[default]
    Intro,
    /// 预算
    Budget,
    /// 账本, all of it or one term of the equation.
    Books(Option<Term>),
    /// 四问
    Four,
    /// 公开日历
    Calendar,
}

impl Tab {
    /// All five, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Intro, Self::Budget, Self::Books(None), Self::Four, Self::Calendar];

    /// The side that the rest of an address names.
    pub(super) fn parse(rest: &[&str], search: &str) -> Option<Self> {
        Some(match rest {
            [] => Self::Intro,
            ["budget"] => Self::Budget,
            ["books"] => {
                let term = percent::pairs(search).find(|(key, _)| key == "term");
                Self::Books(term.and_then(|(_, word)| Term::from_code(&word)))
            }
            ["four"] => Self::Four,
            ["calendar"] => Self::Calendar,
            _ => return None,
        })
    }

    /// What comes behind the project in an address.
    pub(super) fn rest(self) -> String {
        match self {
            Self::Intro => String::new(),
            Self::Budget => "/budget".to_owned(),
            Self::Books(None) => "/books".to_owned(),
            Self::Books(Some(term)) => format!("/books?term={}", term.code()),
            Self::Four => "/four".to_owned(),
            Self::Calendar => "/calendar".to_owned(),
        }
    }

    /// The same side whatever of it is shown.
    #[must_use]
    pub const fn whole(self) -> Self {
        match self {
            Self::Books(_) => Self::Books(None),
            other => other,
        }
    }
}
