//! The generator knows which row is spoilt and how; we must find exactly that.

use store::{Engine, testing::Fresh};

use crate::station::{Station, differences, expected, fixture, generate};

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_gets_the_verdicts_that_are_written_down() {
    let station = Station::new(Fresh::new(Engine::Sqlite).await).await;
    let report = station.import(&fixture("station_export.csv")).await.unwrap();
    let wrong = differences(&report.verdicts, &expected(&fixture("station_export.verdicts.json")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let accepted = report.verdicts.iter().filter(|verdict| verdict.outcome.is_ok()).count();
    assert_eq!(
        station.count("select count(*) from wish where state = 'review'").await,
        i64::try_from(accepted).unwrap()
    );
    assert_eq!(station.count("select count(*) from vault").await, i64::try_from(accepted).unwrap());
    assert_eq!(station.count("select count(*) from import_row").await, 0, "staging is cleared");
}

#[tokio::test(flavor = "multi_thread")]
async fn any_seed_size_encoding_and_day_gets_its_verdicts() {
    for options in [
        ["--seed", "1", "--rows", "600", "--encoding", "gb18030", "--today", "2026-11-22"],
        ["--seed", "7", "--rows", "2500", "--encoding", "utf-8", "--today", "2026-11-22"],
        ["--seed", "4711", "--rows", "5000", "--encoding", "utf-8-sig", "--today", "2026-11-22"],
        ["--seed", "99", "--rows", "600", "--encoding", "gb18030", "--today", "2028-02-29"],
    ] {
        let mut station = Station::new(Fresh::new(Engine::Sqlite).await).await;
        station.today = options[7].parse().unwrap();
        let (file, expected) = generate(&station.fresh.dir, &options);
        let report = station.import(&file).await.unwrap();
        let wrong = differences(&report.verdicts, &expected);
        assert!(wrong.is_empty(), "{options:?}\n{}", wrong.join("\n"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clean_file_is_accepted_whole_on_postgresql_too() {
    let station = Station::new(Fresh::new(Engine::Postgres).await).await;
    let (file, expected) = generate(&station.fresh.dir, &["--clean", "--seed", "3", "--rows", "1200"]);
    let report = station.import(&file).await.unwrap();
    assert_eq!(differences(&report.verdicts, &expected), Vec::<String>::new());
    assert_eq!(station.count("select count(*) from wish").await, 1200);
    assert_eq!(station.count("select count(*) from vault").await, 1200);
}
