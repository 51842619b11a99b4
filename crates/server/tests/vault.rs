//! Identities: sealed, opened on the record only, under keys that can be changed; and the copies that are made of them.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "whatever goes wrong has to fail the test"
)]

#[path = "support/shell.rs"]
mod shell;
#[path = "support/station.rs"]
mod station;

use server::{
    import::columns::Column as C,
    keys::{Keys, Sealed},
    testing::TestApp,
};
use store::{
    Engine,
    reseal::{Shelf, under_other_keys},
    testing::Fresh,
};

use shell::Shell;
use station::{Line, Station};

const PASSWORD: &str = "一个够长的口令啊啊啊";

#[tokio::test(flavor = "multi_thread")]
async fn a_look_into_the_vault_is_written_down_with_its_purpose() {
    let station = Station::new(Fresh::new(Engine::Sqlite).await).await;
    station.rows(&[Line::new("A1")]).await;
    let id = station.wish("A1").await.unwrap().id.to_string();
    let shell = Shell::new(&station.fresh.url, &station.fresh.dir, "2026-11-22T02:00:00Z");
    let own = shell.hire("本站", PASSWORD, &["--roles", "station", "--station", "S06"]);
    let other = shell.hire("外站", PASSWORD, &["--roles", "station", "--station", "S07"]);
    let collector = shell.hire("采集员", PASSWORD, &["--roles", "collector"]);
    let show = |name: &'static str, purpose: &'static str| {
        ["vault", "show", &id, "--as", name, "--purpose", purpose, "--json"].map(str::to_owned)
    };
    let act = |totp, arguments: [String; 8]| shell.act(totp, PASSWORD, &arguments.each_ref().map(String::as_str));
    assert_eq!(act(&other, show("外站", "联系上门时间")).code, 2, "another station's");
    assert_eq!(act(&collector, show("采集员", "联系上门时间")).code, 3, "not their business");
    assert_eq!(act(&own, show("本站", "找")).code, 2, "no purpose");
    assert_eq!(act(&own, show("本站", "给王小明回电话13812345678")).code, 2, "the log holds no personal value");
    assert_eq!(shell.run(&["vault", "access", "--json"]).ok(), "", "nobody has seen anything so far");
    let seen = act(&own, show("本站", "联系上门时间")).json();
    let line = Line::new("A1");
    for (key, column) in [
        ("name", C::Name),
        ("identity", C::Identity),
        ("phone", C::Phone),
        ("address", C::Address),
        ("birth", C::Birth),
        ("sex", C::Sex),
        ("aid_category", C::AidCategory),
    ] {
        assert_eq!(seen[0][key], line.get(column), "{key}");
    }
    let log = shell.run(&["vault", "access", "--json"]).json();
    assert_eq!(log.len(), 1);
    assert_eq!(
        (&log[0]["actor"], &log[0]["wish"], &log[0]["purpose"]),
        (&"本站".into(), &id.clone().into(), &"联系上门时间".into())
    );
    assert_eq!(shell.run(&["vault", "access", "--after", "1", "--json"]).ok(), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_minor_is_shown_once_after_somebody_else_approved() {
    let station = Station::new(Fresh::new(Engine::Sqlite).await).await;
    station.rows(&[Line::minor("A1")]).await;
    let id = station.wish("A1").await.unwrap().id.to_string();
    let shell = Shell::new(&station.fresh.url, &station.fresh.dir, "2026-11-22T02:00:00Z");
    let own = shell.hire("本站", PASSWORD, &["--roles", "station", "--station", "S06"]);
    let reviewer = shell.hire("复核员", PASSWORD, &["--roles", "reviewer"]);
    let show = ["vault", "show", &id, "--as", "本站", "--json"];
    let said = shell.act(&own, PASSWORD, &show);
    assert!(said.code == 2 && said.err.contains("vault request"), "{said:?}");
    let ask =
        |purpose: &'static str| ["vault", "request", &id, "--as", "本站", "--purpose", purpose].map(str::to_owned);
    let ask = |purpose| shell.act(&own, PASSWORD, &ask(purpose).each_ref().map(String::as_str));
    assert_eq!(ask("给王小明回电话13812345678").code, 2, "the log holds no personal value");
    assert_eq!(ask("预约上门时间").code, 0);
    let waiting = shell.run(&["vault", "requests", "--json"]).json();
    assert_eq!((&waiting[0]["actor"], &waiting[0]["approved_by"]), (&"本站".into(), &serde_json::Value::Null));
    let approve = ["vault", "approve", &id, "--for", "本站", "--as"];
    let by = |name| [&approve[..], &[name]].concat();
    assert_eq!(shell.act(&own, PASSWORD, &by("本站")).code, 3, "a station does not approve");
    shell.act(&reviewer, PASSWORD, &by("复核员")).ok();
    let seen = shell.act(&own, PASSWORD, &show).json();
    assert_eq!(seen[0]["name"], Line::minor("A1").get(C::Name));
    assert_eq!(shell.act(&own, PASSWORD, &show).code, 2, "once");
    let log = shell.run(&["vault", "access", "--json"]).json();
    let said = (&log[0]["actor"], &log[0]["purpose"], &log[0]["approved_by"]);
    assert_eq!(said, (&"本站".into(), &"预约上门时间".into(), &"复核员".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rotation_puts_everything_under_the_new_key_while_the_server_goes_on() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let app = TestApp::new(Fresh::new(engine).await).await;
        let shell = Shell::new(&app.fresh.url, &app.fresh.dir, server::testing::START);
        shell.run(&["catalogue", "import", station::demo("catalogue.json").to_str().unwrap()]).ok();
        shell.run(&["station", "import", station::demo("stations.csv").to_str().unwrap()]).ok();
        let (file, _) =
            station::generate(&app.fresh.dir, &["--clean", "--rows", "1300", "--seed", "11", "--today", "2026-11-23"]);
        shell.run(&["import", file.to_str().unwrap()]).ok();
        let totp = shell.hire("复核员", PASSWORD, &["--roles", "reviewer"]);
        let citizen = app.citizen("13800138000").await;
        let said = shell.run(&["vault", "rotate"]).ok();
        assert!(said.contains("s2") && said.contains("1302"), "{said}");
        let store = &app.app.store;
        for shelf in Shelf::ALL {
            let left = under_other_keys(&mut store.read().await.unwrap().conn(), shelf, "s2", "", 10).await.unwrap();
            assert!(left.is_empty(), "{shelf:?}: {} values under an old key", left.len());
        }
        // Without the old key, all is still there: for the server that ran meanwhile and for whoever comes new.
        std::fs::remove_file(app.fresh.dir.join("keys/seal-0001.key")).unwrap();
        let rows = store
            .read()
            .await
            .unwrap()
            .conn()
            .rows(
                "select wish, key_id, sealed from vault where wish in (select id from wish where is_minor = 0) limit 5",
                &[],
            )
            .await
            .unwrap();
        for keys in [&app.app.keys, &Keys::open(&app.fresh.dir.join("keys")).unwrap()] {
            for row in &rows {
                let sealed = Sealed { key_id: row.text(1).unwrap(), bytes: row.bytes(2).unwrap() };
                let context = store::vault::context(row.text(0).unwrap().parse().unwrap());
                assert!(keys.unseal(&context, &sealed).is_ok());
            }
        }
        assert!(citizen.get("/api/v1/me").await.text().contains("138****8000"));
        let id = rows[0].text(0).unwrap();
        shell.act(&totp, PASSWORD, &["vault", "show", &id, "--as", "复核员", "--purpose", "轮换后抽查"]).ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_house_opens_with_its_own_keys_only() {
    let fresh = Fresh::new(Engine::Sqlite).await;
    let shell = Shell::new(&fresh.url, &fresh.dir, "2026-11-22T02:00:00Z");
    let first = shell.run(&["station", "list"]);
    assert!(first.code == 0 && first.err.contains("密钥"), "new keys are announced: {first:?}");
    assert_eq!(shell.run(&["station", "list"]).err, "");
    let other = Shell { keys: fresh.dir.join("other"), url: shell.url.clone(), clock: shell.clock.clone() };
    let said = other.run(&["station", "list"]);
    assert!(
        said.code == 2 && said.err.contains("没有本数据库的密钥"),
        "keys are never made anew for an old house: {said:?}"
    );
    std::fs::create_dir(&other.keys).unwrap();
    assert_eq!(other.run(&["station", "list"]).code, 2, "nor in a directory that somebody has emptied");
    assert_eq!(std::fs::read_dir(&other.keys).unwrap().count(), 0);
    Keys::open(&fresh.dir.join("other")).unwrap();
    let said = other.run(&["station", "list"]);
    assert!(said.code == 2 && said.err.contains("不属于"), "{said:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_made_under_load_is_whole_and_opens_with_the_same_keys() {
    let station = Station::new(Fresh::new(Engine::Sqlite).await).await;
    let shell = Shell::new(&station.fresh.url, &station.fresh.dir, "2026-11-22T02:00:00Z");
    station.rows(&[Line::new("A1")]).await;
    let (file, _) = station::generate(&station.fresh.dir, &["--clean", "--rows", "3000", "--seed", "12"]);
    let copy = station.fresh.dir.join("copy.db");
    let backup = tokio::task::spawn_blocking({
        let mut command = shell.command(&["backup", copy.to_str().unwrap()]);
        move || command.output().unwrap()
    });
    let (import, backup) = tokio::join!(station.import(&file), backup);
    import.map_err(|trouble| format!("{trouble:?}")).unwrap();
    assert!(backup.unwrap().status.success());
    let restored =
        Shell { url: format!("sqlite:{}", copy.display()), keys: shell.keys.clone(), clock: shell.clock.clone() };
    let wishes = restored.run(&["wish", "list", "--json"]).json();
    assert!(wishes.len() == 1 || wishes.len() == 3001, "an import is in a copy wholly or not at all: {}", wishes.len());
    let again = shell.run(&["backup", copy.to_str().unwrap()]);
    assert_eq!(again.code, 2, "nothing is overwritten: {again:?}");
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&copy).unwrap().permissions()) & 0o777,
        0o600
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_database_is_backed_up_by_its_own_tools() {
    let fresh = Fresh::new(Engine::Postgres).await;
    let shell = Shell::new(&fresh.url, &fresh.dir, "2026-11-22T02:00:00Z");
    let said = shell.run(&["backup", fresh.dir.join("copy").to_str().unwrap()]);
    assert!(said.code == 2 && said.err.contains("pg_dump"), "{said:?}");
}
