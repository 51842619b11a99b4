//! `shanling station`: the service stations.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use store::station;

use super::{Globals, Outcome, Trouble};
use crate::import::stations;

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Takes in a CSV of stations; known codes are brought up to date, none is removed
    Import {
        /// The file
        file: PathBuf,
    },
    /// Lists them
    List {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When the file makes no sense or the house cannot be opened.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        let known = station::all(&mut house.store.read().await?.conn()).await?;
        let mut out = io::stdout().lock();
        match self {
            Self::Import { file } => {
                let codes = known.into_iter().map(|station| station.code).collect();
                let stations = stations::read(&file, &codes).map_err(Trouble::Unusable)?;
                let count = stations.len();
                house.store.writer().write(station::Keep(stations)).await?;
                writeln!(out, "已导入{count}个服务站。")?;
            }
            Self::List { json: true } => {
                for station in known {
                    writeln!(out, "{}", serde_json::to_string(&station)?)?;
                }
            }
            Self::List { json: false } => {
                for station in known {
                    writeln!(out, "{}\t{}\t{}\t{}", station.code, station.district, station.name, station.phone)?;
                }
            }
        }
        Ok(())
    }
}
