//! What a screen reports: a code, how grave it is, where, and a word to put there instead.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The text must not be published.
    Block,
    /// A reviewer should look at it.
    Warn,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        /// The rule that a finding comes from. One rule, one code, whatever the disguise (domain rule 4.8).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code on the wire, such as `privacy:mobile`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

codes! {
    /// Identity, disability, passport and other certificate numbers.
    IdNumber = "privacy:id_number";
    /// A mobile phone number.
    Mobile = "privacy:mobile";
    /// A landline number.
    Landline = "privacy:landline";
    /// A bank card or account number.
    BankCard = "privacy:bank_card";
    /// A vehicle's plate.
    Plate = "privacy:plate";
    /// An organisation's code.
    OrgCode = "privacy:org_code";
    /// An id in any messenger or social network.
    Wechat = "privacy:wechat";
    /// E-mail and web addresses.
    EmailUrl = "privacy:email_url";
    /// An address finer than a district.
    Address = "privacy:address";
    /// A school or class.
    School = "privacy:school";
    /// A hospital by name.
    Hospital = "privacy:hospital";
    /// An illness, disability or treatment.
    Disease = "privacy:disease";
    /// Aid category, family fate, offence, abuse, belief.
    Status = "privacy:status";
    /// A person's name or a part of it.
    Name = "privacy:name";
    /// A birth date (blocked) or exact age (warned of).
    BirthDate = "privacy:birth_date";
    /// A trait so rare that it points at one person.
    RareTrait = "privacy:rare_trait";
    /// Asking for money (blocked), the word cash (warned of).
    Cash = "privacy:cash";
    /// Words that press the reader.
    Pressure = "privacy:pressure";
    /// A private value of the very row.
    OwnValue = "privacy:own_value";
}

/// One place of a text that must not or should not be published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule.
    pub code: Code,
    /// Block or warn.
    pub level: Level,
    /// First character, counted in characters of the text as it was given.
    pub start: usize,
    /// Behind the last character.
    pub end: usize,
    /// What to write instead, in the collector's language; empty: leave it out; none: rewrite the sentence.
    pub suggestion: Option<Cow<'static, str>>,
}

/// The findings so far.
#[derive(Default)]
pub(crate) struct Hits(Vec<Finding>);

impl Hits {
    /// Blocks the normalised characters `from..to`.
    pub(crate) fn block(&mut self, text: &Text, code: Code, from: usize, to: usize, instead: Option<&'static str>) {
        self.add(text, code, Level::Block, from, to, instead);
    }

    /// Warns of the normalised characters `from..to`.
    pub(crate) fn warn(&mut self, text: &Text, code: Code, from: usize, to: usize) {
        self.add(text, code, Level::Warn, from, to, None);
    }

    fn add(&mut self, text: &Text, code: Code, level: Level, from: usize, to: usize, instead: Option<&'static str>) {
        let Some((start, end)) = text.span(from, to) else { return };
        self.0.push(Finding { code, level, start, end, suggestion: instead.map(Cow::Borrowed) });
    }

    /// In the order of the text; findings of one rule that overlap become one.
    pub(crate) fn sorted(self) -> Vec<Finding> {
        let mut all = self.0;
        all.sort_by(|a, b| (a.code, a.level, a.start, b.end).cmp(&(b.code, b.level, b.start, a.end)));
        let mut merged: Vec<Finding> = Vec::with_capacity(all.len());
        for next in all {
            match merged.last_mut() {
                Some(last) if last.code == next.code && last.level == next.level && next.start < last.end => {
                    last.end = last.end.max(next.end);
                }
                _ => merged.push(next),
            }
        }
        let mut kept: Vec<Finding> =
            merged.iter().filter(|finding| !merged.iter().any(|other| other.hides(finding))).cloned().collect();
        kept.sort_by_key(|finding| (finding.start, finding.end, finding.code));
        kept
    }
}

impl Finding {
    /// Whether this finding explains the digits of the other one better.
    fn hides(&self, other: &Self) -> bool {
        let holds = self.start <= other.start && other.end <= self.end;
        let meets = self.start < other.end && other.start < self.end;
        match (self.code, other.code) {
            (Code::IdNumber, Code::BankCard | Code::Mobile | Code::Landline)
            | (Code::BankCard, Code::Mobile | Code::Landline) => holds,
            (Code::Mobile, Code::Landline) => meets,
            _ => false,
        }
    }
}
