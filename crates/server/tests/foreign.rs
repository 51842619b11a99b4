//! Programs that we did not write read what we export, and find the same sums. `cargo xtask test --only foreign` brings them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

#[path = "support/books.rs"]
mod books;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use books::{file, sequence, take_in};
use ledger::{
    Hash, Range,
    tile::{self, Layer},
};
use model::Day;
use server::{
    export::{Options, export},
    project::file::Recipient,
};
use store::{Engine, testing::Fresh};

/// The directory of `bean-check` and `frictionless`, and the file `hledger`; none where they are not there.
fn tools() -> Option<(PathBuf, PathBuf)> {
    let found = std::env::var_os("SHANLING_FOREIGN").zip(std::env::var_os("SHANLING_HLEDGER"));
    if found.is_none() {
        // Not eprintln: the test harness would keep it to itself.
        let message = "FOREIGN TOOLS NOT RUN: `cargo xtask test --only foreign` brings them\n";
        std::io::Write::write_all(&mut std::io::stderr(), message.as_bytes()).unwrap();
    }
    found.map(|(python, hledger)| (python.into(), hledger.into()))
}

/// The sample's books, exported; yields the size of the log.
async fn exported(fresh: &Fresh, bom: bool) -> (PathBuf, u64) {
    exported_of(fresh, &file(), bom).await
}

async fn exported_of(fresh: &Fresh, file: &server::project::File, bom: bool) -> (PathBuf, u64) {
    let store = fresh.open().await;
    let today: Day = "2026-11-23".parse().unwrap();
    take_in(&store, file, today).await.unwrap();
    let size = sequence(&store, today.end()).await;
    let dir = fresh.dir.join("export");
    let (covered, _) = export(&store, &dir, Options { bom }).await.unwrap();
    assert_eq!(covered, size);
    (dir, size)
}

fn accepts(command: &mut Command) -> (bool, String) {
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// The same file with the first posting a fen larger.
fn with_a_fen_more(path: &Path, from: &str, to: &str) -> PathBuf {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from} is not in {}", path.display());
    let other = path.with_file_name(format!("wrong-{}", path.file_name().unwrap().to_str().unwrap()));
    fs::write(&other, text.replacen(from, to, 1)).unwrap();
    other
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_file_names_the_checkpoint_that_it_is_of() {
    let fresh = Fresh::new(Engine::Sqlite).await;
    let (dir, size) = exported(&fresh, false).await;
    let note = fs::read_to_string(dir.join("checkpoint")).unwrap();
    let root = note.lines().nth(2).unwrap();
    for name in
        ["entries.csv", "postings.csv", "datapackage.json", "ledger.journal", "ledger.beancount", "360giving.json"]
    {
        let text = fs::read_to_string(dir.join(name)).unwrap();
        assert!(text.contains(root) && text.contains(&size.to_string()), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_raw_files_are_the_log() {
    let fresh = Fresh::new(Engine::Sqlite).await;
    let (dir, size) = exported(&fresh, false).await;
    let mut range = Range::default();
    for one in tile::tiles(size) {
        let bytes = fs::read(dir.join(one.to_string())).unwrap();
        if one.layer() == Layer::Entries {
            for leaf in tile::entries(&bytes) {
                range.push(Hash::leaf(leaf.unwrap()));
            }
        } else {
            assert!(one.hashes(&bytes).is_some(), "{one}");
        }
    }
    let note = fs::read_to_string(dir.join("checkpoint")).unwrap();
    assert_eq!(note.lines().nth(2), Some(range.root().to_string().as_str()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hledger_finds_the_same_sums_and_a_fen_too_much() {
    let fresh = Fresh::new(Engine::Sqlite).await;
    let (dir, _) = exported(&fresh, false).await;
    let Some((_, hledger)) = tools() else { return };
    let journal = dir.join("ledger.journal");
    let check =
        |file: &Path| accepts(Command::new(&hledger).arg("-f").arg(file).args(["check", "--strict", "ordereddates"]));
    assert_eq!(check(&journal), (true, String::new()));
    // What all six projects have left is what lies at the bank.
    let left: i64 = file().projects.iter().map(|project| project.totals.balance_fen).sum();
    let balance = ["bal", "assets:bank:main", "--flat", "-N", "-O", "csv"];
    let (_, said) = accepts(Command::new(&hledger).arg("-f").arg(&journal).args(balance));
    let digits: String = said.lines().last().unwrap().chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits.parse::<i64>().unwrap(), left, "{said}");
    for (from, to) in [
        ("  assets:bank:main  38260.50 CNY", "  assets:bank:main  38260.51 CNY"),
        (" = 60000.00 CNY", " = 60000.01 CNY"),
    ] {
        assert!(!check(&with_a_fen_more(&journal, from, to)).0, "{to}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn beancount_accepts_the_books_and_no_fen_too_much() {
    let fresh = Fresh::new(Engine::Sqlite).await;
    let (dir, _) = exported(&fresh, false).await;
    let Some((python, _)) = tools() else { return };
    let journal = dir.join("ledger.beancount");
    let check = |file: &Path| accepts(Command::new(python.join("bean-check")).arg(file));
    assert_eq!(check(&journal), (true, String::new()));
    for (from, to) in [
        ("  Assets:Bank:Main  38260.50 CNY", "  Assets:Bank:Main  38260.51 CNY"),
        (" 60000.00 ~ 0 CNY", " 60000.01 ~ 0 CNY"),
    ] {
        assert!(!check(&with_a_fen_more(&journal, from, to)).0, "{to}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn frictionless_finds_the_tables_valid_with_and_without_the_mark() {
    for bom in [false, true] {
        let fresh = Fresh::new(Engine::Sqlite).await;
        let (dir, _) = exported(&fresh, bom).await;
        let Some((python, _)) = tools() else { return };
        let check = || {
            let mut frictionless = Command::new(python.join("frictionless"));
            accepts(frictionless.args(["validate", "datapackage.json"]).current_dir(&dir))
        };
        let (valid, said) = check();
        assert!(valid, "{said}");
        let postings = dir.join("postings.csv");
        let text = fs::read_to_string(&postings).unwrap();
        assert_eq!(text.starts_with('\u{feff}'), bom);
        fs::write(&postings, text.replacen(",6000000,", ",60000.50,", 1)).unwrap();
        assert!(!check().0, "an amount that is no whole number of fen");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn grants_have_the_shape_of_360giving_and_name_organisations_only() {
    let fresh = Fresh::new(Engine::Sqlite).await;
    let (dir, _) = exported(&fresh, false).await;
    let json: serde_json::Value = serde_json::from_slice(&fs::read(dir.join("360giving.json")).unwrap()).unwrap();
    // The sample says that money was passed on, but not to whom: that is told, and no grant is invented.
    assert_eq!((json["grants"].as_array().unwrap().len(), &json["omitted"]["count"]), (0, &serde_json::json!(1)));
    let named = books::changed(|file| {
        let recipient =
            Recipient { name: "示例心理服务中心（演示）".into(), uscc: "52SAMPLE0000000003".into() };
        file.projects[5].ledger[7].recipient = Some(recipient);
    });
    let fresh = Fresh::new(Engine::Sqlite).await;
    let (dir, _) = exported_of(&fresh, &named, false).await;
    let json: serde_json::Value = serde_json::from_slice(&fs::read(dir.join("360giving.json")).unwrap()).unwrap();
    let grant = &json["grants"][0];
    // What the standard requires of a grant.
    for (field, want) in [
        ("title", serde_json::json!("剩余转入同类项目（按捐赠协议）")),
        ("currency", serde_json::json!("CNY")),
        ("amountAwarded", serde_json::json!(3400.0)),
        ("awardDate", serde_json::json!("2026-09-25")),
        (
            "recipientOrganization",
            serde_json::json!([{"id": "CN-USCC-52SAMPLE0000000003", "name": "示例心理服务中心（演示）"}]),
        ),
        (
            "fundingOrganization",
            serde_json::json!([{"id": "CN-USCC-52SAMPLE0000000002", "name": "示例社会工作服务中心（演示）"}]),
        ),
    ] {
        assert_eq!(grant[field], want, "{field}");
    }
    assert!(grant["id"].as_str().unwrap().starts_with("360G-") && grant["description"].is_string());
}
