//! The verdict on one row: every reason against it, or what it says.
//!
//! What a row *is* is read here; what it *may* is asked of the state machine of wishes, step by step from draft to
//! review, so that no rule of publishing stands in two places.

mod sheet;

use std::collections::{HashMap, HashSet};

use model::{Day, Kind, Urgency, view::StationView, wish::Facts};
use privacy::{Level, Owned};
use sheet::{SHORT, STORY, Sheet};
use store::import::Need;

use super::{
    catalogue::Catalogue,
    cells,
    columns::{Column, Row},
    private::Private,
    reason::{Fault, Reason},
    screen::Screen,
};

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
        // What needs the other wishes of the house is asked when somebody publishes.
        sharing: 0,
        text_blocked,
        household_open: 0,
        granted_lately: false,
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
