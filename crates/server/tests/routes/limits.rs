//! How much one visitor may ask for.

use model::{Problem, ProblemCode};
use server::{limits::Budget, testing::TestApp};
use store::{Engine, testing::Fresh};

#[tokio::test]
async fn whoever_asks_too_much_is_told_when_to_come_back() {
    let fresh = Fresh::new(Engine::Sqlite).await;
    let app = TestApp::with(fresh, |config| config.budgets.network = Budget { burst: 3, per_second: 0 }).await;
    let mut client = app.anonymous();
    for _ in 0..3 {
        assert_eq!(client.get("/api/v1/home").await.status, 200);
    }
    let refused = client.get("/api/v1/home").await;
    assert_eq!(refused.problem(), ProblemCode::TooManyRequests);
    assert_eq!(refused.header("retry-after"), refused.json::<Problem>().retry_after.unwrap().to_string());
    assert_eq!(client.get("/").await.status, 200, "pages cost nothing");
    assert_eq!(client.get("/healthz").await.status, 200, "nor does health");
    client.address = "192.0.2.200".parse().unwrap();
    assert_eq!(client.get("/api/v1/home").await.problem(), ProblemCode::TooManyRequests, "the same network");
    client.address = "198.51.100.1".parse().unwrap();
    assert_eq!(client.get("/api/v1/home").await.status, 200, "another one");
}

#[tokio::test]
async fn somebody_signed_in_has_a_budget_of_their_own_in_a_crowded_hall() {
    let fresh = Fresh::new(Engine::Sqlite).await;
    let app = TestApp::with(fresh, |config| {
        config.budgets.network = Budget { burst: 2, per_second: 0 };
        config.budgets.session = Budget { burst: 3, per_second: 0 };
    })
    .await;
    let citizen = app.citizen("13800138000").await;
    // The first request shows that the session is real; it is still the network's.
    assert_eq!(citizen.get("/api/v1/me").await.status, 200);
    let invented = app.anonymous();
    invented.set_cookie("shanling", &"a".repeat(64));
    assert_eq!(invented.get("/api/v1/me").await.problem(), ProblemCode::SignInNeeded);
    assert_eq!(invented.get("/api/v1/me").await.problem(), ProblemCode::TooManyRequests, "the hall has nothing left");
    for _ in 0..3 {
        assert_eq!(citizen.get("/api/v1/me").await.status, 200);
    }
    assert_eq!(citizen.get("/api/v1/me").await.problem(), ProblemCode::TooManyRequests);
}
