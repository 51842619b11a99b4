//! `shanling serve` as a process: who may open the doors, what is said outside, how they close.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod process;

use model::{Day, WishId};
use process::{Server, get, refused};
use store::{
    Change, Conn, Engine, Store, StoreError, args, listing,
    testing::{Fresh, Mark, Seed},
};

async fn demo() -> (Fresh, Store) {
    let fresh = Fresh::new(Engine::Sqlite).await;
    let store = fresh.open().await;
    store.writer().write(Mark("demo", "1")).await.unwrap();
    (fresh, store)
}

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

/// What `shanling wish withdraw` does to the public part.
struct Withdraw(WishId);

impl Change for Withdraw {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        conn.run("update wish set state = 'withdrawn', title = '', story = '' where id = $1", args![self.0]).await?;
        listing::refresh(conn, self.0).await
    }
}

#[tokio::test]
async fn the_doors_are_opened_only_in_the_way_that_fits_the_data() {
    let (demo, _store) = demo().await;
    let real = Fresh::new(Engine::Sqlite).await;
    real.open().await;
    for (fresh, flags, says) in [
        (&real, &["--demo"][..], "演示标记"),
        (&real, &[], "TLS"),
        (&real, &["--lan"], "--demo"),
        (&demo, &["--trusted-proxy"], "演示数据库"),
        (&demo, &["--demo", "--listen", "0.0.0.0:0"], "--lan"),
        (&demo, &["--demo", "--listen", "nonsense"], "nonsense"),
    ] {
        let complaint = refused(fresh, flags);
        assert!(complaint.contains(says), "{flags:?}: {complaint}");
    }
    let clock = demo.dir.join("clock");
    std::fs::write(&clock, "2026-11-23T02:00:00Z").unwrap();
    let complaint = refused(&real, &["--trusted-proxy", "--clock-file", clock.to_str().unwrap()]);
    assert!(complaint.contains("--clock-file"), "{complaint}");
}

#[tokio::test]
async fn one_file_is_served_once_and_free_again_after_a_kill() {
    let (fresh, _store) = demo().await;
    let mut server = Server::start(&fresh, &["--demo"]);
    assert!(get(&server, "/healthz", &[]).starts_with("HTTP/1.1 200"));
    assert!(refused(&fresh, &["--demo"]).contains("另一个 shanling serve"));
    server.kill();
    let again = Server::start(&fresh, &["--demo"]);
    assert!(get(&again, "/readyz", &[]).starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn what_another_process_withdraws_is_gone_from_the_very_next_answer() {
    let (fresh, store) = demo().await;
    let id = store.writer().write(Seed::new(WishId::from_bits(rand::random()), today())).await.unwrap();
    let server = Server::start(&fresh, &["--demo"]);
    let path = format!("/api/v1/wishes/{id}");
    let warm = get(&server, &path, &[]);
    let etag = warm.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap().to_owned();
    assert!(get(&server, &path, &[("if-none-match", &etag)]).starts_with("HTTP/1.1 304"));
    store.writer().write(Withdraw(id)).await.unwrap();
    assert!(get(&server, &path, &[("if-none-match", &etag)]).starts_with("HTTP/1.1 404"));
    assert!(!get(&server, "/api/v1/wishes", &[]).contains(&id.to_string()));
}

#[tokio::test]
async fn the_log_names_routes_and_nobody() {
    let (fresh, _store) = demo().await;
    let server = Server::start(&fresh, &["--demo", "--log", "debug"]);
    get(&server, "/api/v1/wishes?q=canary-in-the-query", &[("cookie", "shanling=canary-cookie")]);
    get(&server, "/w/7K3QZ8MV?canary-in-the-page", &[("user-agent", "canary-browser")]);
    get(&server, "/api/v1/wishes/7K3QZ8MV", &[("x-forwarded-for", "203.0.113.77")]);
    let log = server.end();
    assert!(log.contains("\"route\":\"/api/v1/wishes/{id}\""), "{log}");
    for secret in ["canary", "7K3QZ8MV", "203.0.113.77", "127.0.0.1"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

#[tokio::test]
async fn told_to_stop_it_ends_its_streams_and_itself() {
    let (fresh, _store) = demo().await;
    let server = Server::start(&fresh, &["--demo"]);
    let stream = process::until(server.open("/api/v1/live", &[]), "event: changed");
    server.end();
    // Nothing breaks off: whoever listened reads to the regular end of the answer.
    assert!(process::rest(stream).ends_with("0\r\n\r\n"));
}
