//! Daily totals of a designated platform (domain.md 4.10): the whole file, or nothing of it.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use model::{Day, Fen, ProjectId};
use store::donation::{HandoffTotal, ImportHandoff, Imported};

use super::finance;
use crate::cli::{House, Outcome, Trouble};

const HEADER: &str = "day,project,reference,yuan,gifts";

pub(super) async fn import(house: &House, file: &Path, actor: &str) -> Outcome {
    let text =
        fs::read_to_string(file).map_err(|error| Trouble::unusable(format!("无法读取 {}：{error}", file.display())))?;
    let totals = read(&text).map_err(|line| {
        Trouble::unusable(format!("第 {line} 行看不懂；表头应为 {HEADER}，日期如 2026-11-23，金额以元计。"))
    })?;
    let actor = finance(house, actor).await?.name;
    let change = ImportHandoff { totals, actor, now: house.clock.now() };
    let mut out = io::stdout().lock();
    match house.store.writer().write(change).await? {
        Imported::Done { new, same } => {
            writeln!(out, "入账 {new} 行，已有且一致 {same} 行。")?;
            Ok(())
        }
        Imported::Changed { line } => {
            writeln!(out, "未入账：第 {} 行与以前导入的不一致（changed）；更正请用分录。", line + 2)?;
            Err(Trouble::Refused)
        }
        Imported::NoProject { line } => {
            writeln!(out, "未入账：第 {} 行的项目不存在（not_found）。", line + 2)?;
            Err(Trouble::Refused)
        }
    }
}

/// The totals, or the number of the line that makes no sense.
fn read(text: &str) -> Result<Vec<HandoffTotal>, usize> {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(|line| line.trim_end_matches('\r'));
    if lines.next() != Some(HEADER) {
        return Err(1);
    }
    let numbered = (2..).zip(lines).filter(|(_, line)| !line.is_empty());
    numbered.map(|(number, line)| total(line).ok_or(number)).collect()
}

fn total(line: &str) -> Option<HandoffTotal> {
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let [day, project, reference, yuan, gifts] = cells.as_slice() else { return None };
    let day: Day = day.parse().ok()?;
    let project: ProjectId = project.parse().ok()?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let fits = (1..=60).contains(&reference.len()) && reference.bytes().all(is_plain);
    let amount = Fen::from_yuan(yuan).filter(|amount| *amount > Fen::default())?;
    let gifts = gifts.parse().ok().filter(|gifts| *gifts > 0)?;
    fits.then(|| HandoffTotal { day, project, reference: (*reference).to_owned(), amount, gifts })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_whole_or_its_first_bad_line_is_named() {
        let good = format!("\u{feff}{HEADER}\r\n2026-11-22,P-DEMO-01,PF-1,120.50,3\r\n\r\n");
        let totals = read(&good).unwrap();
        assert_eq!((totals.len(), totals[0].amount.get(), totals[0].gifts), (1, 12_050, 3));
        for (line, want) in [
            ("2026-11-31,P-DEMO-01,PF-1,120,3", 2),
            ("2026-11-22,P DEMO,PF-1,120,3", 2),
            ("2026-11-22,P-DEMO-01,,120,3", 2),
            ("2026-11-22,P-DEMO-01,PF-1,0,3", 2),
            ("2026-11-22,P-DEMO-01,PF-1,1.005,3", 2),
            ("2026-11-22,P-DEMO-01,PF-1,1,0", 2),
            ("2026-11-22,P-DEMO-01,PF-1,1,1,1", 2),
        ] {
            assert_eq!(read(&format!("{HEADER}\n{line}\n")), Err(want), "{line}");
        }
        assert_eq!(read("day;project\n"), Err(1));
    }
}
