//! A station's file comes in: every row gets its verdict, and the store changes wholly or not at all.

#[path = "import/crash.rs"]
mod crash;
#[path = "import/files.rs"]
mod files;
#[path = "import/reimport.rs"]
mod reimport;
#[path = "import/rows.rs"]
mod rows;
#[path = "support/station.rs"]
mod station;
#[path = "import/verdicts.rs"]
mod verdicts;
