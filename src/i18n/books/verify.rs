//! Checking the ledger.

use crate::i18n::texts;

texts! {
    /// The page that checks the ledger on the visitor's own device.
    Verify {
        title = "核验账本", "Check the ledger";
        lead = "账本由您自己的手机来核对，不用相信任何人。", "Your own phone checks the ledger; you need not trust anybody.";
    }
}
