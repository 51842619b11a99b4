//! `shanling import`: a station's file, and the verdict on each of its rows.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::PathBuf,
};

use model::Day;

use super::{Globals, House, Outcome, Trouble};
use crate::{
    import::{self, Change, Import, Progress, Report, Verdict},
    keys::Keys,
};

/// Refused rows that the summary names.
const SHOWN: usize = 20;
/// Rows between two notes of progress.
const STRIDE: usize = 5_000;

/// Takes in a station's export.
#[derive(Debug, clap::Args)]
pub struct Command {
    /// The file: CSV in UTF-8 or GB18030, or XLSX
    file: PathBuf,
    /// The day that consent and age are judged by; today unless said otherwise
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<Day>,
    /// One JSON object a row instead of a summary
    #[arg(long)]
    json: bool,
    /// How many refused rows the summary names
    #[arg(long, value_name = "N", default_value_t = SHOWN)]
    show: usize,
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// `Refused` when some rows were, `Unusable` when the file was.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        let today = self.today.unwrap_or_else(|| house.clock.today());
        let report = self.import(globals, &house, today).await?;
        let mut out = io::BufWriter::new(io::stdout().lock());
        if self.json {
            for verdict in &report.verdicts {
                serde_json::to_writer(&mut out, verdict)?;
                out.write_all(b"\n")?;
            }
        } else {
            self.summary(&report, &mut out)?;
        }
        out.flush()?;
        if report.verdicts.iter().all(|verdict| verdict.outcome.is_ok()) { Ok(()) } else { Err(Trouble::Refused) }
    }

    async fn import(&self, globals: &Globals, house: &House, today: Day) -> Result<Report, Trouble> {
        let House { store, keys, clock } = house;
        let turn = globals.turn_file();
        let import = Import { store, keys, clock, file: &self.file, today, turn };
        let (mut total, mut noted) = (0, 0);
        let report = import::run(import, |progress| {
            let note = match progress {
                Progress::Found { format, rows, unknown } => {
                    total = rows;
                    let unknown =
                        if unknown > 0 { format!("；{unknown}个不认识的栏不读取") } else { String::new() };
                    format!("{}，共{rows}行{unknown}", format.name())
                }
                Progress::Judged(done) if done / STRIDE > noted => {
                    noted = done / STRIDE;
                    format!("已检查 {done}/{total} 行")
                }
                Progress::Judged(_) => return,
                Progress::Switching => "检查完毕，正在生效".to_owned(),
            };
            let _ = writeln!(io::stderr(), "{note}");
        });
        report.await.map_err(|trouble| match trouble {
            import::Trouble::Unusable(sentence) => Trouble::Unusable(sentence),
            import::Trouble::Store(error) => error.into(),
            import::Trouble::Keys(error) => error.into(),
            import::Trouble::Private(error) => error.into(),
        })
    }

    fn summary(&self, report: &Report, out: &mut impl Write) -> io::Result<()> {
        let count = |change| report.verdicts.iter().filter(|verdict| verdict.outcome == Ok(change)).count();
        let refused: Vec<&Verdict> = report.verdicts.iter().filter(|verdict| verdict.outcome.is_err()).collect();
        writeln!(
            out,
            "共{}行：接受{}行，拒绝{}行。",
            report.verdicts.len(),
            report.verdicts.len() - refused.len(),
            refused.len()
        )?;
        for (change, what) in [
            (Change::New, "新增待审核"),
            (Change::Unchanged, "与已有的相同"),
            (Change::Replaced, "替换待审核的"),
            (Change::Revised, "重新送审"),
        ] {
            if count(change) > 0 {
                writeln!(out, "  {what}：{}行", count(change))?;
            }
        }
        if report.withdrawn > 0 {
            writeln!(out, "  因不再同意而下架：{}个心愿", report.withdrawn)?;
        }
        if refused.is_empty() {
            return Ok(());
        }
        let mut by_code: BTreeMap<&str, usize> = BTreeMap::new();
        for reason in refused.iter().filter_map(|verdict| verdict.outcome.as_ref().err()).flatten() {
            *by_code.entry(reason.fault.code()).or_default() += 1;
        }
        let codes: Vec<String> = by_code.iter().map(|(code, count)| format!("{code} {count}")).collect();
        writeln!(out, "拒绝的原因：{}", codes.join("，"))?;
        for verdict in refused.iter().take(self.show) {
            for reason in verdict.outcome.as_ref().err().into_iter().flatten() {
                writeln!(
                    out,
                    "  第{}行 [{}] {}：{}",
                    verdict.line,
                    reason.fault.code(),
                    reason.column.zh(),
                    reason.message()
                )?;
            }
        }
        if refused.len() > self.show {
            writeln!(
                out,
                "  还有{}行未列出；用 --show {} 或 --json 查看全部。",
                refused.len() - self.show,
                refused.len()
            )?;
        }
        Ok(())
    }
}

impl Globals {
    /// The file whose lock makes imports take turns on an embedded database.
    #[must_use]
    pub fn turn_file(&self) -> Option<PathBuf> {
        let path = Keys::file_of(&self.database)?;
        Some(PathBuf::from(format!("{path}-import")))
    }
}
