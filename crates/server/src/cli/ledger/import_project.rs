//! `shanling ledger import-project`: the projects of a charity's file, all of them or none.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use store::project::{Imported, Refused};

use crate::{
    cli::{Globals, Outcome, Trouble},
    project::{
        File,
        take::{self, TakeError},
    },
    staff::Role,
};

/// Takes in a charity's own file of projects.
#[derive(Debug, clap::Args)]
pub struct Command {
    /// The file: JSON, `schema_version` 1
    file: PathBuf,
    /// The member of staff who acts
    #[arg(long = "as", value_name = "NAME")]
    actor: String,
    /// Looks at the file and changes nothing
    #[arg(long)]
    check: bool,
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// `Unusable` when the file cannot be read, `Refused` when something in it is not right; nothing is half-applied.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        let bytes = std::fs::read(&self.file)
            .map_err(|error| Trouble::unusable(format!("无法读取 {}：{error}", self.file.display())))?;
        let file = File::read(&bytes).map_err(|error| Trouble::unusable(error.to_string()))?;
        let actor = house.sign_in_as(&self.actor, &[Role::Finance]).await?.name;
        let mut out = io::stdout().lock();
        let import = match take::import(&file, &actor, house.clock.today(), house.clock.now()) {
            Ok(import) => import,
            Err(TakeError::Complaints(complaints)) => {
                for complaint in complaints {
                    writeln!(out, "{complaint}")?;
                }
                return Err(Trouble::Refused);
            }
            Err(error) => return Err(Trouble::unusable(format!("账目无法入账：{error}"))),
        };
        if self.check {
            writeln!(out, "文件没有问题：{}个项目。", import.projects.len())?;
            return Ok(());
        }
        drop(out);
        let done = house.store.writer().write(import).await?;
        let mut out = io::stdout().lock();
        match done {
            Ok(done) => {
                for (project, imported) in done {
                    writeln!(out, "{project}\t{}", outcome(imported))?;
                }
                Ok(())
            }
            Err(refused) => {
                for (project, why) in refused {
                    writeln!(out, "{project}\t{}", reason(why))?;
                }
                Err(Trouble::Refused)
            }
        }
    }
}

fn outcome(imported: Imported) -> String {
    match imported {
        Imported::New { lines } => format!("新项目，{lines}条账目待入账"),
        Imported::Unchanged => "没有变化".to_owned(),
        Imported::Changed { lines: 0 } => "已更新，账目没有变化".to_owned(),
        Imported::Changed { lines } => format!("已更新，新增{lines}条账目待入账"),
    }
}

fn reason(why: Refused) -> String {
    match why {
        Refused::LineChanged(seq) => format!("第{seq}条账目已经入账，不能改动；请追加一条更正"),
        Refused::LineMissing(seq) => format!("第{seq}条账目已经入账，文件里却没有了"),
        Refused::Budget => "预算改动须重新备案（慈善法第56条）：备案号没有变".to_owned(),
        Refused::Unpublished(duty, due) => {
            format!("{}（{due} 到期）的公开日期与已登记的不同", duty.zh())
        }
    }
}
