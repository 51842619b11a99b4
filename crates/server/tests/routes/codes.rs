//! `POST /codes`

use model::{Problem, ProblemCode as P, view::CodeSent};
use serde_json::json;
use server::{config::Transport, phone::Phone, sender::Sent, testing::TestApp, work};
use store::both;

const PATH: &str = "/api/v1/codes";

both! {
    async fn a_code_goes_to_the_phone_and_in_a_demonstration_to_the_page(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let answer = app.anonymous().post(PATH, &json!({ "phone": "+86 138-0013-8000", "notice": 1 })).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (202, "no-store"));
        let sent: CodeSent = answer.json();
        let code = sent.demo_code.unwrap();
        assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
        assert_eq!(sent.resend_after, 60);
        assert_eq!(app.sent.sent_to(&Phone::parse("13800138000").unwrap()), [Sent::Code(code)]);
    }

    async fn requests_that_make_no_sense_are_refused(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let caller = app.anonymous();
        for (body, want) in [
            (json!({ "phone": "13800138000", "notice": 0 }), P::ConsentNeeded),
            (json!({ "phone": "13800138000", "notice": 2 }), P::ConsentNeeded),
            (json!({ "phone": "13800138000" }), P::BadField),
            (json!({ "phone": "13800138000", "notice": 1, "x": 1 }), P::BadField),
            (json!({ "phone": 13_800_138_000_u64, "notice": 1 }), P::BadField),
            (json!({ "phone": "057412345678", "notice": 1 }), P::BadPhone),
            (json!({ "phone": "' or 1=1 --", "notice": 1 }), P::BadPhone),
            (json!({ "phone": "", "notice": 1 }), P::BadPhone),
        ] {
            let answer = caller.post(PATH, &body).await;
            assert_eq!(answer.problem(), want, "{body}");
            assert!(!answer.text().contains("1=1"), "nothing is reflected");
        }
    }

    async fn a_second_code_waits_a_minute(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let body = json!({ "phone": "13800138000", "notice": 1 });
        app.anonymous().post(PATH, &body).await;
        let answer = app.anonymous().post(PATH, &body).await;
        assert_eq!(answer.problem(), P::TooManyRequests);
        assert_eq!((answer.header("retry-after"), answer.json::<Problem>().retry_after), ("60", Some(60)));
    }

    async fn work_comes_before_the_second_code_and_is_good_for_one_number_in_one_browser(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let me = app.anonymous();
        let body = |proof: Option<&str>| json!({ "phone": "13800138000", "notice": 1, "proof": proof });
        assert_eq!(me.post(PATH, &body(None)).await.status.as_u16(), 202);
        app.pass_minutes(1);
        let answer = me.post(PATH, &body(None)).await;
        assert_eq!((answer.problem(), answer.header("cache-control")), (P::ChallengeNeeded, "no-store"));
        let challenge = answer.json::<Problem>().challenge.unwrap();
        let proof = work::solve(&challenge);
        for bad in ["", "x", &challenge, &format!("{proof}0"), &proof.replacen("15.", "9.", 1)] {
            assert_eq!(me.post(PATH, &body(Some(bad))).await.problem(), P::ChallengeNeeded, "{bad}");
        }
        assert_eq!(app.anonymous().post(PATH, &body(Some(&proof))).await.problem(), P::ChallengeNeeded, "elsewhere");
        assert_eq!(me.post(PATH, &body(Some(&proof))).await.status.as_u16(), 202);
        app.pass_minutes(3);
        assert_eq!(me.post(PATH, &body(Some(&proof))).await.problem(), P::ChallengeNeeded, "it is old now");
    }

    async fn a_code_is_good_in_the_browser_that_asked_for_it(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let (me, other) = (app.anonymous(), app.anonymous());
        let asked = me.post(PATH, &json!({ "phone": "13800138000", "notice": 1 })).await;
        let cookie = asked.header("set-cookie").to_owned();
        assert!(cookie.starts_with("shanling-code=") && cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
        let code = asked.json::<CodeSent>().demo_code.unwrap();
        let typed = json!({ "phone": "13800138000", "code": code });
        for _ in 0..6 {
            assert_eq!(other.post("/api/v1/session", &typed).await.problem(), P::BadCode);
        }
        assert_eq!(me.post("/api/v1/session", &typed).await.status.as_u16(), 200);
    }

    async fn a_known_number_and_an_unknown_one_get_the_same_answer(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        app.citizen("13800138000").await;
        let mut answers = Vec::new();
        for phone in ["13800138000", "13900139000"] {
            let answer = app.anonymous().post(PATH, &json!({ "phone": phone, "notice": 1 })).await;
            let sent: CodeSent = answer.json();
            answers.push((answer.status, sent.resend_after, answer.headers.len()));
        }
        assert_eq!(answers[0], answers[1]);
    }

    async fn a_hall_behind_one_address_has_the_limit_that_was_set(fresh: Fresh) {
        let app = TestApp::with(fresh, |config| config.codes.prefix_hour = 2).await;
        let ask = async |n: u32, host: u8| {
            let mut caller = app.anonymous();
            caller.address = std::net::Ipv4Addr::new(198, 51, 100, host).into();
            caller.post(PATH, &json!({ "phone": format!("1380013800{n}"), "notice": 1 })).await.status.as_u16()
        };
        assert_eq!((ask(0, 1).await, ask(1, 1).await, ask(2, 1).await), (202, 202, 429));
        assert_eq!(ask(2, 2).await, 202, "another address");
    }

    async fn without_a_sender_there_is_no_code_and_no_hint_of_one(fresh: Fresh) {
        let app = TestApp::with(fresh, |config| {
            config.site.demo = false;
            config.transport = Transport::Tls;
        })
        .await;
        let answer = app.anonymous().post(PATH, &json!({ "phone": "13800138000", "notice": 1 })).await;
        assert_eq!(answer.problem(), P::SmsNotConfigured);
    }
}
