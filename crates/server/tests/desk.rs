//! The station's desk: every command of `shanling claim`, `volunteer`, `report` and `jobs`, as a process of its own.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

#[path = "support/street.rs"]
mod street;

use std::process::Command;

use model::{ClaimId, ClaimState, ReportId, WishId, WishState, claim::ClaimEvent, command::ReportKind};
use store::{
    both,
    claim::{By, Said, SlotTaken, StepClaim, Stepped, TakeSlot},
    report::{self, Report, TakeReport},
    testing::Seed,
};
use street::{Caller, Street};

const PASSWORD: &str = "十个字以上的演示口令";

/// What a command did: its exit code, and what it said.
struct Ran {
    code: i32,
    out: String,
}

fn shanling(street: &Street, arguments: &[&str]) -> Ran {
    shanling_as(street, PASSWORD, arguments)
}

fn shanling_as(street: &Street, password: &str, arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_shanling"))
        .args(["--database", &street.fresh.url, "--keys"])
        .arg(&street.keys_dir)
        .args(arguments)
        .env("SHANLING_PASSWORD", password)
        .env_remove("SHANLING_TOTP")
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    Ran { code: output.status.code().unwrap(), out }
}

fn hire(street: &Street, name: &str, roles: &str, station: Option<&str>) {
    let mut arguments = vec!["staff", "add", name, "--roles", roles, "--demo"];
    arguments.extend(station.map(|_| "--station"));
    arguments.extend(station);
    let ran = shanling(street, &arguments);
    assert_eq!(ran.code, 0, "{}", ran.out);
}

async fn promise(street: &Street, wish: WishId, caller: &Caller) -> ClaimId {
    let claim = ClaimId::from_bits(rand::random());
    let (person, now) = (caller.person, street.now());
    let taken = street.store.writer().write(TakeSlot { claim, wish, person, now }).await.unwrap();
    assert!(matches!(taken, SlotTaken::Held(_)), "{taken:?}");
    let confirm = StepClaim { claim, by: By::Person(person), event: ClaimEvent::Confirm, said: Said::Nothing, now };
    assert!(matches!(street.store.writer().write(confirm).await.unwrap(), Stepped::Done(_)));
    claim
}

async fn state(street: &Street, wish: WishId) -> WishState {
    let mut reader = street.store.read().await.unwrap();
    store::wish::load(&mut reader.conn(), wish).await.unwrap().unwrap().state
}

both! {
    async fn a_thing_is_received_handed_over_and_answered_for(fresh: Fresh) {
        let street = Street::on(fresh).await;
        let (wish, me) = (street.wishes(1, 1).await[0], street.people(1).await.remove(0));
        let mut elsewhere = Seed::new(WishId::from_bits(rand::random()), street.now().day());
        elsewhere.district = "示例市青禾区".into();
        street.store.writer().write(elsewhere).await.unwrap();
        hire(&street, "站长", "station", None);
        hire(&street, "别站", "station", Some("T示例市青禾区"));
        let id = promise(&street, wish, &me).await.to_string();

        let listed = shanling(&street, &["claim", "list", "--station", "T示例市海棠区"]);
        assert!(listed.code == 0 && listed.out.contains(&id) && listed.out.contains("已认领"), "{}", listed.out);
        let wrong = shanling_as(&street, "不对的口令不对的口令", &["claim", "received", &id, "--as", "站长"]);
        assert_eq!(wrong.code, 3, "{}", wrong.out);
        let elsewhere = shanling(&street, &["claim", "received", &id, "--as", "别站"]);
        assert!(elsewhere.code == 1 && elsewhere.out.contains("not_found"), "{}", elsewhere.out);
        let early = shanling(&street, &["claim", "handed-over", &id, "--as", "站长"]);
        assert!(early.code == 1 && early.out.contains("wrong_state"), "{}", early.out);

        assert_eq!(shanling(&street, &["claim", "received", &id, "--as", "站长"]).out, format!("{id}\t服务站已收到\n"));
        let reject = shanling(&street, &["claim", "reject", &id, "--as", "站长", "--reason", "包装破损，请更换。"]);
        assert_eq!(reject.out, format!("{id}\t物品需更换\n"));
        shanling(&street, &["claim", "received", &id, "--as", "站长"]);
        assert_eq!(shanling(&street, &["claim", "handed-over", &id, "--as", "站长"]).code, 0);
        assert_eq!(state(&street, wish).await, WishState::Delivered);

        let close = |note: &str| shanling(&street, &["claim", "close", &id, "--as", "站长", "--fits", "yes", "--note", note]);
        let named = close("已交到王建国手中，电话13812345678。");
        assert!(named.code == 1 && named.out.contains("mobile") && !named.out.contains("13812345678"), "{}", named.out);
        assert_eq!(state(&street, wish).await, WishState::Delivered, "nothing was changed");
        assert_eq!(close("已送到家中，试用合适。").out, format!("{id}\t已完成\n"));
        assert_eq!(state(&street, wish).await, WishState::Confirmed);
        assert_eq!(shanling(&street, &["jobs", "run"]).code, 0);
        assert_eq!(state(&street, wish).await, WishState::Completed);
        let audit = street.texts("select action, actor from audit where action like 'claim.%' order by seq").await;
        let want = ["claim.received", "claim.reject", "claim.received", "claim.handed_over", "claim.close"];
        assert_eq!(audit, want.map(|action| format!("{action} 站长")));
    }

    async fn a_station_can_take_a_claim_back(fresh: Fresh) {
        let street = Street::on(fresh).await;
        let (wish, me) = (street.wishes(1, 1).await[0], street.people(1).await.remove(0));
        hire(&street, "站长", "station", Some("T示例市海棠区"));
        hire(&street, "复核", "reviewer", None);
        let id = promise(&street, wish, &me).await;
        let text = id.to_string();
        assert_eq!(shanling(&street, &["claim", "revoke", &text, "--as", "复核"]).code, 3, "not their duty");
        let ran = shanling(&street, &["claim", "revoke", &text, "--as", "站长", "--json"]);
        let line: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!((line["claim"].as_str(), line["state"].as_str()), (Some(text.as_str()), Some("revoked")));
        assert_eq!(street.claim(id).await.unwrap().rules.state, ClaimState::Revoked);
        assert_eq!(state(&street, wish).await, WishState::Open);
    }

    async fn volunteers_are_registered_and_vetted_and_their_names_are_sealed(fresh: Fresh) {
        let street = Street::on(fresh).await;
        hire(&street, "站长", "station", None);
        hire(&street, "复核", "reviewer", None);
        let register = ["volunteer", "register", "--name", "金丝雀", "--phone", "138 1234 5678", "--as", "站长"];
        let ran = shanling(&street, &register);
        assert_eq!(ran.code, 0, "{}", ran.out);
        let number = ran.out.trim().to_owned();
        assert!(number.len() == 9 && number.starts_with('V'), "{number}");
        assert_eq!(shanling(&street, &register).out, format!("{number}\t此前已登记\n"));
        let vet = |number: &str, who: &str| {
            shanling(&street, &["volunteer", "vet", number, "--until", "2027-11-22", "--as", who])
        };
        assert_eq!(vet(&number, "站长").code, 3, "whoever registers does not vet");
        assert_eq!(vet("V0000000", "复核").code, 2);
        assert_eq!(vet(&number, "复核").code, 0);
        let bad = shanling(&street, &["volunteer", "register", "--name", "甲", "--phone", "12", "--as", "站长"]);
        assert_eq!(bad.code, 2);
        let rows = street.bytes("select name_sealed from volunteer").await;
        assert!(rows.iter().all(|bytes| !bytes.windows(9).any(|part| part == "金丝雀".as_bytes())));
        let audit = street.texts("select action, object from audit where action like 'volunteer.%' order by seq").await;
        assert_eq!(audit, [format!("volunteer.register {number}"), format!("volunteer.vet {number}")]);
    }

    async fn a_report_is_read_under_a_name_and_answered(fresh: Fresh) {
        let street = Street::on(fresh).await;
        hire(&street, "复核", "reviewer", None);
        let id = ReportId::from_bits(rand::random());
        let plain = serde_json::json!({ "text": "页面上有人的电话", "contact": "13712345678" }).to_string();
        let sealed = street.keys.seal(&report::context(id), plain.as_bytes()).unwrap().into();
        let (at, answer_by) = (street.now(), street.now().day().plus(7));
        let report = Report { id, kind: ReportKind::Privacy, wish: None, sealed, at, answer_by };
        street.store.writer().write(TakeReport(report)).await.unwrap();
        let number = id.to_string();
        let listed = shanling(&street, &["report", "list"]);
        assert!(listed.out.contains(&number) && listed.out.contains("泄露隐私") && !listed.out.contains("137"), "{}", listed.out);
        let shown = shanling(&street, &["report", "show", &number, "--as", "复核"]);
        assert_eq!(shown.out, "页面上有人的电话\n联系方式：13712345678\n");
        assert_eq!(shanling(&street, &["report", "answer", &number, "--as", "复核"]).code, 0);
        assert_eq!(shanling(&street, &["report", "answer", &number, "--as", "复核"]).code, 2);
        assert_eq!(shanling(&street, &["report", "list"]).out, "");
        let audit = street.texts("select action, actor from audit where action like 'report.%' order by seq").await;
        assert_eq!(audit, ["report.show 复核", "report.answer 复核"]);
    }

    async fn the_jobs_run_by_the_clock_that_they_are_given(fresh: Fresh) {
        let street = Street::on(fresh).await;
        let (wish, me) = (street.wishes(1, 1).await[0], street.people(1).await.remove(0));
        let id = promise(&street, wish, &me).await;
        let file = street.fresh.dir.join("clock");
        let due = street.claim(id).await.unwrap().rules.due.unwrap();
        for (now, want) in [(due.plus(2).start(), ClaimState::Active), (due.plus(2).end(), ClaimState::Lapsed)] {
            std::fs::write(&file, now.to_string()).unwrap();
            let ran = shanling(&street, &["--clock-file", file.to_str().unwrap(), "jobs", "run"]);
            assert_eq!(ran.code, 0, "{}", ran.out);
            assert_eq!(street.claim(id).await.unwrap().rules.state, want, "at {now}");
        }
    }
}
