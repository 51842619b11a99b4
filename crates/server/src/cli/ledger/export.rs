//! `shanling ledger export`: the books for others, all of one checkpoint.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use crate::{
    cli::{Globals, Outcome, Trouble},
    export::{ExportError, Options, export},
};

/// Writes the books for others: tables, journals, and the log itself.
#[derive(Debug, clap::Args)]
pub struct Command {
    /// The directory; files of an earlier export there are replaced, each whole or not at all
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Begins tables with the mark by which spreadsheets know UTF-8
    #[arg(long)]
    bom: bool,
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When the log is empty, or a file cannot be written.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        let (size, root) =
            export(&house.store, &self.out, Options { bom: self.bom }).await.map_err(|error| match error {
                ExportError::Empty => Trouble::unusable("账本还是空的，没有可以导出的内容。"),
                ExportError::File(path, cause) => Trouble::unusable(format!("无法写入 {}：{cause}", path.display())),
                other => Trouble::Failed(other.into()),
            })?;
        writeln!(io::stdout(), "{}\t{size}条\t{root}", self.out.display())?;
        Ok(())
    }
}
