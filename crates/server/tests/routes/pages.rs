//! The built app: pages and files.

use axum::{body::Body, http::Request};
use model::ProblemCode;
use server::testing::{Answer, TestApp};
use store::{Engine, testing::Fresh};

async fn app() -> TestApp {
    TestApp::new(Fresh::new(Engine::Sqlite).await).await
}

async fn visit(app: &TestApp, path: &str) -> Answer {
    let request = Request::get(path).header("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    app.anonymous().send(request, Body::empty()).await
}

#[tokio::test]
async fn every_page_is_the_app_and_is_asked_for_anew() {
    let app = app().await;
    for path in ["/", "/index.html", "/wishes?shan=shanju", "/w/7K3QZ8MV", "/me", "/no/such/page", "/%E5%96%84"] {
        let page = visit(&app, path).await;
        assert_eq!((page.status.as_u16(), page.header("content-type")), (200, "text/html; charset=utf-8"), "{path}");
        assert_eq!(page.header("cache-control"), "no-cache", "{path}");
        assert!(page.text().contains(r#"id="site">{"demo":true,"#), "{path}: {}", page.text());
        let known = Request::get(path).header("accept", "text/html").header("if-none-match", page.header("etag"));
        let again = app.anonymous().send(known, Body::empty()).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("content-security-policy"), page.header("content-security-policy"), "{path}");
    }
}

#[tokio::test]
async fn each_room_is_its_own_page() {
    let app = app().await;
    for (path, is_books) in [
        ("/", false),
        ("/wishes", false),
        ("/w/7K3QZ8MV", false),
        ("/projects", true),
        ("/p/P-DEMO-01/budget", true),
        ("/ledger", true),
        ("/ledger/", true),
        ("/ledger?kind=income", true),
        ("/ledger/17", true),
        ("/ledger/verify", true),
        ("/stats/2026", true),
        ("/privacy", true),
    ] {
        let page = visit(&app, path).await;
        assert_eq!(page.status.as_u16(), 200, "{path}");
        assert_eq!(page.text().contains("<body id=\"books\">"), is_books, "{path}");
        assert!(page.header("content-security-policy").contains("'sha256-xY6QKfH9PRs"), "{path}");
    }
}

#[tokio::test]
async fn files_named_by_their_content_are_kept_for_a_year() {
    let app = app().await;
    let path = "/assets/app-0123456789abcdef.wasm";
    let file = app.anonymous().get(path).await;
    assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "application/wasm"));
    assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(&file.body[..4], b"\0asm");
    let small = app.anonymous().send(Request::get(path).header("accept-encoding", "gzip, br"), Body::empty()).await;
    assert_eq!((small.header("content-encoding"), &small.body[..]), ("br", &b"small"[..]));
    let icon = app.anonymous().get("/icon.svg").await;
    assert_eq!((icon.header("cache-control"), icon.header("content-type")), ("no-cache", "image/svg+xml"));
}

#[tokio::test]
async fn the_worker_may_ask_this_house_and_nobody_else() {
    let worker = app().await.anonymous().get("/sw.js").await;
    assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
    let policy = worker.header("content-security-policy");
    assert_eq!(policy, "default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
}

#[tokio::test]
async fn the_worker_that_checks_the_ledger_may_run_and_read_it_and_nothing_else() {
    let app = app().await;
    let script = app.anonymous().get("/assets/auditor-0123456789abcdef.js").await;
    let policy = script.header("content-security-policy");
    for part in ["default-src 'none'", "'wasm-unsafe-eval'", "connect-src 'self'"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe-inline"), "{policy}");
}

#[tokio::test]
async fn a_missing_file_is_never_html() {
    let app = app().await;
    for path in [
        "/assets/app-old.js",
        "/assets/app",
        "/favicon.ico",
        "/no-such-worker.js",
        "/a/b.css",
        "/api",
        "/api/v2/x",
        "/ledger/no-such-thing",
        "/ledger/tile/no-level",
        "/books.html",
        "/assets/../index.html",
    ] {
        let missing = visit(&app, path).await;
        assert_eq!(missing.problem(), ProblemCode::NotFound, "{path}");
        assert_eq!(missing.header("cache-control"), "no-store", "{path}");
    }
    // A script that fetches a page gets no page either.
    let script = Request::get("/wishes").header("accept", "*/*").header("sec-fetch-dest", "empty");
    assert_eq!(app.anonymous().send(script, Body::empty()).await.problem(), ProblemCode::NotFound);
    let posted = app.anonymous().post_empty("/wishes").await;
    assert_eq!((posted.problem(), posted.header("allow")), (ProblemCode::MethodNotAllowed, "GET,HEAD"));
}

#[tokio::test]
async fn pages_about_people_are_left_out_of_search_engines() {
    let app = app().await;
    for (path, want) in
        [("/w/7K3QZ8MV", "noindex"), ("/w/7K3QZ8MV/claim", "noindex"), ("/me", "noindex"), ("/", ""), ("/help", "")]
    {
        assert_eq!(visit(&app, path).await.header("x-robots-tag"), want, "{path}");
    }
    assert!(app.anonymous().get("/robots.txt").await.text().contains("Disallow: /api/"));
}

#[tokio::test]
async fn what_runs_in_the_page_is_named_by_its_hash() {
    let app = app().await;
    let policy = visit(&app, "/").await.header("content-security-policy").to_owned();
    // printf 'let a = 1;' | openssl dgst -sha256 -binary | base64
    for part in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval' 'sha256-xY6QKfH9PRsQnLz56nj6MBwiK5oHg+im1Jkpdp1x/Ck='",
        "style-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.split("; ").any(|one| one == part), "{part} in {policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
}

#[tokio::test]
async fn whoever_makes_cards_of_links_gets_a_page_with_its_name_and_no_story() {
    let app = TestApp::with(Fresh::new(Engine::Sqlite).await, |config| {
        config.public_url = Some("https://shanling.example".into());
    });
    let app = app.await;
    let wish = app.wish(|seed| seed.title = "一床<厚>棉被".into()).await;
    let ask = async |path: &str| app.anonymous().send(Request::get(path).header("accept", "*/*"), Body::empty()).await;
    for (path, title) in [
        ("/".to_owned(), "善领 · 微心愿"),
        ("/wishes".into(), "心愿 · 善领"),
        ("/stations".into(), "服务站 · 善领"),
        (format!("/w/{wish}"), "一床&lt;厚&gt;棉被 · 善领"),
        (format!("/w/{wish}/claim"), "一床&lt;厚&gt;棉被 · 善领"),
        ("/w/7K3QZ8MV".into(), "微心愿 · 善领"),
    ] {
        let page = ask(&path).await;
        let text = page.text();
        assert_eq!(page.status.as_u16(), 200, "{path}");
        assert!(text.contains(&format!("<title>{title}</title>")), "{path}: {text}");
        assert!(text.contains(&format!("<meta property=\"og:title\" content=\"{title}\">")), "{path}");
        assert!(text.contains("content=\"https://shanling.example/share.png\""), "{path}");
        assert!(!text.contains("独居老人，冬天被子薄"), "{path}");
    }
    app.write(store::wish::act::Do {
        wish,
        station: None,
        event: model::wish::WishEvent::Withdraw,
        action: "wish.withdraw",
        actor: "复核".into(),
        now: app.now(),
    })
    .await
    .unwrap();
    assert!(!ask(&format!("/w/{wish}")).await.text().contains("棉被"), "gone with the wish");
}
