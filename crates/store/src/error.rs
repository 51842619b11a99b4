//! What can go wrong below the rules.

use std::sync::Arc;

/// The machinery failed. Rules that refuse are part of a change's own answer, not errors.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique rule of the schema was broken; the name is that of the index or constraint.
    #[error("the rule `{0}` of the schema is broken")]
    Conflict(String),
    /// The database failed.
    #[error("the database failed")]
    Database(#[source] Arc<sqlx::Error>),
    /// A stored value does not make sense to this build.
    #[error("stored {0} makes no sense")]
    Corrupt(&'static str),
    /// Somebody else serves this database.
    #[error("another server has this database open")]
    Occupied,
    /// The writer has stopped.
    #[error("the writer has stopped")]
    Stopped,
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(database) = &error
            && database.is_unique_violation()
        {
            return Self::Conflict(constraint(database.as_ref()));
        }
        Self::Database(Arc::new(error))
    }
}

/// PostgreSQL names the index; SQLite lists the columns: `UNIQUE constraint failed: claim.wish, claim.slot`,
/// or `… failed: index 'claim_live_slot'` for an index on an expression.
fn constraint(error: &dyn sqlx::error::DatabaseError) -> String {
    match error.constraint() {
        Some(name) => name.to_owned(),
        None => error.message().rsplit("failed: ").next().unwrap_or_default().to_owned(),
    }
}
