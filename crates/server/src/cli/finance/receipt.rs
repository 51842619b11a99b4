//! Invoices (公益事业捐赠票据). In whose name they are wanted is sealed; every look is written down before it is shown.

use std::io::{self, Write};

use model::DonationId;
use serde::Deserialize;
use store::donation::{
    self, InvoiceAccess, IssueInvoice, Issued, OpenInvoice, OpenedInvoice, WaiveInvoice, context, invoices,
};

use super::{finance, refuse, say, word};
use crate::cli::{House, Outcome, vault::plain};

/// Rows that one question to the database yields.
const PAGE: u32 = 500;

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Lists the paid donations that wait for one
    List {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Shows in whose name it is wanted, for a purpose that is written down
    Show {
        /// The number of the donation
        donation: DonationId,
        /// What for; no name or number belongs in here
        #[arg(long)]
        purpose: String,
        /// The member of staff who looks
        #[arg(long = "as", value_name = "NAME")]
        actor: String,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Notes that it was made out
    Issue {
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
    /// Notes that the donor wants none any more; in whose name it was is erased
    Waive {
        /// The number of the donation
        donation: DonationId,
        /// Why; names nobody
        #[arg(long)]
        note: String,
        /// The member of staff who acts
        #[arg(long = "as", value_name = "NAME")]
        actor: String,
    },
    /// Who looked in whose name one is wanted, when, and what for
    Access {
        /// Only what came after this one
        #[arg(long, value_name = "SEQ", default_value_t = 0)]
        after: i64,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
}

/// In whose name an invoice is wanted, as it was sealed.
#[derive(Deserialize)]
struct Named {
    title: String,
    tax_number: Option<String>,
}

impl Command {
    pub(super) async fn run(self, house: &House) -> Outcome {
        let now = house.clock.now();
        match self {
            Self::List { json } => list(house, json).await,
            Self::Show { donation, purpose, actor, json } => show(house, donation, &purpose, &actor, json).await,
            Self::Issue { donation, number, check_code, actor } => {
                let (number, check_code) = (word("--number", number)?, word("--check-code", check_code)?);
                let actor = finance(house, &actor).await?.name;
                let issue = IssueInvoice { donation, number, check_code, actor, now };
                match house.store.writer().write(issue).await? {
                    Issued::Done => say(&format!("{donation}\t票据已登记")),
                    Issued::NotAsked => refuse("not_asked", "这张捐赠单没有付款，或没有待开的票据。"),
                    Issued::Frozen => {
                        refuse("frozen", "这笔款与渠道账单不一致，核对清楚以前不开票（finance open 可见）。")
                    }
                }
            }
            Self::Waive { donation, note, actor } => {
                let note = word("--note", note)?;
                let actor = finance(house, &actor).await?.name;
                if house.store.writer().write(WaiveInvoice { donation, actor, note, now }).await? {
                    say(&format!("{donation}\t已登记不再需要票据，抬头资料已删除"))
                } else {
                    refuse("not_asked", "这张捐赠单没有待开的票据。")
                }
            }
            Self::Access { after, json } => access(house, after, json).await,
        }
    }
}

/// Invoices that wait, one a line.
pub(super) async fn list(house: &House, json: bool) -> Outcome {
    let mut out = io::stdout().lock();
    for donation::Invoice { donation, at } in invoices(&mut house.store.read().await?.conn(), PAGE).await? {
        if json {
            writeln!(out, "{}", serde_json::json!({"invoice": donation, "since": at}))?;
        } else {
            writeln!(out, "票据\t待开具\t{donation}\t{at}")?;
        }
    }
    Ok(())
}

async fn show(house: &House, donation: DonationId, purpose: &str, actor: &str, json: bool) -> Outcome {
    let purpose = plain(purpose)?;
    let actor = finance(house, actor).await?.name;
    let open = OpenInvoice { donation, actor, purpose, now: house.clock.now() };
    let sealed = match house.store.writer().write(open).await? {
        OpenedInvoice::Sealed(sealed) => sealed,
        OpenedInvoice::NotPaid => return refuse("not_paid", "这张捐赠单还没有付款。"),
        OpenedInvoice::Gone => return refuse("not_asked", "这张捐赠单没有申请票据，或已不再需要。"),
    };
    let plain = house.keys.unseal(&context(donation), &sealed.into())?;
    let Named { title, tax_number } = serde_json::from_slice(&plain)?;
    let mut out = io::stdout().lock();
    if json {
        let line = serde_json::json!({"invoice": donation, "title": title, "tax_number": tax_number});
        writeln!(out, "{line}")?;
    } else {
        writeln!(out, "抬头\t{title}\n税号\t{}", tax_number.as_deref().unwrap_or("（个人，未填）"))?;
    }
    Ok(())
}

async fn access(house: &House, after: i64, json: bool) -> Outcome {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut after = after;
    loop {
        let page = donation::accesses(&mut house.store.read().await?.conn(), after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        for InvoiceAccess { seq, at, actor, donation, purpose } in page {
            if json {
                let line = serde_json::json!({
                    "seq": seq, "at": at, "actor": actor, "donation": donation, "purpose": purpose
                });
                writeln!(out, "{line}")?;
            } else {
                writeln!(out, "{seq}\t{at}\t{actor}\t{donation}\t{purpose}")?;
            }
        }
    }
    out.flush()?;
    Ok(())
}
