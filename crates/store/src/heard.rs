//! Hearing of the commits of other servers on the same PostgreSQL, so that nobody has to ask for them again and again.

use sqlx::postgres::{PgListener, PgPoolOptions};
use tokio::sync::watch;

use crate::{Store, StoreError};

/// The channel on which every commit is told; what is told is empty.
const CHANNEL: &str = "shanling";
/// Commits, and tells of it once it is durable.
pub(crate) const COMMIT: &str = "notify shanling; commit";

impl Store {
    /// Wakes whenever any server has committed; `None` for the embedded database, whose version has to be asked for. What is missed
    /// while the line is down is not told again: ask for the version now and then all the same.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn heard(&self) -> Result<Option<watch::Receiver<()>>, StoreError> {
        let Some(options) = self.postgres() else { return Ok(None) };
        let pool = PgPoolOptions::new().max_connections(1).connect_lazy_with(options);
        let mut line = PgListener::connect_with(&pool).await?;
        line.listen(CHANNEL).await?;
        let (tell, heard) = watch::channel(());
        tokio::spawn(async move {
            // A line that broke is restored by `recv`; what it cannot restore ends here, and the version is asked for instead.
            loop {
                tokio::select! {
                    told = line.recv() => if told.is_err() { return },
                    () = tell.closed() => return,
                }
                tell.send_replace(());
            }
        });
        Ok(Some(heard))
    }
}
