//! The filters of the list as its address carries them, in one fixed order: the same filters, the same address.

use model::{Kind, ServiceClass, Shan, Urgency};

use super::percent;

/// The longest search text that an address carries, in characters.
const LONGEST: usize = 40;

/// Which wishes the list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WishQuery {
    /// Of this 善 project.
    pub shan: Option<Shan>,
    /// Of this service class.
    pub class: Option<ServiceClass>,
    /// In this district.
    pub district: Option<String>,
    /// Goods or services.
    pub kind: Option<Kind>,
    /// As pressing as this.
    pub urgency: Option<Urgency>,
    /// Holding these words.
    pub q: Option<String>,
}

/// A text as a person types it, or nothing where there is none.
fn tidy(text: &str) -> Option<String> {
    let text: String = text.trim().chars().take(LONGEST).collect();
    (!text.is_empty()).then_some(text)
}

impl WishQuery {
    /// The filters of a query; words that nobody knows are left out.
    #[must_use]
    pub fn parse(search: &str) -> Self {
        let mut query = Self::default();
        for (key, value) in percent::pairs(search) {
            query.set(&key, &value);
        }
        query
    }

    /// The query of these filters with its `?`, or nothing where there are none.
    #[must_use]
    pub fn search(&self) -> String {
        let mut out = String::new();
        for (key, value) in self.pairs() {
            out.push(if out.is_empty() { '?' } else { '&' });
            out.push_str(key);
            out.push('=');
            out.push_str(&percent::encode(value));
        }
        out
    }

    /// The filters that are set, as the wire calls them.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        [
            ("shan", self.shan.map(Shan::code)),
            ("class", self.class.map(ServiceClass::code)),
            ("district", self.district.as_deref()),
            ("kind", self.kind.map(Kind::code)),
            ("urgency", self.urgency.map(Urgency::code)),
            ("q", self.q.as_deref()),
        ]
        .into_iter()
        .filter_map(|(key, value)| Some((key, value?)))
        .collect()
    }

    /// Sets one filter by its word on the wire; an unknown word or an empty one lifts it.
    pub fn set(&mut self, key: &str, value: &str) {
        match key {
            "shan" => self.shan = Shan::from_code(value),
            "class" => self.class = ServiceClass::from_code(value),
            "district" => self.district = tidy(value),
            "kind" => self.kind = Kind::from_code(value),
            "urgency" => self.urgency = Urgency::from_code(value),
            "q" => self.q = tidy(value),
            _ => {}
        }
    }

    /// The value of one filter on the wire, empty where it is not set.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.pairs().into_iter().find(|(name, _)| *name == key).map_or_else(String::new, |(_, value)| value.to_owned())
    }

    /// The same filters but for one.
    #[must_use]
    pub fn with(&self, key: &str, value: &str) -> Self {
        let mut other = self.clone();
        other.set(key, value);
        other
    }
}
