//! What the operator of a log does: its keys, its lock, what was set aside. The server does the rest by itself.

use std::io::{self, Write};

use clap::Subcommand;
use store::ledger::{self as kept, Desk};

use crate::{
    cli::{Globals, House, Outcome, Trouble},
    config,
    ledger::{LockError, LockFile, Mark},
};

/// Where the lock is.
#[derive(Debug, clap::Args)]
pub struct Place {
    /// The file of the lock; among the keys unless said otherwise
    #[arg(long = "ledger-lock", env = "SHANLING_LEDGER_LOCK", value_name = "FILE")]
    file: Option<std::path::PathBuf>,
}

/// What is done about keys.
#[derive(Debug, Subcommand)]
pub enum Key {
    /// Prints them, as readers check signatures with
    Show,
    /// Makes a second key; from the next checkpoint on both sign
    Rotate,
    /// Lets the second key sign alone; do it once readers know it
    Retire,
}

/// What is done about the lock.
#[derive(Debug, Subcommand)]
pub enum Lock {
    /// Prints it
    Show(Place),
    /// Lets the log go on from what the database has, though the lock knows another one. What was published beyond is then
    /// contradicted in public: do this only when it cannot be recovered
    Accept {
        /// How many entries the database has; asked for, so that this does not happen by a script's mistake
        size: u64,
        #[command(flatten)]
        place: Place,
    },
}

/// What is done about entries that were set aside.
#[derive(Debug, Subcommand)]
pub enum Aside {
    /// Lists them, and which rule they broke
    List,
    /// Lets all of them wait for their place again, in their old order
    Retry,
}

impl Place {
    fn lock(&self, house: &House) -> LockFile {
        LockFile::new(self.file.clone().unwrap_or_else(|| house.keys.ledger_lock()))
    }
}

impl From<LockError> for Trouble {
    fn from(error: LockError) -> Self {
        Self::Failed(error.into())
    }
}

impl Place {
    /// Says how far the log is.
    ///
    /// # Errors
    /// When the house cannot be opened.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        status(&house, &self.lock(&house)).await
    }
}

impl Lock {
    /// Does it.
    ///
    /// # Errors
    /// When the house cannot be opened, or the database has another number of entries than was said.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        match self {
            Self::Show(place) => show(&place.lock(&house)),
            Self::Accept { size, place } => accept(&house, &place.lock(&house), size).await,
        }
    }
}

async fn status(house: &House, lock: &LockFile) -> Outcome {
    let mut reader = house.store.read().await?;
    let mut conn = reader.conn();
    let head = kept::head(&mut conn).await?;
    let (waits, since) = kept::waits(&mut conn).await?;
    let aside = kept::refused(&mut conn, 1000).await?.len();
    let mut out = io::stdout();
    match head {
        Some(head) => writeln!(out, "账本共 {} 条，根 {}", head.size, head.root)?,
        None => writeln!(out, "账本还没有条目。")?,
    }
    writeln!(out, "等待入账 {waits} 条{}", since.map(|since| format!("，最早的自 {since} 起")).unwrap_or_default())?;
    writeln!(out, "搁置 {aside} 条{}", if aside > 0 { "：请看 shanling ledger aside list" } else { "" })?;
    show(lock)
}

fn show(lock: &LockFile) -> Outcome {
    let mut out = io::stdout();
    match lock.read()? {
        Some(Mark { size, root, .. }) => writeln!(out, "锁 {}：{size} 条，根 {root}", lock.path().display())?,
        None => writeln!(out, "锁 {} 不存在。", lock.path().display())?,
    }
    Ok(())
}

/// Moves the lock to what the database has, after the whole of it was read and found to be a log.
async fn accept(house: &House, lock: &LockFile, size: u64) -> Outcome {
    let mut desk = Desk::default();
    let read = desk.read_on(&house.store, 0).await?;
    read.map_err(|broken| Trouble::unusable(format!("数据库中的账本已损坏，不能接受：{broken}")))?;
    if desk.size() != size {
        return Err(Trouble::unusable(format!("数据库中的账本有 {} 条，不是 {size} 条；没有改动。", desk.size())));
    }
    let head = kept::head(&mut house.store.read().await?.conn()).await?;
    let old = lock.read()?;
    lock.swap(old.as_ref(), &head.as_ref().map_or_else(Mark::empty, Mark::from))?;
    let was = old.map_or(0, |old| old.size);
    writeln!(io::stdout(), "锁已从 {was} 条改为 {size} 条；账本将从这里继续。")?;
    if was > size {
        writeln!(
            io::stderr(),
            "注意：已公布过的 {was} 条中，后 {} 条将与新的历史矛盾，核验者会收到警报；请公开说明原因。",
            was - size
        )?;
    }
    Ok(())
}

impl Key {
    /// Does it.
    ///
    /// # Errors
    /// When the house cannot be opened, or what is asked for makes no sense.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        let keys = house.keys.ledger();
        let note = match self {
            Self::Show => "",
            Self::Rotate if keys.rotate()? => "已生成第二把密钥；从下一个检查点起两把同时签名。",
            Self::Rotate => {
                return Err(Trouble::unusable("已经有第二把密钥；请先用 shanling ledger key retire 收回旧的。"));
            }
            Self::Retire if keys.retire()? => "旧密钥已收回，留在 ledger-retired.key。",
            Self::Retire => return Err(Trouble::unusable("没有第二把密钥。")),
        };
        let origin = config::stored_origin(&house.store).await?;
        let origin =
            origin.ok_or_else(|| Trouble::unusable("还没有账本：第一次运行 shanling serve 时会定下它的名称。"))?;
        let mut out = io::stdout();
        for vkey in keys.signers(&origin)?.vkeys() {
            writeln!(out, "{vkey}")?;
        }
        if !note.is_empty() {
            writeln!(io::stderr(), "{note}")?;
        }
        Ok(())
    }
}

impl Aside {
    /// Does it.
    ///
    /// # Errors
    /// When the house cannot be opened, or what is asked for makes no sense.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        let mut out = io::stdout();
        match self {
            Self::List => {
                for one in kept::refused(&mut house.store.read().await?.conn(), 1000).await? {
                    let leaf = String::from_utf8_lossy(&one.leaf);
                    writeln!(out, "{} {} {}\n  {leaf}", one.id, one.since, one.fault)?;
                }
            }
            Self::Retry => {
                let back = house.store.writer().write(kept::Retry).await?;
                writeln!(out, "{back} 条重新等待入账。")?;
            }
        }
        Ok(())
    }
}
