//! An import: rows are staged in chunks, then one switch makes all of them real.
//!
//! What is staged is seen by nobody. A crash leaves a batch in `staging`; the next import clears it. Only one import
//! runs at a time on a database ([`TakeTurn`] on PostgreSQL, a file lock of the caller's on SQLite).

mod switch;

use model::{Day, Delivery, Fen, Kind, Millis, ServiceClass, Shan, Urgency, WishId, WishState};

pub(crate) use switch::STATEMENTS as SWITCH_STATEMENTS;
pub use switch::{Switch, Switched};

use crate::{Change, Conn, Engine, StoreError, args, statements};

/// Rows that one change clears at most, so that claims get their turn in between.
const CLEAR_CHUNK: i64 = 2_000;

statements! {
    SEEN = "select id, state, fingerprint from wish where number = $1";
    BEGIN = "insert into import_batch (id, file_name, started_at, today, state, accepted, refused) \
        values ($1, $2, $3, $4, 'staging', 0, 0)";
    ABANDON = "update import_batch set state = 'abandoned' where state = 'staging'";
    CLEAR_ROWS = "delete from import_row where (batch, line) in (select r.batch, r.line from import_row r \
        join import_batch b on b.id = r.batch where b.state <> 'staging' limit $1)";
    CLEAR_WITHDRAWALS = "delete from import_withdrawal where (batch, line) in (select r.batch, r.line from import_withdrawal r \
        join import_batch b on b.id = r.batch where b.state <> 'staging' limit $1)";
    STAGE = "insert into import_row (batch, line, number, change, from_state, wish, vault_key, sealed, station, collector, \
        collected_on, shan, class, item, district, title, story, thing, spec, kind, slots, price, hours, delivery, urgency, \
        age, household_word, function_word, is_minor, consent_publish, consent_referral, consent_photo, consent_guardian, \
        consent_until, verified_on, duplicate_checked, k, household, fingerprint, term_days, price_cap) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, \
        $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41)";
    STAGE_WITHDRAWAL = "insert into import_withdrawal (batch, line, wish, fingerprint) values ($1, $2, $3, $4)";
}

/// What is stored of a number already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The wish.
    pub id: WishId,
    /// Where it stands.
    pub state: WishState,
    /// Keyed hash of the row that it came from.
    pub fingerprint: Vec<u8>,
}

/// What is stored of this number.
///
/// # Errors
/// When the database fails.
pub async fn seen(conn: &mut Conn<'_>, number: &str) -> Result<Option<Seen>, StoreError> {
    let Some(row) = conn.row(SEEN, args![number]).await? else { return Ok(None) };
    Ok(Some(Seen { id: row.parsed(0)?, state: row.word(1, WishState::from_code)?, fingerprint: row.bytes(2)? }))
}

/// What a row does to the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The number is new.
    New,
    /// The number waits for its review; this row takes the place of the last.
    Replaced(WishState),
    /// The number was reviewed, published, refused or withdrawn before; this row goes to review.
    Revised(WishState),
}

impl Effect {
    const fn columns(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::New => ("new", None),
            Self::Replaced(from) => ("replaced", Some(from.code())),
            Self::Revised(from) => ("revised", Some(from.code())),
        }
    }
}

/// The public part of an accepted row, and the facts that its guards need.
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
#[derive(Clone, Debug)]
pub struct Need {
    /// Code of the station.
    pub station: String,
    /// Who wrote it down.
    pub collector: String,
    /// When.
    pub collected_on: Day,
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
    /// The thing.
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
    /// Who wishes, as the public may see it.
    pub band: model::Band,
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
    /// 同类登记人数.
    pub k: u32,
    /// Days from the claim to the deadline.
    pub term_days: i32,
    /// The catalogue's cap.
    pub price_cap: Option<Fen>,
}

/// An accepted row on its way in.
pub struct Staged {
    /// Line of the file.
    pub line: u32,
    /// 需求编号.
    pub number: String,
    /// What it does.
    pub effect: Effect,
    /// The wish it becomes or changes.
    pub wish: WishId,
    /// The key of the sealed columns.
    pub vault_key: String,
    /// The private columns, sealed for `vault/WISH`.
    pub sealed: Vec<u8>,
    /// Keyed hash of the identity number.
    pub household: [u8; 32],
    /// Keyed hash of the whole row.
    pub fingerprint: [u8; 32],
    /// The rest.
    pub need: Need,
}

/// A refused row that takes consent back.
pub struct Withdrawal {
    /// Line of the file.
    pub line: u32,
    /// The wish that goes.
    pub wish: WishId,
    /// Keyed hash of the row, so that the row of before counts as changed when it comes again.
    pub fingerprint: [u8; 32],
}

/// Whether this import may run; on PostgreSQL a lock of the session, gone when the process ends.
pub struct TakeTurn;

/// No shared text can say it: SQLite has no such lock, its callers hold one on a file.
const TRY_LOCK: &str = "select case when pg_try_advisory_lock(8316291932062674537) then 1 else 0 end::bigint";

impl Change for TakeTurn {
    type Done = bool;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<bool, StoreError> {
        match conn.engine() {
            Engine::Sqlite => Ok(true),
            Engine::Postgres => conn.row(TRY_LOCK, &[]).await?.map_or(Ok(false), |row| row.flag(0)),
        }
    }
}

/// Opens a batch; whatever another import left in staging is abandoned.
pub struct Begin {
    /// The batch's id.
    pub batch: String,
    /// The file's name without its directories.
    pub file_name: String,
    /// The day that the rules go by.
    pub today: Day,
    /// The moment.
    pub now: Millis,
}

impl Change for Begin {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        conn.run(ABANDON, &[]).await?;
        conn.run(BEGIN, args![&self.batch, &self.file_name, self.now, self.today]).await?;
        Ok(())
    }
}

/// Gives up what is in staging.
pub struct Abandon;

impl Change for Abandon {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        conn.run(ABANDON, &[]).await?;
        Ok(())
    }
}

/// Clears a chunk of what finished and abandoned batches have left; yields whether there is more.
pub struct Clear;

impl Change for Clear {
    type Done = bool;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<bool, StoreError> {
        let rows = conn.run(CLEAR_ROWS, args![CLEAR_CHUNK]).await?;
        let withdrawals = conn.run(CLEAR_WITHDRAWALS, args![CLEAR_CHUNK]).await?;
        Ok(rows + withdrawals > 0)
    }
}

/// Puts a chunk of a file into staging.
pub struct Stage {
    /// The batch.
    pub batch: String,
    /// Accepted rows that change something.
    pub rows: Vec<Staged>,
    /// Refused rows that take consent back.
    pub withdrawals: Vec<Withdrawal>,
}

impl Change for Stage {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        for row in self.rows {
            stage(conn, &self.batch, row).await?;
        }
        for one in self.withdrawals {
            conn.run(STAGE_WITHDRAWAL, args![&self.batch, one.line, one.wish, one.fingerprint]).await?;
        }
        Ok(())
    }
}

async fn stage(conn: &mut Conn<'_>, batch: &str, row: Staged) -> Result<(), StoreError> {
    let (change, from) = row.effect.columns();
    let Staged { need, .. } = row;
    let fen = |fen: Option<Fen>| fen.and_then(|fen| i64::try_from(fen.get()).ok());
    let values = args![
        batch,
        row.line,
        row.number,
        change,
        from,
        row.wish,
        row.vault_key,
        row.sealed,
        need.station,
        need.collector,
        need.collected_on,
        need.shan.code(),
        need.class.code(),
        need.item,
        need.district,
        need.title,
        need.story,
        need.thing,
        need.spec,
        need.kind.code(),
        need.slots,
        fen(need.price),
        need.hours,
        need.delivery.code(),
        need.urgency.code(),
        need.band.age.code(),
        need.band.household.map(model::Household::code),
        need.band.function.map(model::Function::code),
        need.is_minor,
        need.consent_publish,
        need.consent_referral,
        need.consent_photo,
        need.consent_guardian,
        need.consent_until,
        need.verified_on,
        need.duplicate_checked,
        need.k,
        row.household,
        row.fingerprint,
        need.term_days,
        fen(need.price_cap),
    ];
    conn.run(STAGE, values).await?;
    Ok(())
}
