//! What handlers take from a request. Ours instead of axum's, since ours answer with a problem document.

mod caller;
mod json;
mod pairs;
mod path;

pub use caller::Caller;
pub(crate) use json::unread;
pub use json::{Json, read};
pub use pairs::{NoQuery, Pairs};
pub use path::Path;
