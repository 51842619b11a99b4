//! Whatever is read strictly is the one text of its value; whatever is read at all has one.
#![no_main]

use ledger::canonical::Value;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let strict = Value::read(bytes);
    if let Ok(value) = Value::parse(bytes) {
        let text = value.write().expect("what was read can be written");
        assert_eq!(strict.is_ok(), text.as_bytes() == bytes);
        assert_eq!(Value::read(text.as_bytes()), Ok(value));
    } else {
        assert!(strict.is_err());
    }
});
