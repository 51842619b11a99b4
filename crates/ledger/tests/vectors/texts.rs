//! RFC 9901 disclosures and RFC 8785 texts, asked of the black box.

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use ledger::{canonical::CanonicalError, check::Kind};
use serde_json::json;

use crate::folder::{folder, json, verdict};

#[test]
fn every_disclosure_belongs_to_its_digest_and_says_its_value() {
    let Some(file) = json("sd-jwt-rfc9901/disclosures.json") else { return };
    let mut judged = [0, 0];
    for group in ["rfc_text", "generated", "negative"] {
        for case in file[group].as_array().unwrap() {
            let answer = verdict(Kind::Disclosure, case);
            let matches = case["matches"] != false;
            judged[usize::from(matches)] += 1;
            assert_eq!(answer["ok"], matches, "{case}");
            if matches {
                assert_eq!((&answer["name"], &answer["value"]), (&case["name"], &case["value"]));
            }
        }
    }
    assert_eq!(judged, [12, 14]);
}

/// Each of the six inputs holds something that our subset leaves out; the answer still shows the published text.
#[test]
fn every_text_of_rfc_8785_is_written_as_published_and_refused_as_a_leaf() {
    let Some(folder) = folder() else { return };
    for (name, error) in [
        ("arrays", CanonicalError::Null.to_string()),
        ("french", CanonicalError::Key.to_string()),
        ("structures", CanonicalError::Number.to_string()),
        ("unicode", "a text is not in Unicode normal form C".to_owned()),
        ("values", CanonicalError::Number.to_string()),
        ("weird", CanonicalError::Key.to_string()),
    ] {
        let [input, output] = ["input", "output"]
            .map(|side| std::fs::read(folder.join(format!("rfc8785-cyberphone/testdata/{side}/{name}.json"))).unwrap());
        let answer = verdict(Kind::Canonical, &json!({"input_b64": BASE64.encode(input)}));
        assert_eq!((&answer["ok"], &answer["error"]), (&json!(false), &json!(error)), "{name}");
        assert_eq!(answer["output_b64"], BASE64.encode(output), "{name}");
    }
}

#[test]
fn a_value_of_the_subset_gets_its_one_text() {
    for (input, output) in [(" {\"b\": \"\\u5584\", \"a\" :[ ]} ", r#"{"a":[],"b":"善"}"#), ("7", "7")] {
        let answer = verdict(Kind::Canonical, &json!({"input_b64": BASE64.encode(input)}));
        assert_eq!(answer, json!({"ok": true, "canonical": input == output, "output_b64": BASE64.encode(output)}));
    }
    let answer = verdict(Kind::Canonical, &json!({"input_b64": BASE64.encode(r#"{"a":1,"a":2}"#)}));
    assert_eq!((&answer["ok"], &answer["error"]), (&json!(false), &json!("a key stands twice")));
}
