//! Events: their page, their wall, and how many came from them.

use crate::books::{changed, take_in};
use axum::{body::Body, http::Request};
use model::{Day, ProblemCode, ProjectId, WishId, WishState, project::Raising, view::EventView};
use serde_json::{Value, json};
use server::testing::{Answer, Client, TestApp};
use store::{
    Engine,
    event_page::{Add, End, Event},
    testing::Fresh,
};

async fn app() -> TestApp {
    TestApp::new(Fresh::new(Engine::Sqlite).await).await
}

async fn hold(app: &TestApp, code: &str, first: Day, wishes: Vec<WishId>) {
    hold_for(app, code, first, wishes, Vec::new()).await;
}

async fn hold_for(app: &TestApp, code: &str, first: Day, wishes: Vec<WishId>, projects: Vec<ProjectId>) {
    let event = Event {
        code: code.parse().unwrap(),
        title: "暖冬<微心愿>".into(),
        organiser: "示例市慈善总会".into(),
        place: None,
        district: "示例市海棠区".into(),
        first,
        last: first.plus(1),
        was_ended: false,
    };
    assert!(app.write(Add { event, wishes, projects, actor: "复核".into(), now: app.now() }).await);
}

async fn visit(client: &Client, path: &str) -> Answer {
    client.send(Request::get(path).header("accept", "text/html"), Body::empty()).await
}

#[tokio::test]
async fn an_event_tells_its_wishes_and_its_lights() {
    let app = app().await;
    let lit = app.wish(|seed| seed.state = WishState::Claimed).await;
    let free = app.wish(|_| {}).await;
    hold(&app, "HALL-1", app.today(), vec![lit, free]).await;
    let event: EventView = app.anonymous().get("/api/v1/events/hall-1").await.json();
    assert_eq!(event.wishes.iter().map(|card| card.id).collect::<Vec<_>>(), [free, lit]);
    let wall: Value = app.anonymous().get("/api/v1/events/HALL-1/wall").await.json();
    assert_eq!(wall["wall"], json!(["lit", "waiting"]));
    assert_eq!(wall["lights"], json!({ "total": 2, "lit": 1 }));
    let words = wall.to_string();
    assert!(!words.contains("棉被") && !words.contains("老人"), "not one word about a wish: {words}");
    for path in ["/api/v1/events/HALL-2", "/api/v1/events/!", "/api/v1/events/HALL-2/wall"] {
        assert_eq!(app.anonymous().get(path).await.problem(), ProblemCode::NotFound, "{path}");
    }
}

#[tokio::test]
async fn the_page_of_an_event_says_who_holds_it_before_anything_else() {
    let app = app().await;
    let free = app.wish(|_| {}).await;
    hold(&app, "HALL-1", app.today(), vec![free]).await;
    let page = visit(&app.anonymous(), "/e/hall-1").await;
    assert_eq!((page.status.as_u16(), page.header("x-robots-tag")), (200, "noindex"));
    let text = page.text();
    assert!(text.contains("<h1>暖冬&lt;微心愿&gt;</h1>"), "{text}");
    assert!(text.find("示例市慈善总会").unwrap() < text.find(&format!("/w/{free}")).unwrap(), "{text}");
    assert!(!text.contains("独居老人，冬天被子薄"), "no story on a poster's page");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("script-src 'sha256-") && !policy.contains("unsafe-inline"), "{policy}");
    assert!(visit(&app.anonymous(), "/e/HALL-1?lang=en").await.text().contains("<html lang=\"en\""));
}

#[tokio::test]
async fn projects_are_called_by_their_titles_and_a_charity_from_elsewhere_is_told() {
    let app = app().await;
    let file = changed(|file| file.projects[1].organisation.registrar = "远方市民政局".into());
    take_in(&app.app.store, &file, file.meta.reference_date).await.unwrap();
    let ids = file.projects.iter().map(|project| project.id).collect();
    hold_for(&app, "HALL-1", app.today(), Vec::new(), ids).await;
    let event: EventView = app.anonymous().get("/api/v1/events/HALL-1").await.json();
    let raised = file.projects.iter().filter(|project| project.fundraising_mode == Raising::Public);
    let want: Vec<_> =
        raised.map(|project| (project.id, project.title.clone(), project.id == file.projects[1].id)).collect();
    let found: Vec<_> =
        event.projects.into_iter().map(|project| (project.id, project.title, project.is_outside)).collect();
    assert_eq!(found, want, "none that is for certain people only");
    assert!(want.len() < file.projects.len() && want.iter().any(|(_, _, is_outside)| *is_outside));
    let text = visit(&app.anonymous(), "/e/HALL-1").await.text();
    let (id, title, _) = &want[0];
    assert!(text.contains(&format!("<a href=\"/p/{id}\" lang=\"zh-CN\">{title}</a></li>")), "{text}");
    assert_eq!(text.matches("不在活动所在地").count(), 1, "{text}");
}

#[tokio::test]
async fn unknown_and_ended_codes_have_pages_of_their_own() {
    let app = app().await;
    hold(&app, "OLD-1", app.today().plus(-5), Vec::new()).await;
    hold(&app, "CUT-1", app.today(), Vec::new()).await;
    app.write(End { code: "CUT-1".parse().unwrap(), actor: "复核".into(), now: app.now() }).await;
    for code in ["OLD-1", "CUT-1"] {
        let page = visit(&app.anonymous(), &format!("/e/{code}")).await;
        assert_eq!(page.status.as_u16(), 200, "{code}");
        assert!(page.text().contains("活动已经结束"), "{code}");
        assert_eq!(page.header("set-cookie"), "", "nobody comes from an event that is over");
    }
    for path in ["/e/NOBODY", "/e/%E6%9A%96", "/e/NOBODY/wall", "/s/S99"] {
        let page = visit(&app.anonymous(), path).await;
        assert_eq!(page.status.as_u16(), 404, "{path}");
        assert!(page.text().contains("请核对海报上的网址"), "{path}: {}", page.text());
    }
}

#[tokio::test]
async fn openings_and_claims_are_counted_and_nobody_is_known_by_it() {
    let app = app().await;
    let free = app.wish(|_| {}).await;
    hold(&app, "HALL-1", app.today(), vec![free]).await;
    let person = app.citizen("13800138000").await;
    let page = visit(&person, "/e/HALL-1").await;
    assert!(page.header("set-cookie").starts_with("event=HALL-1; "), "the same for everybody");
    visit(&app.anonymous(), "/e/HALL-1").await;
    person.set_cookie("event", "HALL-1");
    let promise = json!({ "adult": true, "no_interest": true });
    let taken = person.post_once(&format!("/api/v1/wishes/{free}/claims"), "key-of-this-form-1", &promise).await;
    assert_eq!(taken.status.as_u16(), 201, "{}", taken.text());
    person.post_once(&format!("/api/v1/wishes/{free}/claims"), "key-of-this-form-1", &promise).await;
    app.app.write_sources().await.unwrap();
    let event: Value = app.anonymous().get("/api/v1/events/HALL-1").await.json();
    assert_eq!((event["opened"].as_u64(), event["claims"].as_u64()), (Some(2), Some(1)), "a retry is no second claim");
}

#[tokio::test]
async fn a_station_has_a_page_for_the_code_at_its_door() {
    let app = app().await;
    let free = app.wish(|_| {}).await;
    let page = visit(&app.anonymous(), "/s/T%E7%A4%BA%E4%BE%8B%E5%B8%82%E6%B5%B7%E6%A3%A0%E5%8C%BA").await;
    let text = page.text();
    assert_eq!(page.status.as_u16(), 200, "{text}");
    assert!(text.contains("href=\"tel:00000000001\"") && text.contains(&format!("/w/{free}")), "{text}");
}

#[tokio::test]
async fn the_plain_page_has_the_numbers_and_the_telephones() {
    let app = app().await;
    let free = app.wish(|_| {}).await;
    let text = visit(&app.anonymous(), "/plain").await.text();
    assert!(text.contains("现在有 1 个心愿在等待") && text.contains(&free.to_string()), "{text}");
    assert!(text.contains("tel:00000000001") && text.contains("tel:00000000000"), "{text}");
    assert!(!text.contains("独居老人，冬天被子薄"), "no story");
}
