//! Taking in a charity's file: all of it or nothing, the same again is nothing new, what is booked stays as it is.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has to fail")]

#[path = "support/books.rs"]
mod books;

use books::{changed, file, sequence, take_in};
use model::{Day, Fen, project::Duty};
use server::project::{check, file::LineKind};
use store::{
    Store, both,
    ledger::{fund, is_waiting},
    project::{Disclose, Imported, Refused},
};

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

async fn waits(store: &Store) -> bool {
    is_waiting(&mut store.read().await.unwrap().conn()).await.unwrap()
}

both! {
    async fn the_totals_of_the_file_come_out_of_the_books(fresh: Fresh) {
        let store = fresh.open().await;
        let file = file();
        let done = take_in(&store, &file, today()).await.unwrap();
        let lines: Vec<usize> = file.projects.iter().map(|project| project.ledger.len()).collect();
        let found = done.iter().map(|(_, imported)| *imported).collect::<Vec<_>>();
        assert_eq!(found, lines.iter().map(|lines| Imported::New { lines: *lines }).collect::<Vec<_>>());
        let size = sequence(&store, today().end()).await;
        assert_eq!(size, u64::try_from(lines.iter().sum::<usize>()).unwrap());
        for project in &file.projects {
            let name = project.id.folded().parse().unwrap();
            let fund = fund(&mut store.read().await.unwrap().conn(), Some(name)).await.unwrap();
            let totals = &project.totals;
            for (term, want, found) in [
                ("income", totals.income_fen, fund.income),
                ("refund", totals.refund_fen, fund.refund),
                ("expense", totals.expense_fen, fund.expense),
                ("correction", totals.correction_fen, fund.correction),
                ("transfer out", totals.transfer_out_fen, fund.moved_out),
                ("balance", totals.balance_fen, fund.balance()),
            ] {
                assert_eq!(found, want, "{term} of {}", project.id);
            }
            let gifts = project.ledger.iter().filter(|line| line.kind == LineKind::Income);
            assert_eq!(fund.gifts, gifts.filter_map(|line| line.count).map(u64::from).sum::<u64>(), "{}", project.id);
        }
    }

    async fn the_same_file_again_changes_nothing(fresh: Fresh) {
        let store = fresh.open().await;
        take_in(&store, &file(), today()).await.unwrap();
        let size = sequence(&store, today().end()).await;
        let done = take_in(&store, &file(), today()).await.unwrap();
        assert!(done.iter().all(|(_, imported)| *imported == Imported::Unchanged), "{done:?}");
        assert!(!waits(&store).await);
        assert_eq!(sequence(&store, today().end()).await, size);
    }

    async fn a_line_that_is_appended_is_booked_and_the_rest_stays(fresh: Fresh) {
        let store = fresh.open().await;
        take_in(&store, &file(), today()).await.unwrap();
        let size = sequence(&store, today().end()).await;
        let longer = changed(|file| {
            let project = &mut file.projects[3];
            let mut line = project.ledger[0].clone();
            (line.seq, line.date, line.amount_fen, line.count) = (5, today(), 100, Some(1));
            project.ledger.push(line);
            project.totals.income_fen += 100;
            project.totals.balance_fen += 100;
        });
        let done = take_in(&store, &longer, today()).await.unwrap();
        assert_eq!(done[3].1, Imported::Changed { lines: 1 });
        assert_eq!(done[0].1, Imported::Unchanged);
        assert_eq!(sequence(&store, today().end()).await, size + 1);
    }

    async fn what_is_booked_is_not_changed_and_nothing_of_such_a_file_is_taken(fresh: Fresh) {
        let store = fresh.open().await;
        take_in(&store, &file(), today()).await.unwrap();
        sequence(&store, today().end()).await;
        let other = changed(|file| {
            file.projects[0].ledger[1].summary = "改写过的说明".into();
            file.projects[1].title = "别的题目".into();
        });
        let refused = take_in(&store, &other, today()).await.unwrap_err();
        assert_eq!(refused, [(other.projects[0].id, Refused::LineChanged(2))]);
        let shorter = changed(|file| {
            file.projects[4].ledger.pop();
            file.projects[4].totals.expense_fen -= 5_460_000;
            file.projects[4].totals.balance_fen += 5_460_000;
        });
        assert_eq!(take_in(&store, &shorter, today()).await.unwrap_err(), [(other.projects[4].id, Refused::LineMissing(8))]);
        // The title of the second project is as it was: the file is taken in as a whole or not at all.
        let done = take_in(&store, &file(), today()).await.unwrap();
        assert!(done.iter().all(|(_, imported)| *imported == Imported::Unchanged), "{done:?}");
    }

    async fn a_budget_changes_with_a_new_filing_only(fresh: Fresh) {
        let store = fresh.open().await;
        take_in(&store, &file(), today()).await.unwrap();
        let budget = |file: &mut server::project::File| {
            let line = &mut file.projects[0].budget[0];
            (line.qty, line.unit_price_fen) = (30, Fen::new(320_000).unwrap());
        };
        let refused = take_in(&store, &changed(budget), today()).await.unwrap_err();
        assert_eq!(refused[0].1, Refused::Budget);
        let filed_anew = changed(|file| {
            budget(file);
            file.projects[0].filing.number = Some("SAMPLE-A26001-2".into());
        });
        let done = take_in(&store, &filed_anew, today()).await.unwrap();
        assert_eq!(done[0].1, Imported::Changed { lines: 0 });
    }

    async fn a_day_on_which_something_was_made_public_stays(fresh: Fresh) {
        let store = fresh.open().await;
        let file = file();
        take_in(&store, &file, today()).await.unwrap();
        let (id, duty, due) = (file.projects[2].id, Duty::ProjectQuarterly, "2026-10-05".parse().unwrap());
        let disclose = Disclose {
            id,
            duty,
            due,
            title: "补发".into(),
            published: today(),
            url: None,
            actor: "演示财务员".into(),
            now: today().end(),
        };
        store.writer().write(disclose).await.unwrap();
        // The file does not know of it yet; that takes nothing back.
        take_in(&store, &file, today()).await.unwrap();
        let other = changed(|file| {
            let late = file.projects[2].disclosures.iter_mut().find(|one| one.kind == duty && one.due == due);
            late.unwrap().published = Some("2026-10-05".parse().unwrap());
        });
        assert_eq!(take_in(&store, &other, today()).await.unwrap_err(), [(id, Refused::Unpublished(duty, due))]);
    }
}

#[test]
fn the_sample_is_right_and_its_copy_here_is_that_of_the_design() {
    assert_eq!(check(&file(), today()), []);
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/sample_projects.json");
    match std::fs::read(&path) {
        Ok(original) => assert!(original == books::FILE, "{} is another file", path.display()),
        Err(error) => {
            // Not eprintln: the test harness would keep it to itself.
            let message = format!("VECTORS NOT CHECKED: {}: {error}\n", path.display());
            std::io::Write::write_all(&mut std::io::stderr(), message.as_bytes()).unwrap();
        }
    }
}
