//! Browsers of other makes than Chromium, and what drives them.

use std::path::PathBuf;

use anyhow::Result;

use crate::setup::{debian, tools};

/// Firefox and `WebKit`.
pub(crate) struct Others {
    /// Firefox.
    pub firefox: PathBuf,
    /// The directory of the driver that speaks to it.
    pub geckodriver: PathBuf,
    /// `WebKitWebDriver`, which brings its browser.
    pub webkit: PathBuf,
}

/// Both, installed or built if need be.
///
/// # Errors
/// When one cannot be had.
pub(crate) fn install() -> Result<Others> {
    Ok(Others { firefox: debian::firefox()?, geckodriver: tools::geckodriver()?, webkit: debian::webkit()? })
}
