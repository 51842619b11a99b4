//! Whether the server lives and works, and what it counts.

use model::ProblemCode;
use server::testing::TestApp;
use store::both;

both! {
    async fn a_server_with_its_database_is_alive_and_ready(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        assert_eq!(app.anonymous().get("/healthz").await.text(), "ok\n");
        assert_eq!(app.anonymous().get("/readyz").await.text(), "ready\n");
    }

    async fn numbers_are_for_the_operators_own_machines_and_name_nobody(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let id = app.wish(|_| {}).await;
        let mut client = app.anonymous();
        client.get(&format!("/api/v1/wishes/{id}")).await;
        client.get("/api/v1/wishes?q=%E6%A3%89%E8%A2%AB").await;
        assert_eq!(client.get("/metrics").await.problem(), ProblemCode::NotFound);
        client.address = "127.0.0.1".parse().unwrap();
        let text = client.get("/metrics").await.text();
        assert!(text.contains(r#"shanling_answers_total{route="/api/v1/wishes/{id}",method="GET",status="200"} 1"#), "{text}");
        assert!(text.contains(r#"shanling_answers_total{route="/api/v1/wishes",method="GET",status="200"} 1"#), "{text}");
        assert!(!text.contains(&id.to_string()) && !text.contains("%E6"), "{text}");
    }
}
