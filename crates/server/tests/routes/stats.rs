//! `GET /stats/{year}`

use axum::http::StatusCode;
use model::{
    AgeBand, Day, Fen, ProblemCode, Shan, WishState,
    view::{Group, Punctuality, YearStats},
};
use server::testing::TestApp;
use store::both;

use crate::books::{file, sequence, take_in};

async fn year(app: &TestApp, year: i32) -> YearStats {
    app.anonymous().get(&format!("/api/v1/stats/{year}")).await.json()
}

/// Wishes of a district and an age that came true on a day.
async fn fulfil(app: &TestApp, n: u32, day: &str, district: &str, shan: Shan, age: AgeBand) {
    for _ in 0..n {
        app.wish(|seed| {
            seed.state = WishState::Completed;
            (seed.district, seed.shan, seed.age) = (district.to_owned(), shan, age);
        })
        .await;
    }
    let day: Day = day.parse().unwrap();
    let set = format!("update wish set completed_on = {} where completed_on is null", day.number());
    let set: &'static str = Box::leak(set.into_boxed_str());
    app.fresh.outside(async |conn| conn.script(set).await).await.unwrap();
}

fn told(groups: &[Group]) -> Vec<(&str, Option<u32>)> {
    groups.iter().map(|group| (group.label.as_str(), group.n)).collect()
}

both! {
    async fn a_year_without_anything_is_all_zeros(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let stats = year(&app, app.today().ymd().0).await;
        assert_eq!((stats.fulfilled, stats.gifts, stats.carried, stats.totals.balance), (Some(0), 0, Fen::default(), Fen::default()));
        assert!(stats.places.is_empty() && stats.people.is_empty() && stats.effects.is_empty());
        assert_eq!(stats.shan.len(), 8, "all eight are shown");
        assert!(stats.shan.iter().all(|one| one.fulfilled == Some(0)));
        assert_eq!(stats.as_of, None);
    }

    async fn small_numbers_are_left_out_and_so_is_what_would_give_them_away(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        fulfil(&app, 9, "2026-03-01", "示例市东区", Shan::Ling, AgeBand::From75).await;
        fulfil(&app, 6, "2026-01-01", "示例市南区", Shan::Ling, AgeBand::From70).await;
        fulfil(&app, 2, "2026-10-31", "示例市西区", Shan::Yi, AgeBand::From70).await;
        fulfil(&app, 7, "2025-12-31", "示例市西区", Shan::Yi, AgeBand::From70).await;
        let stats = year(&app, 2026).await;
        assert_eq!(stats.fulfilled, Some(17));
        assert_eq!(told(&stats.places), [("示例市东区", Some(9)), ("示例市南区", None), ("示例市西区", None)]);
        assert_eq!(told(&stats.people), [(AgeBand::From70.zh(), Some(8)), (AgeBand::From75.zh(), Some(9))]);
        assert!(stats.shan.iter().all(|one| one.fulfilled.is_none()), "15 and 2 would tell each other");
        let before = year(&app, 2025).await;
        assert_eq!((before.fulfilled, told(&before.places)), (Some(7), vec![("示例市西区", Some(7))]));
    }

    async fn a_number_that_is_small_itself_is_not_told(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        fulfil(&app, 3, "2026-03-01", "示例市东区", Shan::Ling, AgeBand::From75).await;
        let stats = year(&app, 2026).await;
        assert_eq!((stats.fulfilled, stats.places.len(), stats.people.len()), (None, 0, 0));
        assert!(stats.shan.iter().all(|one| one.fulfilled.is_none()));
    }

    async fn what_was_archived_or_taken_back_since_stays_counted(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        fulfil(&app, 6, "2026-03-01", "示例市东区", Shan::Ling, AgeBand::From75).await;
        let archive = "update wish set state = 'archived', title = '', story = ''";
        app.fresh.outside(async |conn| conn.script(archive).await).await.unwrap();
        assert_eq!(year(&app, 2026).await.fulfilled, Some(6));
    }

    async fn the_money_is_that_of_the_books_with_what_was_left_before(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        take_in(&app.app.store, &file(), app.today()).await.unwrap();
        sequence(&app.app.store, app.now()).await;
        let sums: Vec<_> = file().projects.iter().map(|project| project.totals).collect();
        let years = [year(&app, 2024).await, year(&app, 2025).await, year(&app, 2026).await];
        let sum = |term: fn(&YearStats) -> Fen| years.iter().map(|year| term(year).get()).sum::<u64>();
        let filed = |term: fn(&server::project::file::Totals) -> i64| u64::try_from(sums.iter().map(term).sum::<i64>()).unwrap();
        assert_eq!(sum(|year| year.totals.income), filed(|totals| totals.income_fen));
        assert_eq!(sum(|year| year.totals.refund), filed(|totals| totals.refund_fen));
        assert_eq!(sum(|year| year.totals.expense), filed(|totals| totals.expense_fen));
        for pair in years.windows(2) {
            assert_eq!(pair[0].totals.balance, pair[1].carried, "{}", pair[1].year);
        }
        for year in &years {
            let totals = &year.totals;
            let [income, refund, expense, moved_out, moved_in, balance, carried] = [
                totals.income, totals.refund, totals.expense, totals.moved_out, totals.moved_in, totals.balance, year.carried,
            ]
            .map(|fen| i64::try_from(fen.get()).unwrap());
            assert_eq!(carried + income - refund - expense - moved_out + moved_in + totals.correction_fen, balance, "{}", year.year);
            let spent = |sum: i64, share: &model::view::CostShare| sum + share.spent_fen;
            assert_eq!(
                year.shares.iter().fold(0, spent) + moved_out,
                year.shan.iter().map(|one| one.spent_fen).sum::<i64>(),
                "{}", year.year
            );
        }
        assert_eq!(years[2].as_of.as_ref().unwrap().size, 51);
        assert!(!years[2].effects.is_empty());
    }

    async fn what_was_due_in_a_year_is_counted_as_it_came_out(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        take_in(&app.app.store, &file(), app.today()).await.unwrap();
        sequence(&app.app.store, app.now()).await;
        let mut want = Punctuality { on_time: 0, late: 0, overdue: 0 };
        for project in file().projects {
            let address = format!("/api/v1/projects/{}", project.id);
            let view: model::view::ProjectView = app.anonymous().get(&address).await.json();
            for one in view.disclosures.iter().filter(|one| one.due.ymd().0 == 2026) {
                match one.state {
                    model::project::Timeliness::OnTime => want.on_time += 1,
                    model::project::Timeliness::Late => want.late += 1,
                    model::project::Timeliness::Overdue => want.overdue += 1,
                    model::project::Timeliness::Due => {}
                }
            }
        }
        assert_eq!(year(&app, 2026).await.punctuality, want);
        assert!(want.on_time > 0 && want.late > 0 && want.overdue > 0);
    }

    async fn new_entries_are_in_the_very_next_answer(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let before = app.anonymous().get("/api/v1/stats/2026").await;
        let etag = before.header("etag").to_owned();
        take_in(&app.app.store, &file(), app.today()).await.unwrap();
        sequence(&app.app.store, app.now()).await;
        let after = app.anonymous().get("/api/v1/stats/2026").await;
        assert_ne!(after.header("etag"), etag);
        assert!(after.json::<YearStats>().gifts > 0);
    }

    async fn what_is_no_year_or_has_not_begun_is_not_found(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let next = app.today().ymd().0 + 1;
        for address in [format!("/stats/{next}"), "/stats/26".into(), "/stats/0001".into(), "/stats/+202".into(), "/stats/now".into()] {
            let answer = app.anonymous().get(&format!("/api/v1{address}")).await;
            assert_eq!((answer.status, answer.problem()), (StatusCode::NOT_FOUND, ProblemCode::NotFound), "{address}");
        }
        let answer = app.anonymous().get("/api/v1/stats/2026?x=1").await;
        assert_eq!((answer.status, answer.problem()), (StatusCode::UNPROCESSABLE_ENTITY, ProblemCode::BadField));
    }
}
