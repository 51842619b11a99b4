//! `GET /home`

use model::{
    Shan, Urgency, WishState,
    view::{Home, ShanCount},
};
use server::testing::TestApp;
use store::both;

both! {
    async fn an_empty_house_says_so(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let home: Home = app.anonymous().get("/api/v1/home").await.json();
        assert_eq!((home.open, home.fulfilled, home.stations), (0, 0, 0));
        assert_eq!(home.shan.len(), 8, "all eight are shown");
        assert!(home.needed.is_empty() && home.districts.is_empty());
    }

    async fn the_first_page_counts_and_shows_what_is_most_needed(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        for number in 0..7 {
            app.wish(|seed| seed.waiting_since = seed.waiting_since.plus(-number)).await;
        }
        let acute = app.wish(|seed| { seed.urgency = Urgency::Acute; seed.shan = Shan::Yi; }).await;
        app.wish(|seed| seed.state = WishState::Completed).await;
        app.wish(|seed| { seed.state = WishState::Review; seed.district = "示例市望潮区".into(); }).await;
        let home: Home = app.anonymous().get("/api/v1/home").await.json();
        assert_eq!((home.open, home.fulfilled, home.stations), (8, 1, 2));
        assert_eq!(home.needed.len(), 6);
        assert_eq!(home.needed[0].id, acute);
        assert!(home.needed[1..].is_sorted_by_key(|card| card.waiting_since));
        let yi = home.shan.iter().find(|count| count.shan == Shan::Yi);
        assert_eq!(yi, Some(&ShanCount { shan: Shan::Yi, n: 1 }));
        assert_eq!(home.districts, ["示例市望潮区", "示例市海棠区"]);
    }
}
