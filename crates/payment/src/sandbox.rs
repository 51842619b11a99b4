//! The sandbox: a provider that speaks HTTP like a real one, in a process of its own, and takes no money.
//!
//! It listens on this machine only. [`Provider`] holds its trades and decides; `serve` is its door; `Courier` brings its notices;
//! [`SandboxChannel`] is our side of the line. The two sides share nothing but [`wire`], the words on the line.

mod adapter;
mod bill;
mod book;
mod cashier;
mod courier;
mod provider;
mod serve;
pub mod wire;

pub use adapter::{Account, SandboxChannel};
pub use provider::{Choice, Provider};
pub use serve::{Serve, ServeError, serve};

/// The provider's name in the books.
pub const NAME: &str = "sandbox";
/// Our merchant account there.
pub const MERCHANT: &str = "sandbox-merchant";
