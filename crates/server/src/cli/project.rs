//! `shanling project`: what staff do to charity projects.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use model::{
    Day, ProjectId,
    project::{DonationMode, Duty, Timeliness, own_site::Lack},
};
use store::{
    meta,
    project::{self, Acted, Disclose, Giving, Ready, Resume, SetMode, SetTo, Suspend},
};

use super::{Globals, House, Outcome, Trouble};
use crate::{
    keys::Keys,
    merchant::{self, Merchants},
    staff::Role,
};

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Shows how a project stands: equation, budget, disclosures
    Show {
        /// The project
        project: ProjectId,
        /// The whole of it as the API says it, in JSON
        #[arg(long)]
        json: bool,
    },
    /// Stops a project: nothing can be given to it any more
    Suspend {
        /// The project
        project: ProjectId,
        /// Why, in a sentence that everybody will read
        #[arg(long)]
        reason: String,
        /// The member of staff who acts
        #[arg(long = "as", value_name = "NAME")]
        actor: String,
    },
    /// Lets a stopped project go on
    Resume {
        /// The project
        project: ProjectId,
        /// The member of staff who acts
        #[arg(long = "as", value_name = "NAME")]
        actor: String,
    },
    /// Sets how it is given to: `handoff` to a designated platform, or `own_site` if nothing is missing for that
    Mode {
        /// The project
        project: ProjectId,
        /// How
        #[arg(value_parser = way)]
        mode: DonationMode,
        /// The file of the charity's own merchant accounts, as `serve` has it
        #[arg(long, env = "SHANLING_CHANNELS", value_name = "FILE")]
        channels: Option<PathBuf>,
        /// The member of staff who acts
        #[arg(long = "as", value_name = "NAME")]
        actor: String,
    },
    /// Notes that something was made public
    Disclose(Disclosed),
}

fn way(word: &str) -> Result<DonationMode, String> {
    let mode = DonationMode::from_code(word).filter(|mode| *mode != DonationMode::Demo);
    mode.ok_or_else(|| "只能是 handoff 或 own_site".into())
}

/// Something that was made public.
#[derive(Debug, clap::Args)]
pub struct Disclosed {
    /// The project
    project: ProjectId,
    /// What: `project_quarterly`, `fundraising_final`, …
    #[arg(value_parser = duty)]
    duty: Duty,
    /// The day it was due on, as `project show` says it
    #[arg(long, value_name = "YYYY-MM-DD")]
    due: Day,
    /// The day it was made public; today unless said otherwise
    #[arg(long, value_name = "YYYY-MM-DD")]
    published: Option<Day>,
    /// Where it can be read
    #[arg(long, value_name = "https://…")]
    url: Option<String>,
    /// Its title, where none was announced
    #[arg(long)]
    title: Option<String>,
    /// The member of staff who acts
    #[arg(long = "as", value_name = "NAME")]
    actor: String,
}

fn duty(word: &str) -> Result<Duty, String> {
    let words: Vec<&str> = Duty::ALL.iter().map(|duty| duty.code()).collect();
    Duty::from_code(word).ok_or_else(|| format!("只能是 {}", words.join("、")))
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When the sign-in fails, there is no such project, or the house cannot be opened.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        match self {
            Self::Show { project, json } => show(&house, project, json).await,
            Self::Suspend { project: id, reason, actor } => {
                is_public(&reason)?;
                let actor = house.sign_in_as(&actor, &[Role::Finance, Role::Auditor]).await?.name;
                let now = house.clock.now();
                let acted = house.store.writer().write(Suspend { id, reason, actor, now }).await?;
                told(id, acted, "已暂停")
            }
            Self::Resume { project: id, actor } => {
                let actor = house.sign_in_as(&actor, &[Role::Finance, Role::Auditor]).await?.name;
                let now = house.clock.now();
                let acted = house.store.writer().write(Resume { id, actor, now }).await?;
                told(id, acted, "已恢复")
            }
            Self::Mode { project: id, mode, channels, actor } => {
                let own_site = match mode {
                    DonationMode::OwnSite => Some(ready(globals, &house, channels.as_deref()).await?),
                    DonationMode::Handoff | DonationMode::Demo => None,
                };
                let actor = house.sign_in_as(&actor, &[Role::Finance]).await?.name;
                let set = SetMode { id, own_site, actor, now: house.clock.now() };
                match house.store.writer().write(set).await? {
                    SetTo::Done => told(id, Acted::Done, mode.zh()),
                    SetTo::Before => told(id, Acted::Before, ""),
                    SetTo::Unknown => told(id, Acted::Unknown, ""),
                    SetTo::Lacks(lacks) => lacking(id, &lacks),
                }
            }
            Self::Disclose(disclosed) => disclose(&house, disclosed).await,
        }
    }
}

/// What the house has for its own site.
async fn ready(globals: &Globals, house: &House, channels: Option<&Path>) -> Result<Ready, Trouble> {
    let keys = globals.keys.clone().unwrap_or_else(|| Keys::beside(&globals.database));
    let is_demo = meta::is_demo(&mut house.store.read().await?.conn()).await? || merchant::is_demo_house(&keys);
    let Some(file) = channels else { return Ok(Ready { has_merchant: false, has_demo_keys: is_demo }) };
    let merchants = Merchants::read(file).map_err(Trouble::unusable)?;
    Ok(Ready { has_merchant: true, has_demo_keys: is_demo || merchants.has_demo_keys(&keys) })
}

fn lacking(project: ProjectId, lacks: &[Lack]) -> Outcome {
    let mut out = io::stdout().lock();
    writeln!(out, "{project}\t未改：本站直接捐赠还缺以下各项")?;
    for lack in lacks {
        writeln!(out, "缺\t{}\t{}", lack.code(), lack.zh())?;
    }
    Err(Trouble::Refused)
}

/// A sentence that everybody will read.
fn is_public(text: &str) -> Outcome {
    let is_short = !text.trim().is_empty() && text.chars().count() <= 200 && !text.chars().any(char::is_control);
    let hides_all = privacy::screen_deep(text).iter().all(|finding| finding.level != privacy::Level::Block);
    if is_short && hides_all {
        return Ok(());
    }
    Err(Trouble::unusable("这句话会公开：不能为空，不能超过200字，也不能含有个人信息。"))
}

fn told(project: ProjectId, acted: Acted, done: &str) -> Outcome {
    let sentence = match acted {
        Acted::Done => done,
        Acted::Before => "之前就是这样，没有变化",
        Acted::Unknown => return Err(Trouble::unusable(format!("没有项目 {project}。"))),
    };
    writeln!(io::stdout(), "{project}\t{sentence}")?;
    Ok(())
}

async fn disclose(house: &House, disclosed: Disclosed) -> Outcome {
    let Disclosed { project: id, duty, due, published, url, title, actor } = disclosed;
    let actor = house.sign_in_as(&actor, &[Role::Finance]).await?.name;
    let published = published.unwrap_or_else(|| house.clock.today());
    if published > house.clock.today() {
        return Err(Trouble::unusable("公开日期不能在将来。"));
    }
    if url.as_deref().is_some_and(|url| !url.starts_with("https://") || url.len() > 300) {
        return Err(Trouble::unusable("网址必须以 https:// 开头。"));
    }
    let title = title.unwrap_or_else(|| duty.zh().to_owned());
    is_public(&title)?;
    let now = house.clock.now();
    let change = Disclose { id, duty, due, title, published, url, actor, now };
    told(id, house.store.writer().write(change).await?, "已登记公开")
}

async fn show(house: &House, project: ProjectId, json: bool) -> Outcome {
    let today = house.clock.today();
    let mut reader = house.store.read().await?;
    let view = project::view(&mut reader.conn(), project, &Giving::default(), today).await?;
    let view = view.ok_or_else(|| Trouble::unusable(format!("没有项目 {project}。")))?;
    let mut out = io::stdout().lock();
    if json {
        serde_json::to_writer_pretty(&mut out, &view)?;
        writeln!(out)?;
        return Ok(());
    }
    let card = &view.card;
    writeln!(out, "{}\t{}\t{}·{}", card.id, card.title, card.raising.zh(), card.status.zh())?;
    let totals = &view.totals;
    let yuan = |fen: u64| format!("{}.{:02}", fen / 100, fen % 100);
    writeln!(
        out,
        "收入 {} − 退款 {} − 支出 {} − 转出 {} + 转入 {} + 更正 {}{} = 结余 {}",
        yuan(totals.income.get()),
        yuan(totals.refund.get()),
        yuan(totals.expense.get()),
        yuan(totals.moved_out.get()),
        yuan(totals.moved_in.get()),
        if totals.correction_fen < 0 { "−" } else { "" },
        yuan(totals.correction_fen.unsigned_abs()),
        yuan(totals.balance.get())
    )?;
    for one in &view.disclosures {
        let late = if one.days_late > 0 { format!("（{}天）", one.days_late) } else { String::new() };
        let mark = if one.state == Timeliness::Overdue { "!" } else { " " };
        writeln!(out, "{mark}\t{}\t{}\t{}{late}\t{}", one.due, one.duty.code(), one.state.zh(), one.title)?;
    }
    if let Some(off) = view.donation.off {
        writeln!(out, "不接受捐赠：{}", off.zh())?;
    }
    Ok(())
}
