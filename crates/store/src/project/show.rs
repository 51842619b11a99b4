//! Projects as everybody sees them on a day.

use ledger::books::Fund;
use model::{
    Day, Fen, ProjectId,
    project::{
        CostKind, DonationMode, Duty, GivingFacts, GivingOff, OVERDUE_DAYS, ProjectStatus, Raising, Timeliness,
        by_calendar,
        clock::{Announced, Facts, Item, calendar},
        giving_off,
    },
    small,
    view::{
        AsOf, BudgetLine, Channel, CostShare, DisclosureView, Donation, Four, Group, NextDue, Period, ProjectCard,
        ProjectList, ProjectView, Totals,
    },
};

use super::{
    Disclosure,
    import::slug,
    row::{self, ProjectRow},
};
use crate::{
    Conn, StoreError,
    ledger::{fund, head},
};

/// How this house lets people give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Giving {
    /// Whether it is a demonstration.
    pub is_demo: bool,
    /// The ways to pay, the preferred one first.
    pub channels: Vec<Channel>,
    /// Days for which a disclosure may be overdue before nothing can be given any more.
    pub overdue_days: i32,
}

impl Default for Giving {
    /// At the designated platforms only.
    fn default() -> Self {
        Self { is_demo: false, channels: Vec::new(), overdue_days: OVERDUE_DAYS }
    }
}

/// Projects on a page.
const PAGE: u32 = 20;

/// The page of projects after this place (as the last page's `next` says it), as they stand on this day.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &mut Conn<'_>,
    after: Option<(i64, ProjectId)>,
    giving: &Giving,
    today: Day,
) -> Result<ProjectList, StoreError> {
    let mut rows = row::after(conn, after, PAGE + 1).await?;
    let is_more = rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| is_more).map(|row| format!("{}.{}", row.rank, row.id));
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.push(Shown::of(conn, row, today).await?.card(giving));
    }
    Ok(ProjectList { items, next, as_of: as_of(conn).await? })
}

/// One project with all that is public, as it stands on this day.
///
/// # Errors
/// When the database fails.
pub async fn view(
    conn: &mut Conn<'_>,
    id: ProjectId,
    giving: &Giving,
    today: Day,
) -> Result<Option<ProjectView>, StoreError> {
    let Some(row) = row::load(conn, id).await? else { return Ok(None) };
    let name = row.id.folded();
    let shown = Shown::of(conn, row, today).await?;
    let budget = row::budget(conn, &name).await?;
    let lines: Vec<BudgetLine> = budget.into_iter().map(|line| shown.line(line)).collect();
    let four = Four {
        places: groups(row::groups(conn, &name, "places").await?),
        people: groups(row::groups(conn, &name, "people").await?),
        spent: shown.spent(),
        effects: row::effects(conn, &name).await?,
    };
    Ok(Some(ProjectView {
        card: shown.card(giving),
        period: Period { start: shown.row.start, end: shown.row.end, implementation_end: shown.row.implementation_end },
        totals: totals(&shown.fund),
        gifts: u32::try_from(shown.fund.gifts).unwrap_or(u32::MAX),
        shares: shares(&lines),
        budget: lines,
        four,
        timeline: row::updates(conn, &name).await?,
        disclosures: shown.disclosures(),
        donation: shown.donation(giving),
        as_of: as_of(conn).await?,
        suspension: shown.row.suspension.clone(),
        notice: shown.row.notice,
    }))
}

/// How many of each group, as far as it may be told.
fn groups(counted: Vec<(String, u32)>) -> Vec<Group> {
    let counts: Vec<u32> = counted.iter().map(|(_, n)| *n).collect();
    let told = small::told(&counts).unwrap_or_else(|| vec![None; counts.len()]);
    counted.into_iter().zip(told).map(|((label, _), n)| Group { label, n }).collect()
}

/// A project with what decides how it is shown.
pub(super) struct Shown {
    row: ProjectRow,
    fund: Fund,
    announced: Vec<Disclosure>,
    calendar: Vec<Item>,
    today: Day,
}

impl Shown {
    pub(super) async fn of(conn: &mut Conn<'_>, row: ProjectRow, today: Day) -> Result<Self, StoreError> {
        let name = row.id.folded();
        let fund = fund(conn, Some(slug(row.id)?)).await?;
        let announced = row::disclosures(conn, &name).await?;
        let dealings = row::dealings(conn, &name).await?;
        let is_over = today > row.implementation_end;
        // The response to an emergency is over with the last report that was announced, unless the charity says when.
        let last_report = announced.iter().filter(|one| one.duty == Duty::Emergency).map(|one| one.due).max();
        let facts = Facts {
            raising: row.raising,
            start: row.start,
            end: row.end,
            implementation_end: row.implementation_end,
            is_emergency: row.is_emergency,
            response_end: row.response_end.or(last_report),
            has_partner: row.notice.partner.is_some(),
            has_surplus: is_over && (fund.balance() > 0 || fund.moved_out > 0),
            dealings: &dealings,
        };
        let said: Vec<Announced> = announced.iter().map(|one| Announced { duty: one.duty, due: one.due }).collect();
        let calendar = calendar(&facts, &said);
        Ok(Self { row, fund, announced, calendar, today })
    }

    /// Each line of the calendar with the day on which it was made public.
    fn items(&self) -> impl Iterator<Item = (&Item, Option<&Disclosure>)> {
        self.calendar.iter().map(|item| (item, item.announced.and_then(|at| self.announced.get(at))))
    }

    fn disclosures(&self) -> Vec<DisclosureView> {
        let view = |(item, said): (&Item, Option<&Disclosure>)| {
            let published = said.and_then(|said| said.published);
            let (state, days_late) = Timeliness::of(item.due, published, self.today);
            DisclosureView {
                duty: item.duty,
                title: said.map_or_else(|| item.duty.zh().to_owned(), |said| said.title.clone()),
                due: item.due,
                published,
                url: said.and_then(|said| said.url.clone()),
                state,
                days_late,
            }
        };
        self.items().map(view).collect()
    }

    /// How what was due in these days came out.
    pub(super) fn due_between(&self, first: Day, last: Day) -> impl Iterator<Item = Timeliness> {
        let due = self.items().filter(move |(item, _)| (first..=last).contains(&item.due));
        due.map(|(item, said)| Timeliness::of(item.due, said.and_then(|said| said.published), self.today).0)
    }

    /// The due days of what is overdue, the oldest first.
    fn overdue(&self) -> impl Iterator<Item = Day> {
        let open = self.items().filter(|(_, said)| said.is_none_or(|said| said.published.is_none()));
        open.map(|(item, _)| item.due).filter(|due| *due < self.today)
    }

    fn status(&self) -> ProjectStatus {
        if self.row.suspension.is_some() {
            ProjectStatus::Suspended
        } else if self.row.is_closed {
            ProjectStatus::Closed
        } else {
            by_calendar(self.row.start, self.row.end, self.row.implementation_end, self.today)
        }
    }

    fn off(&self, giving: &Giving) -> Option<GivingOff> {
        let notice = &self.row.notice;
        let is_own_site = self.mode(giving) == DonationMode::OwnSite;
        let is_real = !self.row.is_sample && notice.filing.as_ref().is_some_and(|filing| filing.is_real);
        let facts = GivingFacts {
            raising: self.row.raising,
            // A sample may be played with; nobody gives real money to one.
            is_filed: notice.filing.is_some() && notice.organisation.certificate.is_some() && (is_real || !is_own_site),
            is_suspended: self.row.suspension.is_some(),
            start: self.row.start,
            end: self.row.end,
            target: self.row.target,
            given: self.received(),
            overdue_since: self.overdue().next(),
            overdue_days: giving.overdue_days,
            lacks_channel: is_own_site && giving.channels.is_empty(),
        };
        giving_off(&facts, self.today)
    }

    fn received(&self) -> Fen {
        fen(self.fund.income.saturating_sub(self.fund.refund))
    }

    /// Spent and passed on; a correction that gives back makes it less.
    fn spent(&self) -> Fen {
        let spent: i64 = self.fund.lines.values().fold(0, |sum, line| sum.saturating_add(*line));
        fen(spent.saturating_add(self.fund.moved_out))
    }

    fn card(&self, giving: &Giving) -> ProjectCard {
        let row = &self.row;
        let published = |said: Option<&Disclosure>| said.is_some_and(|said| said.published.is_some());
        let next = self.items().find(|(item, said)| !published(*said) && item.due >= self.today);
        ProjectCard {
            id: row.id,
            title: row.title.clone(),
            shan: row.shan,
            raising: row.raising,
            status: self.status(),
            is_sample: row.is_sample,
            is_emergency: row.is_emergency,
            organisation: row.notice.organisation.name.clone(),
            region: row.region.clone(),
            start: row.start,
            end: row.end,
            target: row.target,
            received: self.received(),
            spent: self.spent(),
            overdue: u32::try_from(self.overdue().count()).unwrap_or(u32::MAX),
            next_due: next.map(|(item, _)| NextDue { duty: item.duty, due: item.due }),
            giving_off: self.off(giving),
        }
    }

    /// How it is given to in this house. A demonstration can take no money, whatever a project says.
    const fn mode(&self, giving: &Giving) -> DonationMode {
        if giving.is_demo { DonationMode::Demo } else { self.row.mode }
    }

    fn donation(&self, giving: &Giving) -> Donation {
        let is_shown_only = self.row.raising == Raising::Targeted;
        let mode = Some(self.mode(giving)).filter(|_| !is_shown_only);
        let platform = self.row.platform.clone().filter(|_| !is_shown_only);
        let takes_money = matches!(mode, Some(DonationMode::OwnSite | DonationMode::Demo));
        let channels = if takes_money { giving.channels.clone() } else { Vec::new() };
        Donation { mode, off: self.off(giving), platform, channels }
    }

    fn line(&self, line: super::Budgeted) -> BudgetLine {
        let code = line.code.parse().ok();
        BudgetLine {
            spent_fen: code.and_then(|code| self.fund.lines.get(&code)).copied().unwrap_or_default(),
            done: code.and_then(|code| self.fund.units.get(&code)).copied(),
            code: line.code,
            name: line.name,
            unit: line.unit,
            qty: line.qty,
            unit_price: line.unit_price,
            amount: line.amount,
            kind: line.kind,
        }
    }
}

/// An amount that is not below 0 in books that keep their rules.
pub(super) fn fen(fen: i64) -> Fen {
    u64::try_from(fen).ok().and_then(Fen::new).unwrap_or_default()
}

/// The equation of a fund.
#[must_use]
pub fn totals(fund: &Fund) -> Totals {
    Totals {
        income: fen(fund.income),
        refund: fen(fund.refund),
        expense: fen(fund.expense),
        moved_out: fen(fund.moved_out),
        moved_in: fen(fund.moved_in),
        correction_fen: fund.correction,
        balance: fen(fund.balance()),
    }
}

/// The budget by kind of cost, all three in their order.
fn shares(lines: &[BudgetLine]) -> Vec<CostShare> {
    let share = |kind: &CostKind| {
        let these = || lines.iter().filter(|line| line.kind == *kind);
        let planned: u64 = these().fold(0, |sum, line| sum.saturating_add(line.amount.get()));
        let spent_fen = these().fold(0_i64, |sum, line| sum.saturating_add(line.spent_fen));
        CostShare { kind: *kind, planned: Fen::new(planned).unwrap_or(Fen::MAX), spent_fen }
    };
    CostKind::ALL.iter().map(share).collect()
}

/// The checkpoint that figures are counted at.
///
/// # Errors
/// When the database fails.
pub async fn as_of(conn: &mut Conn<'_>) -> Result<Option<AsOf>, StoreError> {
    Ok(head(conn).await?.map(|head| AsOf { size: head.size, root: head.root.to_string() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_so_small_that_its_members_could_be_found_has_no_number() {
        let told = groups(vec![("海棠区".into(), 40), ("青禾县".into(), 3), ("云岭县".into(), 2)]);
        let numbers: Vec<_> = told.iter().map(|group| (group.label.as_str(), group.n)).collect();
        assert_eq!(numbers, [("海棠区", Some(40)), ("青禾县", None), ("云岭县", None)]);
    }
}
