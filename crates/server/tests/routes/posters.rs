//! Posters and the codes on them.

use axum::{body::Body, http::Request};
use model::{ProblemCode, WishState};
use server::testing::{Answer, TestApp};
use store::{Engine, testing::Fresh};

use crate::books::{file, take_in};

async fn app() -> TestApp {
    let fresh = Fresh::new(Engine::Sqlite).await;
    TestApp::with(fresh, |config| config.public_url = Some("https://shanling.example".into())).await
}

async fn visit(app: &TestApp, path: &str) -> Answer {
    app.anonymous().send(Request::get(path).header("accept", "text/html"), Body::empty()).await
}

#[tokio::test]
async fn a_poster_says_in_clear_text_what_its_code_says_and_who_is_responsible() {
    let app = app().await;
    let wish = app.wish(|_| {}).await;
    for (size, path) in [("a4", ""), ("a5", "?size=a5"), ("a6", "?size=a6")] {
        let page = visit(&app, &format!("/poster/wish/{wish}{path}")).await;
        let text = page.text();
        assert_eq!(page.status.as_u16(), 200, "{text}");
        for part in [
            &format!("data-size=\"{size}\""),
            &format!("<p class=\"address\">https://shanling.example/w/{wish}</p>"),
            "主办：示例市慈善总会",
            "电话：0000-0000000",
            "<svg",
            "演示海报",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!text.contains("独居老人，冬天被子薄"), "no story on a poster");
        assert!(!text.contains(" style=") && page.header("content-security-policy").contains("style-src 'sha256-"));
    }
    assert_eq!(visit(&app, &format!("/poster/wish/{wish}?size=a3")).await.problem(), ProblemCode::BadField);
}

#[tokio::test]
async fn what_the_public_does_not_see_has_neither_poster_nor_code() {
    let app = app().await;
    let gone = app.wish(|seed| seed.state = WishState::Withdrawn).await;
    for path in [format!("/poster/wish/{gone}"), "/poster/wish/nonsense".into(), "/poster/cat/7K3QZ8MV".into()] {
        assert_eq!(visit(&app, &path).await.status.as_u16(), 404, "{path}");
    }
    for path in [format!("/w/{gone}/qr.svg"), "/e/NOBODY/qr.svg".into(), "/s/NONE/qr.svg".into()] {
        assert_eq!(app.anonymous().get(&path).await.problem(), ProblemCode::NotFound, "{path}");
    }
}

#[tokio::test]
async fn a_code_is_an_svg_that_is_asked_for_anew() {
    let app = app().await;
    let wish = app.wish(|_| {}).await;
    let code = app.anonymous().get(&format!("/w/{wish}/qr.svg")).await;
    assert_eq!((code.header("content-type"), code.header("cache-control")), ("image/svg+xml", "no-cache"));
    assert!(code.text().starts_with("<svg xmlns"), "{}", code.text());
}

#[tokio::test]
async fn without_an_address_of_its_own_a_house_goes_by_the_host_of_the_request() {
    let app = TestApp::new(Fresh::new(Engine::Sqlite).await).await;
    let wish = app.wish(|_| {}).await;
    for (host, want) in [("hall.example:8443", "hall.example:8443"), ("a\"><script>", "localhost"), ("", "localhost")] {
        let request = Request::get(format!("/poster/wish/{wish}")).header("host", host);
        let page = app.anonymous().send(request, Body::empty()).await;
        assert!(page.text().contains(&format!("<p class=\"address\">http://{want}/w/{wish}</p>")), "{host}");
    }
}

#[tokio::test]
async fn the_poster_of_a_project_carries_its_filing_and_a_targeted_one_has_none() {
    let app = app().await;
    take_in(&app.app.store, &file(), app.today()).await.unwrap();
    let page = visit(&app, "/poster/project/p-demo-01").await;
    let text = page.text();
    assert_eq!(page.status.as_u16(), 200, "{text}");
    assert!(text.contains("<p>备案：SAMPLE-"), "{text}");
    assert!(text.contains("<p class=\"address\">https://shanling.example/p/P-DEMO-01</p>"), "{text}");
    let targeted = visit(&app, "/poster/project/P-DEMO-06").await;
    assert_eq!(targeted.status.as_u16(), 409);
    assert!(!targeted.text().contains("<svg") && targeted.text().contains("定向项目没有海报"), "{}", targeted.text());
    assert_eq!(app.anonymous().get("/p/P-DEMO-06/qr.svg").await.problem(), ProblemCode::NotFound);
    assert_eq!(app.anonymous().get("/p/P-DEMO-01/qr.svg").await.status.as_u16(), 200);
}
