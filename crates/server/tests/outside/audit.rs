//! `shanling ledger audit` of a folder and of a server, honest and otherwise.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use ledger::{SignKey, key::Algorithm};
use serde_json::Value;

use crate::{
    folder::Folder,
    log::{Log, gift},
};

fn audit(place: &str, flags: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_shanling")).args(["ledger", "audit", place]).args(flags).output().unwrap();
    let [stdout, stderr] = [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (status.code(), format!("{stdout}{stderr}"))
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A folder with the first `size` entries of a log, and the path of a state file beside it.
fn laid_out(log: &Log, size: u64) -> (Folder, PathBuf, PathBuf) {
    let folder = Folder::new();
    let (place, state) = (folder.path.join("log"), folder.path.join("state.json"));
    log.write(&place, size);
    (folder, place, state)
}

#[test]
fn an_honest_log_passes_and_the_next_audit_goes_on_from_there() {
    let log = Log::long(600);
    let (_folder, place, state) = laid_out(&log, 300);
    let (vkey, state) = (log.vkey(), text(&state).to_owned());
    let flags = ["--vkey", &vkey, "--state", &state];
    let (code, said) = audit(text(&place), &flags);
    assert_eq!(code, Some(0), "{said}");
    for part in ["共 300 条", "首次查看", "逐条核对 300 条", "p1：收入 1500.00", "这不能证明"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    log.write(&place, 600);
    let (code, said) = audit(text(&place), &flags);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("此前已核对 300 条") && said.contains("只增未改"), "{said}");
    let (code, said) = audit(text(&place), &[&flags[..], &["--json"]].concat());
    let told: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, &told["ok"], &told["passed"]["before"]), (Some(0), &Value::Bool(true), &Value::from(600)));
}

#[test]
fn every_lie_has_its_alarm_and_names_the_entry() {
    let log = Log::long(300);
    let change = |at: usize, leaf: Vec<u8>| {
        let mut other = log.clone();
        other.leaves[at] = leaf;
        other
    };
    let unbalanced = String::from_utf8(gift(260, 500)).unwrap().replacen("\"fen\":500", "\"fen\":501", 1).into_bytes();
    for (code, entry, is_there_before, lie) in [
        ("unbalanced", Some(260), false, change(260, unbalanced)),
        ("fork", None, true, change(7, gift(7, 501))),
        ("rollback", None, true, Log::long(299)),
        ("leaf", Some(9), false, change(9, b"{}".to_vec())),
        ("checkpoint", None, false, log.signed_by("love.example.org/ledger", 1)),
    ] {
        let (folder, place, state) = laid_out(&log, 300);
        let (vkey, state, evidence) = (log.vkey(), text(&state).to_owned(), folder.path.join("evidence.json"));
        let flags = ["--vkey", &vkey, "--state", &state, "--evidence", text(&evidence), "--json"];
        if is_there_before {
            assert_eq!(audit(text(&place), &flags).0, Some(0), "{code}");
        }
        fs::remove_dir_all(&place).unwrap();
        lie.write(&place, lie.leaves.len() as u64);
        let (status, said) = audit(text(&place), &flags);
        let told: Value = serde_json::from_str(&said).unwrap_or_else(|error| panic!("{code}: {error}: {said}"));
        assert_eq!((status, &told["ok"]), (Some(1), &Value::Bool(false)), "{code}: {said}");
        assert_eq!((&told["alarm"]["code"], &told["alarm"]["entry"]), (&code.into(), &entry.into()), "{said}");
        let kept: Value = serde_json::from_slice(&fs::read(&evidence).unwrap()).unwrap();
        assert!(kept["evidence"]["now"].as_str().unwrap().contains("love.example.org/ledger"), "{code}: {kept}");
        // The person reads it in words.
        let (status, said) = audit(text(&place), &flags[..4]);
        assert_eq!(status, Some(1), "{said}");
        assert!(said.starts_with("警报："), "{said}");
        assert!(entry.is_none_or(|entry| said.contains(&format!("第 {entry} 条"))), "{said}");
    }
}

#[test]
fn one_flipped_bit_in_any_file_is_found() {
    let log = Log::long(280);
    let (_folder, place, _) = laid_out(&log, 280);
    let vkey = log.vkey();
    let mut open = vec![place.clone()];
    let mut files = Vec::new();
    while let Some(next) = open.pop() {
        if next.is_dir() {
            open.extend(fs::read_dir(&next).unwrap().map(|entry| entry.unwrap().path()));
        } else if !next.ends_with("vkey") {
            files.push(next);
        }
    }
    // The checkpoint; two bundles, two tiles of hashes, one above them.
    assert_eq!(files.len(), 6);
    for file in files {
        let good = fs::read(&file).unwrap();
        let mut bad = good.clone();
        *bad.last_mut().unwrap() ^= 1;
        fs::write(&file, &bad).unwrap();
        let (code, said) = audit(text(&place), &["--vkey", &vkey]);
        assert_eq!(code, Some(1), "{}: {said}", file.display());
        fs::write(&file, good).unwrap();
    }
    assert_eq!(audit(text(&place), &["--vkey", &vkey]).0, Some(0));
}

#[test]
fn witnesses_are_counted_when_they_are_asked_for() {
    let log = Log::long(5);
    let (_folder, place, _) = laid_out(&log, 5);
    let witness = SignKey::new("witness.example/w1", [3; 32]).unwrap();
    let key = witness.verify_key(Algorithm::Cosignature).to_string();
    let vkey = log.vkey();
    let flags = ["--vkey", &vkey, "--witness", &key, "--threshold", "1"];
    let (code, said) = audit(text(&place), &flags);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("不足"), "{said}");
    let cosigned = log.note(5).with(witness.cosign(&log.checkpoint(5).to_string(), 1_800_000_000));
    fs::write(place.join("checkpoint"), cosigned.to_string()).unwrap();
    let (code, said) = audit(text(&place), &flags);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("witness.example/w1 于 2027-01-15"), "{said}");
}

#[test]
fn what_does_not_come_shows_nothing_and_says_so() {
    let log = Log::long(5);
    let (folder, place, state) = laid_out(&log, 5);
    assert_eq!(audit(text(&folder.path), &[]).0, Some(4));
    assert_eq!(audit("http://127.0.0.1:9", &[]).0, Some(4));
    fs::remove_dir_all(place.join("tile/entries")).unwrap();
    let (code, said) = audit(text(&place), &["--vkey", &log.vkey()]);
    assert_eq!(code, Some(4), "{said}");
    assert!(said.contains("什么也没有查证"), "{said}");
    fs::write(place.join("vkey"), "nonsense").unwrap();
    assert_eq!(audit(text(&place), &[]).0, Some(2));
    fs::write(&state, "nonsense").unwrap();
    assert_eq!(audit(text(&place), &["--state", text(&state)]).0, Some(2));
}

#[test]
fn a_server_is_audited_like_a_folder() {
    let log = Log::long(300);
    let (_folder, place, _) = laid_out(&log, 300);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let root = place.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, root) = (stream.unwrap(), root.clone());
            std::thread::spawn(move || serve(&mut stream, &root));
        }
    });
    let site = format!("http://{address}/ledger/");
    let (code, said) = audit(&site, &["--vkey", &log.vkey()]);
    assert_eq!(code, Some(0), "{said}");
    // Without a key from elsewhere the first sight decides, and that is said.
    let (code, said) = audit(&site, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("首次查看时由日志自己报出"), "{said}");
    fs::write(place.join("tile/0/000"), vec![7; 256 * 32]).unwrap();
    let (code, said) = audit(&site, &["--vkey", &log.vkey()]);
    assert_eq!(code, Some(1), "{said}");
}

/// Answers one request with a file of the folder.
fn serve(stream: &mut std::net::TcpStream, root: &Path) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read_exact(&mut byte).is_err() {
            return;
        }
        head.extend(byte);
    }
    let head = String::from_utf8(head).unwrap();
    let path = head.split(' ').nth(1).unwrap().strip_prefix("/ledger/").unwrap().to_owned();
    let (status, body) = fs::read(root.join(path)).map_or(("404 Not Found", Vec::new()), |body| ("200 OK", body));
    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
    let _ = stream.write_all(answer.as_bytes()).and_then(|()| stream.write_all(&body));
}
