//! `shanling finance`: what finance does about gifts: open items, money in review, refunds, invoices, daily totals of platforms.

mod find;
mod handoff;
mod open;
mod receipt;
mod stuck;

use std::{
    io::{self, Write},
    path::PathBuf,
};

use ledger::kind::Why;
use model::{Day, DonationId, Fen, ReceiptId, RefundId};
use store::donation::{self, Accept, Accepted, AskRefund, Asked, CloseItem, Recheck, Remedy};

use super::{Globals, House, Outcome, Trouble};
use crate::staff::{Member, Role};

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Lists what a person has to look into: odd money, refunds, bills that do not agree, invoices that wait
    Open {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Tells what was taken for a donation: the transactions by which `refund` and `accept` know it
    Find {
        /// The number of the donation
        donation: DonationId,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Takes money in review for the project that it was meant for
    Accept {
        #[command(flatten)]
        money: Money,
    },
    /// Sends money back by the way it came, wholly or in part
    Refund {
        #[command(flatten)]
        money: Money,
        /// How much, in yuan; all that is left unless said otherwise
        #[arg(long, value_name = "YUAN")]
        amount: Option<String>,
        /// Why: `duplicate_payment`, `mistaken_payment`, `donor_request`, `other`
        #[arg(long, value_name = "WORD", default_value = "donor_request")]
        why: String,
        /// The number of a refund that was asked for before: the same refund, never a second one
        #[arg(long, value_name = "REFUND")]
        again: Option<RefundId>,
    },
    /// Sends a refund once more that the provider could not bring back: the same refund, never a second one
    Retry {
        #[command(flatten)]
        refund: stuck::Stuck,
    },
    /// Ends a refund that never arrived at the provider; the server asks it first
    GiveUp {
        #[command(flatten)]
        refund: stuck::Stuck,
    },
    /// Invoices (公益事业捐赠票据): in whose name, made out, not wanted any more
    #[command(subcommand)]
    Receipt(receipt::Command),
    /// Has the server compare the bills of a day once more
    Recheck {
        /// The day
        day: Day,
        /// The member of staff who acts
        #[arg(long = "as", value_name = "NAME")]
        actor: String,
    },
    /// Notes that an open item has been looked into
    Close {
        /// Its number
        item: i64,
        /// What came of it; names nobody
        #[arg(long)]
        note: String,
        /// The member of staff who acts
        #[arg(long = "as", value_name = "NAME")]
        actor: String,
    },
    /// Takes in the daily totals of a designated platform: CSV `day,project,reference,yuan,gifts`
    ImportHandoff {
        /// The file
        file: PathBuf,
        /// The member of staff who acts
        #[arg(long = "as", value_name = "NAME")]
        actor: String,
    },
}

/// Which money, and who acts.
#[derive(Debug, clap::Args)]
pub struct Money {
    /// The provider's number of the transaction
    txn: String,
    /// The provider, where two of them have a transaction of this number
    #[arg(long)]
    provider: Option<String>,
    #[command(flatten)]
    who: Who,
}

/// Who acts, and how far alone.
#[derive(Debug, clap::Args)]
pub struct Who {
    /// The member of staff who acts
    #[arg(long = "as", value_name = "NAME")]
    actor: String,
    /// A second one who agrees, above the amount that one may decide alone
    #[arg(long, value_name = "NAME")]
    second: Option<String>,
    /// The amount in yuan that one person may decide alone
    #[arg(long, env = "SHANLING_ALONE_YUAN", value_name = "YUAN", default_value = "1000")]
    alone: String,
}

/// Who decides, and how far alone.
struct Decided {
    actor: String,
    second: Option<String>,
    alone: Fen,
}

impl Who {
    async fn decided(&self, house: &House) -> Result<Decided, Trouble> {
        let alone = yuan("--alone", &self.alone)?;
        let member = finance(house, &self.actor).await?;
        let second = match &self.second {
            Some(name) => Some(house.second_as(name, &member, &[Role::Finance]).await?.name),
            None => None,
        };
        Ok(Decided { actor: member.name, second, alone })
    }
}

impl Money {
    /// The provider that has the transaction; `None` when nobody has.
    async fn provider(&self, house: &House) -> Result<Option<String>, Trouble> {
        if self.provider.is_some() {
            return Ok(self.provider.clone());
        }
        let mut found = donation::providers_of(&mut house.store.read().await?.conn(), &self.txn).await?;
        match found.len() {
            0 | 1 => Ok(found.pop()),
            _ => Err(Trouble::unusable(format!("{} 都有这个交易号，请用 --provider 指明。", found.join("、")))),
        }
    }
}

async fn finance(house: &House, name: &str) -> Result<Member, Trouble> {
    house.sign_in_as(name, &[Role::Finance]).await
}

/// An amount in yuan.
fn shown(amount: Fen) -> String {
    format!("{}.{:02}", amount.get() / 100, amount.get() % 100)
}

fn yuan(option: &str, text: &str) -> Result<Fen, Trouble> {
    Fen::from_yuan(text).ok_or_else(|| Trouble::unusable(format!("{option} 应是元为单位的金额，最多两位小数。")))
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When the sign-in fails, a rule refuses, or the house cannot be opened.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        let now = house.clock.now();
        match self {
            Self::Open { json } => open::list(&house, json).await,
            Self::Find { donation, json } => find::tell(&house, donation, json).await,
            Self::Accept { money } => accept(&house, money).await,
            Self::Refund { money, amount, why, again } => refund(&house, money, amount, &why, again).await,
            Self::Retry { refund } => refund.act(&house, Remedy::Call).await,
            Self::GiveUp { refund } => refund.act(&house, Remedy::End).await,
            Self::Receipt(command) => command.run(&house).await,
            Self::Recheck { day, actor } => {
                let actor = finance(&house, &actor).await?.name;
                if day >= house.clock.today() {
                    return Err(Trouble::unusable("当天的账单还没有出，请指定以前的日期。"));
                }
                if house.store.writer().write(Recheck { day, actor, now }).await? {
                    say(&format!("{day}\t服务器将再核对一次"))
                } else {
                    refuse("not_found", "这一天还没有核对过。")
                }
            }
            Self::Close { item, note, actor } => {
                let note = word("--note", note)?;
                let actor = finance(&house, &actor).await?.name;
                if house.store.writer().write(CloseItem { seq: item, actor, note, now }).await? {
                    say(&format!("{item}\t已办结"))
                } else {
                    refuse("not_open", "没有这个待办事项，或已经办结。")
                }
            }
            Self::ImportHandoff { file, actor } => handoff::import(&house, &file, &actor).await,
        }
    }
}

async fn accept(house: &House, money: Money) -> Outcome {
    let Decided { actor, second, alone } = money.who.decided(house).await?;
    let Some(provider) = money.provider(house).await? else { return refuse("not_found", "没有这笔款。") };
    let txn = money.txn;
    let receipt = ReceiptId::from_bits(rand::random());
    let change = Accept { provider, txn: txn.clone(), actor, second, alone, receipt, now: house.clock.now() };
    match house.store.writer().write(change).await? {
        Accepted::Done(receipt) => say(&format!("{txn}\t已计入项目\t收据 {receipt}")),
        Accepted::NotFound => refuse("not_found", "待核对的款项里没有这笔。"),
        Accepted::WrongState => refuse("wrong_state", "这笔款不能计入项目，只能原路退回。"),
        Accepted::SecondNeeded => refuse("second_needed", "超过一人可决定的金额，请加 --second。"),
    }
}

async fn refund(house: &House, money: Money, amount: Option<String>, why: &str, again: Option<RefundId>) -> Outcome {
    let why = Why::from_word(why).ok_or_else(|| Trouble::unusable("--why 不是认识的原因。"))?;
    let Decided { actor, second, alone } = money.who.decided(house).await?;
    let Some(provider) = money.provider(house).await? else { return refuse("not_found", "没有这笔款。") };
    let txn = money.txn;
    let left = donation::refundable(&mut house.store.read().await?.conn(), &provider, &txn).await?;
    let amount = match amount {
        Some(text) => yuan("--amount", &text)?,
        None => left.unwrap_or_default(),
    };
    let id = again.unwrap_or_else(|| RefundId::from_bits(rand::random()));
    let number = format!("R{id}");
    let now = house.clock.now();
    let ask = AskRefund { number: number.clone(), provider, txn, amount, why, actor, second, alone, now };
    match house.store.writer().write(ask).await? {
        Asked::Open => say(&format!("{id}\t已申请退款，由服务器原路退回")),
        Asked::Same => say(&format!("{id}\t这笔退款申请过了")),
        Asked::NotFound => refuse("not_found", "没有这笔款。"),
        Asked::OverLimit(left) => refuse("over_limit", &format!("可退余额只有 {} 元。", shown(left))),
        Asked::SecondNeeded => refuse("second_needed", "超过一人可决定的金额，请加 --second。"),
    }
}

/// A short text that the log keeps.
fn word(option: &str, text: String) -> Result<String, Trouble> {
    let fits = (1..=60).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if fits { Ok(text) } else { Err(Trouble::unusable(format!("{option} 需要 1 到 60 个字，不换行。"))) }
}

fn say(line: &str) -> Outcome {
    writeln!(io::stdout(), "{line}")?;
    Ok(())
}

fn refuse(code: &str, words: &str) -> Outcome {
    writeln!(io::stdout(), "未办理：{words}（{code}）")?;
    Err(Trouble::Refused)
}
