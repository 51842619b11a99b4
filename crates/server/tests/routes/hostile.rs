//! What a hostile person sends: a clear refusal, nothing changed, nothing sent back.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use model::ProblemCode;
use serde_json::{Value, json};
use server::testing::{Answer, Client, TestApp};
use store::both;

/// Texts that something careless would run, show or open.
const TEXTS: [&str; 8] = [
    "' or 1=1 --",
    "\"; drop table wish; --",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "../../../../etc/passwd",
    "{{7*7}}${7*7}",
    "\u{202e}\u{200b}\u{feff}evil",
    "%00%0d%0aset-cookie: a=b",
];

/// Every command with a body, as the contract lists them, with the schema of its body.
async fn commands(app: &TestApp) -> Vec<(String, Value)> {
    let document: Value = app.anonymous().get("/api/v1/openapi.json").await.json();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values() {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            if let Some(name) = schema["$ref"].as_str() {
                let name = name.rsplit('/').next().unwrap();
                found.push((path.replace("{id}", "7K3QZ8MV"), document["components"]["schemas"][name].clone()));
            }
        }
    }
    assert!(found.len() >= 7, "{found:?}");
    found
}

async fn post(client: &Client, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header("idempotency-key", "0123456789abcdef")
        .header(header::CONTENT_TYPE, kind);
    client.send(request, body.into()).await
}

fn encode(text: &str) -> String {
    text.bytes().flat_map(|byte| ['%', hex(byte >> 4), hex(byte & 15)]).collect()
}

fn hex(digit: u8) -> char {
    char::from_digit(digit.into(), 16).unwrap()
}

async fn rows(app: &TestApp) -> Vec<i64> {
    let mut reader = app.app.store.read().await.unwrap();
    let mut counts = Vec::new();
    for sql in [
        "select count(*) from wish",
        "select count(*) from claim",
        "select count(*) from waiting",
        "select count(*) from report",
        "select count(*) from code",
        "select count(*) from session",
        "select count(*) from posting",
    ] {
        counts.push(reader.conn().row(sql, &[]).await.unwrap().unwrap().int(0).unwrap());
    }
    counts
}

both! {
    async fn a_body_that_is_no_command_is_refused_before_anything_happens(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        app.wish(|_| {}).await;
        let commands = commands(&app).await;
        let citizen = app.citizen("13800138000").await;
        let before = app.app.store.version().await.unwrap();
        let (deep, huge) = ("[".repeat(15_000), format!("{{\"text\":\"{}\"}}", "x".repeat(17_000)));
        for (path, _) in &commands {
            let path = path.as_str();
            for (kind, body, want) in [
                ("application/json", b"".to_vec(), 400),
                ("application/json", b"{".to_vec(), 400),
                ("application/json", b"{\"text\":\"\xff\xfe\"}".to_vec(), 400),
                ("application/json", deep.clone().into_bytes(), 400),
                ("application/json", b"null".to_vec(), 422),
                ("application/json", b"[]".to_vec(), 422),
                ("application/json", b"\"text\"".to_vec(), 422),
                ("application/json", b"{\"is_admin\":true}".to_vec(), 422),
                ("application/json", huge.clone().into_bytes(), 413),
                ("text/plain", b"{}".to_vec(), 415),
                ("application/x-www-form-urlencoded", b"a=b".to_vec(), 415),
                ("multipart/form-data; boundary=x", b"--x--".to_vec(), 415),
            ] {
                let sent = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
                let answer = post(&citizen, path, kind, body).await;
                assert_eq!(answer.status, want, "{path} {kind} {sent}: {}", answer.text());
                let code = answer.problem();
                assert!(want != 422 || code == ProblemCode::BadField, "{path} {sent}: {code:?}");
                assert!(!answer.text().contains("is_admin"), "{path} sends it back: {}", answer.text());
            }
        }
        assert_eq!(app.app.store.version().await.unwrap(), before, "nothing was written");
    }

    async fn values_of_the_wrong_kind_are_refused_for_every_field(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let commands = commands(&app).await;
        let citizen = app.citizen("13800138000").await;
        let before = app.app.store.version().await.unwrap();
        for (path, schema) in &commands {
            for field in schema["properties"].as_object().unwrap().keys() {
                for value in [json!({"a": 1}), json!([[1]]), json!(-1.5), json!(1e300), json!("\u{0}"), json!(u64::MAX)] {
                    let body = json!({ field: value });
                    let answer = post(&citizen, path, "application/json", body.to_string()).await;
                    let status = answer.status.as_u16();
                    assert!((400..500).contains(&status), "{path} {body}: {status} {}", answer.text());
                    assert_ne!(answer.problem(), ProblemCode::Internal);
                }
            }
        }
        assert_eq!(app.app.store.version().await.unwrap(), before, "nothing was written");
    }

    async fn texts_that_could_be_run_are_only_texts(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let id = app.wish(|_| {}).await;
        let client = app.anonymous();
        let before = rows(&app).await;
        for text in TEXTS {
            let encoded = encode(text);
            let mut paths = vec![
                format!("/api/v1/wishes/{encoded}"),
                format!("/api/v1/{encoded}"),
                format!("/api/v1/wishes?{encoded}={encoded}"),
                format!("/api/v1/home?{encoded}"),
                format!("/{encoded}"),
                format!("/assets/{encoded}"),
            ];
            let names = ["shan", "class", "district", "kind", "urgency", "q", "after"];
            paths.extend(names.map(|name| format!("/api/v1/wishes?{name}={encoded}")));
            for path in paths {
                let answer = client.get(&path).await;
                let status = answer.status.as_u16();
                // Whatever is no address of ours is answered by the page that says so.
                let may_be_there = path.contains("?q=") || path == format!("/{encoded}");
                assert!((400..500).contains(&status) || may_be_there && status == 200, "{path}: {status}");
                assert!(!answer.text().contains(text), "{path} sends it back: {}", answer.text());
                let headers = format!("{:?}", answer.headers);
                assert!(!headers.contains(text) && !headers.contains("a=b"), "{path}: {headers}");
            }
            for (name, value) in [("phone", "13800138000"), ("code", "123456")] {
                let mut body = json!({"phone": "13800138000", "code": "123456"});
                body[name] = json!(format!("{value}{text}"));
                let answer = post(&client, "/api/v1/session", "application/json", body.to_string()).await;
                assert!(answer.status.is_client_error() && !answer.text().contains(text), "{body}: {}", answer.text());
            }
            for key in ["x", "a b c d e f g h", &"k".repeat(65), "ключключ"] {
                let citizen = app.citizen(&format!("139{:08}", rand::random_range(0..100_000_000_u32))).await;
                let request = Request::post(format!("/api/v1/wishes/{id}/claims"))
                    .header("sec-fetch-site", "same-origin")
                    .header("content-type", "application/json")
                    .header("idempotency-key", key);
                let answer = citizen.send(request, Body::from(r#"{"adult":true,"no_interest":true}"#)).await;
                assert!(answer.status.is_client_error(), "{key}: {} {}", answer.status, answer.text());
            }
        }
        let mut after = rows(&app).await;
        // The sessions are those of the citizens above.
        after[5] = before[5];
        assert_eq!(after, before);
        assert_eq!(client.get(&format!("/api/v1/wishes/{id}")).await.status, 200);
    }

    async fn a_report_may_hold_any_text_and_shows_none_of_it(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        for text in TEXTS {
            let answer = app.anonymous().post("/api/v1/reports", &json!({"kind": "other", "text": text})).await;
            assert!(matches!(answer.status.as_u16(), 201 | 422), "{text}: {}", answer.text());
            assert!(!answer.text().contains(text), "{}", answer.text());
        }
    }

    async fn requests_that_no_browser_sends_are_refused_too(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let client = app.anonymous();
        for method in ["TRACE", "CONNECT", "PATCH", "BREW"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let request = Request::builder().method(method.clone()).uri("/api/v1/home");
            assert_eq!(client.send(request, Body::empty()).await.problem(), ProblemCode::MethodNotAllowed, "{method}");
        }
        for cookie in ["", "shanling=", "=;;;", "shanling=\"x\"; shanling=y", &"a".repeat(5000)] {
            let request = Request::get("/api/v1/me").header("cookie", cookie);
            assert_eq!(client.send(request, Body::empty()).await.problem(), ProblemCode::SignInNeeded, "{cookie}");
        }
        let long = format!("/api/v1/wishes?q={}", "%E5%96%84".repeat(1000));
        assert_eq!(client.get(&long).await.problem(), ProblemCode::BadField);
    }
}
