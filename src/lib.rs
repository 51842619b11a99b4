//! The public app.
