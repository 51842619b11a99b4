//! Notices that are not what they seem.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use model::donation::DonationState;
use payment::sandbox::wire::Fault;
use store::both;

use super::counter::{Counter, gift};

async fn send(counter: &Counter, body: Vec<u8>, signature: &str) -> (StatusCode, String) {
    let request = Request::post("/pay/sandbox/notice").header("sandbox-signature", signature);
    let answer = counter.app.anonymous().send(request, Body::from(body)).await;
    (answer.status, answer.text())
}

async fn count(counter: &Counter, sql: &'static str) -> u32 {
    counter.app.fresh.outside(async |conn| conn.row(sql, &[]).await?.unwrap().count(0)).await.unwrap()
}

both! {
    async fn a_forged_notice_changes_nothing(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        let guest = counter.give(&gift(500)).await;
        guest.choose("forged").await;
        let body = br#"{"event":"paid","resource":{}}"#.to_vec();
        for signature in ["", "t=1,n=1,s=00", "t=1795399200,n=0000000000000001,s=0000"] {
            assert_eq!(send(&counter, body.clone(), signature).await, (StatusCode::UNAUTHORIZED, "failure".into()));
        }
        assert_eq!(guest.come_back().await.state, DonationState::AwaitingPayment);
        assert_eq!(count(&counter, "select count(*) from inbox").await, 0);
        assert_eq!(count(&counter, "select count(*) from provider_txn").await, 0);
    }

    async fn a_notice_that_comes_twice_is_kept_and_booked_once(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        counter.fail(&[Fault::RepeatNotices]).await;
        let guest = counter.give(&gift(500)).await;
        guest.choose("paid").await;
        counter.until(&guest, |view| view.state == DonationState::Paid).await;
        // Also by every query, and once more.
        for _ in 0..3 {
            guest.come_back().await;
        }
        assert_eq!(count(&counter, "select count(*) from provider_txn").await, 1);
        assert_eq!(count(&counter, "select count(*) from journal").await, 1);
    }

    async fn money_for_a_wrong_amount_or_merchant_waits_for_a_person(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        let guest = counter.give(&gift(500)).await;
        guest.choose("wrong_amount").await;
        counter.until(&guest, |view| view.state == DonationState::Checking).await;
        assert_eq!(counter.items().await, ["mismatch"]);
        assert_eq!(count(&counter, "select count(*) from receipt").await, 0);
    }

    async fn what_cannot_be_read_is_kept_for_a_person_and_what_is_too_large_is_not(fresh: Fresh) {
        let counter = Counter::open(fresh).await;
        for body in [b"no json".to_vec(), br#"{"event":"refunded","resource":{}}"#.to_vec()] {
            let signature = payment::testing::notice(&counter.key, counter.now(), &body);
            let (status, word) = send(&counter, body, &signature).await;
            assert_eq!((status, word.as_str()), (StatusCode::INTERNAL_SERVER_ERROR, "failure"));
        }
        assert_eq!(count(&counter, "select count(*) from inbox where verdict = 'unreadable'").await, 2);
        let huge = vec![b' '; 70_000];
        let signature = payment::testing::notice(&counter.key, counter.now(), &huge);
        assert_eq!(send(&counter, huge, &signature).await.0, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(count(&counter, "select count(*) from inbox").await, 2);
        let stale = payment::testing::notice(&counter.key, counter.now().plus_minutes(-6), b"{}");
        assert_eq!(send(&counter, b"{}".to_vec(), &stale).await.0, StatusCode::UNAUTHORIZED);
    }
}
