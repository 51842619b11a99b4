//! `shanling backup`: a consistent copy of the embedded database, while it is being served.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::PathBuf,
};

use super::{Globals, Outcome, Trouble};

/// Copies the database.
#[derive(Debug, clap::Args)]
pub struct Command {
    /// The file to make; there must be none of that name
    file: PathBuf,
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When the file exists or cannot be written, or the database is a shared one.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        if globals.turn_file().is_none() {
            return Err(Trouble::unusable("PostgreSQL 请用 pg_dump 备份（它同样不影响服务），密钥目录另行备份。"));
        }
        let shown = self.file.display();
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&self.file).map_err(|error| Trouble::unusable(format!("无法新建 {shown}：{error}")))?;
        if let Err(error) = store::backup::copy(&house.store, &self.file).await {
            let _ = fs::remove_file(&self.file);
            return Err(error.into());
        }
        file.sync_all()?;
        writeln!(
            io::stdout(),
            "已备份到 {shown}（{} 字节）。密钥不在其中，请另行备份密钥目录。",
            fs::metadata(&self.file)?.len()
        )?;
        Ok(())
    }
}
