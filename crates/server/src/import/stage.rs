//! From verdicts to the store: seal, stage in chunks, switch once.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use model::{Day, WishId, WishState, wish::WishEvent};
use store::{
    Store, StoreError, catalogue,
    import::{Abandon, Begin, Clear, Effect, Stage, Staged, Switch, TakeTurn, Withdrawal, seen},
    station, vault,
};
use tokio::sync::mpsc;

use super::{
    catalogue::Catalogue,
    columns::Column,
    reason::{Fault, Reason},
    rules::{Accepted, Judgement, Rules, facts},
    source::{Format, Source, Unreadable},
    verdict::{Change, Verdict},
};
use crate::{
    clock::Clock,
    keys::{Keys, KeysError, Purpose, Sealed},
};

/// Rows that share a write; claims get their turn between two of them.
const CHUNK: usize = 500;
/// Chunks that may wait for the store: bounds the memory.
const AHEAD: usize = 4;

/// A file on its way in.
pub struct Import<'a> {
    /// Where to.
    pub store: &'a Store,
    /// What seals.
    pub keys: &'a Keys,
    /// The moment.
    pub clock: &'a Clock,
    /// The file.
    pub file: &'a Path,
    /// The day that the rules go by.
    pub today: Day,
    /// Held while the import runs, where the engine has no lock of its own.
    pub turn: Option<PathBuf>,
}

/// How far it is.
pub enum Progress {
    /// The file can be read.
    Found {
        /// What it is written in.
        format: Format,
        /// How many rows.
        rows: u32,
        /// Headings that we do not know.
        unknown: usize,
    },
    /// So many rows are judged and staged.
    Judged(usize),
    /// The switch begins.
    Switching,
}

/// How it went.
pub struct Report {
    /// Every row's verdict, in the order of the file.
    pub verdicts: Vec<Verdict>,
    /// Wishes taken back because their rows said so.
    pub withdrawn: u32,
}

/// Why nothing was imported.
#[derive(Debug)]
pub enum Trouble {
    /// The file, or the state of the house: one Chinese sentence.
    Unusable(String),
    /// The store failed.
    Store(StoreError),
    /// The keys failed.
    Keys(KeysError),
    /// A value could not be written down.
    Private(serde_json::Error),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<KeysError> for Trouble {
    fn from(error: KeysError) -> Self {
        Self::Keys(error)
    }
}

/// A judged row with the keyed hashes that the store compares.
struct Judged {
    line: u32,
    judgement: Judgement,
    household: [u8; 32],
    fingerprint: [u8; 32],
}

/// Imports a file; `tell` hears how far it is.
///
/// # Errors
/// When nothing was imported, and why.
pub async fn run(import: Import<'_>, mut tell: impl FnMut(Progress)) -> Result<Report, Trouble> {
    let path = import.file.to_owned();
    let source = blocking(move || Source::open(&path)).await?.map_err(Trouble::Unusable)?;
    tell(Progress::Found { format: source.format(), rows: source.rows, unknown: source.unknown });
    let rules = rules(&import).await?;
    let _turn = take_turn(&import).await?;
    let batch = format!("B{}", WishId::from_bits(rand::random()));
    let writer = import.store.writer();
    let file_name = import.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    writer.write(Begin { batch: batch.clone(), file_name, today: import.today, now: import.clock.now() }).await?;
    clear(import.store).await?;
    let outcome = stage_and_switch(&import, source, rules, &batch, &mut tell).await;
    if outcome.is_err() {
        writer.write(Abandon).await?;
    }
    clear(import.store).await?;
    outcome
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Trouble::Unusable("导入中断。".into()))
}

async fn rules(import: &Import<'_>) -> Result<Rules, Trouble> {
    let mut reader = import.store.read().await?;
    let body = catalogue::body(&mut reader.conn())
        .await?
        .ok_or_else(|| Trouble::Unusable("还没有目录，请先运行 shanling catalogue import catalogue.json。".into()))?;
    let catalogue = Catalogue::read(body.as_bytes()).map_err(Trouble::Unusable)?;
    let stations = station::all(&mut reader.conn()).await?;
    if stations.is_empty() {
        return Err(Trouble::Unusable("还没有服务站，请先运行 shanling station import stations.csv。".into()));
    }
    Ok(Rules::new(import.today, catalogue, stations))
}

/// One import at a time; whoever holds the turn may clear what others left behind.
async fn take_turn(import: &Import<'_>) -> Result<Option<File>, Trouble> {
    let busy = || Trouble::Unusable("另一个导入正在进行，请等它结束。".into());
    let mut held = None;
    if let Some(path) = &import.turn {
        let file = File::options().create(true).truncate(false).write(true).open(path);
        let file = file.map_err(|error| Trouble::Unusable(format!("无法使用 {}：{error}", path.display())))?;
        file.try_lock().map_err(|_| busy())?;
        held = Some(file);
    }
    if import.store.writer().write(TakeTurn).await? { Ok(held) } else { Err(busy()) }
}

async fn clear(store: &Store) -> Result<(), StoreError> {
    while store.writer().write(Clear).await? {}
    Ok(())
}

async fn stage_and_switch(
    import: &Import<'_>,
    source: Source,
    rules: Rules,
    batch: &str,
    tell: &mut impl FnMut(Progress),
) -> Result<Report, Trouble> {
    let (chunks, mut inbox) = mpsc::channel(AHEAD);
    let keys = import.keys.clone();
    let judge = tokio::task::spawn_blocking(move || judge(source, rules, &keys, &chunks));
    let mut verdicts = Vec::new();
    while let Some(chunk) = inbox.recv().await {
        stage(import, batch, chunk, &mut verdicts).await?;
        tell(Progress::Judged(verdicts.len()));
    }
    judge.await.map_err(|_| Trouble::Unusable("导入中断。".into()))?.map_err(Trouble::Unusable)?;
    tell(Progress::Switching);
    let count = |good: bool| {
        let count = verdicts.iter().filter(|verdict| verdict.outcome.is_ok() == good).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    let switch =
        Switch { batch: batch.to_owned(), accepted: count(true), refused: count(false), now: import.clock.now() };
    let done = import.store.writer().write(switch).await.map_err(|error| match error {
        StoreError::Conflict(_) => {
            Trouble::Unusable("同样的需求编号刚刚由别处写入，没有导入任何一行，请再试一次。".into())
        }
        other => other.into(),
    })?;
    for verdict in &mut verdicts {
        if done.overtaken.binary_search(&verdict.line).is_ok() {
            verdict.outcome = Err(vec![Reason::new(Fault::InProgress, Column::Number)]);
        }
    }
    Ok(Report { verdicts, withdrawn: done.withdrawn })
}

/// Reads and judges the whole file; stops quietly when nobody listens any more.
fn judge(
    mut source: Source,
    mut rules: Rules,
    keys: &Keys,
    chunks: &mpsc::Sender<Vec<Judged>>,
) -> Result<(), Unreadable> {
    let mut chunk = Vec::with_capacity(CHUNK);
    source.each(&mut |_, row| {
        let judgement = rules.judge(&row);
        let household = match &judgement {
            Judgement::Accepted(accepted) => keys.lookup(Purpose::Household, &accepted.private.identity),
            Judgement::Refused { .. } => [0; 32],
        };
        let fingerprint = keys.lookup(Purpose::Row, &row.joined());
        chunk.push(Judged { line: row.line, judgement, household, fingerprint });
        if chunk.len() < CHUNK {
            return Ok(());
        }
        chunks
            .blocking_send(std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK)))
            .map_err(|_| "导入中断。".to_owned())
    })?;
    chunks.blocking_send(chunk).map_err(|_| "导入中断。".to_owned())
}

/// Compares a chunk with what is stored, seals it and stages it.
async fn stage(
    import: &Import<'_>,
    batch: &str,
    chunk: Vec<Judged>,
    verdicts: &mut Vec<Verdict>,
) -> Result<(), Trouble> {
    let (mut rows, mut withdrawals) = (Vec::new(), Vec::new());
    let mut reader = import.store.read().await?;
    for Judged { line, judgement, household, fingerprint } in chunk {
        let outcome = match judgement {
            Judgement::Accepted(accepted) => {
                let known = seen(&mut reader.conn(), &accepted.number).await?;
                let effect = match &known {
                    None => Ok(Some(Effect::New)),
                    Some(known) if known.fingerprint == fingerprint => Ok(None),
                    Some(known) => revise(known.state, &accepted, import.today).map(Some),
                };
                match effect {
                    Err(reason) => Err(vec![reason]),
                    Ok(None) => Ok(Change::Unchanged),
                    Ok(Some(effect)) => {
                        let wish = known.map_or_else(|| WishId::from_bits(rand::random()), |known| known.id);
                        let Accepted { number, need, private } = *accepted;
                        let plain = private.to_bytes().map_err(Trouble::Private)?;
                        let Sealed { key_id, bytes } = import.keys.seal(&vault::context(wish), &plain)?;
                        let (vault_key, sealed) = (key_id, bytes);
                        rows.push(Staged {
                            line,
                            number,
                            effect,
                            wish,
                            vault_key,
                            sealed,
                            household,
                            fingerprint,
                            need,
                        });
                        Ok(match effect {
                            Effect::New => Change::New,
                            Effect::Replaced(_) => Change::Replaced,
                            Effect::Revised(_) => Change::Revised,
                        })
                    }
                }
            }
            Judgement::Refused { reasons, withdraws } => {
                if let Some(number) = withdraws
                    && let Some(known) = seen(&mut reader.conn(), &number).await?
                {
                    withdrawals.push(Withdrawal { line, wish: known.id, fingerprint });
                }
                Err(reasons)
            }
        };
        verdicts.push(Verdict { line, outcome });
    }
    drop(reader);
    import.store.writer().write(Stage { batch: batch.to_owned(), rows, withdrawals }).await?;
    Ok(())
}

/// Whether a known number may change, by the state machine.
fn revise(state: WishState, accepted: &Accepted, today: Day) -> Result<Effect, Reason> {
    match model::wish::step(state, WishEvent::Revise, &facts(&accepted.need, today, false)) {
        Err(_) => Err(Reason::new(Fault::InProgress, Column::Number)),
        Ok(_) if state == WishState::Review => Ok(Effect::Replaced(state)),
        Ok(_) => Ok(Effect::Revised(state)),
    }
}
