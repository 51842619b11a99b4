//! What programs that are not ours meet: the black box, the witness, the audit from outside.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod audit;
mod check;
mod folder;
mod log;
mod vectors;
mod vouch;
mod witness;
