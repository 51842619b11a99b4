//! An entry has one leaf, and no entry makes the audit panic.
#![no_main]

use ledger::{Audit, Entry, tile::entries};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(entry) = Entry::read(bytes) {
        assert_eq!(entry.leaf().as_deref(), Some(bytes));
    }
    // The same bytes as a bundle: one entry after the other into an audit.
    let mut audit = Audit::new("fuzz");
    for leaf in entries(bytes).flatten() {
        let before = audit.size();
        let entered = audit.entry(leaf).is_ok();
        assert_eq!(audit.size(), before + u64::from(entered));
    }
});
