//! `GET /wishes/{id}`

use model::{ProblemCode, WishState, view::WishView};
use server::testing::TestApp;
use store::both;

both! {
    async fn a_wish_shows_the_need_and_never_the_number_of_the_station(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let id = app.wish(|seed| seed.slots = 2).await;
        let answer = app.anonymous().get(&format!("/api/v1/wishes/{id}")).await;
        let wish: WishView = answer.json();
        assert_eq!(wish.card.id, id);
        assert_eq!(wish.card.slots.free, 2);
        assert_eq!(wish.listed_until, app.today().plus(27));
        for private in ["collector", "household\":\"0", "seed", "urgency_reason", "fingerprint"] {
            assert!(!answer.text().contains(private), "{private} in {}", answer.text());
        }
    }

    async fn an_id_is_read_as_people_type_it(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let id = app.wish(|_| {}).await;
        let typed = id.to_string().to_lowercase().replace('0', "o");
        let wish: WishView = app.anonymous().get(&format!("/api/v1/wishes/{typed}")).await.json();
        assert_eq!(wish.card.id, id);
    }

    async fn what_is_not_public_is_not_there(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        for state in [WishState::Review, WishState::Withdrawn, WishState::Archived, WishState::OnHold] {
            let id = app.wish(|seed| seed.state = state).await;
            let answer = app.anonymous().get(&format!("/api/v1/wishes/{id}")).await;
            assert_eq!(answer.problem(), ProblemCode::NotFound, "{state:?}");
            assert_eq!(answer.header("cache-control"), "no-store", "a refusal is never kept");
        }
        for nonsense in ["x", "7K3QZ8MVX", "%E5%96%84", "..", "7K3QZ8MU"] {
            let answer = app.anonymous().get(&format!("/api/v1/wishes/{nonsense}")).await;
            assert_eq!(answer.problem(), ProblemCode::NotFound, "{nonsense}");
        }
        assert_eq!(app.anonymous().get("/api/v1/wishes/%ff%fe").await.problem(), ProblemCode::BadRequest);
    }
}
