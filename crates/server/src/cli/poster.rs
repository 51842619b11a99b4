//! `shanling poster`: writes what is printed and hung up.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

use model::view::Site;

use super::{Globals, Outcome, Trouble};
use crate::{
    address::{self, Base},
    sheets::{Found, Poster, Size},
};

/// A poster, as a page to print or as the code alone
#[derive(Debug, clap::Args)]
pub struct Command {
    /// What it is of: wish, station, project or event
    #[arg(value_parser = ["wish", "station", "project", "event"])]
    kind: String,
    /// Its id or code
    id: String,
    /// The address that visitors reach the house by
    #[arg(long, env = "SHANLING_PUBLIC_URL", value_name = "URL", value_parser = address::parse)]
    public_url: String,
    /// The paper: a4, a5 or a6
    #[arg(long, default_value = "a4")]
    size: Size,
    /// Where the page goes, HTML to be printed by any browser; the standard output unless given
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Where the code alone goes, as SVG
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// The hotline as it is dialled
    #[arg(long, env = "SHANLING_HOTLINE", value_name = "NUMBER", default_value = "0000-0000000")]
    hotline: String,
    /// Who runs this
    #[arg(long, env = "SHANLING_OPERATOR", value_name = "NAME", default_value = "示例市慈善总会")]
    operator: String,
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When there is no such thing, it may have no poster, or a file cannot be written.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        let site = Site { demo: false, hotline: self.hotline, operator: self.operator };
        let base = Base(self.public_url);
        let mut reader = house.store.read().await?;
        let poster = match Poster::of(&mut reader.conn(), &self.kind, &self.id, &site, &base).await? {
            Found::Poster(poster) => poster,
            Found::Nothing => return Err(Trouble::unusable(format!("没有这样的 {}：{}。", self.kind, self.id))),
            Found::Targeted => {
                writeln!(io::stderr(), "{} 是定向募捐，不得公开张贴，没有海报。", self.id)?;
                return Err(Trouble::Refused);
            }
        };
        let too_long = || Trouble::unusable(format!("网址太长，放不进二维码：{}", poster.address));
        let html = poster.html(self.size).ok_or_else(too_long)?;
        if let Some(file) = &self.svg {
            fs::write(file, poster.svg().ok_or_else(too_long)?)?;
        }
        match &self.html {
            Some(file) => fs::write(file, html)?,
            None if self.svg.is_none() => writeln!(io::stdout(), "{html}")?,
            None => {}
        }
        writeln!(io::stderr(), "{}", poster.address)?;
        Ok(())
    }
}
