//! Everything that is kept: the only crate that knows SQL.
