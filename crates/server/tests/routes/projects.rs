//! `GET /projects`, `GET /projects/{id}`, `GET /projects/{id}/lines`

use axum::http::StatusCode;
use model::{
    Fen, ProblemCode,
    project::{DonationMode, Duty, GivingOff, ProjectStatus, Raising, Timeliness},
    view::{EntryKind, EntryReason, LedgerLines, ProjectList, ProjectView, Term},
};
use server::testing::TestApp;
use store::{both, project::Suspend};

use crate::books::{file, sequence, take_in};

/// A server with the sample's projects in its books.
async fn app(fresh: store::testing::Fresh) -> TestApp {
    let app = TestApp::new(fresh).await;
    take_in(&app.app.store, &file(), app.today()).await.unwrap();
    sequence(&app.app.store, app.now()).await;
    app
}

async fn one(app: &TestApp, id: &str) -> ProjectView {
    app.anonymous().get(&format!("/api/v1/projects/{id}")).await.json()
}

fn fen(fen: u64) -> Fen {
    Fen::new(fen).unwrap()
}

both! {
    async fn the_list_says_how_each_project_stands(fresh: Fresh) {
        let app = app(fresh).await;
        let list: ProjectList = app.anonymous().get("/api/v1/projects").await.json();
        let stand = |card: &model::view::ProjectCard| (card.id.to_string(), card.status, card.overdue, card.giving_off);
        let found: Vec<_> = list.items.iter().map(stand).collect();
        // Running ones by their start, newest first; the closed one last.
        let want = [
            ("P-DEMO-04", ProjectStatus::Fundraising, 0, None),
            ("P-DEMO-05", ProjectStatus::Implementing, 0, Some(GivingOff::Ended)),
            ("P-DEMO-02", ProjectStatus::Fundraising, 0, None),
            ("P-DEMO-01", ProjectStatus::Fundraising, 0, None),
            ("P-DEMO-03", ProjectStatus::Fundraising, 2, Some(GivingOff::Overdue)),
            ("P-DEMO-06", ProjectStatus::Closed, 0, Some(GivingOff::Targeted)),
        ];
        assert_eq!(found, want.map(|(id, status, overdue, off)| (id.to_owned(), status, overdue, off)));
        assert!(list.items.iter().all(|card| card.is_sample) && list.items[1].is_emergency);
        assert_eq!((list.next, list.as_of.unwrap().size), (None, 51));
    }

    async fn how_long_a_disclosure_may_be_overdue_is_the_houses_to_say(fresh: Fresh) {
        let app = TestApp::with(fresh, |config| config.overdue_days = 400).await;
        take_in(&app.app.store, &file(), app.today()).await.unwrap();
        sequence(&app.app.store, app.now()).await;
        let view = one(&app, "P-DEMO-03").await;
        assert_eq!((view.card.overdue, view.card.giving_off, view.donation.off), (2, None, None));
    }

    async fn a_project_tells_who_answers_and_where_to_check(fresh: Fresh) {
        let app = app(fresh).await;
        let view = one(&app, "P-DEMO-02").await;
        let notice = &view.notice;
        assert_eq!(notice.organisation.certificate.as_deref(), Some("示例证书-0001（非真实）"));
        assert!(!notice.organisation.contact.is_empty() && !notice.plan.purpose.is_empty());
        let filing = notice.filing.as_ref().unwrap();
        assert!(!filing.is_real && filing.remark.is_some() && filing.verify_url.starts_with("https://"));
        assert!(notice.partner.as_ref().unwrap().is_evaluated);
        assert_eq!(view.donation.mode, Some(DonationMode::Demo));
        assert_eq!(view.donation.platform.unwrap().url, "https://example.org/donate/demo/P-DEMO-02");
    }

    async fn the_equation_is_that_of_the_books(fresh: Fresh) {
        let app = app(fresh).await;
        let view = one(&app, "P-DEMO-01").await;
        let totals = &view.totals;
        assert_eq!(
            (totals.income, totals.refund, totals.expense, totals.correction_fen, totals.balance),
            (fen(18_642_050), fen(20_000), fen(9_230_000), 5_000, fen(9_397_050))
        );
        assert_eq!(view.gifts, 3112);
        let spent = |code: &str| view.budget.iter().find(|line| line.code == code).map(|line| (line.spent_fen, line.done));
        assert_eq!(spent("A5"), Some((235_000, Some(47))), "corrected by one");
        assert_eq!(spent("M1"), Some((0, None)));
        assert_eq!(view.shares.iter().map(|share| share.planned.get()).sum::<u64>(), view.card.target.get());
        assert_eq!(view.four.people.iter().filter_map(|group| group.n).sum::<u32>(), 20);
    }

    async fn the_calendar_says_what_was_late_and_what_is_overdue(fresh: Fresh) {
        let app = app(fresh).await;
        let view = one(&app, "p-demo-03").await;
        let found: Vec<_> =
            view.disclosures.iter().map(|one| (one.duty, one.due.to_string(), one.state, one.days_late)).collect();
        for (duty, due, state, days) in [
            (Duty::ProjectQuarterly, "2026-04-05", Timeliness::OnTime, 0),
            (Duty::ProjectQuarterly, "2026-07-05", Timeliness::Late, 4),
            (Duty::ProjectQuarterly, "2026-10-05", Timeliness::Overdue, 49),
            (Duty::FundraisingFinal, "2027-03-31", Timeliness::Due, 0),
            // Not in the charity's own calendar, but in the law.
            (Duty::ProjectFinal, "2027-03-31", Timeliness::Due, 0),
            (Duty::AnnualReport, "2027-05-31", Timeliness::Due, 0),
        ] {
            assert!(found.contains(&(duty, due.to_owned(), state, days)), "{duty:?} {due}: {found:?}");
        }
        assert_eq!((view.donation.off, view.card.id.to_string().as_str()), (Some(GivingOff::Overdue), "P-DEMO-03"));
    }

    async fn a_targeted_project_is_shown_and_takes_nothing(fresh: Fresh) {
        let app = app(fresh).await;
        let view = one(&app, "P-DEMO-06").await;
        assert_eq!((view.card.raising, view.donation.off), (Raising::Targeted, Some(GivingOff::Targeted)));
        assert_eq!((view.donation.mode, view.donation.platform, view.notice.filing), (None, None, None));
    }

    async fn each_term_opens_the_entries_that_it_is_made_of(fresh: Fresh) {
        let app = app(fresh).await;
        for id in ["P-DEMO-01", "P-DEMO-06"] {
            let totals = one(&app, id).await.totals;
            let signed = |fen: Fen| i64::try_from(fen.get()).unwrap();
            for (term, want) in [
                (Term::Income, signed(totals.income)),
                (Term::Refund, -signed(totals.refund)),
                (Term::Expense, -signed(totals.expense)),
                (Term::MovedOut, -signed(totals.moved_out)),
                (Term::MovedIn, signed(totals.moved_in)),
                (Term::Correction, totals.correction_fen),
            ] {
                let address = format!("/api/v1/projects/{id}/lines?term={}", term.code());
                let lines: LedgerLines = app.anonymous().get(&address).await.json();
                assert_eq!(lines.items.iter().map(|line| line.fen).sum::<i64>(), want, "{term:?} of {id}");
            }
        }
        let lines: LedgerLines = app.anonymous().get("/api/v1/projects/P-DEMO-01/lines?term=correction").await.json();
        let line = &lines.items[0];
        assert_eq!((line.kind, line.why, line.line.as_deref()), (EntryKind::Correction, Some(EntryReason::WrongAmount), Some("A5")));
        assert_eq!(line.texts[0].name, "summary");
        let all: LedgerLines = app.anonymous().get("/api/v1/projects/P-DEMO-01/lines").await.json();
        let corrected = all.items.iter().find(|one| one.index == line.of).unwrap();
        assert_eq!(corrected.corrected_by, [line.index.unwrap()]);
    }

    async fn entries_come_in_pages(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        let long = crate::books::changed(|file| {
            let project = &mut file.projects[3];
            for seq in 5..50 {
                let mut line = project.ledger[0].clone();
                (line.seq, line.date, line.amount_fen) = (seq, project.ledger[3].date, 100);
                project.ledger.push(line);
                project.totals.income_fen += 100;
                project.totals.balance_fen += 100;
            }
        });
        take_in(&app.app.store, &long, app.today()).await.unwrap();
        sequence(&app.app.store, app.now()).await;
        let mut address = "/api/v1/projects/P-DEMO-04/lines".to_owned();
        let (mut found, mut pages) = (Vec::new(), 0);
        loop {
            let page: LedgerLines = app.anonymous().get(&address).await.json();
            found.extend(page.items.iter().filter_map(|line| line.index));
            pages += 1;
            let Some(next) = page.next else { break };
            address = format!("/api/v1/projects/P-DEMO-04/lines?after={next}");
        }
        assert_eq!((found.len(), pages), (49, 3));
        assert!(found.windows(2).all(|pair| pair[0] > pair[1]));
    }

    async fn a_stopped_project_says_so_in_the_very_next_answer(fresh: Fresh) {
        let app = app(fresh).await;
        let before = app.anonymous().get("/api/v1/projects/P-DEMO-01").await;
        let etag = before.header("etag").to_owned();
        let id = "P-DEMO-01".parse().unwrap();
        let reason = "正在核对账目，核对完后恢复。".to_owned();
        app.write(Suspend { id, reason: reason.clone(), actor: "演示财务员".into(), now: app.now() }).await;
        let view = one(&app, "P-DEMO-01").await;
        assert_eq!((view.card.status, view.donation.off), (ProjectStatus::Suspended, Some(GivingOff::Suspended)));
        assert_eq!(view.suspension.unwrap().reason, reason);
        assert_ne!(app.anonymous().get("/api/v1/projects/P-DEMO-01").await.header("etag"), etag);
    }

    async fn what_makes_no_sense_is_refused(fresh: Fresh) {
        let app = TestApp::new(fresh).await;
        for (address, status, code) in [
            ("/projects/P-DEMO-01", StatusCode::NOT_FOUND, ProblemCode::NotFound),
            ("/projects/P-DEMO-01/lines", StatusCode::NOT_FOUND, ProblemCode::NotFound),
            ("/projects/-x", StatusCode::NOT_FOUND, ProblemCode::NotFound),
            ("/projects/P-DEMO-01?x=1", StatusCode::UNPROCESSABLE_ENTITY, ProblemCode::BadField),
            ("/projects?after=1", StatusCode::UNPROCESSABLE_ENTITY, ProblemCode::BadField),
            ("/projects?after=+1.P1", StatusCode::UNPROCESSABLE_ENTITY, ProblemCode::BadField),
            ("/projects?page=2", StatusCode::UNPROCESSABLE_ENTITY, ProblemCode::BadField),
            ("/projects/P1/lines?term=profit", StatusCode::UNPROCESSABLE_ENTITY, ProblemCode::BadField),
            ("/projects/P1/lines?after=-1", StatusCode::UNPROCESSABLE_ENTITY, ProblemCode::BadField),
        ] {
            let answer = app.anonymous().get(&format!("/api/v1{address}")).await;
            assert_eq!((answer.status, answer.problem()), (status, code), "{address}");
        }
        let list: ProjectList = app.anonymous().get("/api/v1/projects").await.json();
        assert_eq!((list.items.len(), list.as_of), (0, None));
    }
}
