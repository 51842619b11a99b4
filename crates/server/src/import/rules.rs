//! The verdict on one row: every reason against it, or what it says.
//!
//! What a row *is* is read here; what it *may* is asked of the state machine of wishes, step by step from draft to
//! review, so that no rule of publishing stands in two places.

use std::collections::{HashMap, HashSet};

use model::{
    AgeBand, Band, Day, Delivery, Fen, Function, Household, Kind, Stage, Urgency, WishState,
    view::StationView,
    wish::{self, Facts, WishEvent},
};
use privacy::{Identity, Level, Owned};
use store::import::Need;

use super::{
    catalogue::Catalogue,
    cells,
    columns::{Column, Row},
    private::Private,
    reason::{Fault, Reason},
    screen::Screen,
};

/// Characters of a title, a thing, a specification, a number, a name of the collector.
const SHORT: usize = 40;
/// Characters of a story (domain.md 4.7).
const STORY: usize = 120;
/// Characters of any other cell.
const OTHER: usize = 200;
/// Nobody is older.
const OLDEST: u32 = 125;

/// What a row says, once nothing speaks against it.
pub struct Accepted {
    /// 需求编号.
    pub number: String,
    /// The public part.
    pub need: Need,
    /// The sealed part.
    pub private: Private,
}

/// What is to be said of a row.
pub enum Judgement {
    /// Nothing speaks against it.
    Accepted(Box<Accepted>),
    /// This speaks against it.
    Refused {
        /// Every reason.
        reasons: Vec<Reason>,
        /// The number of a row by which the person takes consent back.
        withdraws: Option<String>,
    },
}

/// The rules of one import.
pub struct Rules {
    today: Day,
    catalogue: Catalogue,
    /// Districts by station.
    stations: HashMap<String, String>,
    numbers: HashSet<String>,
    screen: Screen,
}

impl Rules {
    /// The rules by this catalogue and these stations, as of `today`.
    #[must_use]
    pub fn new(today: Day, catalogue: Catalogue, stations: Vec<StationView>) -> Self {
        let stations = stations.into_iter().map(|station| (station.code, station.district)).collect();
        Self { today, catalogue, stations, numbers: HashSet::new(), screen: Screen::default() }
    }

    /// The verdict on a row. Rows come in the order of the file: the second of a number is a duplicate.
    pub fn judge(&mut self, row: &Row) -> Judgement {
        if !row.is_whole() {
            let reasons = vec![Reason::new(Fault::WrongColumns, Column::Number)];
            return Judgement::Refused { reasons, withdraws: None };
        }
        let mut sheet = Sheet { row, today: self.today, reasons: Vec::new() };
        let number = sheet.number();
        let is_first = number.is_empty() || self.numbers.insert(number.clone());
        if !is_first {
            sheet.blame(Fault::DuplicateRow, Column::Number);
        }
        let need = self.need(&mut sheet);
        self.screen(&mut sheet, &need);
        let text_blocked = sheet.reasons.iter().any(|reason| matches!(reason.fault, Fault::Private { .. }));
        sheet.guards(&facts(&need, self.today, text_blocked));
        let reasons = sheet.reasons;
        if reasons.is_empty() {
            return Judgement::Accepted(Box::new(Accepted { number, need, private: Private::of(row) }));
        }
        let takes_back =
            [Column::ConsentPublish, Column::ConsentReferral].iter().any(|column| row.get(*column) == "否");
        let withdraws = (is_first && takes_back && !number.is_empty()).then_some(number);
        Judgement::Refused { reasons, withdraws }
    }

    /// Reads the public part; what cannot be read is blamed, and something harmless put in its place.
    fn need(&self, sheet: &mut Sheet<'_>) -> Need {
        let station = sheet.text(Column::Station, SHORT);
        if !station.is_empty() && !self.stations.contains_key(&station) {
            sheet.blame(Fault::UnknownStation, Column::Station);
        }
        let district = sheet.text(Column::District, SHORT);
        if !district.is_empty() && !self.stations.values().any(|known| *known == district) {
            sheet.blame(Fault::UnknownCategory, Column::District);
        }
        let (kind, thing, price, hours) = sheet.kind();
        let person = sheet.person();
        let class = sheet.word(Column::Class, |word| self.catalogue.class(word));
        let item = sheet.text(Column::Item, SHORT);
        let is_known = match class {
            Some(class) => self.catalogue.has_item(class, &item),
            // The class is wrong already; whether the item is too can still be said.
            None => self.catalogue.class_of(&item).is_some(),
        };
        if !item.is_empty() && !is_known {
            sheet.blame(Fault::UnknownCategory, Column::Item);
        }
        let price_cap = thing.as_deref().and_then(|thing| self.catalogue.cap(thing));
        if kind == Kind::Goods && thing.is_some() && price_cap.is_none() {
            sheet.blame(Fault::UnknownCategory, Column::Thing);
        }
        let spec = sheet.optional(Column::Spec, SHORT);
        Need {
            station,
            district,
            collector: sheet.text(Column::Collector, SHORT),
            collected_on: sheet.past_day(Column::CollectedOn),
            shan: sheet.word(Column::Shan, |word| self.catalogue.shan(word)).unwrap_or(model::Shan::Zhu),
            class: class.unwrap_or(model::ServiceClass::Life),
            title: sheet.text(Column::Title, SHORT),
            story: sheet.text(Column::Story, STORY),
            spec: spec.filter(|_| kind == Kind::Goods),
            slots: sheet.count(Column::Slots, 1, 99),
            delivery: sheet.delivery(kind, person.is_minor),
            urgency: sheet.word(Column::Urgency, |word| self.catalogue.urgency(word)).unwrap_or(Urgency::Usual),
            band: person.band,
            is_minor: person.is_minor,
            consent_publish: cells::yes(sheet.cell(Column::ConsentPublish)),
            consent_referral: cells::yes(sheet.cell(Column::ConsentReferral)),
            consent_photo: cells::yes(sheet.cell(Column::ConsentPhoto)),
            consent_guardian: cells::yes(sheet.cell(Column::ConsentGuardian)),
            consent_until: sheet.day_or_none(Column::ConsentUntil),
            verified_on: sheet.day_or_none(Column::VerifiedOn),
            duplicate_checked: sheet.cell(Column::DuplicateCheck) == "通过",
            k: sheet.crowd(),
            term_days: self.catalogue.term_days(kind, &item),
            kind,
            thing,
            price,
            hours,
            price_cap,
            item,
        }
    }

    /// Screens everything that the public may read, also against the person's own values.
    fn screen(&mut self, sheet: &mut Sheet<'_>, need: &Need) {
        let own = Owned {
            name: sheet.row.get(Column::Name),
            phone: sheet.row.get(Column::Phone),
            identity: sheet.row.get(Column::Identity),
            address: sheet.row.get(Column::Address),
        };
        let (thing, spec) = (need.thing.as_deref().unwrap_or_default(), need.spec.as_deref().unwrap_or_default());
        for (column, text) in [
            (Column::Title, need.title.as_str()),
            (Column::Story, &need.story),
            (Column::Thing, thing),
            (Column::Spec, spec),
        ] {
            if text.is_empty() {
                continue;
            }
            let found = self.screen.text(text);
            for finding in found.iter().chain(&privacy::screen_own(text, &own)) {
                if finding.level == Level::Block {
                    sheet.reasons.push(Reason::private(finding, column));
                }
            }
        }
    }
}

/// The facts that the state machine asks for while a row becomes a wish.
#[must_use]
pub fn facts(need: &Need, today: Day, text_blocked: bool) -> Facts {
    Facts {
        today,
        is_minor: need.is_minor,
        consent_publish: need.consent_publish,
        consent_referral: need.consent_referral,
        consent_guardian: need.consent_guardian,
        consent_until: need.consent_until,
        verified_on: need.verified_on,
        duplicate_checked: need.duplicate_checked,
        price: need.price,
        price_cap: need.price_cap,
        k: need.k,
        text_blocked,
        household_open: 0,
        actor_collected: true,
        urgency: need.urgency,
        urgency_reason: false,
        renewed: false,
        listed_until: None,
        completed_on: None,
        slots: Vec::new(),
        slots_total: usize::try_from(need.slots).unwrap_or(usize::MAX),
    }
}

/// The person behind the row, as far as the rules need to know.
struct Person {
    band: Band,
    is_minor: bool,
}

/// A row under examination.
struct Sheet<'a> {
    row: &'a Row,
    today: Day,
    reasons: Vec<Reason>,
}

impl<'a> Sheet<'a> {
    fn blame(&mut self, fault: Fault, column: Column) {
        self.reasons.push(Reason::new(fault, column));
    }

    fn cell(&self, column: Column) -> &'a str {
        self.row.get(column)
    }

    /// A text that must be there.
    fn text(&mut self, column: Column, most: usize) -> String {
        let text = self.optional(column, most);
        if text.is_none() {
            self.blame(Fault::MissingValue, column);
        }
        text.unwrap_or_default()
    }

    fn optional(&mut self, column: Column, most: usize) -> Option<String> {
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
    fn word<T>(&mut self, column: Column, read: impl Fn(&str) -> Option<T>) -> Option<T> {
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

    fn number(&mut self) -> String {
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
    fn past_day(&mut self, column: Column) -> Day {
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
    fn day_or_none(&mut self, column: Column) -> Option<Day> {
        let cell = self.cell(column);
        let day = cells::day(cell);
        if !cell.is_empty() && day.is_none() {
            self.blame(Fault::BadDate, column);
            // One reason is enough: no guard need complain about the same cell.
            return Some(self.today);
        }
        day
    }

    fn count(&mut self, column: Column, least: u32, most: u32) -> u32 {
        let cell = self.cell(column);
        let number = cells::count(cell, least, most);
        if cell.is_empty() {
            self.blame(Fault::MissingValue, column);
        } else if number.is_none() {
            self.blame(Fault::BadNumber, column);
        }
        number.unwrap_or(least)
    }

    fn crowd(&mut self) -> u32 {
        let before = self.reasons.len();
        let k = self.count(Column::Crowd, 0, 100_000_000);
        // As above: what cannot be read is not also too small.
        if self.reasons.len() > before { u32::MAX } else { k }
    }

    /// Goods or service, and what goes with it.
    fn kind(&mut self) -> (Kind, Option<String>, Option<Fen>, Option<u32>) {
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

    fn delivery(&mut self, kind: Kind, is_minor: bool) -> Delivery {
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
    fn person(&mut self) -> Person {
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
    fn guards(&mut self, facts: &Facts) {
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
