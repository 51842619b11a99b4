//! `shanling catalogue`: what can be wished for, and within which limits.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use store::catalogue::{self, Replace};

use super::{Globals, Outcome, Trouble};
use crate::import::catalogue::Catalogue;

/// The largest catalogue.
const LARGEST: u64 = 1 << 20;

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Checks a catalogue and puts it in force for imports to come
    Import {
        /// The file
        file: PathBuf,
    },
    /// Prints the one in force
    Show,
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When the file makes no sense or the house cannot be opened.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        let mut out = io::stdout().lock();
        match self {
            Self::Import { file } => {
                let shown = file.display();
                let unreadable = |error: io::Error| Trouble::unusable(format!("读不了文件 {shown}：{error}"));
                if std::fs::metadata(&file).map_err(unreadable)?.len() > LARGEST {
                    return Err(Trouble::unusable("目录文件超过1 MB。"));
                }
                let catalogue =
                    Catalogue::read(&std::fs::read(&file).map_err(unreadable)?).map_err(Trouble::Unusable)?;
                let body = serde_json::to_string(&catalogue)?;
                house.store.writer().write(Replace { body, now: house.clock.now() }).await?;
                writeln!(out, "目录已更新。")?;
            }
            Self::Show => {
                let body = catalogue::body(&mut house.store.read().await?.conn()).await?;
                writeln!(out, "{}", body.ok_or_else(|| Trouble::unusable("还没有目录。"))?)?;
            }
        }
        Ok(())
    }
}
