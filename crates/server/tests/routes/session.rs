//! `POST /session` and `DELETE /session`

use model::{
    ProblemCode as P,
    view::{CodeSent, Me},
};
use serde_json::json;
use server::testing::{Answer, Client, TestApp};
use store::both;

const PHONE: &str = "13800138000";

async fn code(client: &Client) -> String {
    let answer = client.post("/api/v1/codes", &json!({ "phone": PHONE, "notice": 1 })).await;
    answer.json::<CodeSent>().demo_code.unwrap()
}

async fn sign_in(client: &Client, code: &str) -> Answer {
    client.post("/api/v1/session", &json!({ "phone": PHONE, "code": code })).await
}

/// Another six digits.
fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

both! {
    async fn the_right_code_signs_in_and_the_cookie_is_kept_from_scripts(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let me = app.anonymous();
        assert_eq!(me.get("/api/v1/me").await.problem(), P::SignInNeeded);
        let code = code(&me).await;
        let answer = sign_in(&me, &code).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"));
        assert_eq!(answer.json::<Me>().phone, "138****8000");
        assert!(!answer.text().contains(PHONE));
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("shanling=") && cookie.ends_with("; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax"), "{cookie}");
        assert_eq!(me.get("/api/v1/me").await.json::<Me>().phone, "138****8000");
        assert_eq!(sign_in(&app.anonymous(), &code).await.problem(), P::BadCode, "a code is good once");
    }

    async fn wrong_codes_are_counted(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let me = app.anonymous();
        let code = code(&me).await;
        for _ in 0..4 {
            assert_eq!(sign_in(&me, &wrong(&code)).await.problem(), P::BadCode);
        }
        for text in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(sign_in(&me, text).await.problem(), P::BadCode, "{text} is no try");
        }
        assert_eq!(sign_in(&me, &wrong(&code)).await.problem(), P::CodeSpent);
        assert_eq!(sign_in(&me, &code).await.problem(), P::CodeSpent);
    }

    async fn signing_out_ends_this_session_only(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let here = app.citizen(PHONE).await;
        let copy = here.again();
        let there = app.anonymous();
        let code = code(&there).await;
        sign_in(&there, &code).await;
        let answer = here.delete("/api/v1/session").await;
        assert_eq!(answer.status.as_u16(), 204);
        assert!(answer.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(copy.get("/api/v1/me").await.problem(), P::SignInNeeded, "the token itself is dead");
        assert_eq!(there.get("/api/v1/me").await.status.as_u16(), 200);
        assert_eq!(app.anonymous().delete("/api/v1/session").await.status.as_u16(), 204);
    }

    async fn a_session_ends_after_thirty_days(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let me = app.citizen(PHONE).await;
        app.pass_minutes(30 * 24 * 60 - 1);
        assert_eq!(me.get("/api/v1/me").await.status.as_u16(), 200);
        app.pass_minutes(1);
        assert_eq!(me.get("/api/v1/me").await.problem(), P::SignInNeeded);
    }

    async fn over_tls_the_cookie_is_bound_to_the_host(fresh: Fresh) {
        let app = TestApp::with(fresh, |config| config.transport = server::config::Transport::Tls).await;
        let me = app.anonymous();
        let code = code(&me).await;
        let answer = sign_in(&me, &code).await;
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("__Host-shanling=") && cookie.ends_with("; Secure"), "{cookie}");
    }
}
