//! What only the books' room shows.

pub(crate) mod away;
pub(crate) mod clock;
pub(crate) mod equation;
pub(crate) mod fresh;
pub(crate) mod giving;
pub(crate) mod lines;
pub(crate) mod notice;
pub(crate) mod project_card;
pub(crate) mod qr;
pub(crate) mod world;
