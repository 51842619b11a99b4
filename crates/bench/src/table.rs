//! The table: one line a figure, with what stands beside it.

use anyhow::Result;
use serde::Serialize;

use crate::{
    load::Tally,
    machine::{Machine, Watch},
};

/// Above this share of the machine, other programs have disturbed a figure.
const DISTURBED: f64 = 0.05;

/// One figure.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Row {
    /// What was measured.
    pub(crate) what: String,
    /// `sqlite`, `postgres`, or nothing where there is no database.
    pub(crate) engine: &'static str,
    /// How many wishes were listed; 0 where that does not matter.
    pub(crate) wishes: u64,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
    /// Half of the answers came within so many milliseconds.
    pub(crate) p50_ms: Option<f64>,
    /// 99 of 100 did.
    pub(crate) p99_ms: Option<f64>,
    /// Processor time of the server's process for one answer, in microseconds.
    pub(crate) cpu_us: Option<f64>,
    /// The limits or peers, measured in the same run.
    pub(crate) beside: Vec<Beside>,
    /// The share of the machine that other programs used meanwhile.
    pub(crate) others: f64,
}

/// What a figure stands beside.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Beside {
    pub(crate) what: String,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
    pub(crate) p99_ms: Option<f64>,
    pub(crate) cpu_us: Option<f64>,
}

/// Everything measured so far; each figure is shown as soon as it is there.
#[derive(Serialize)]
pub(crate) struct Table {
    machine: Machine,
    rows: Vec<Row>,
}

impl Table {
    pub(crate) fn new(machine: Machine) -> Self {
        Self { machine, rows: Vec::new() }
    }

    /// Prints the machine and the heads of the columns.
    pub(crate) fn begin(&self) {
        let Machine { began, cores, processor, memory_mb, kernel, disk, load_before } = &self.machine;
        println!(
            "\n{began}, {cores} cores ({processor}), {memory_mb} MB, Linux {kernel}, {disk}, load before {load_before}\n"
        );
        println!("| what | figure | p50 ms | p99 ms | CPU µs | beside it, in the same run | others |");
        println!("| --- | ---: | ---: | ---: | ---: | --- | ---: |");
    }

    /// Takes a figure in.
    pub(crate) fn add(&mut self, row: Row) {
        println!("{}", row.line());
        self.rows.push(row);
    }

    /// Says on the side what is being done, where the table itself goes elsewhere.
    #[expect(clippy::unused_self, reason = "whoever may add a line may also say why none comes yet")]
    pub(crate) fn note(&self, note: &str) {
        eprintln!("  … {note}");
    }

    /// Says what has to be known to read it.
    pub(crate) fn end(&self) {
        let disturbed = self.rows.iter().filter(|row| row.others > DISTURBED).count();
        println!(
            "\n{} figures; during {disturbed} of them other programs used more than {:.0} % of the machine (marked !).",
            self.rows.len(),
            100.0 * DISTURBED
        );
    }

    /// All of it.
    ///
    /// # Errors
    /// When a figure is not a number.
    pub(crate) fn json(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

impl Row {
    /// A figure without anything beside it yet.
    pub(crate) fn new(what: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self { what: what.into(), value, unit, ..Self::default() }
    }

    /// The rate and the latencies of a load.
    pub(crate) fn of(what: impl Into<String>, tally: &Tally) -> Self {
        Self { p50_ms: tally.within(0.5), p99_ms: tally.within(0.99), ..Self::new(what, tally.rate(), "/s") }
    }

    pub(crate) fn on(self, engine: &'static str, wishes: u64) -> Self {
        Self { engine, wishes, ..self }
    }

    pub(crate) fn beside(mut self, beside: Beside) -> Self {
        self.beside.push(beside);
        self
    }

    pub(crate) fn watched(self, watch: &Watch) -> Self {
        Self { others: watch.others(), ..self }
    }

    fn line(&self) -> String {
        let mut what = self.what.clone();
        if !self.engine.is_empty() {
            what = format!("{what}, {}", self.engine);
        }
        if self.wishes > 0 {
            what = format!("{what}, {} wishes", grouped(float(self.wishes)));
        }
        let ms = |value: Option<f64>| value.map(|ms| format!("{ms:.2}")).unwrap_or_default();
        let us = |value: Option<f64>| value.map(|us| format!("{us:.0}")).unwrap_or_default();
        let beside = self.beside.iter().map(|Beside { what, value, unit, p99_ms, cpu_us }| {
            let p99 = p99_ms.map(|ms| format!(", p99 {ms:.2} ms")).unwrap_or_default();
            let cpu = cpu_us.map(|us| format!(", CPU {us:.0} µs")).unwrap_or_default();
            format!("{what}: {}{unit}{p99}{cpu}", grouped(*value))
        });
        let mark = if self.others > DISTURBED { "!" } else { "" };
        format!(
            "| {what} | {}{} | {} | {} | {} | {} | {mark}{:.0} % |",
            grouped(self.value),
            self.unit,
            ms(self.p50_ms),
            ms(self.p99_ms),
            us(self.cpu_us),
            beside.collect::<Vec<_>>().join("; "),
            100.0 * self.others
        )
    }
}

impl Beside {
    pub(crate) fn new(what: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self { what: what.into(), value, unit, p99_ms: None, cpu_us: None }
    }

    /// Another figure of this run.
    pub(crate) fn row(row: &Row) -> Self {
        let Row { what, value, unit, p99_ms, cpu_us, .. } = row;
        Self { what: what.clone(), value: *value, unit, p99_ms: *p99_ms, cpu_us: *cpu_us }
    }
}

/// `12,345`, or `1.23` for what is small.
fn grouped(value: f64) -> String {
    if value.abs() < 10.0 && value.fract() != 0.0 {
        return format!("{value:.2}");
    }
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count as a number with a fraction.
#[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
pub(crate) fn float(count: u64) -> f64 {
    count as f64
}

/// So many in so many seconds; 0 in no time.
pub(crate) fn ratio(count: u64, seconds: f64) -> f64 {
    if seconds > 0.0 { float(count) / seconds } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_figure_and_peer() {
        let row = Row {
            p50_ms: Some(1.234),
            p99_ms: Some(2.0),
            others: 0.2,
            ..Row::new("first page", 12_345.6, "/s").on("sqlite", 1000).beside(Beside::new("nginx", 23_456.0, "/s"))
        };
        assert_eq!(
            row.line(),
            "| first page, sqlite, 1,000 wishes | 12,346/s | 1.23 | 2.00 |  | nginx: 23,456/s | !20 % |"
        );
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (value, want) in
            [(0.0, "0"), (0.25, "0.25"), (7.0, "7"), (999.4, "999"), (1000.0, "1,000"), (1_234_567.0, "1,234,567")]
        {
            assert_eq!(grouped(value), want);
        }
    }
}
