//! The demonstration: invented people, dated back from the day it is loaded, through the very same doors as real ones.
//!
//! Rows are written as a station would export them, imported by [`crate::import`], reviewed by [`crate::review`], and
//! claimed by the changes that the API makes. Nothing is put into a table by hand.

mod people;
pub mod projects;
mod story;

use std::{io::Write as _, path::PathBuf};

use model::{Day, Millis, WishId};
use store::{
    Store,
    event_page::{Add, Event},
    listing, meta, staff, station, wish,
};

use crate::{
    clock::Clock,
    import::{self, Import, catalogue::Catalogue, stations},
    keys::Keys,
    project::{File, take},
    staff::{Role, hash},
};

/// The password of every member of staff in a demonstration; they have no second factor.
pub const PASSWORD: &str = "shanling-demo";
/// Who reviews and publishes.
pub const REVIEWER: &str = "演示复核员";
/// Who receives and hands over, at every station.
pub const STATION: &str = "演示服务站";
/// Who keeps the books.
pub const FINANCE: &str = "演示财务员";
/// The code of the event: `/e/NUANDONG`.
pub const EVENT: &str = "NUANDONG";
const EVENT_DISTRICT: &str = "示例市海棠区";
/// Set once a demonstration is whole: a load that was cut short is not taken for one that is done.
const WHOLE: &str = "demo_loaded";
/// Days before today on which the demonstration begins.
const DAYS: i32 = 27;

const CATALOGUE: &[u8] = include_bytes!("../../../demo/catalogue.json");
const STATIONS: &[u8] = include_bytes!("../../../demo/stations.csv");
const WISHES: &[u8] = include_bytes!("../../../demo/wishes.json");
/// The charity's file: six sample projects.
const PROJECTS: &[u8] = include_bytes!("../../../demo/projects.json");

/// Where a demonstration is loaded.
pub struct Demo<'a> {
    /// An empty database.
    pub store: &'a Store,
    /// Its keys.
    pub keys: &'a Keys,
    /// The file whose lock makes imports take turns.
    pub turn: Option<PathBuf>,
    /// The day that everything leads up to.
    pub today: Day,
}

/// What was loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loaded {
    /// So many wishes are published, so many claims were made.
    Now {
        /// Published wishes.
        wishes: usize,
        /// Claims.
        claims: usize,
    },
    /// It was there already.
    Before,
    /// It was begun, but something cut it short.
    CutShort,
    /// There are other data in this database.
    NotEmpty,
}

impl Demo<'_> {
    /// Loads it.
    ///
    /// # Errors
    /// When the machinery fails, or the demonstration breaks a rule of the house: then it is wrong.
    pub async fn load(&self) -> anyhow::Result<Loaded> {
        let mut reader = self.store.read().await?;
        let is_demo = meta::is_demo(&mut reader.conn()).await?;
        let has_wishes = !wish::all_after(&mut reader.conn(), None, 1).await?.is_empty();
        let has_staff = !staff::all(&mut reader.conn()).await?.is_empty();
        let is_whole = meta::value(&mut reader.conn(), WHOLE).await?.is_some();
        drop(reader);
        match (has_wishes || has_staff, is_demo, is_whole) {
            (false, ..) => {}
            (true, true, true) => return Ok(Loaded::Before),
            (true, true, false) => return Ok(Loaded::CutShort),
            (true, false, _) => return Ok(Loaded::NotEmpty),
        }
        let begin = self.today.plus(-DAYS);
        let clock = Clock::standing(begin.start().plus_hours(9));
        self.furnish(clock.now()).await?;
        let rows = people::rows(WISHES, begin)?;
        self.import(&people::csv(&rows), &clock, begin).await?;
        let mut numbered = Vec::new();
        for row in rows {
            let found = wish::by_number(&mut self.store.read().await?.conn(), &row.number).await?;
            let id = found.ok_or_else(|| anyhow::anyhow!("demo row {} was not imported", row.number))?.id;
            numbered.push((id, row));
        }
        let (wishes, claims) = story::tell(self, &clock, begin, &numbered).await?;
        self.projects().await?;
        self.hold_event(&numbered).await?;
        self.store.writer().write(meta::Set { key: WHOLE, value: self.today.to_string() }).await?;
        Ok(Loaded::Now { wishes, claims })
    }

    /// Mark, catalogue, stations, staff.
    async fn furnish(&self, now: Millis) -> anyhow::Result<()> {
        let writer = self.store.writer();
        writer.write(meta::Set { key: meta::DEMO, value: "1".into() }).await?;
        let catalogue = Catalogue::read(CATALOGUE).map_err(anyhow::Error::msg)?;
        writer.write(store::catalogue::Replace { body: serde_json::to_string(&catalogue)?, now }).await?;
        let stations = with_file(STATIONS, |path| stations::read(path, &[].into()).map_err(anyhow::Error::msg))?;
        writer.write(station::Keep(stations)).await?;
        let password_hash = hash(PASSWORD)?;
        for (name, role) in [
            (REVIEWER, Role::Reviewer),
            (STATION, Role::Station),
            (FINANCE, Role::Finance),
            ("演示审计员", Role::Auditor),
        ] {
            let member = staff::Member {
                name: name.to_owned(),
                password_hash: password_hash.clone(),
                totp_key: String::new(),
                totp_sealed: Vec::new(),
                totp_last: 0,
                roles: role.code().to_owned(),
                station: None,
                disabled_at: None,
            };
            writer.write(staff::Add { member, now }).await?;
        }
        Ok(())
    }

    /// The projects, with their books up to today.
    async fn projects(&self) -> anyhow::Result<()> {
        let file = projects::moved(File::read(PROJECTS)?, self.today);
        let now = self.today.start().plus_hours(8);
        let import = take::import(&file, FINANCE, self.today, now)?;
        match self.store.writer().write(import).await? {
            Ok(_) => Ok(()),
            Err(refused) => anyhow::bail!("a project of the demonstration is refused: {refused:?}"),
        }
    }

    /// One event, today and tomorrow: the wishes of its district, whatever has become of them.
    async fn hold_event(&self, numbered: &[(WishId, people::Row)]) -> anyhow::Result<()> {
        let all: Vec<WishId> = numbered.iter().map(|(wish, _)| *wish).collect();
        let cards = listing::cards(&mut self.store.read().await?.conn(), &all).await?;
        let wishes = cards.into_iter().filter(|card| card.district == EVENT_DISTRICT).map(|card| card.id).collect();
        let event = Event {
            code: EVENT.parse()?,
            title: "暖冬微心愿 · 文化礼堂专场（演示）".into(),
            organiser: "示例市慈善总会".into(),
            place: Some("海棠区文化礼堂（演示）".into()),
            district: EVENT_DISTRICT.into(),
            first: self.today,
            last: self.today.plus(1),
            was_ended: false,
        };
        let add = Add {
            event,
            wishes,
            projects: vec!["P-DEMO-01".parse()?],
            actor: REVIEWER.into(),
            now: self.today.start(),
        };
        self.store.writer().write(add).await?;
        Ok(())
    }

    async fn import(&self, csv: &str, clock: &Clock, today: Day) -> anyhow::Result<()> {
        let file = Scrap::new(csv.as_bytes())?;
        let turn = self.turn.clone();
        let import = Import { store: self.store, keys: self.keys, clock, file: &file.0, today, turn };
        let report = import::run(import, |_| {}).await.map_err(|trouble| anyhow::anyhow!("{trouble:?}"))?;
        for verdict in report.verdicts {
            if let Err(reasons) = &verdict.outcome {
                anyhow::bail!("demo line {} is refused: {}", verdict.line, serde_json::to_string(reasons)?);
            }
        }
        Ok(())
    }
}

/// A file that is gone when it is no longer needed.
struct Scrap(PathBuf);

impl Scrap {
    fn new(bytes: &[u8]) -> std::io::Result<Self> {
        let name = format!("shanling-demo-{}.csv", WishId::from_bits(rand::random()));
        let path = std::env::temp_dir().join(name);
        std::fs::File::create_new(&path)?.write_all(bytes)?;
        Ok(Self(path))
    }
}

impl Drop for Scrap {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn with_file<T>(bytes: &[u8], read: impl FnOnce(&std::path::Path) -> anyhow::Result<T>) -> anyhow::Result<T> {
    read(&Scrap::new(bytes)?.0)
}
