//! Addresses that nobody answers.

use model::ProblemCode;
use server::testing::TestApp;
use store::both;

both! {
    async fn an_unknown_address_of_the_api_is_a_problem_document(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        app.wish(|_| {}).await;
        assert_eq!(app.anonymous().get("/api/v1/nothing").await.problem(), ProblemCode::NotFound);
        assert_eq!(app.anonymous().get("/api/v1").await.problem(), ProblemCode::NotFound);
    }
}
