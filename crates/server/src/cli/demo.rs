//! `shanling demo`: a house of invented people to look around in.

use std::io::{self, Write};

use model::Day;

use super::{Globals, Outcome, Trouble};
use crate::demo::{Demo, Loaded, PASSWORD, REVIEWER, STATION};

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Fills an empty database with invented people and marks it as a demonstration
    Load {
        /// The day that everything leads up to; today unless said otherwise
        #[arg(long, value_name = "YYYY-MM-DD")]
        today: Option<Day>,
    },
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When the database holds anything else.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let Self::Load { today } = self;
        let house = globals.open().await?;
        let today = today.unwrap_or_else(|| house.clock.today());
        let demo = Demo { store: &house.store, keys: &house.keys, turn: globals.turn_file(), today };
        let mut out = io::stdout().lock();
        match demo.load().await.map_err(Trouble::Failed)? {
            Loaded::NotEmpty => return Err(Trouble::unusable("数据库里已有别的数据；演示只能装入空的数据库。")),
            Loaded::CutShort => return Err(Trouble::unusable("演示数据上次没有装完；请删除这个数据库后重新装入。")),
            Loaded::Before => writeln!(out, "演示数据已经在了。")?,
            Loaded::Now { wishes, claims } => {
                writeln!(out, "演示数据已装入：发布{wishes}个心愿，{claims}次认领；人物全部虚构。")?;
                writeln!(out, "工作人员：{REVIEWER}（复核）、{STATION}（服务站），口令 {PASSWORD}。")?;
            }
        }
        Ok(())
    }
}
