//! A station that hands over files, for tests: rows to order, and the demo generator.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

use model::{Day, WishState};
use server::{
    clock::Clock,
    import::{self, Import, Report, Trouble, Verdict, catalogue::Catalogue, columns::Column, stations},
    keys::Keys,
};
use store::{Store, testing::Fresh, wish};

pub(crate) const TODAY: &str = "2026-11-22";

/// The repository's `demo` directory.
pub(crate) fn demo(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo").join(name)
}

pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// A house with a catalogue and stations, and files coming in.
pub(crate) struct Station {
    pub(crate) fresh: Fresh,
    pub(crate) store: Store,
    pub(crate) keys: Keys,
    pub(crate) clock: Clock,
    pub(crate) today: Day,
}

impl Station {
    pub(crate) async fn new(fresh: Fresh) -> Self {
        let store = fresh.open().await;
        let keys = Keys::open(&fresh.dir.join("keys")).unwrap();
        let today: Day = TODAY.parse().unwrap();
        let clock = Clock::standing(today.start().plus_hours(10));
        let body = std::fs::read(demo("catalogue.json")).unwrap();
        let body = serde_json::to_string(&Catalogue::read(&body).unwrap()).unwrap();
        store.writer().write(store::catalogue::Replace { body, now: clock.now() }).await.unwrap();
        let stations = stations::read(&demo("stations.csv"), &[].into()).unwrap();
        store.writer().write(store::station::Keep(stations)).await.unwrap();
        Self { fresh, store, keys, clock, today }
    }

    pub(crate) async fn import(&self, file: &Path) -> Result<Report, Trouble> {
        let turn = Some(self.fresh.dir.join("turn"));
        let import = Import { store: &self.store, keys: &self.keys, clock: &self.clock, file, today: self.today, turn };
        import::run(import, |_| {}).await
    }

    /// Imports these rows.
    pub(crate) async fn rows(&self, rows: &[Line]) -> Vec<Verdict> {
        let file = self.fresh.dir.join("rows.csv");
        std::fs::write(&file, text(rows)).unwrap();
        self.import(&file).await.map_err(|trouble| format!("{trouble:?}")).unwrap().verdicts
    }

    /// Imports these bytes and expects that nothing comes of it; yields the sentence.
    pub(crate) async fn refused(&self, name: &str, bytes: &[u8]) -> String {
        let file = self.fresh.dir.join(name);
        std::fs::write(&file, bytes).unwrap();
        match self.import(&file).await {
            Err(Trouble::Unusable(sentence)) => sentence,
            Err(other) => panic!("{name}: {other:?}"),
            Ok(_) => panic!("{name} was imported"),
        }
    }

    /// The stored wish with this number.
    pub(crate) async fn wish(&self, number: &str) -> Option<wish::WishRow> {
        wish::by_number(&mut self.store.read().await.unwrap().conn(), number).await.unwrap()
    }

    pub(crate) async fn state(&self, number: &str) -> Option<WishState> {
        self.wish(number).await.map(|wish| wish.state)
    }

    /// How many rows a table has.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        self.store.read().await.unwrap().conn().row(sql, &[]).await.unwrap().unwrap().int(0).unwrap()
    }
}

/// A row of an export, good unless a test spoils it.
#[derive(Clone)]
pub(crate) struct Line(BTreeMap<Column, String>);

impl Line {
    /// A quilt for an old man whose number is `number`.
    pub(crate) fn new(number: &str) -> Self {
        let mut line = Self(BTreeMap::new());
        for (column, text) in [
            (Column::Number, number),
            (Column::Station, "S06"),
            (Column::Collector, "采集员01"),
            (Column::CollectedOn, "2026-11-10"),
            (Column::Name, "赵四九"),
            (Column::Sex, "男"),
            (Column::Phone, "14105550123"),
            (Column::Address, "青松路12号3栋405室"),
            (Column::AidCategory, "特困供养"),
            (Column::District, "示例市海棠区"),
            (Column::Household, "独居"),
            (Column::Function, "行动不便"),
            (Column::Shan, "善居"),
            (Column::Class, "生活保障类"),
            (Column::Item, "衣被家电补充"),
            (Column::Title, "一床厚棉被"),
            (Column::Story, "旧被子已经不保暖，希望有一床厚棉被过冬。"),
            (Column::Thing, "棉被"),
            (Column::Spec, "200×230cm，8斤"),
            (Column::Slots, "1"),
            (Column::Price, "168.00"),
            (Column::Delivery, "station_dropoff"),
            (Column::Urgency, "一般"),
            (Column::ConsentPublish, "是"),
            (Column::ConsentReferral, "是"),
            (Column::ConsentPhoto, "否"),
            (Column::ConsentUntil, "2027-02-08"),
            (Column::VerifiedOn, "2026-11-11"),
            (Column::DuplicateCheck, "通过"),
            (Column::Crowd, "30"),
        ] {
            line.0.insert(column, text.to_owned());
        }
        line.born("1950-03-07", 11)
    }

    /// A pupil who wants a schoolbag.
    pub(crate) fn minor(number: &str) -> Self {
        Self::new(number)
            .with(Column::Household, "家庭")
            .with(Column::Function, "")
            .with(Column::AidCategory, "困境儿童")
            .with(Column::Stage, "小学高年级")
            .with(Column::Shan, "善学")
            .with(Column::Item, "生活物资代购代送")
            .with(Column::Title, "一个新书包和文具")
            .with(Column::Story, "新学期希望有一个书包和一套文具。")
            .with(Column::Thing, "书包文具")
            .with(Column::Spec, "学生款")
            .with(Column::Price, "120.00")
            .with(Column::ConsentGuardian, "是")
            .born("2015-05-20", 13)
    }

    pub(crate) fn with(mut self, column: Column, text: &str) -> Self {
        self.0.insert(column, text.to_owned());
        self
    }

    /// Birth day and an identity number that goes with it; `serial` odd for men.
    pub(crate) fn born(self, day: &str, serial: u32) -> Self {
        let identity = identity(day, serial);
        self.with(Column::Birth, day).with(Column::Identity, &identity)
    }

    pub(crate) fn get(&self, column: Column) -> &str {
        self.0.get(&column).map_or("", String::as_str)
    }
}

/// A number with an area that does not exist and a right check digit.
pub(crate) fn identity(day: &str, serial: u32) -> String {
    let body = format!("990001{}{serial:03}", day.replace('-', ""));
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    let check = char::from(b"10X98765432"[usize::try_from(sum % 11).unwrap()]);
    format!("{body}{check}")
}

/// The rows as a file.
pub(crate) fn text(rows: &[Line]) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let header: Vec<&str> = Column::ALL.iter().map(|column| column.zh()).collect();
    let mut text = header.join(",") + "\n";
    for row in rows {
        let cells: Vec<String> = Column::ALL.iter().map(|column| quoted(row.get(*column))).collect();
        text += &(cells.join(",") + "\n");
    }
    text
}

/// Runs the generator of the demo data; yields the export and the verdict that each line must get.
pub(crate) fn generate(dir: &Path, options: &[&str]) -> (PathBuf, BTreeMap<u32, String>) {
    let (out, verdicts) = (dir.join("export.csv"), dir.join("verdicts.json"));
    let run =
        Command::new("python3").arg(demo("make_station_export.py")).arg(&out).arg(&verdicts).args(options).status();
    assert!(run.expect("these tests need python3").success(), "the generator failed: {options:?}");
    let expected = expected(&verdicts);
    (out, expected)
}

pub(crate) fn expected(verdicts: &Path) -> BTreeMap<u32, String> {
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(verdicts).unwrap()).unwrap();
    let lines = json["verdict_by_line"].as_object().unwrap();
    lines.iter().map(|(line, verdict)| (line.parse().unwrap(), verdict.as_str().unwrap().to_owned())).collect()
}

/// Every code of a verdict; none when it was accepted.
pub(crate) fn codes(verdict: &Verdict) -> Vec<&'static str> {
    verdict.outcome.as_ref().err().into_iter().flatten().map(|reason| reason.fault.code()).collect()
}

/// What differs between verdicts and what they must be.
pub(crate) fn differences(verdicts: &[Verdict], expected: &BTreeMap<u32, String>) -> Vec<String> {
    let mut wrong = Vec::new();
    if verdicts.len() != expected.len() {
        wrong.push(format!("{} verdicts on {} rows", verdicts.len(), expected.len()));
    }
    for verdict in verdicts {
        let want = expected.get(&verdict.line).map_or("no such line", String::as_str);
        let codes = codes(verdict);
        let is_right = if want == "accepted" { codes.is_empty() } else { codes.contains(&want) };
        if !is_right {
            let reasons = serde_json::to_string(verdict).unwrap();
            wrong.push(format!("line {}: want {want}, got {reasons}", verdict.line));
        }
    }
    wrong
}
