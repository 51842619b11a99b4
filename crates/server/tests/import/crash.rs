//! A process that dies in the middle of an import leaves nothing that anybody sees.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use store::{Change, Engine, both, import, testing::Fresh};

use crate::station::{Line, Station, generate};

both! {
    async fn what_a_dead_import_left_is_seen_by_nobody_and_cleared_by_the_next(fresh: Fresh) {
        let station = Station::new(fresh).await;
        let (file, _) = generate(&station.fresh.dir, &["--clean", "--rows", "30000", "--seed", "8"]);
        let mut process = Command::new(env!("CARGO_BIN_EXE_shanling"))
            .args(["--database", &station.fresh.url, "--keys"])
            .arg(station.fresh.dir.join("keys"))
            .arg("import")
            .arg(&file)
            .args(["--today", "2026-11-22", "--json"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let notes = BufReader::new(process.stderr.take().unwrap());
        let seen = notes.lines().map_while(Result::ok).find(|note| note.contains("已检查 5000"));
        process.kill().unwrap();
        process.wait().unwrap();
        assert!(seen.is_some(), "it was killed in the middle");
        assert_eq!(station.count("select count(*) from wish").await, 0);
        assert!(station.count("select count(*) from import_row").await > 0);
        assert!(station.rows(&[Line::new("A1")]).await[0].outcome.is_ok());
        assert_eq!(station.count("select count(*) from wish").await, 1);
        assert_eq!(station.count("select count(*) from import_row").await, 0);
        assert_eq!(station.count("select count(*) from import_batch where state = 'abandoned'").await, 1);
    }

    async fn a_batch_that_another_import_has_cleared_cannot_be_switched(fresh: Fresh) {
        let station = Station::new(fresh).await;
        let now = station.clock.now();
        let begin = |batch: &str| import::Begin { batch: batch.into(), file_name: String::new(), today: station.today, now };
        station.store.writer().write(begin("first")).await.unwrap();
        station.store.writer().write(begin("second")).await.unwrap();
        let switch = |batch: &str| import::Switch { batch: batch.into(), accepted: 0, refused: 0, now };
        assert!(station.store.writer().write(switch("first")).await.is_err());
        assert!(station.store.writer().write(switch("second")).await.is_ok());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn claims_get_their_turn_while_a_file_comes_in() {
    struct Nothing;
    impl Change for Nothing {
        type Done = ();
        async fn apply(self, _conn: &mut store::Conn<'_>) -> Result<(), store::StoreError> {
            Ok(())
        }
    }
    let station = Station::new(Fresh::new(Engine::Sqlite).await).await;
    let (file, _) = generate(&station.fresh.dir, &["--clean", "--rows", "4000", "--seed", "9"]);
    // Another process, as a server would be.
    let other = station.fresh.open().await;
    let import = station.import(&file);
    tokio::pin!(import);
    let mut writes = 0;
    loop {
        tokio::select! {
            report = &mut import => {
                assert_eq!(report.unwrap().verdicts.len(), 4000);
                break;
            }
            done = other.writer().write(Nothing) => {
                done.unwrap();
                writes += 1;
            }
        }
    }
    assert!(writes >= 8, "only {writes} writes found their turn");
}
