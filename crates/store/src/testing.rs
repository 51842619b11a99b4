//! Fresh databases for tests, on both engines.
//!
//! PostgreSQL is reached by `SHANLING_TEST_POSTGRES`, the address of a server where databases may be created;
//! `cargo xtask test` starts one. Without it the tests fail: an engine is never skipped in silence.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

mod seed;

pub use seed::{Mark, Seed};

use crate::{Conn, Engine, Store, StoreError, open};

static NEXT: AtomicU32 = AtomicU32::new(0);

pub(crate) use seed::STATEMENTS;

/// A database of one test; it is removed afterwards.
pub struct Fresh {
    /// Its address, as `--database` takes it.
    pub url: String,
    /// The directory that vanishes with it; room for key files.
    pub dir: PathBuf,
    /// The server that it was made on, and its name there.
    on: Option<(String, String)>,
}

impl Fresh {
    /// The file `name` in the directory of this one, such as a copy of it.
    #[must_use]
    pub fn beside(&self, name: &str) -> Self {
        Self { url: format!("sqlite:{}", self.dir.join(name).display()), dir: self.dir.clone(), on: None }
    }

    /// A new, empty database.
    ///
    /// # Panics
    /// When none can be made, so that the test fails loudly.
    #[expect(clippy::expect_used, reason = "a test without its database has to fail")]
    pub async fn new(engine: Engine) -> Self {
        let name = format!("shanling_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let dir = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&dir).expect("a directory for the test");
        let mut on = None;
        let url = match engine {
            Engine::Sqlite => format!("sqlite:{}", dir.join("test.db").display()),
            Engine::Postgres => {
                let server = std::env::var("SHANLING_TEST_POSTGRES")
                    .expect("SHANLING_TEST_POSTGRES is not set: `cargo xtask test` starts a PostgreSQL and sets it");
                create(&server, &name).await.expect("a database for the test");
                on = Some((server.clone(), name.clone()));
                match server.split_once('?') {
                    Some((base, query)) => {
                        format!("{}/{name}?{query}", base.trim_end_matches(|c| c != '/').trim_end_matches('/'))
                    }
                    None => format!("{}/{name}", server.trim_end_matches(|c| c != '/').trim_end_matches('/')),
                }
            }
        };
        Self { url, dir, on }
    }

    /// Opens it.
    ///
    /// # Panics
    /// When it cannot be opened.
    #[expect(clippy::expect_used, reason = "a test without its database has to fail")]
    pub async fn open(&self) -> Store {
        Store::open(&self.url).await.expect("the test's database opens")
    }

    /// Looks at it from outside, with a connection of its own.
    ///
    /// # Errors
    /// When the database fails or refuses.
    pub async fn outside<T>(
        &self,
        look: impl AsyncFnOnce(&mut Conn<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut conn = open::outside(&self.url).await?;
        look(&mut conn.conn()).await
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dir);
        let Some((server, name)) = self.on.take() else { return };
        // A runtime of its own: the test's may be the one that is going away. What cannot be dropped is left behind.
        let drop = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(discard(&server, &name)).map_err(std::io::Error::other)
        });
        let _ = drop.join();
    }
}

async fn discard(server: &str, name: &str) -> Result<(), StoreError> {
    let mut conn = open::outside(server).await?;
    let sql: &'static str = Box::leak(format!("drop database if exists {name} with (force)").into_boxed_str());
    conn.conn().script(sql).await
}

async fn create(server: &str, name: &str) -> Result<(), StoreError> {
    let mut conn = open::outside(server).await?;
    // `create database` takes no parameters; the name is made above.
    let sql: &'static str = Box::leak(format!("create database {name}").into_boxed_str());
    conn.conn().script(sql).await
}

/// Stamps an async test out for both engines: `both! { async fn a_fact(fresh: Fresh) { … } }`.
#[macro_export]
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($fresh:ident: Fresh) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports, reason = "a test need not use everything in scope")]
            use super::*;

            async fn body($fresh: $crate::testing::Fresh) $body

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                body($crate::testing::Fresh::new($crate::Engine::Sqlite).await).await;
            }

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                body($crate::testing::Fresh::new($crate::Engine::Postgres).await).await;
            }
        }
    )+};
}
