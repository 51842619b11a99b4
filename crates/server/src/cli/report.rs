//! `shanling report`: reports and complaints, and their answers within five working days.

use std::io::{self, Write};

use model::ReportId;
use store::report::{self, AnswerReport, ReadReport};

use super::{Globals, Outcome, Trouble};
use crate::staff::Role;

/// Reports that are listed at once.
const LISTED: u32 = 1000;

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Lists the reports that wait for an answer, without what they say
    List,
    /// Shows what a report says, and how to reach the reporter; who looked is written down
    Show(Target),
    /// Notes that a report was answered
    Answer(Target),
}

/// Which report, and who acts.
#[derive(Debug, clap::Args)]
pub struct Target {
    /// The number of the report
    report: ReportId,
    /// The member of staff who acts
    #[arg(long = "as", value_name = "NAME")]
    actor: String,
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When the sign-in fails, there is no such report, or the house cannot be opened.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        let now = house.clock.now();
        match self {
            Self::List => {
                let mut out = io::stdout().lock();
                for report in report::open(&mut house.store.read().await?.conn(), LISTED).await? {
                    let wish = report.wish.map(|wish| wish.to_string()).unwrap_or_default();
                    writeln!(out, "{}\t{}\t{wish}\t{} 前答复", report.id, report.kind.zh(), report.answer_by)?;
                }
            }
            Self::Show(Target { report: id, actor }) => {
                let actor = house.sign_in_as(&actor, &[Role::Reviewer, Role::Auditor]).await?.name;
                let sealed = house.store.writer().write(ReadReport { id, actor, now }).await?;
                let sealed = sealed.ok_or_else(|| Trouble::unusable(format!("没有举报 {id}。")))?;
                let plain = house.keys.unseal(&report::context(id), &sealed.into())?;
                let plain: serde_json::Value = serde_json::from_slice(&plain)?;
                let part = |name: &str| plain.get(name).and_then(|part| part.as_str()).unwrap_or_default().to_owned();
                writeln!(io::stdout(), "{}\n联系方式：{}", part("text"), part("contact"))?;
            }
            Self::Answer(Target { report: id, actor }) => {
                let actor = house.sign_in_as(&actor, &[Role::Reviewer]).await?.name;
                if !house.store.writer().write(AnswerReport { id, actor, now }).await? {
                    return Err(Trouble::unusable(format!("没有待答复的举报 {id}。")));
                }
                writeln!(io::stdout(), "{id}\t已答复")?;
            }
        }
        Ok(())
    }
}
