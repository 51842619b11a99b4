//! `shanling finance`: what finance does about gifts: open items, money in review, refunds, invoices, daily totals of platforms.

mod handoff;
mod open;

use std::{
    io::{self, Write},
    path::PathBuf,
};

use ledger::kind::Why;
use model::{DonationId, Fen, ReceiptId, RefundId};
use store::donation::{self, Accept, Accepted, AskRefund, Asked, CloseItem, IssueInvoice, Issued};

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
    /// Notes that an invoice (公益事业捐赠票据) was made out
    Receipt {
        /// The number of the donation
        donation: DonationId,
        /// Its number (票据号码)
        #[arg(long)]
        number: String,
        /// Its check code (校验码)
        #[arg(long)]
        check_code: String,
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
    /// The provider
    #[arg(long, default_value = payment::sandbox::NAME)]
    provider: String,
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

impl Money {
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

async fn finance(house: &House, name: &str) -> Result<Member, Trouble> {
    house.sign_in_as(name, &[Role::Finance]).await
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
            Self::Accept { money } => accept(&house, money).await,
            Self::Refund { money, amount, why, again } => refund(&house, money, amount, &why, again).await,
            Self::Receipt { donation, number, check_code, actor } => {
                let (number, check_code) = (word("--number", number)?, word("--check-code", check_code)?);
                let actor = finance(&house, &actor).await?.name;
                let issue = IssueInvoice { donation, number, check_code, actor, now };
                match house.store.writer().write(issue).await? {
                    Issued::Done => say(&format!("{donation}\t票据已登记")),
                    Issued::NotAsked => refuse("not_asked", "这张捐赠单没有付款，或没有待开的票据。"),
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
    let Decided { actor, second, alone } = money.decided(house).await?;
    let Money { txn, provider, .. } = money;
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
    let Decided { actor, second, alone } = money.decided(house).await?;
    let Money { txn, provider, .. } = money;
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
        Asked::OverLimit(left) => {
            let (yuan, fen) = (left.get() / 100, left.get() % 100);
            refuse("over_limit", &format!("可退余额只有 {yuan}.{fen:02} 元。"))
        }
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
