//! The row of a wish, and how it is read.

use model::{
    AgeBand, Band, Day, Delivery, Fen, Function, Household, Kind, Millis, ServiceClass, Shan, Urgency, WishId,
    WishState,
};

use crate::{Conn, Row, StoreError, args, statements};

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "select id, number, batch, station, collector, collected_on, state, state_since, shan, class, item, district, ",
            "title, story, thing, spec, kind, slots, price, hours, delivery, urgency, urgency_reason, age, household_word, ",
            "function_word, is_minor, consent_publish, consent_referral, consent_photo, consent_guardian, consent_until, ",
            "verified_on, duplicate_checked, k, household, fingerprint, term_days, price_cap, reviewed_by, published_by, ",
            "published_at, waiting_since, listed_until, renewed, reopened, completed_on, revision, consent_over from wish ",
            $rest
        )
    };
}

statements! {
    BY_ID = columns!("where id = $1");
    BY_NUMBER = columns!("where number = $1");
    IN_STATE = columns!("where state = $1 and (state_since, id) > ($2, $3) order by state_since, id limit $4");
    ALL_AFTER = columns!("where id > $1 order by id limit $2");
}

/// A wish as it is stored: everything that may become public and the facts of its guards. No identity.
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WishRow {
    /// Its random id.
    pub id: WishId,
    /// The number that the station gave it (需求编号); never public.
    pub number: String,
    /// The import that brought it or last changed it.
    pub batch: String,
    /// The code of its station.
    pub station: String,
    /// Who wrote it down (采集人); may not publish it.
    pub collector: String,
    /// When.
    pub collected_on: Day,
    /// Where it stands.
    pub state: WishState,
    /// Since when.
    pub state_since: Millis,
    /// 善 project.
    pub shan: Shan,
    /// Service class.
    pub class: ServiceClass,
    /// Item of the catalogue.
    pub item: String,
    /// District or county.
    pub district: String,
    /// Title.
    pub title: String,
    /// The need.
    pub story: String,
    /// The thing, goods only.
    pub thing: Option<String>,
    /// Its specification.
    pub spec: Option<String>,
    /// Goods or service.
    pub kind: Kind,
    /// How many slots.
    pub slots: u32,
    /// Reference price of a slot.
    pub price: Option<Fen>,
    /// Hours of service of a slot.
    pub hours: Option<u32>,
    /// How it reaches the person.
    pub delivery: Delivery,
    /// How pressing.
    pub urgency: Urgency,
    /// Why it is that pressing; never public.
    pub urgency_reason: Option<String>,
    /// Who wishes, as the public sees it.
    pub band: Band,
    /// Whether the person is a minor.
    pub is_minor: bool,
    /// 同意公开.
    pub consent_publish: bool,
    /// 同意转介.
    pub consent_referral: bool,
    /// 同意拍照.
    pub consent_photo: bool,
    /// 监护人同意.
    pub consent_guardian: bool,
    /// 同意有效期.
    pub consent_until: Option<Day>,
    /// 核实日期.
    pub verified_on: Option<Day>,
    /// 查重.
    pub duplicate_checked: bool,
    /// 同类登记人数, or what the reviewer counted after generalising.
    pub k: u32,
    /// Keyed hash of the identity number.
    pub household: Vec<u8>,
    /// Keyed hash of the whole row of the export.
    pub fingerprint: Vec<u8>,
    /// Days from the claim to the deadline.
    pub term_days: i32,
    /// The catalogue's price cap when the row came in.
    pub price_cap: Option<Fen>,
    /// The member of staff who reviewed it last.
    pub reviewed_by: Option<String>,
    /// The member of staff who published it.
    pub published_by: Option<String>,
    /// When.
    pub published_at: Option<Millis>,
    /// The day since which it waits.
    pub waiting_since: Option<Day>,
    /// The last day of the listing.
    pub listed_until: Option<Day>,
    /// Whether it was listed a second time.
    pub renewed: bool,
    /// Whether somebody gave a confirmed claim back, so that it goes to the top.
    pub reopened: bool,
    /// The day of completion.
    pub completed_on: Option<Day>,
    /// How often the station has changed it, from 1.
    pub revision: u32,
    /// Whether its consent ran out: the public sees nothing of it, whatever its state.
    pub consent_over: bool,
}

/// The wish with this id.
///
/// # Errors
/// When the database fails.
pub async fn load(conn: &mut Conn<'_>, id: WishId) -> Result<Option<WishRow>, StoreError> {
    conn.row(BY_ID, args![id]).await?.as_ref().map(WishRow::read).transpose()
}

/// The wish with this number of its station's.
///
/// # Errors
/// When the database fails.
pub async fn by_number(conn: &mut Conn<'_>, number: &str) -> Result<Option<WishRow>, StoreError> {
    conn.row(BY_NUMBER, args![number]).await?.as_ref().map(WishRow::read).transpose()
}

/// Up to `limit` wishes in one state, oldest in it first, after the one that stands at `after`.
///
/// # Errors
/// When the database fails.
pub async fn in_state(
    conn: &mut Conn<'_>,
    state: WishState,
    after: Option<(Millis, WishId)>,
    limit: u32,
) -> Result<Vec<WishRow>, StoreError> {
    let (since, id) = after.map_or((i64::MIN, String::new()), |(since, id)| (since.get(), id.to_string()));
    conn.rows(IN_STATE, args![state.code(), since, id, limit]).await?.iter().map(WishRow::read).collect()
}

/// Up to `limit` wishes in the order of their ids, after that one.
///
/// # Errors
/// When the database fails.
pub async fn all_after(conn: &mut Conn<'_>, after: Option<WishId>, limit: u32) -> Result<Vec<WishRow>, StoreError> {
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    conn.rows(ALL_AFTER, args![after, limit]).await?.iter().map(WishRow::read).collect()
}

impl WishRow {
    /// Whether the person's consent holds on that day, whether or not a job has noticed its end.
    #[must_use]
    pub fn has_consent(&self, today: Day) -> bool {
        !self.consent_over && self.consent_until.is_some_and(|until| until >= today)
    }

    fn read(row: &Row) -> Result<Self, StoreError> {
        let household = row.opt_text(24)?.as_deref().and_then(Household::from_code);
        let function = row.opt_text(25)?.as_deref().and_then(Function::from_code);
        Ok(Self {
            id: row.parsed(0)?,
            number: row.text(1)?,
            batch: row.text(2)?,
            station: row.text(3)?,
            collector: row.text(4)?,
            collected_on: row.day(5)?,
            state: row.word(6, WishState::from_code)?,
            state_since: row.millis(7)?,
            shan: row.word(8, Shan::from_code)?,
            class: row.word(9, ServiceClass::from_code)?,
            item: row.text(10)?,
            district: row.text(11)?,
            title: row.text(12)?,
            story: row.text(13)?,
            thing: row.opt_text(14)?,
            spec: row.opt_text(15)?,
            kind: row.word(16, Kind::from_code)?,
            slots: row.count(17)?,
            price: fen(row, 18)?,
            hours: row.opt_int(19)?.and_then(|hours| u32::try_from(hours).ok()),
            delivery: row.word(20, Delivery::from_code)?,
            urgency: row.word(21, Urgency::from_code)?,
            urgency_reason: row.opt_text(22)?,
            band: Band { age: row.word(23, AgeBand::from_code)?, household, function },
            is_minor: row.flag(26)?,
            consent_publish: row.flag(27)?,
            consent_referral: row.flag(28)?,
            consent_photo: row.flag(29)?,
            consent_guardian: row.flag(30)?,
            consent_until: row.opt_day(31)?,
            verified_on: row.opt_day(32)?,
            duplicate_checked: row.flag(33)?,
            k: row.count(34)?,
            household: row.bytes(35)?,
            fingerprint: row.bytes(36)?,
            term_days: i32::try_from(row.int(37)?).map_err(|_| StoreError::Corrupt("days"))?,
            price_cap: fen(row, 38)?,
            reviewed_by: row.opt_text(39)?,
            published_by: row.opt_text(40)?,
            published_at: row.opt_millis(41)?,
            waiting_since: row.opt_day(42)?,
            listed_until: row.opt_day(43)?,
            renewed: row.flag(44)?,
            reopened: row.flag(45)?,
            completed_on: row.opt_day(46)?,
            revision: row.count(47)?,
            consent_over: row.flag(48)?,
        })
    }
}

fn fen(row: &Row, at: usize) -> Result<Option<Fen>, StoreError> {
    let Some(value) = row.opt_int(at)? else { return Ok(None) };
    let fen = u64::try_from(value).ok().and_then(Fen::new);
    fen.map(Some).ok_or(StoreError::Corrupt("money"))
}
