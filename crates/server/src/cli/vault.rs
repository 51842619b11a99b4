//! `shanling vault`: the sealed identities. Every look is written down before anything is shown.

use std::io::{self, Write};

use model::WishId;
use store::{
    import::TakeTurn,
    reseal::{Reseal, Resealed, Shelf, under_other_keys},
    vault::{
        self, Approval, Approve, Ask, AskRefusal, Open, Opened,
        ask::{self, APPROVED_HOURS, ASKED_HOURS},
    },
    wish,
};

use super::{Globals, House, Outcome, Trouble};
use crate::{
    import::private::Private,
    staff::{Member, Role},
};

/// Values that share a write.
const CHUNK: u32 = 500;
/// Characters of a purpose, at least and at most.
const PURPOSE: std::ops::RangeInclusive<usize> = 4..=100;

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Asks to see who is behind the wish of a minor; somebody else has to approve
    Request {
        /// The wish
        id: WishId,
        /// Who asks; signs in by password and code
        #[arg(long = "as", value_name = "NAME")]
        actor: String,
        /// What for; no name or number belongs in here
        #[arg(long)]
        purpose: String,
    },
    /// Requests that wait for approval or for the look
    Requests {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Approves somebody else's request
    Approve {
        /// The wish
        id: WishId,
        /// Who asked
        #[arg(long = "for", value_name = "NAME")]
        asker: String,
        /// Who approves; signs in by password and code
        #[arg(long = "as", value_name = "NAME")]
        actor: String,
    },
    /// Shows who is behind a wish, for a purpose that is written down; a minor once, after approval
    Show {
        /// The wish
        id: WishId,
        /// Who looks; signs in by password and code
        #[arg(long = "as", value_name = "NAME")]
        actor: String,
        /// What for; no name or number belongs in here. Of a minor the approved purpose counts
        #[arg(long, default_value = "")]
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
            Self::Request { id, actor, purpose } => request(&house, id, &actor, &purpose).await,
            Self::Requests { json } => requests(&house, json).await,
            Self::Approve { id, asker, actor } => approve(&house, id, asker, &actor).await,
            Self::Show { id, actor, purpose, json } => show(&house, id, &actor, &purpose, json).await,
            Self::Access { after, json } => access(&house, after, json).await,
            Self::Rotate => rotate(&house, globals).await,
        }
    }
}

/// The purpose as it may be written down: neither empty nor personal.
pub(super) fn plain(purpose: &str) -> Result<String, Trouble> {
    let purpose = purpose.trim();
    let is_plain = PURPOSE.contains(&purpose.chars().count()) && !purpose.chars().any(char::is_control);
    if !is_plain || privacy::screen_deep(purpose).iter().any(|finding| finding.level == privacy::Level::Block) {
        return Err(Trouble::unusable("用途请写4到100字，不要写姓名、电话等个人信息。"));
    }
    Ok(purpose.to_owned())
}

/// A wish that this member of staff has to do with.
async fn theirs(house: &House, id: WishId, member: &Member) -> Result<wish::WishRow, Trouble> {
    let row = wish::load(&mut house.store.read().await?.conn(), id).await?;
    let is_theirs = |row: &wish::WishRow| member.station.as_ref().is_none_or(|station| *station == row.station);
    row.filter(is_theirs).ok_or_else(|| Trouble::unusable(format!("没有心愿 {id}，或它属于别的服务站。")))
}

async fn request(house: &House, id: WishId, actor: &str, purpose: &str) -> Outcome {
    let purpose = plain(purpose)?;
    let member = house.sign_in_as(actor, &[Role::Reviewer, Role::Station]).await?;
    theirs(house, id, &member).await?;
    let ask = Ask { wish: id, actor: member.name, purpose, now: house.clock.now() };
    house.store.writer().write(ask).await?.map_err(refused)?;
    writeln!(io::stdout().lock(), "已登记。请另一名工作人员在{ASKED_HOURS}小时内批准。")?;
    Ok(())
}

async fn requests(house: &House, json: bool) -> Outcome {
    let open = ask::open(&mut house.store.read().await?.conn(), house.clock.now(), CHUNK).await?;
    let mut out = io::stdout().lock();
    for Approval { wish, actor, purpose, at, by, .. } in open {
        if json {
            let line =
                serde_json::json!({"wish": wish, "actor": actor, "purpose": purpose, "at": at, "approved_by": by});
            writeln!(out, "{line}")?;
        } else {
            writeln!(out, "{wish}\t{actor}\t{at}\t{purpose}\t{}", by.as_deref().unwrap_or("待批准"))?;
        }
    }
    Ok(())
}

async fn approve(house: &House, id: WishId, asker: String, actor: &str) -> Outcome {
    let member = house.sign_in_as(actor, &[Role::Reviewer]).await?;
    theirs(house, id, &member).await?;
    let approve = Approve { wish: id, asker, actor: member.name, now: house.clock.now() };
    let approval = house.store.writer().write(approve).await?.map_err(refused)?;
    let Approval { actor, purpose, .. } = approval;
    writeln!(io::stdout().lock(), "已批准：{actor} 可在{APPROVED_HOURS}小时内查看一次，用途：{purpose}")?;
    Ok(())
}

fn refused(refusal: AskRefusal) -> Trouble {
    Trouble::unusable(match refusal {
        AskRefusal::Gone => "这个心愿已没有保存个人资料（已撤回）。",
        AskRefusal::NotNeeded => "成年人的资料不需要另一人批准，请直接查看并写明用途。",
        AskRefusal::NotAsked => "没有这名工作人员的有效申请。",
        AskRefusal::OwnRequest => "不能批准自己的申请，请另一名工作人员批准。",
    })
}

async fn show(house: &House, id: WishId, actor: &str, purpose: &str, json: bool) -> Outcome {
    let member = house.sign_in_as(actor, &[Role::Reviewer, Role::Station]).await?;
    let row = theirs(house, id, &member).await?;
    // The purpose of a minor's request was looked at when it was made.
    let purpose = if row.is_minor && purpose.is_empty() { String::new() } else { plain(purpose)? };
    let open = Open { wish: id, actor: member.name, purpose, now: house.clock.now() };
    let sealed = match house.store.writer().write(open).await? {
        Opened::Sealed(sealed) => sealed,
        Opened::Gone => return Err(refused(AskRefusal::Gone)),
        Opened::ApprovalNeeded => {
            let how = "这是未成年人的资料：请先用 vault request 写明用途，由另一名工作人员用 vault approve 批准；批准后可查看一次。";
            return Err(Trouble::unusable(how));
        }
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
            let vault::Access { seq, at, actor, wish, purpose, approved_by } = look;
            if json {
                let line = serde_json::json!({
                    "seq": seq, "at": at, "actor": actor, "wish": wish, "purpose": purpose, "approved_by": approved_by
                });
                writeln!(out, "{line}")?;
            } else {
                let agreed = approved_by.as_deref().unwrap_or("—");
                writeln!(out, "{seq}\t{at}\t{actor}\t{wish}\t{purpose}\t{agreed}")?;
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
