//! The second person: who may review and publish what, and what a withdrawal takes with it.

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

use model::{
    ClaimState, Urgency, WishId, WishState,
    view::{WishList, WishView},
    wish::Guard,
};
use server::{
    import::columns::Column as C,
    review::{Declined, Desk},
    testing::TestApp,
};
use store::{
    Engine, both,
    testing::Fresh,
    wish::act::{Do, Edits, Refusal},
};

use shell::Shell;
use station::{Line, Station, TODAY, text};

const PASSWORD: &str = "一个够长的口令啊啊啊";

impl Station {
    fn desk(&self) -> Desk<'_> {
        Desk { store: &self.store, keys: &self.keys, clock: &self.clock }
    }

    async fn id(&self, number: &str) -> WishId {
        self.wish(number).await.unwrap().id
    }

    async fn publish(&self, number: &str, actor: &str) -> Result<WishState, Vec<&'static str>> {
        self.desk().publish(self.id(number).await, actor).await.map_err(|declined| codes(&declined))
    }

    async fn review(&self, number: &str, edits: Edits) -> Result<(), Vec<&'static str>> {
        let outcome = self.desk().review(self.id(number).await, "复核员", edits).await;
        outcome.map(|_| ()).map_err(|declined| codes(&declined))
    }
}

fn codes(declined: &Declined) -> Vec<&'static str> {
    match declined {
        Declined::Refused(refusal) => refusal.codes(),
        Declined::Blocked(found) => found.iter().map(|one| one.finding.code.as_str()).collect(),
        Declined::Failed(error) => panic!("{error:?}"),
    }
}

both! {
    async fn the_collector_neither_reviews_nor_publishes(fresh: Fresh) {
        let station = Station::new(fresh).await;
        station.rows(&[Line::new("A1")]).await;
        let outcome = station.desk().review(station.id("A1").await, "采集员01", Edits::default()).await;
        assert_eq!(codes(&outcome.unwrap_err()), ["collector_is_reviewer"]);
        assert_eq!(station.publish("A1", "采集员01").await, Err(vec!["collector_is_reviewer"]));
        assert_eq!(station.publish("A1", "复核员").await, Ok(WishState::Open));
        assert_eq!(station.publish("A1", "复核员").await, Err(vec!["wrong_state"]));
        let published = station.wish("A1").await.unwrap();
        assert_eq!(published.published_by.as_deref(), Some("复核员"));
        assert_eq!(published.listed_until, Some(station.today.plus(30)));
    }

    async fn acute_hardship_needs_a_written_reason(fresh: Fresh) {
        let station = Station::new(fresh).await;
        station.rows(&[Line::new("A1").with(C::Urgency, "急难")]).await;
        assert_eq!(station.publish("A1", "复核员").await, Err(vec!["urgency_needs_reason"]));
        let edits = |reason: &str| Edits { urgency: Some((Urgency::Acute, Some(reason.into()))), ..Edits::default() };
        assert_eq!(station.review("A1", edits("  ")).await, Ok(()));
        assert_eq!(station.publish("A1", "复核员").await, Err(vec!["urgency_needs_reason"]));
        assert_eq!(station.review("A1", edits("请打13812345678问他本人")).await, Err(vec!["privacy:mobile"]));
        assert_eq!(station.review("A1", edits("屋里没有取暖，已入户核实")).await, Ok(()));
        assert_eq!(station.publish("A1", "复核员").await, Ok(WishState::Open));
    }

    async fn edited_text_is_screened_also_against_the_persons_own_values(fresh: Fresh) {
        let station = Station::new(fresh).await;
        station.rows(&[Line::new("A1")]).await;
        let title = |text: &str| Edits { title: Some(text.into()), ..Edits::default() };
        for bad in ["给赵四九的棉被", "尾号5550123的棉被", "青松路12号的棉被"] {
            assert!(station.review("A1", title(bad)).await.is_err(), "{bad}");
            assert_eq!(station.wish("A1").await.unwrap().title, "一床厚棉被");
        }
        assert_eq!(station.review("A1", title("一床暖和的棉被")).await, Ok(()));
        assert_eq!(station.wish("A1").await.unwrap().title, "一床暖和的棉被");
        let looks = station.count("select count(*) from vault_access where actor = '复核员'").await;
        assert!(looks >= 1, "the comparison opens the vault, and that is written down");
    }

    async fn the_crowd_is_counted_anew_on_the_wider_level(fresh: Fresh) {
        let station = Station::new(fresh).await;
        station.rows(&[Line::new("A1")]).await;
        let wider = |levels: u32, k: u32| Edits { generalise: levels, k: Some(k), ..Edits::default() };
        assert_eq!(station.review("A1", wider(1, 4)).await, Ok(()));
        assert_eq!(station.wish("A1").await.unwrap().band.function, None);
        assert_eq!(station.publish("A1", "复核员").await, Err(vec!["k_too_small"]));
        assert_eq!(station.review("A1", wider(1, 60)).await, Ok(()));
        assert_eq!(station.wish("A1").await.unwrap().band.age, model::AgeBand::Elder);
        assert_eq!(station.publish("A1", "复核员").await, Ok(WishState::Open));
    }

    async fn a_household_has_at_most_three_open_wishes(fresh: Fresh) {
        let station = Station::new(fresh).await;
        let rows: Vec<Line> = (1..=4).map(|at| Line::new(&format!("A{at}"))).collect();
        station.rows(&rows).await;
        for number in ["A1", "A2", "A3"] {
            assert_eq!(station.publish(number, "复核员").await, Ok(WishState::Open));
        }
        assert_eq!(station.publish("A4", "复核员").await, Err(vec!["household_limit"]));
    }

    async fn what_ran_out_since_the_import_is_noticed_when_publishing(fresh: Fresh) {
        let station = Station::new(fresh).await;
        station.rows(&[Line::new("A1").with(C::ConsentUntil, TODAY)]).await;
        station.clock.set(station.today.plus(1).start());
        assert_eq!(station.publish("A1", "复核员").await, Err(vec!["consent_expired"]));
    }

    async fn a_station_acts_on_its_own_wishes_only_and_every_act_is_written_down(fresh: Fresh) {
        use model::wish::WishEvent as E;
        let station = Station::new(fresh).await;
        station.rows(&[Line::new("A1")]).await;
        let wish = station.id("A1").await;
        let act = async |of: &str, event| {
            let change = Do {
                wish,
                actor: "站员".into(),
                station: Some(of.into()),
                event,
                action: "wish.test",
                now: station.clock.now(),
            };
            station.store.writer().write(change).await.unwrap()
        };
        assert_eq!(act("S01", E::Hold).await, Err(Refusal::ElsewhereStation));
        assert_eq!(act("S06", E::Renew).await, Err(Refusal::Guards(vec![Guard::WrongState])));
        assert_eq!(act("S06", E::Hold).await, Ok(WishState::OnHold));
        assert_eq!(act("S06", E::Resume).await, Ok(WishState::Open));
        assert_eq!(act("S06", E::Withdraw).await, Ok(WishState::Withdrawn));
        assert_eq!(station.count("select count(*) from audit where actor = '站员' and action = 'wish.test'").await, 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_sign_in_by_password_and_a_code_that_is_good_once() {
    let station = Station::new(Fresh::new(Engine::Sqlite).await).await;
    station.rows(&[Line::new("A1"), Line::new("A2")]).await;
    let (one, two) = (station.id("A1").await.to_string(), station.id("A2").await.to_string());
    let shell = Shell::new(&station.fresh.url, &station.fresh.dir, "2026-11-22T02:00:00Z");
    let totp = shell.hire("复核员", PASSWORD, &["--roles", "reviewer"]);
    let publish = |id: &str| ["wish", "publish", id, "--as", "复核员"].map(str::to_owned).to_vec();
    let run = |password: &str, code: &str, arguments: Vec<String>| {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        shell.sign(password, code, &arguments)
    };
    let code = shell.code(&totp);
    let wrong = run("另一个够长的口令啊啊", &code, publish(&one));
    assert_eq!(wrong.code, 3, "{wrong:?}");
    assert_eq!(wrong.err.lines().count(), 1, "{wrong:?}");
    assert_eq!(run(PASSWORD, "000000", publish(&one)).code, 3);
    let nobody = shell.sign(PASSWORD, &code, &["wish", "publish", &one, "--as", "无此人"]);
    assert_eq!((nobody.code, &nobody.err), (3, &wrong.err), "it does not say what was wrong");
    assert_eq!(station.state("A1").await, Some(WishState::Review));
    run(PASSWORD, &code, publish(&one)).ok();
    assert_eq!(station.state("A1").await, Some(WishState::Open));
    assert_eq!(run(PASSWORD, &code, publish(&two)).code, 3, "the same code again");
    let said = shell.act(&totp, PASSWORD, &["wish", "publish", &two, &one, "--as", "复核员", "--json"]);
    assert_eq!(said.code, 1, "one was published before: {said:?}");
    assert_eq!(said.json()[0], serde_json::json!({"id": two, "state": "open"}));
    assert_eq!(said.json()[1]["refused"], serde_json::json!(["wrong_state"]));
    shell.run(&["staff", "disable", "复核员"]).ok();
    assert_eq!(shell.act(&totp, PASSWORD, &["wish", "hold", &one, "--as", "复核员"]).code, 3);
    let quiet = shell.run(&["wish", "hold", &one, "--as", "复核员"]);
    assert_eq!(quiet.code, 3, "there is no keyboard to ask at: {quiet:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_decide_and_a_demo_member_needs_a_demo_database() {
    let station = Station::new(Fresh::new(Engine::Sqlite).await).await;
    station.rows(&[Line::new("A1")]).await;
    let id = station.id("A1").await.to_string();
    let shell = Shell::new(&station.fresh.url, &station.fresh.dir, "2026-11-22T02:00:00Z");
    let totp = shell.hire("站员", PASSWORD, &["--roles", "station,collector", "--station", "S01"]);
    let said = shell.act(&totp, PASSWORD, &["wish", "publish", &id, "--as", "站员"]);
    assert!(said.code == 3 && said.err.contains("reviewer"), "{said:?}");
    let said = shell.act(&totp, PASSWORD, &["wish", "withdraw", &id, "--as", "站员"]);
    assert!(said.code == 1 && said.out.contains("other_station"), "{said:?}");
    for arguments in [
        ["staff", "add", "演示员", "--roles", "reviewer", "--demo"].as_slice(),
        &["staff", "add", "站员", "--roles", "reviewer"],
        &["staff", "add", "新人", "--roles", "reviewer", "--station", "S99"],
        &["staff", "add", "新人", "--roles", "boss"],
        &["staff", "add", " 新人", "--roles", "reviewer"],
    ] {
        assert_eq!(shell.sign(PASSWORD, "", arguments).code, 2, "{arguments:?}");
    }
    assert_eq!(shell.sign("short", "", &["staff", "add", "新人", "--roles", "reviewer"]).code, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_list_and_show_wishes_without_anybody_behind_them() {
    let station = Station::new(Fresh::new(Engine::Sqlite).await).await;
    let shell = Shell::new(&station.fresh.url, &station.fresh.dir, "2026-11-22T02:00:00Z");
    let file = station.fresh.dir.join("rows.csv");
    let spoilt = Line::new("A3").with(C::Story, "请打13812345678联系。");
    std::fs::write(&file, text(&[Line::new("A1"), Line::new("A2").with(C::Urgency, "急难"), spoilt])).unwrap();
    let said = shell.run(&["import", file.to_str().unwrap(), "--json"]);
    assert_eq!(said.code, 1, "{said:?}");
    let lines = said.json();
    assert_eq!(lines[0], serde_json::json!({"line": 2, "accepted": true, "reasons": [], "change": "new"}));
    let reason = &lines[2]["reasons"][0];
    assert_eq!((&lines[2]["accepted"], &lines[2]["line"]), (&false.into(), &4.into()));
    assert_eq!((&reason["code"], &reason["column"]), (&"privacy:mobile".into(), &"心愿说明".into()));
    assert!(reason["message"].as_str().unwrap().contains("手机号") && lines[2].get("change").is_none());
    let summary = shell.run(&["import", file.to_str().unwrap()]);
    assert!(summary.code == 1 && summary.out.contains("第4行 [privacy:mobile] 心愿说明"), "{summary:?}");
    std::fs::write(&file, text(&[Line::new("A1")])).unwrap();
    assert_eq!(shell.run(&["import", file.to_str().unwrap()]).code, 0);
    assert_eq!(shell.run(&["import", "/nowhere.csv", "--json"]).code, 2);
    let listed = shell.run(&["wish", "list", "--state", "review", "--json"]).json();
    assert_eq!(listed.len(), 2);
    let acute = listed.iter().find(|wish| wish["number"] == "A2").unwrap()["id"].as_str().unwrap().to_owned();
    let shown = shell.run(&["wish", "show", &acute, "--as", "采集员01", "--json"]).json();
    assert_eq!(shown[0]["obstacles"], serde_json::json!(["collector_is_reviewer", "urgency_needs_reason"]));
    let plain = shell.run(&["wish", "show", &acute]).ok();
    for column in [C::Name, C::Identity, C::Phone, C::Address, C::AidCategory, C::Birth] {
        assert!(!plain.contains(Line::new("A2").get(column)), "{plain}");
    }
}

/// A server with warm caches, and a command in another process: the very next answer has the wish no more.
#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_in_another_process_is_in_the_very_next_answer() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let app = TestApp::new(Fresh::new(engine).await).await;
        let shell = Shell::new(&app.fresh.url, &app.fresh.dir, server::testing::START);
        shell.run(&["catalogue", "import", station::demo("catalogue.json").to_str().unwrap()]).ok();
        shell.run(&["station", "import", station::demo("stations.csv").to_str().unwrap()]).ok();
        let totp = shell.hire("复核员", PASSWORD, &["--roles", "reviewer"]);
        let file = app.fresh.dir.join("rows.csv");
        let rows = ["A1", "A2"].map(|number| Line::new(number).with(C::Slots, "2"));
        std::fs::write(&file, text(&rows)).unwrap();
        shell.run(&["import", file.to_str().unwrap()]).ok();
        let ids: Vec<String> = shell
            .run(&["wish", "list", "--json"])
            .json()
            .iter()
            .map(|wish| wish["id"].as_str().unwrap().to_owned())
            .collect();
        shell.act(&totp, PASSWORD, &["wish", "publish", &ids[0], &ids[1], "--as", "复核员"]).ok();

        let citizen = app.citizen("13800138000").await;
        let path = format!("/api/v1/wishes/{}", ids[0]);
        let taken = citizen
            .post_once(
                &format!("{path}/claims"),
                "key-of-this-claim",
                &serde_json::json!({"adult": true, "no_interest": true}),
            )
            .await;
        assert_eq!(taken.status, 201, "{}", taken.text());
        let anybody = app.anonymous();
        for _ in 0..2 {
            assert_eq!(anybody.get(&path).await.json::<WishView>().card.id.to_string(), ids[0]);
        }
        let (wish, list) = (anybody.get(&path).await, anybody.get("/api/v1/wishes").await);
        assert_eq!(list.json::<WishList>().items.len(), 2);

        let said = shell.act(&totp, PASSWORD, &["wish", "withdraw", &ids[0], "--as", "复核员"]).ok();
        assert!(said.contains("withdrawn"), "{said}");
        let again = axum::http::Request::get(&path).header("if-none-match", wish.header("etag"));
        assert_eq!(anybody.send(again, axum::body::Body::empty()).await.status, 404);
        let again = axum::http::Request::get("/api/v1/wishes").header("if-none-match", list.header("etag"));
        let answer = anybody.send(again, axum::body::Body::empty()).await;
        assert_eq!(answer.status, 200);
        let left: Vec<String> = answer.json::<WishList>().items.iter().map(|card| card.id.to_string()).collect();
        assert_eq!(left, [ids[1].clone()]);
        let me: model::view::Me = citizen.get("/api/v1/me").await.json();
        assert_eq!((me.claims[0].state, &me.claims[0].wish), (ClaimState::Revoked, &None), "nothing of it is shown");
        let told = app
            .app
            .store
            .read()
            .await
            .unwrap()
            .conn()
            .row("select count(*) from outbox where kind = 'revoked'", &[])
            .await
            .unwrap()
            .unwrap()
            .int(0)
            .unwrap();
        assert_eq!(told, 1, "the claimant hears of it");
    }
}
