//! Thin wrappers over what the browser offers. Nothing here decides anything.

pub(crate) mod clock;
pub(crate) mod file;
pub(crate) mod live;
pub(crate) mod page;
pub(crate) mod random;
pub(crate) mod share;
pub(crate) mod storage;
pub(crate) mod work;
pub(crate) mod worker;

pub(crate) use ui::net;
