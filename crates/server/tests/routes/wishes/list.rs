//! `GET /wishes`

use model::{
    Kind, Problem, ProblemCode, Shan, WishId,
    view::{Count, WishList},
};
use server::testing::TestApp;
use store::both;

async fn list(app: &TestApp, query: &str) -> WishList {
    app.anonymous().get(&format!("/api/v1/wishes{query}")).await.json()
}

both! {
    async fn pages_follow_each_other_until_the_last(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        for _ in 0..45 {
            app.wish(|_| {}).await;
        }
        let (mut seen, mut query) = (Vec::<WishId>::new(), String::new());
        for want in [20, 20, 5] {
            let page = list(&app, &query).await;
            assert_eq!((page.items.len(), page.total), (want, Count { n: 45, at_least: false }));
            seen.extend(page.items.iter().map(|card| card.id));
            query = page.next.map(|next| format!("?after={next}")).unwrap_or_default();
        }
        assert_eq!(query, "", "the last page has no next one");
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 45);
    }

    async fn filters_and_words_must_all_fit(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let lamp = app.wish(|seed| { seed.title = "一盏ＬＥＤ台灯".into(); seed.shan = Shan::Xue; }).await;
        let visit = app.wish(|seed| { seed.kind = Kind::Service; seed.title = "陪伴就医".into(); seed.thing = None; }).await;
        let quilt = app.wish(|seed| seed.district = "示例市望潮区".into()).await;
        for (query, want) in [
            ("?shan=shanxue", vec![lamp]),
            ("?kind=service", vec![visit]),
            ("?q=%E5%8F%B0%E7%81%AF", vec![lamp]),
            ("?q=led+%E5%8F%B0%E7%81%AF&shan=shanxue", vec![lamp]),
            ("?q=led&shan=shanling", vec![]),
            ("?district=%E7%A4%BA%E4%BE%8B%E5%B8%82%E6%9C%9B%E6%BD%AE%E5%8C%BA", vec![quilt]),
            ("?urgency=acute", vec![]),
        ] {
            let page = list(&app, query).await;
            let found: Vec<WishId> = page.items.iter().map(|card| card.id).collect();
            let n = u32::try_from(want.len()).unwrap();
            assert_eq!((found, page.total), (want, Count { n, at_least: false }), "{query}");
        }
    }

    async fn what_the_list_does_not_know_it_refuses_by_name(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        for (query, field) in [
            ("?shan=money", Some("shan")),
            ("?district=nowhere", Some("district")),
            ("?after=zzz", Some("after")),
            ("?sort=popular", None),
            ("?shan=shanju&shan=shanju", None),
        ] {
            let answer = app.anonymous().get(&format!("/api/v1/wishes{query}")).await;
            assert_eq!(answer.problem(), ProblemCode::BadField, "{query}");
            assert_eq!(answer.json::<Problem>().field.as_deref(), field, "{query}");
        }
        assert_eq!(app.anonymous().get("/api/v1/wishes?q=%ff").await.problem(), ProblemCode::BadRequest);
        assert_eq!(app.anonymous().get("/api/v1/home?x=1").await.problem(), ProblemCode::BadField);
    }
}
