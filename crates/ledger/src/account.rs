//! The accounts of the books (ledger.md 3.1). Money has a project as its purpose, or none: there is no account of a wish.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::word::{Slug, words};

words! {
    /// What a cost of a project is for.
    Cost {
        /// The help itself.
        Program = "program";
        /// Raising the money.
        Fundraising = "fundraising_cost";
        /// Running the charity.
        Management = "management";
    }
}

/// An account. Debit is positive, credit negative, as in hledger. Written lower-case with `:` between the parts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Account {
    /// Money at a payment channel: `assets:psp:wechat`.
    Channel(Slug),
    /// Money at a bank: `assets:bank:main`.
    Bank(Slug),
    /// What was given for a project: `net:restricted:project:p1`.
    Restricted(Slug),
    /// What was given without a purpose: `net:unrestricted`.
    Unrestricted,
    /// What a project cost: `expenses:program:project:p1`.
    Cost(Cost, Slug),
    /// What a project passed on to another organisation: `expenses:transfer:project:p1`.
    Passed(Slug),
    /// Fees of payment channels that no project bears: `expenses:fee:psp`.
    Fee,
    /// Other costs that no project bears: `expenses:admin:rent`.
    Admin(Slug),
    /// What is owed to donors: `liabilities:refund`.
    Refunds,
}

/// The text is no account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no account of these books")]
pub struct ParseAccountError;

impl Account {
    /// The project whose money it counts.
    #[must_use]
    pub const fn project(self) -> Option<Slug> {
        match self {
            Self::Restricted(project) | Self::Cost(_, project) | Self::Passed(project) => Some(project),
            Self::Channel(_) | Self::Bank(_) | Self::Unrestricted | Self::Fee | Self::Admin(_) | Self::Refunds => None,
        }
    }

    /// Whether money lies there.
    #[must_use]
    pub const fn is_asset(self) -> bool {
        matches!(self, Self::Channel(_) | Self::Bank(_))
    }

    /// Whether it counts what was given.
    #[must_use]
    pub const fn is_net(self) -> bool {
        matches!(self, Self::Restricted(_) | Self::Unrestricted)
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Channel(name) => write!(f, "assets:psp:{name}"),
            Self::Bank(name) => write!(f, "assets:bank:{name}"),
            Self::Restricted(project) => write!(f, "net:restricted:project:{project}"),
            Self::Unrestricted => f.write_str("net:unrestricted"),
            Self::Cost(cost, project) => write!(f, "expenses:{cost}:project:{project}"),
            Self::Passed(project) => write!(f, "expenses:transfer:project:{project}"),
            Self::Fee => f.write_str("expenses:fee:psp"),
            Self::Admin(kind) => write!(f, "expenses:admin:{kind}"),
            Self::Refunds => f.write_str("liabilities:refund"),
        }
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Account {
    type Err = ParseAccountError;

    fn from_str(text: &str) -> Result<Self, ParseAccountError> {
        let slug = |text: &str| text.parse().map_err(|_| ParseAccountError);
        let mut parts = text.split(':');
        Ok(match [(); 5].map(|()| parts.next()) {
            [Some("assets"), Some("psp"), Some(name), None, _] => Self::Channel(slug(name)?),
            [Some("assets"), Some("bank"), Some(name), None, _] => Self::Bank(slug(name)?),
            [Some("net"), Some("restricted"), Some("project"), Some(project), None] => Self::Restricted(slug(project)?),
            [Some("net"), Some("unrestricted"), None, ..] => Self::Unrestricted,
            [Some("expenses"), Some("transfer"), Some("project"), Some(project), None] => Self::Passed(slug(project)?),
            [Some("expenses"), Some(cost), Some("project"), Some(project), None] => {
                Self::Cost(Cost::from_word(cost).ok_or(ParseAccountError)?, slug(project)?)
            }
            [Some("expenses"), Some("fee"), Some("psp"), None, _] => Self::Fee,
            [Some("expenses"), Some("admin"), Some(kind), None, _] => Self::Admin(slug(kind)?),
            [Some("liabilities"), Some("refund"), None, ..] => Self::Refunds,
            _ => return Err(ParseAccountError),
        })
    }
}

impl TryFrom<String> for Account {
    type Error = ParseAccountError;

    fn try_from(text: String) -> Result<Self, ParseAccountError> {
        text.parse()
    }
}

impl From<Account> for String {
    fn from(account: Account) -> Self {
        account.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_reads_back_as_itself() {
        for text in [
            "assets:psp:wechat",
            "assets:bank:main",
            "net:restricted:project:p00001",
            "net:unrestricted",
            "expenses:program:project:p1",
            "expenses:fundraising_cost:project:p1",
            "expenses:management:project:p1",
            "expenses:transfer:project:p1",
            "expenses:fee:psp",
            "expenses:admin:rent",
            "liabilities:refund",
        ] {
            assert_eq!(text.parse::<Account>().map(|account| account.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn money_for_one_wish_has_no_account() {
        for text in [
            "net:restricted:wish:7k3qz8mv",
            "net:restricted:project",
            "net:restricted:project:",
            "net:restricted:project:p1:x",
            "expenses:gift:project:p1",
            "expenses:program:wish:w1",
            "assets:cash:box",
            "assets:psp:wechat:",
            "net:unrestricted:",
            "Assets:psp:wechat",
            "",
            ":",
        ] {
            assert_eq!(text.parse::<Account>(), Err(ParseAccountError), "{text}");
        }
    }
}
