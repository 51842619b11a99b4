//! What a visitor asks the list for, and where in it they stand.

use std::{fmt, str::FromStr};

use model::{Kind, ParseIdError, ServiceClass, Shan, Urgency, WishId};

use super::{card::CardRow, terms::Words};

/// The term that every listed wish has.
pub(crate) const EVERY: &str = "*";

/// What a visitor asks for. All of it must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// One of the eight 善 projects.
    pub shan: Option<Shan>,
    /// One of the five service classes.
    pub class: Option<ServiceClass>,
    /// A district, by its name.
    pub district: Option<String>,
    /// Goods or services.
    pub kind: Option<Kind>,
    /// How pressing.
    pub urgency: Option<Urgency>,
    /// Words to be found.
    pub words: Words,
}

impl Filter {
    /// The terms of all that is asked for; [`EVERY`] when nothing is.
    pub(crate) fn terms(&self) -> Vec<String> {
        let mut terms = self.words.grams();
        terms.extend(self.shan.map(shan));
        terms.extend(self.class.map(class));
        terms.extend(self.district.as_deref().map(district));
        terms.extend(self.kind.map(kind));
        terms.extend(self.urgency.map(urgency));
        if terms.is_empty() {
            terms.push(EVERY.to_owned());
        }
        terms
    }

    /// Whether this wish is meant: the last word, whatever the terms said.
    pub(super) fn fits(&self, row: &CardRow) -> bool {
        let card = &row.card;
        self.shan.is_none_or(|shan| shan == card.shan)
            && self.class.is_none_or(|class| class == card.class)
            && self.district.as_deref().is_none_or(|district| district == card.district)
            && self.kind.is_none_or(|kind| kind == card.kind)
            && self.urgency.is_none_or(|urgency| urgency == card.urgency)
            && self.words.fit(&row.text())
    }
}

pub(crate) fn shan(shan: Shan) -> String {
    format!("shan:{}", shan.code())
}

pub(crate) fn class(class: ServiceClass) -> String {
    format!("class:{}", class.code())
}

pub(crate) fn district(name: &str) -> String {
    // Terms are kept in lines.
    format!("district:{}", name.replace('\n', " "))
}

pub(crate) fn kind(kind: Kind) -> String {
    format!("kind:{}", kind.code())
}

pub(crate) fn urgency(urgency: Urgency) -> String {
    format!("urgency:{}", urgency.code())
}

/// A place in the need-first order: urgency, then waiting time (a wish that was given back stands before all of its
/// urgency), then the id. Written `1.20780.7K3QZ8MV`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub(crate) rank: i64,
    pub(crate) since: i64,
    pub(crate) wish: WishId,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.rank, self.since, self.wish)
    }
}

impl FromStr for Place {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let mut parts = text.split('.');
        let mut number = || parts.next().and_then(|part| part.parse().ok()).ok_or(ParseIdError);
        let (rank, since) = (number()?, number()?);
        let wish = parts.next().ok_or(ParseIdError)?.parse()?;
        let place = Self { rank, since, wish };
        // Only what we wrote ourselves is a place.
        if place.to_string() == text { Ok(place) } else { Err(ParseIdError) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_as_itself_and_nothing_else_is_one() {
        let place = Place { rank: 1, since: -979_220, wish: WishId::from_bits(77) };
        assert_eq!(place.to_string().parse(), Ok(place));
        for text in ["", "1", "1.2", "1.2.x", "1.2.7K3QZ8MV.3", "01.2.7K3QZ8MV", "1.2.7k3qz8mv", "+1.2.7K3QZ8MV"] {
            assert!(text.parse::<Place>().is_err(), "{text}");
        }
    }
}
