//! How many tests ran: read from what the runners print, while it is passed on.

use std::{
    io::{BufRead, BufReader},
    ops::AddAssign,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Those that hold.
    pub passed: u64,
    /// Those that do not.
    pub failed: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Count {
    /// What a closing line of cargo's, wasm-bindgen's or our own runner says.
    fn of(line: &str) -> Option<Self> {
        let line = line.trim();
        let line = line.strip_prefix("test result: ").map_or(Some(line), |rest| Some(rest.split_once(". ")?.1))?;
        let (passed, rest) = line.split_once(" passed")?;
        let failed = rest.trim_start_matches([';', ',', ' ']).split_once(" failed")?.0;
        Some(Self { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
    }
}

/// Runs a test runner with its output shown, and counts.
///
/// # Errors
/// When it fails, or ran no test at all: a suite that has lost its tests must not look green.
pub(crate) fn counted(command: &mut Command) -> Result<Count> {
    let mut child = command.stdout(Stdio::piped()).spawn().context("cannot start the test runner")?;
    let mut count = Count::default();
    let output = child.stdout.take().context("the test runner has no output")?;
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        if let Some(more) = Count::of(&line) {
            count += more;
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("the test runner ended with {status}");
    }
    if count.passed == 0 {
        bail!("no test ran");
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_runners_closing_line_is_understood() {
        for (line, want) in [
            (
                "test result: ok. 4 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
                Some((4, 0)),
            ),
            ("test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 filtered out", Some((3, 1))),
            ("12 passed, 0 failed", Some((12, 0))),
            ("running 4 tests", None),
            ("a test said: it passed; none failed", None),
        ] {
            let want = want.map(|(passed, failed)| Count { passed, failed });
            assert_eq!(Count::of(line), want, "{line}");
        }
    }
}
