//! `shanling vault`: the sealed identities. Every look is written down before anything is shown.

use std::io::{self, Write};

use model::WishId;
use store::{
    import::TakeTurn,
    reseal::{Reseal, Resealed, Shelf, under_other_keys},
    vault::{self, Open},
    wish,
};

use super::{Globals, House, Outcome, Trouble};
use crate::{import::private::Private, staff::Role};

/// Values that share a write.
const CHUNK: u32 = 500;
/// Characters of a purpose, at least and at most.
const PURPOSE: std::ops::RangeInclusive<usize> = 4..=100;

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Shows who is behind a wish, for a purpose that is written down
    Show {
        /// The wish
        id: WishId,
        /// Who looks; signs in by password and code
        #[arg(long = "as", value_name = "NAME")]
        actor: String,
        /// What for; no name or number belongs in here
        #[arg(long)]
        purpose: String,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Who looked at whom, when, and what for
    Access {
        /// Only what came after this one
        #[arg(long, value_name = "SEQ", default_value_t = 0)]
        after: i64,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Makes a new key and puts everything that is sealed under it
    Rotate,
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When the sign-in fails, or the house cannot be opened.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        match self {
            Self::Show { id, actor, purpose, json } => show(&house, id, &actor, &purpose, json).await,
            Self::Access { after, json } => access(&house, after, json).await,
            Self::Rotate => rotate(&house, globals).await,
        }
    }
}

async fn show(house: &House, id: WishId, actor: &str, purpose: &str, json: bool) -> Outcome {
    let purpose = purpose.trim();
    let is_plain = PURPOSE.contains(&purpose.chars().count()) && !purpose.chars().any(char::is_control);
    if !is_plain || privacy::screen_deep(purpose).iter().any(|finding| finding.level == privacy::Level::Block) {
        return Err(Trouble::unusable("用途请写4到100字，不要写姓名、电话等个人信息。"));
    }
    let member = house.sign_in_as(actor, &[Role::Reviewer, Role::Station]).await?;
    let row = wish::load(&mut house.store.read().await?.conn(), id).await?;
    let is_theirs = |row: &wish::WishRow| member.station.as_ref().is_none_or(|station| *station == row.station);
    if !row.as_ref().is_some_and(is_theirs) {
        return Err(Trouble::unusable(format!("没有心愿 {id}，或它属于别的服务站。")));
    }
    let open = Open { wish: id, actor: member.name, purpose: purpose.to_owned(), now: house.clock.now() };
    let Some(sealed) = house.store.writer().write(open).await? else {
        return Err(Trouble::unusable("这个心愿已没有保存个人资料（已撤回）。"));
    };
    let plain = house.keys.unseal(&vault::context(id), &sealed.into())?;
    let private = Private::from_bytes(&plain)?;
    let mut out = io::stdout().lock();
    if json {
        writeln!(out, "{}", serde_json::to_string(&private)?)?;
        return Ok(());
    }
    for (what, value) in [
        ("姓名", &private.name),
        ("性别", &private.sex),
        ("出生日期", &private.birth),
        ("身份证号", &private.identity),
        ("联系电话", &private.phone),
        ("家庭住址", &private.address),
        ("救助类别", &private.aid_category),
    ] {
        writeln!(out, "{what}\t{value}")?;
    }
    Ok(())
}

async fn access(house: &House, after: i64, json: bool) -> Outcome {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut after = after;
    loop {
        let looks = vault::access(&mut house.store.read().await?.conn(), after, CHUNK).await?;
        let Some(last) = looks.last() else { break };
        after = last.seq;
        for look in looks {
            let vault::Access { seq, at, actor, wish, purpose } = look;
            if json {
                let line = serde_json::json!({"seq": seq, "at": at, "actor": actor, "wish": wish, "purpose": purpose});
                writeln!(out, "{line}")?;
            } else {
                writeln!(out, "{seq}\t{at}\t{actor}\t{wish}\t{purpose}")?;
            }
        }
    }
    out.flush()?;
    Ok(())
}

async fn rotate(house: &House, globals: &Globals) -> Outcome {
    // An import that is under way has sealed rows that nothing here can see yet.
    let _turn = match globals.turn_file() {
        Some(path) => {
            let file = std::fs::File::options().create(true).truncate(false).write(true).open(path)?;
            file.try_lock().map_err(|_| Trouble::unusable("正在导入，请等它结束后再轮换密钥。"))?;
            Some(file)
        }
        None => None,
    };
    if !house.store.writer().write(TakeTurn).await? {
        return Err(Trouble::unusable("正在导入，请等它结束后再轮换密钥。"));
    }
    let newest = house.keys.rotate()?;
    let mut count = 0;
    for shelf in Shelf::ALL {
        count += reseal(house, shelf, &newest).await?;
    }
    let mut out = io::stdout().lock();
    writeln!(out, "已换用新密钥 {newest}，重新加密{count}项。旧密钥文件请保留，旧备份仍需要它。")?;
    Ok(())
}

/// Puts everything on a shelf under the newest key, a chunk at a time, so that a server goes on meanwhile.
async fn reseal(house: &House, shelf: Shelf, newest: &str) -> Result<u64, Trouble> {
    let (mut count, mut after) = (0, String::new());
    loop {
        let mut reader = house.store.read().await?;
        let found = under_other_keys(&mut reader.conn(), shelf, newest, &after, CHUNK).await?;
        drop(reader);
        let Some((last, _)) = found.last() else { return Ok(count) };
        after.clone_from(last);
        let mut values = Vec::with_capacity(found.len());
        for (owner, old) in found {
            let context = shelf.context(&owner)?;
            let was = old.key_id.clone();
            let plain = house.keys.unseal(&context, &old.into())?;
            values.push(Resealed { owner, was, sealed: house.keys.seal(&context, &plain)?.into() });
        }
        count += house.store.writer().write(Reseal { shelf, values }).await?;
    }
}
