//! `POST /codes`

use model::{Problem, ProblemCode as P, view::CodeSent};
use serde_json::json;
use server::{config::Transport, phone::Phone, sender::Sent, testing::TestApp};
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
        app.pass_minutes(1);
        assert_eq!(app.anonymous().post(PATH, &body).await.status.as_u16(), 202);
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
