//! The projects of the demonstration: the sample file, its days moved to the day that everything leads up to.
//!
//! What was in time stays in time, what is overdue stays overdue by as many days; words for months move along.

use model::{
    Day,
    project::clock::{Announced, Facts, calendar},
};

use crate::{
    keys::hex,
    project::file::{FIRST, File, Filed, LineKind},
};

/// Days in a month, a hundred times.
const MONTH: i32 = 3044;

/// The same file as if its reference day were `today`, its lines chained anew.
#[must_use]
pub fn moved(mut file: File, today: Day) -> File {
    let days = today.since(file.meta.reference_date);
    file.meta.reference_date = today;
    for project in &mut file.projects {
        let before = project.clone();
        move_days(project, days);
        keep_lateness(project, &before);
        let half = if days < 0 { -MONTH / 2 } else { MONTH / 2 };
        move_words(project, (days * 100 + half) / MONTH);
        chain(project);
    }
    file
}

fn move_days(project: &mut Filed, days: i32) {
    let period = &mut project.period;
    let plain = [&mut period.start, &mut period.end, &mut period.implementation_end];
    let lines = project.ledger.iter_mut().map(|line| &mut line.date);
    let updates = project.updates.iter_mut().map(|update| &mut update.date);
    let dues = project.disclosures.iter_mut().flat_map(|one| [Some(&mut one.due), one.published.as_mut()]);
    let others = [project.filing.filed_on.as_mut(), project.response_end.as_mut()];
    for day in plain.into_iter().chain(lines).chain(updates).chain(dues.chain(others).flatten()) {
        *day = day.plus(days);
    }
}

/// Months are of different lengths, so a due day may move by other days than the rest: what was made public moves with it.
fn keep_lateness(project: &mut Filed, before: &Filed) {
    for (at, due) in dues(project) {
        let (Some(now), Some(then)) = (project.disclosures.get_mut(at), before.disclosures.get(at)) else { continue };
        now.published = then.published.map(|published| due.plus(published.since(then.due)));
        now.due = due;
    }
}

/// The day on which each announced disclosure is due, by its place.
fn dues(project: &Filed) -> Vec<(usize, Day)> {
    let announced: Vec<Announced> =
        project.disclosures.iter().map(|one| Announced { duty: one.kind, due: one.due }).collect();
    let facts = Facts {
        raising: project.fundraising_mode,
        start: project.period.start,
        end: project.period.end,
        implementation_end: project.period.implementation_end,
        is_emergency: project.emergency,
        response_end: project.response_end,
        has_partner: project.partner.is_some(),
        has_surplus: project.ledger.iter().any(|line| line.kind == LineKind::TransferOut),
        dealings: &[],
    };
    calendar(&facts, &announced).into_iter().filter_map(|item| Some((item.announced?, item.due))).collect()
}

fn move_words(project: &mut Filed, months: i32) {
    let lines = project.ledger.iter_mut().map(|line| &mut line.summary);
    let updates = project.updates.iter_mut().map(|update| &mut update.text);
    let titles = project.disclosures.iter_mut().map(|one| &mut one.title);
    for text in lines.chain(updates).chain(titles).chain(project.four_questions.effects.iter_mut()) {
        *text = with_months_moved(text, months);
    }
}

/// The text with every `6月` and `6-8月` so many months later.
fn with_months_moved(text: &str, months: i32) -> String {
    let mut moved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, after) = rest.split_at(start);
        let end = after.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(after.len());
        let (number, behind) = after.split_at(end);
        moved.push_str(before);
        // `3个月` is a length, `8月21-25日` names its month too.
        if behind.starts_with('月') {
            moved.push_str(&number.split('-').map(|month| month_moved(month, months)).collect::<Vec<_>>().join("-"));
        } else {
            moved.push_str(number);
        }
        rest = behind;
    }
    moved.push_str(rest);
    moved
}

fn month_moved(month: &str, months: i32) -> String {
    match month.parse::<i32>() {
        Ok(number) if (1..=12).contains(&number) => ((number - 1 + months).rem_euclid(12) + 1).to_string(),
        _ => month.to_owned(),
    }
}

fn chain(project: &mut Filed) {
    let id = project.id;
    let mut before = FIRST.to_owned();
    for line in &mut project.ledger {
        line.hash = hex(&line.hashed(id, &before));
        line.prev_hash = std::mem::replace(&mut before, line.hash.clone());
    }
}

#[cfg(test)]
mod tests {
    use model::project::Timeliness;
    use proptest::prelude::*;

    use super::*;
    use crate::project::check;

    fn file() -> File {
        File::read(super::super::PROJECTS).unwrap()
    }

    #[test]
    fn the_sample_itself_is_right() {
        let file = file();
        let today = file.meta.reference_date;
        assert_eq!(check(&file, today), []);
        let same = moved(file.clone(), today);
        for (one, other) in file.projects.iter().zip(&same.projects) {
            assert_eq!(serde_json::to_string(one).unwrap(), serde_json::to_string(other).unwrap());
        }
    }

    #[test]
    fn months_in_words_move_along() {
        for (text, months, want) in [
            ("6月线上小额捐赠", 1, "7月线上小额捐赠"),
            ("募捐情况（10-12月）", 2, "募捐情况（12-2月）"),
            ("热线值守6个月", 3, "热线值守6个月"),
            ("8月21-25日捐赠", 5, "1月21-25日捐赠"),
            ("600份，12月", -12, "600份，12月"),
        ] {
            assert_eq!(with_months_moved(text, months), want);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn on_any_day_the_sample_is_right_and_as_punctual(days in -700..2000_i32) {
            let file = file();
            let was = file.meta.reference_date;
            let today = was.plus(days);
            let later = moved(file.clone(), today);
            prop_assert_eq!(check(&later, today), []);
            for (before, after) in file.projects.iter().zip(&later.projects) {
                for (one, other) in before.disclosures.iter().zip(&after.disclosures) {
                    let state = Timeliness::of(one.due, one.published, was).0;
                    prop_assert_eq!(Timeliness::of(other.due, other.published, today).0, state, "{} {}", before.id, one.title);
                }
            }
        }
    }
}
