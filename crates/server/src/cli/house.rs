//! Opening the house: database, keys and clock, and whether they belong together.

use store::{Store, meta};

use super::{Globals, House, Trouble};
use crate::{
    clock::Clock,
    keys::{Keys, Purpose, hex},
};

impl Globals {
    /// The clock alone.
    ///
    /// # Errors
    /// When the clock file cannot be read.
    pub fn clock(&self) -> Result<Clock, Trouble> {
        match &self.clock_file {
            None => Ok(Clock::system()),
            Some(file) => Clock::file(file)
                .map_err(|error| Trouble::unusable(format!("无法读取时钟文件 {}：{error}", file.display()))),
        }
    }

    /// Opens database, keys and clock.
    ///
    /// # Errors
    /// When one of them cannot be opened, or the keys are not those of this database.
    pub async fn open(&self) -> Result<House, Trouble> {
        let clock = self.clock()?;
        let store = Store::open(&self.database).await?;
        let dir = self.keys.clone().unwrap_or_else(|| Keys::beside(&self.database));
        let mark = store_mark(&store).await?;
        if mark.is_some() && !Keys::are_in(&dir) {
            // Fresh keys would open nothing that is there, and every lookup would miss in silence.
            return Err(Trouble::unusable(format!("{} 里没有本数据库的密钥；请用 --keys 指定。", dir.display())));
        }
        let keys = Keys::open(&dir)?;
        let own = hex(&keys.lookup(Purpose::Mark, "shanling"));
        match mark {
            Some(mark) if mark == own => {}
            Some(_) => {
                return Err(Trouble::unusable(format!(
                    "{} 里的密钥不属于这个数据库；请用 --keys 指定正确的目录。",
                    dir.display()
                )));
            }
            None => store.writer().write(meta::Set { key: meta::KEYS, value: own }).await?,
        }
        Ok(House { store, keys, clock })
    }
}

async fn store_mark(store: &Store) -> Result<Option<String>, Trouble> {
    Ok(meta::value(&mut store.read().await?.conn(), meta::KEYS).await?)
}
