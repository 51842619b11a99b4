//! A tlog-proof has one text; a receipt, a disclosure and a row of the black box are read or refused.
#![no_main]

use ledger::{Receipt, check, disclosure::Disclosure, tlog_proof::TlogProof};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(proof) = text.parse::<TlogProof>() {
        assert_eq!(proof.to_string(), text);
    }
    if let Ok(receipt) = text.parse::<Receipt>() {
        assert_eq!(receipt.to_string(), text);
    }
    let _ = Disclosure::new(text).open();
    for kind in check::Kind::ALL {
        assert!(check::row(kind, text.as_bytes()).contains("\"ok\":"));
    }
});
