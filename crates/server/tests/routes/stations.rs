//! `GET /stations`

use model::view::StationView;
use server::testing::TestApp;
use store::both;

both! {
    async fn stations_tell_where_when_and_whom_to_call(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        app.wish(|_| {}).await;
        let stations: Vec<StationView> = app.anonymous().get("/api/v1/stations").await.json();
        assert_eq!(stations.len(), 1);
        assert_eq!(stations[0].phone, "0000-0000001");
        assert!(!stations[0].address.is_empty() && !stations[0].hours.is_empty());
    }
}
