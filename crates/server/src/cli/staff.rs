//! `shanling staff`: who may act, and for which station.

use std::io::{self, Write};

use store::{
    meta,
    staff::{self, Add, Disable, Member},
    station,
};

use super::{Globals, House, Outcome, Trouble, sign_in};
use crate::staff::{PASSWORD_MIN, Role, Totp, hash};

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Adds a member; prints the secret of the second factor once
    Add {
        /// The name they sign in by
        name: String,
        /// What they may do
        #[arg(long, value_enum, value_delimiter = ',', required = true)]
        roles: Vec<Role>,
        /// The code of the station they work for; all of them unless given
        #[arg(long)]
        station: Option<String>,
        /// Without a second factor; only in a database that is a demonstration
        #[arg(long)]
        demo: bool,
    },
    /// Lists them
    List {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Shuts a member out
    Disable {
        /// The name
        name: String,
    },
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When the house cannot be opened, or the member cannot be added.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        let mut out = io::stdout().lock();
        match self {
            Self::Add { name, roles, station, demo } => {
                let password = sign_in::password(&format!("{name} 的新口令"))?;
                let address = add(&house, &name, &password, &roles, station, demo).await?;
                writeln!(out, "已添加 {name}。")?;
                if let Some(address) = address {
                    writeln!(out, "动态码密钥只显示这一次，请存入手机验证器：\n{address}")?;
                }
            }
            Self::List { json } => {
                for member in staff::all(&mut house.store.read().await?.conn()).await? {
                    let is_active = member.disabled_at.is_none();
                    let Member { name, roles, station, .. } = member;
                    let line = if json {
                        let roles: Vec<&str> = roles.split(',').collect();
                        serde_json::json!({"name": name, "roles": roles, "station": station, "active": is_active})
                            .to_string()
                    } else {
                        let state = if is_active { "" } else { "\t已停用" };
                        format!("{name}\t{roles}\t{}{state}", station.as_deref().unwrap_or("全部服务站"))
                    };
                    writeln!(out, "{line}")?;
                }
            }
            Self::Disable { name } => {
                if !house.store.writer().write(Disable { name: name.clone(), now: house.clock.now() }).await? {
                    return Err(Trouble::unusable(format!("没有可停用的 {name}。")));
                }
                writeln!(out, "已停用 {name}。")?;
            }
        }
        Ok(())
    }
}

/// Adds a member; yields the address of the second factor, unless it is a demonstration's.
///
/// # Errors
/// When name, password or station will not do, or the name is taken.
pub async fn add(
    house: &House,
    name: &str,
    password: &str,
    roles: &[Role],
    station: Option<String>,
    demo: bool,
) -> Result<Option<String>, Trouble> {
    let is_plain = !name.is_empty() && name.chars().count() <= 40 && !name.chars().any(|c| c.is_control() || c == ',');
    if !is_plain || name.trim() != name || matches!(name, "operator" | "import") {
        return Err(Trouble::unusable("姓名不能为空，最多40字，不含逗号、控制字符和首尾空格。"));
    }
    if password.chars().count() < PASSWORD_MIN {
        return Err(Trouble::unusable(format!("口令至少{PASSWORD_MIN}个字符。")));
    }
    let mut reader = house.store.read().await?;
    if demo && !meta::is_demo(&mut reader.conn()).await? {
        return Err(Trouble::unusable("--demo 只能用于演示数据库。"));
    }
    if let Some(code) = &station
        && !station::all(&mut reader.conn()).await?.iter().any(|station| station.code == *code)
    {
        return Err(Trouble::unusable(format!("没有服务站 {code}。")));
    }
    drop(reader);
    let mut codes: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    let totp = (!demo).then(Totp::random);
    let (totp_key, totp_sealed) = match &totp {
        Some(totp) => {
            let sealed = house.keys.seal(&staff::context(name), totp.bytes())?;
            (sealed.key_id, sealed.bytes)
        }
        None => (String::new(), Vec::new()),
    };
    let member = Member {
        name: name.to_owned(),
        password_hash: hash(password).map_err(Trouble::Failed)?,
        totp_key,
        totp_sealed,
        totp_last: 0,
        roles: codes.join(","),
        station,
        disabled_at: None,
    };
    if !house.store.writer().write(Add { member, now: house.clock.now() }).await? {
        return Err(Trouble::unusable(format!("已经有 {name} 了。")));
    }
    Ok(totp.map(|totp| totp.address(name)))
}
