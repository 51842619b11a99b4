//! A year in numbers, in the four questions.

use std::collections::BTreeMap;

use ledger::{
    Entry,
    account::Cost,
    books::{Fund, Period},
};
use model::{
    AgeBand, Day, Fen, Shan,
    project::{CostKind, Timeliness},
    small::{alone, told},
    view::{AsOf, CostShare, Group, ProjectEffects, Punctuality, ShanYear, YearStats},
};

use super::{
    import::slug,
    row,
    show::{Shown, fen, totals},
};
use crate::{
    Conn, StoreError, args,
    ledger::{entries, head_at},
    statements,
};

statements! {
    FULFILLED = "select shan, district, age, count(*) from wish where completed_on between $1 and $2 \
        group by shan, district, age";
}

/// Entries that are read at a time.
const CHUNK: u32 = 500;
/// Projects that are read at a time.
const PROJECTS: u32 = 50;

/// What moved in each year, as far as the log has been read. Entries never change, so each is read once.
#[derive(Debug, Default)]
pub struct Years {
    read: u64,
    years: BTreeMap<i32, Period>,
}

impl Years {
    /// Reads what was appended since; the checkpoint that the sums are counted at.
    async fn read_on(&mut self, conn: &mut Conn<'_>) -> Result<Option<AsOf>, StoreError> {
        loop {
            let found = entries(conn, self.read, CHUNK).await?;
            if found.is_empty() {
                break;
            }
            for (index, leaf, _) in found {
                let entry = Entry::read(&leaf).map_err(|_| StoreError::Corrupt("leaf"))?;
                if let Some(money) = entry.money() {
                    self.years.entry(entry.day().ymd().0).or_default().add(money);
                }
                self.read = index + 1;
            }
        }
        let head = head_at(conn, self.read).await?;
        Ok(head.map(|head| AsOf { size: head.size, root: head.root.to_string() }))
    }

    /// What all projects had left when a year began.
    fn carried(&self, year: i32) -> i64 {
        let funds = self.years.range(..year).flat_map(|(_, period)| period.projects().values());
        funds.fold(0, |sum, fund| sum.saturating_add(fund.balance()))
    }
}

/// A year, of which some may lie ahead, as it stands on this day. `None` for what is no year.
///
/// # Errors
/// When the database fails.
pub async fn stats(
    conn: &mut Conn<'_>,
    years: &mut Years,
    year: i32,
    today: Day,
) -> Result<Option<YearStats>, StoreError> {
    let Some((first, last)) = Day::from_ymd(year, 1, 1).zip(Day::from_ymd(year, 12, 31)) else { return Ok(None) };
    let as_of = years.read_on(conn).await?;
    let nothing = Period::default();
    let period = years.years.get(&year).unwrap_or(&nothing);
    let fulfilled = Fulfilled::read(conn, first, last).await?;
    let said = Said::read(conn, period, (first, last), today).await?;
    let carried = years.carried(year);
    let mut all = Fund::default();
    for fund in period.projects().values() {
        add(&mut all, fund);
    }
    let mut totals = totals(&all);
    totals.balance = fen(carried.saturating_add(all.balance()));
    Ok(Some(YearStats {
        year: u32::try_from(year).unwrap_or_default(),
        fulfilled: alone(fulfilled.all()),
        places: groups(&fulfilled.places),
        people: groups(&fulfilled.people),
        carried: fen(carried),
        totals,
        gifts: u32::try_from(all.gifts).unwrap_or(u32::MAX),
        shares: shares(period),
        shan: shan_years(&fulfilled, &said),
        effects: said.effects,
        punctuality: said.punctuality,
        as_of,
    }))
}

/// Wishes that came true, by each of the questions.
#[derive(Default)]
struct Fulfilled {
    shan: BTreeMap<String, u32>,
    places: BTreeMap<String, u32>,
    people: BTreeMap<AgeBand, u32>,
}

impl Fulfilled {
    async fn read(conn: &mut Conn<'_>, first: Day, last: Day) -> Result<Self, StoreError> {
        let mut found = Self::default();
        for row in conn.rows(FULFILLED, args![first, last]).await? {
            let n = row.count(3)?;
            *found.shan.entry(row.text(0)?).or_default() += n;
            *found.places.entry(row.text(1)?).or_default() += n;
            *found.people.entry(row.word(2, AgeBand::from_code)?).or_default() += n;
        }
        Ok(found)
    }

    fn all(&self) -> u32 {
        self.shan.values().sum()
    }
}

/// The groups of a table, as far as they may be told.
fn groups<K: Label>(table: &BTreeMap<K, u32>) -> Vec<Group> {
    let counts: Vec<u32> = table.values().copied().collect();
    let told = told(&counts).unwrap_or_default();
    table.keys().zip(told).map(|(key, n)| Group { label: key.label(), n }).collect()
}

/// What stands beside a number.
trait Label {
    fn label(&self) -> String;
}

impl Label for String {
    fn label(&self) -> String {
        self.clone()
    }
}

impl Label for AgeBand {
    fn label(&self) -> String {
        self.zh().to_owned()
    }
}

/// What the projects tell of a year.
struct Said {
    /// How many projects money moved in, and what they spent.
    money: BTreeMap<&'static str, (u32, i64)>,
    effects: Vec<ProjectEffects>,
    punctuality: Punctuality,
}

impl Said {
    async fn read(
        conn: &mut Conn<'_>,
        period: &Period,
        (first, last): (Day, Day),
        today: Day,
    ) -> Result<Self, StoreError> {
        let punctuality = Punctuality { on_time: 0, late: 0, overdue: 0 };
        let mut said = Self { money: BTreeMap::new(), effects: Vec::new(), punctuality };
        let mut after = None;
        loop {
            let rows = row::after(conn, after, PROJECTS).await?;
            let Some(end) = rows.last() else { return Ok(said) };
            after = Some((end.rank, end.id));
            for row in rows {
                if let Some(fund) = period.projects().get(&slug(row.id)?) {
                    let (projects, spent) = said.money.entry(row.shan.code()).or_default();
                    *projects += 1;
                    *spent = spent.saturating_add(spent_by(fund));
                }
                if row.start <= last && row.implementation_end >= first {
                    let effects = row::effects(conn, &row.id.folded()).await?;
                    if !effects.is_empty() {
                        let (project, title) = (row.id, row.title.clone());
                        said.effects.push(ProjectEffects { project, title, effects });
                    }
                }
                let shown = Shown::of(conn, row, today).await?;
                for state in shown.due_between(first, last) {
                    match state {
                        Timeliness::OnTime => said.punctuality.on_time += 1,
                        Timeliness::Late => said.punctuality.late += 1,
                        Timeliness::Overdue => said.punctuality.overdue += 1,
                        Timeliness::Due => {}
                    }
                }
            }
        }
    }
}

fn shan_years(fulfilled: &Fulfilled, said: &Said) -> Vec<ShanYear> {
    let counts: Vec<u32> =
        Shan::ALL.iter().map(|shan| fulfilled.shan.get(shan.code()).copied().unwrap_or_default()).collect();
    let told = told(&counts).unwrap_or_else(|| vec![None; counts.len()]);
    let year = |(shan, fulfilled): (&Shan, Option<u32>)| {
        let (projects, spent_fen) = said.money.get(shan.code()).copied().unwrap_or_default();
        ShanYear { shan: *shan, fulfilled, projects, spent_fen }
    };
    Shan::ALL.iter().zip(told).map(year).collect()
}

/// Spent and passed on, corrections included.
fn spent_by(fund: &Fund) -> i64 {
    fund.lines.values().fold(fund.moved_out, |sum, line| sum.saturating_add(*line))
}

/// What was spent by kind of cost, all three in their order.
fn shares(period: &Period) -> Vec<CostShare> {
    let share = |kind: &CostKind| {
        let cost = match kind {
            CostKind::Program => Cost::Program,
            CostKind::Fundraising => Cost::Fundraising,
            CostKind::Management => Cost::Management,
        };
        CostShare { kind: *kind, planned: Fen::default(), spent_fen: period.spent(cost) }
    };
    CostKind::ALL.iter().map(share).collect()
}

fn add(all: &mut Fund, one: &Fund) {
    for (sum, term) in [
        (&mut all.income, one.income),
        (&mut all.moved_in, one.moved_in),
        (&mut all.refund, one.refund),
        (&mut all.expense, one.expense),
        (&mut all.moved_out, one.moved_out),
        (&mut all.correction, one.correction),
    ] {
        *sum = sum.saturating_add(term);
    }
    all.gifts = all.gifts.saturating_add(one.gifts);
}
