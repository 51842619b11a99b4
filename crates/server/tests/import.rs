//! A station's file comes in: every row gets its verdict, and the store changes wholly or not at all.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "whatever goes wrong has to fail the test"
)]
#![expect(clippy::format_push_string, reason = "the files of a test are small")]

#[path = "import/crash.rs"]
mod crash;
#[path = "import/demo.rs"]
mod demo;
#[path = "import/files.rs"]
mod files;
#[path = "import/hostile.rs"]
mod hostile;
#[path = "import/reimport.rs"]
mod reimport;
#[path = "import/rows.rs"]
mod rows;
#[path = "support/station.rs"]
mod station;
#[path = "import/verdicts.rs"]
mod verdicts;
