//! The disclosure clock: what a project has to make public, and by when. The rules are data with the days from which they
//! hold; a rule that does not hold on the day that it would name wants nothing.
//!
//! Periods are counted as the Civil Code does (arts. 201, 202): the day they begin on is not counted, a period of months
//! ends on the same day of the month. What a charity announced for an earlier day is due on that day; what it announced
//! for a later one than the law allows is due when the law says.

use super::{Duty, Raising};
use crate::Day;

/// A stretch of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Span {
    /// While money is raised.
    Campaign,
    /// While the work goes on.
    Work,
}

/// Which days a rule names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// Every so many months of a span that is longer than `longer_than` months.
    Months { every: u32, longer_than: u32, of: Span },
    /// Every so many days of the response to an emergency.
    EmergencyDays(i32),
    /// So many days after the campaign of an emergency began.
    EmergencyFiling(i32),
    /// So many months after a span ended.
    After(u32, Span),
    /// So many months after the campaign ended, when others worked along.
    AfterWithPartner(u32),
    /// So many months after the work ended, when something was left.
    AfterWithSurplus(u32),
    /// On this day (month, day) after each year in which the project ran.
    Yearly(u32, u32),
    /// So many days after each dealing with a related party.
    AfterDealing(i32),
}

/// A rule of the law.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What it wants.
    pub duty: Duty,
    /// Where it is written.
    pub source: &'static str,
    /// Whom it binds; everybody if absent.
    binds: Option<Raising>,
    /// The day (year, month, day) from which it holds.
    from: (i32, u32, u32),
    /// The last day on which it holds, once it has been replaced.
    until: Option<(i32, u32, u32)>,
    when: When,
}

const LAW: (i32, u32, u32) = (2024, 9, 5);
const ORDER_81: (i32, u32, u32) = (2026, 1, 1);

const fn rule(duty: Duty, source: &'static str, binds: Option<Raising>, from: (i32, u32, u32), when: When) -> Rule {
    Rule { duty, source, binds, from, until: None, when }
}

/// Every rule. A law that changes ends its row by `until` and adds another.
pub const RULES: &[Rule] = {
    use Duty as D;
    use When::{
        After, AfterDealing, AfterWithPartner, AfterWithSurplus, EmergencyDays, EmergencyFiling, Months, Yearly,
    };
    const PUBLIC: Option<Raising> = Some(Raising::Public);
    const TARGETED: Option<Raising> = Some(Raising::Targeted);
    const CAMPAIGN: When = Months { every: 3, longer_than: 6, of: Span::Campaign };
    const WORK: When = Months { every: 3, longer_than: 6, of: Span::Work };
    &[
        rule(D::FundraisingQuarterly, "慈善法 (2023) art. 76", PUBLIC, LAW, CAMPAIGN),
        rule(D::ProjectQuarterly, "慈善法 (2023) art. 76", PUBLIC, LAW, WORK),
        rule(D::FundraisingFinal, "慈善法 (2023) art. 76", PUBLIC, LAW, After(3, Span::Campaign)),
        rule(D::ProjectFinal, "慈善法 (2023) art. 76", None, LAW, After(3, Span::Work)),
        rule(D::Emergency, "慈善法 (2023) art. 72", PUBLIC, LAW, EmergencyDays(5)),
        rule(D::LateFiling, "慈善法 (2023) art. 72", PUBLIC, LAW, EmergencyFiling(10)),
        rule(D::PartnerEvaluation, "民政部令第81号", PUBLIC, ORDER_81, AfterWithPartner(3)),
        rule(D::Surplus, "民政部令第81号", None, ORDER_81, AfterWithSurplus(3)),
        rule(D::AnnualReport, "民政部令第81号", PUBLIC, ORDER_81, Yearly(5, 31)),
        rule(D::DonorReport, "慈善法 (2023) art. 80, 民政部令第81号", TARGETED, ORDER_81, Yearly(5, 31)),
        rule(D::RelatedParty, "民政部令第81号 art. 14", None, ORDER_81, AfterDealing(30)),
    ]
};

/// What the clock has to know of a project.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// How it may raise money.
    pub raising: Raising,
    /// The first day of campaign and work.
    pub start: Day,
    /// The last day of the campaign.
    pub end: Day,
    /// The last day of the work.
    pub implementation_end: Day,
    /// Whether it answers an emergency.
    pub is_emergency: bool,
    /// The last day of the response phase, once it has been declared over.
    pub response_end: Option<Day>,
    /// Whether another organisation works along.
    pub has_partner: bool,
    /// Whether something was left when the work ended.
    pub has_surplus: bool,
    /// The days of dealings with related parties.
    pub dealings: &'a [Day],
}

/// Something that the charity announced for a day, or made public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announced {
    /// What.
    pub duty: Duty,
    /// The day it was announced for.
    pub due: Day,
}

/// A line of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What has to be made public.
    pub duty: Duty,
    /// By when.
    pub due: Day,
    /// Which of the announced ones it is, by its place; absent where nothing was announced.
    pub announced: Option<usize>,
}

/// Periods of a project that are looked at; no project takes three hundred years, no emergency that many reports.
const MOST: u32 = 1200;
const MOST_REPORTS: i32 = 20_000;

impl Rule {
    fn holds_on(&self, day: Day) -> bool {
        let limit = |(year, month, day)| Day::from_ymd(year, month, day);
        limit(self.from).is_some_and(|from| from <= day) && self.until.and_then(limit).is_none_or(|until| day <= until)
    }

    /// The days that it names for a project, in their order.
    #[must_use]
    pub fn days(&self, facts: &Facts<'_>) -> Vec<Day> {
        if self.binds.is_some_and(|raising| raising != facts.raising) {
            return Vec::new();
        }
        let end = |span| match span {
            Span::Campaign => facts.end,
            Span::Work => facts.implementation_end,
        };
        let mut days: Vec<Day> = match self.when {
            When::Months { every, longer_than, of } if end(of) > facts.start.plus_months(longer_than) => {
                (1..=MOST).map(|n| facts.start.plus_months(n * every)).take_while(|day| *day <= end(of)).collect()
            }
            When::EmergencyDays(every) if facts.is_emergency => {
                let last = facts.response_end.unwrap_or(facts.end);
                (1..=MOST_REPORTS).map(|n| facts.start.plus(n * every)).take_while(|day| *day <= last).collect()
            }
            When::EmergencyFiling(days) if facts.is_emergency => vec![facts.start.plus(days)],
            When::After(months, span) => vec![end(span).plus_months(months)],
            When::AfterWithPartner(months) if facts.has_partner => vec![facts.end.plus_months(months)],
            When::AfterWithSurplus(months) if facts.has_surplus => vec![facts.implementation_end.plus_months(months)],
            When::Yearly(month, day) => {
                let years = facts.start.ymd().0..=facts.implementation_end.ymd().0;
                years.filter_map(|year| Day::from_ymd(year + 1, month, day)).collect()
            }
            When::AfterDealing(days) => facts.dealings.iter().map(|dealing| dealing.plus(days)).collect(),
            _ => Vec::new(),
        };
        days.sort_unstable();
        days.retain(|day| self.holds_on(*day));
        days
    }
}

/// The calendar of a project by its due days: everything that the law wants, and everything that was announced, each once.
#[must_use]
pub fn calendar(facts: &Facts<'_>, announced: &[Announced]) -> Vec<Item> {
    let mut items = Vec::new();
    for duty in Duty::ALL.iter().copied() {
        let rules = RULES.iter().filter(|rule| rule.duty == duty);
        let mut days: Vec<Day> = rules.flat_map(|rule| rule.days(facts)).collect();
        days.sort_unstable();
        let mut wanted: Vec<Item> = days.iter().map(|due| Item { duty, due: *due, announced: None }).collect();
        let mut said: Vec<(usize, Day)> =
            announced.iter().enumerate().filter(|(_, one)| one.duty == duty).map(|(at, one)| (at, one.due)).collect();
        said.sort_unstable_by_key(|(at, due)| (*due, *at));
        for (at, due) in said {
            // The period in which its day lies; what is announced for later than the law allows belongs to the last one.
            let period = days.iter().position(|day| due <= *day).or_else(|| days.len().checked_sub(1));
            match period.and_then(|period| wanted.get_mut(period)).filter(|item| item.announced.is_none()) {
                Some(item) => *item = Item { duty, due: due.min(item.due), announced: Some(at) },
                None => items.push(Item { duty, due, announced: Some(at) }),
            }
        }
        items.append(&mut wanted);
    }
    items.sort_by_key(|item| (item.due, item.duty, item.announced));
    items
}

#[cfg(test)]
mod tests;
