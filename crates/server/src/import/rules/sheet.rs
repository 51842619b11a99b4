//! A row under examination: its cells as what they should be, and every reason against it.

use model::{
    AgeBand, Band, Day, Delivery, Fen, Function, Household, Kind, Stage, WishState,
    wish::{self, Facts, WishEvent},
};
use privacy::Identity;

use crate::import::{
    cells,
    columns::{Column, Row},
    reason::{Fault, Reason},
};

/// Characters of a title, a thing, a specification, a number, a name of the collector.
pub(super) const SHORT: usize = 40;
/// Characters of a story (domain.md 4.7).
pub(super) const STORY: usize = 120;
/// Characters of any other cell.
const OTHER: usize = 200;
/// Nobody is older.
const OLDEST: u32 = 125;

/// The person behind the row, as far as the rules need to know.
pub(super) struct Person {
    pub(super) band: Band,
    pub(super) is_minor: bool,
}

/// A row under examination.
pub(super) struct Sheet<'a> {
    pub(super) row: &'a Row,
    pub(super) today: Day,
    pub(super) reasons: Vec<Reason>,
}

impl<'a> Sheet<'a> {
    pub(super) fn blame(&mut self, fault: Fault, column: Column) {
        self.reasons.push(Reason::new(fault, column));
    }

    pub(super) fn cell(&self, column: Column) -> &'a str {
        self.row.get(column)
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, column: Column, most: usize) -> String {
        let text = self.optional(column, most);
        if text.is_none() {
            self.blame(Fault::MissingValue, column);
        }
        text.unwrap_or_default()
    }

    pub(super) fn optional(&mut self, column: Column, most: usize) -> Option<String> {
        let raw = self.cell(column);
        let is_bad = cells::has_control(raw);
        let text = cells::clean(raw);
        if is_bad {
            self.blame(Fault::BadText, column);
        }
        if text.chars().count() > most {
            self.blame(Fault::TooLong, column);
        }
        (!text.is_empty()).then_some(text)
    }

    /// A word of a list, which must be there.
    pub(super) fn word<T>(&mut self, column: Column, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let word = self.cell(column);
        let found = read(word);
        if word.is_empty() {
            self.blame(Fault::MissingValue, column);
        } else if found.is_none() {
            self.blame(Fault::UnknownCategory, column);
        }
        found
    }

    /// A word of a list, which may be left out.
    fn word_or_none<T>(&mut self, column: Column, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        if self.cell(column).is_empty() { None } else { self.word(column, read) }
    }

    pub(super) fn number(&mut self) -> String {
        let number = self.text(Column::Number, SHORT);
        let is_plain = number.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        // The number is stored as it is, so it must not be what it should stand for.
        let is_own = [Column::Identity, Column::Phone]
            .iter()
            .any(|column| self.cell(*column).len() >= 7 && number.contains(self.cell(*column)));
        if !is_plain || is_own {
            self.blame(Fault::BadRowNumber, Column::Number);
        }
        number
    }

    /// A day that must be there and not lie ahead.
    pub(super) fn past_day(&mut self, column: Column) -> Day {
        let cell = self.cell(column);
        let day = cells::day(cell).filter(|day| *day <= self.today);
        if cell.is_empty() {
            self.blame(Fault::MissingValue, column);
        } else if day.is_none() {
            self.blame(Fault::BadDate, column);
        }
        day.unwrap_or(self.today)
    }

    /// A day whose absence is the state machine's business.
    pub(super) fn day_or_none(&mut self, column: Column) -> Option<Day> {
        let cell = self.cell(column);
        let day = cells::day(cell);
        if !cell.is_empty() && day.is_none() {
            self.blame(Fault::BadDate, column);
            // One reason is enough: no guard need complain about the same cell.
            return Some(self.today);
        }
        day
    }

    pub(super) fn count(&mut self, column: Column, least: u32, most: u32) -> u32 {
        let cell = self.cell(column);
        let number = cells::count(cell, least, most);
        if cell.is_empty() {
            self.blame(Fault::MissingValue, column);
        } else if number.is_none() {
            self.blame(Fault::BadNumber, column);
        }
        number.unwrap_or(least)
    }

    pub(super) fn crowd(&mut self) -> u32 {
        let before = self.reasons.len();
        let k = self.count(Column::Crowd, 0, 100_000_000);
        // As above: what cannot be read is not also too small.
        if self.reasons.len() > before { u32::MAX } else { k }
    }

    /// Goods or service, and what goes with it.
    pub(super) fn kind(&mut self) -> (Kind, Option<String>, Option<Fen>, Option<u32>) {
        let thing = self.optional(Column::Thing, SHORT);
        let has_hours = !self.cell(Column::Hours).is_empty();
        if thing.is_some() == has_hours {
            self.blame(Fault::UnclearKind, Column::Thing);
        }
        if thing.is_none() {
            let hours = has_hours.then(|| self.count(Column::Hours, 1, 999));
            return (Kind::Service, None, None, hours);
        }
        let cell = self.cell(Column::Price);
        let price = cells::yuan(cell);
        if cell.is_empty() {
            self.blame(Fault::MissingValue, Column::Price);
        } else if price.is_none() {
            self.blame(Fault::BadNumber, Column::Price);
        }
        (Kind::Goods, thing, price, None)
    }

    pub(super) fn delivery(&mut self, kind: Kind, is_minor: bool) -> Delivery {
        use Delivery as D;
        let found = self.word(Column::Delivery, |word| Delivery::from_code(word).or_else(|| Delivery::from_zh(word)));
        let Some(delivery) = found else { return D::StationDropoff };
        let fits = match delivery {
            D::StationDropoff => kind == Kind::Goods,
            D::MerchantDirect => true,
            D::VolunteerVisit | D::StationClass | D::OnlineGroup => kind == Kind::Service,
            // One to one and out of sight: never with minors (domain.md 4.6).
            D::OnlineAdult | D::HotlineMasked => kind == Kind::Service && !is_minor,
        };
        if !fits {
            self.blame(Fault::BadDelivery, Column::Delivery);
        }
        delivery
    }

    /// Age, band and identity. Only the band leaves this function.
    pub(super) fn person(&mut self) -> Person {
        for (column, is_needed) in [
            (Column::Name, true),
            (Column::Sex, false),
            (Column::Phone, false),
            (Column::Address, false),
            (Column::AidCategory, false),
        ] {
            let _ = if is_needed { self.text(column, OTHER) } else { self.optional(column, OTHER).unwrap_or_default() };
        }
        let identity = self.identity();
        let cell = self.cell(Column::Birth);
        let written = cells::day(cell).filter(|day| *day <= self.today);
        if !cell.is_empty() && written.is_none() {
            self.blame(Fault::BadDate, Column::Birth);
        } else if written.zip(identity).is_some_and(|(written, identity)| written != identity) {
            self.blame(Fault::BadIdentity, Column::Birth);
        }
        let Some(birth) = written.or(identity) else {
            if cell.is_empty() {
                self.blame(Fault::MissingValue, Column::Birth);
            }
            return Person { band: Band { age: AgeBand::Unsaid, household: None, function: None }, is_minor: false };
        };
        let years = privacy::band::age(birth.ymd(), self.today.ymd());
        if years > OLDEST {
            self.blame(Fault::BadDate, Column::Birth);
        }
        self.band(years)
    }

    fn band(&mut self, years: u32) -> Person {
        if let Some(age) = AgeBand::of_adult(years) {
            let household = self.word_or_none(Column::Household, Household::from_zh);
            let function = self.word_or_none(Column::Function, Function::from_zh);
            return Person { band: Band { age, household, function }, is_minor: false };
        }
        // Of minors nothing is said but the school stage.
        let age = self.word(Column::Stage, Stage::from_zh).map_or(AgeBand::Pupil, AgeBand::of_stage);
        Person { band: Band { age, household: None, function: None }, is_minor: true }
    }

    /// The birth day in the identity number, if the number is right.
    fn identity(&mut self) -> Option<Day> {
        let cell = self.cell(Column::Identity);
        match privacy::check_identity(cell) {
            _ if cell.is_empty() => self.blame(Fault::MissingValue, Column::Identity),
            Identity::Valid { birth: (year, month, day), male } => {
                let birth = Day::from_ymd(i32::from(year), u32::from(month), u32::from(day));
                match self.cell(Column::Sex) {
                    "男" if !male => self.blame(Fault::BadIdentity, Column::Sex),
                    "女" if male => self.blame(Fault::BadIdentity, Column::Sex),
                    _ => {}
                }
                if birth.is_none_or(|birth| birth > self.today) {
                    self.blame(Fault::BadIdentity, Column::Identity);
                }
                return birth.filter(|birth| *birth <= self.today);
            }
            Identity::Mangled => self.blame(Fault::IdentityMangled, Column::Identity),
            Identity::BadCheckDigit | Identity::Malformed => self.blame(Fault::BadIdentity, Column::Identity),
        }
        None
    }

    /// Walks from draft to review and writes down every guard on the way.
    pub(super) fn guards(&mut self, facts: &Facts) {
        let way = [
            (WishState::Draft, WishEvent::Complete),
            (WishState::ConsentPending, WishEvent::Consent),
            (WishState::Screening, WishEvent::Screen),
            (WishState::Verifying, WishEvent::Verify),
            (WishState::DupCheck, WishEvent::CheckDuplicate),
        ];
        for (state, event) in way {
            if let Err(guards) = wish::step(state, event, facts) {
                self.reasons.extend(guards.into_iter().filter_map(Reason::guard));
            }
        }
    }
}
