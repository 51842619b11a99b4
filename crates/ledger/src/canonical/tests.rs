use proptest::prelude::*;

use super::*;

fn value() -> impl Strategy<Value = Value<'static>> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        (-MAX_INT..=MAX_INT).prop_map(Value::Int),
        any::<String>().prop_map(Value::text),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
            proptest::collection::btree_map("[ -~]{0,6}", inner, 0..5).prop_map(|map| Value::map(map).unwrap()),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(value in value()) {
        let text = value.write().unwrap();
        prop_assert_eq!(Value::read(text.as_bytes()), Ok(value));
    }

    #[test]
    fn others_write_the_same_text(value in value()) {
        let text = value.write().unwrap();
        let other: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(serde_json_canonicalizer::to_string(&other).unwrap(), text);
    }

    #[test]
    fn spacing_and_order_do_not_change_the_value(value in value()) {
        let other: serde_json::Value = serde_json::from_str(&value.write().unwrap()).unwrap();
        let spaced = serde_json::to_string_pretty(&other).unwrap();
        prop_assert_eq!(Value::parse(spaced.as_bytes()), Ok(value));
    }

    #[test]
    fn nothing_else_than_the_canonical_text_is_read(bytes in r#"[\[\]{}",:0-9a-c\\ue.\-+ ]{0,24}"#) {
        if let Ok(value) = Value::read(bytes.as_bytes()) {
            prop_assert_eq!(value.write().unwrap(), bytes);
        }
    }

    #[test]
    fn escapes_are_read_in_their_one_spelling(text in r#""(\\(u00[01][0-9a-fA-F]|u[0-9a-f]{4}|["\\/bfnrt])|[a-z]){0,3}""#) {
        let parsed = Value::parse(text.as_bytes());
        let canonical = parsed.as_ref().is_ok_and(|value| value.write().unwrap() == text);
        prop_assert_eq!(Value::read(text.as_bytes()).is_ok(), canonical, "{}", text);
        prop_assert!(!canonical || Value::read(text.as_bytes()) == parsed);
    }

    #[test]
    fn a_changed_text_is_read_only_if_it_is_canonical(value in value(), at: prop::sample::Index, letter in "[ -~]", insert: bool) {
        let mut text = value.write().unwrap();
        let place = (0..=at.index(text.len())).rev().find(|place| text.is_char_boundary(*place)).unwrap();
        let end = if insert { place } else { place + text[place..].chars().next().map_or(0, char::len_utf8) };
        text.replace_range(place..end, &letter);
        match Value::read(text.as_bytes()) {
            Ok(read) => prop_assert_eq!(read.write(), Ok(text)),
            Err(_) => prop_assert!(Value::parse(text.as_bytes()).is_err() || Value::parse(text.as_bytes()).unwrap().write() != Ok(text)),
        }
    }

    #[test]
    fn a_changed_byte_never_reads_as_the_same_value(value in value(), at: usize, flip in 1_u8..) {
        let mut bytes = value.write().unwrap().into_bytes();
        let place = at % bytes.len();
        bytes[place] ^= flip;
        prop_assert_ne!(Value::read(&bytes), Ok(value));
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes: Vec<u8>, text: String) {
        let _ = Value::read(&bytes);
        let _ = Value::parse(text.as_bytes());
    }
}

#[test]
fn what_is_outside_the_subset_is_refused_by_name() {
    use CanonicalError::{Depth, Key, NotCanonical, NotJson, Null, Number, Twice};
    for (text, error) in [
        ("", NotJson),
        ("1.5", Number),
        ("1.0", Number),
        ("1e3", Number),
        ("-0", Number),
        ("9007199254740992", Number),
        ("-9007199254740992", Number),
        ("9007199254740993", Number),
        ("99999999999999999999", Number),
        ("01", NotJson),
        ("+1", NotJson),
        ("-", NotJson),
        ("1-2", NotJson),
        ("null", Null),
        (r#"{"a":null}"#, Null),
        (r#"{"a":1,"a":1}"#, Twice),
        (r#"{"a":1,"\u0061":1}"#, Twice),
        (r#"{"é":1}"#, Key),
        (r#"{"b":1,"a":1}"#, NotCanonical),
        (r#"{"a": 1}"#, NotCanonical),
        (" 1", NotCanonical),
        ("1\n", NotCanonical),
        (r#""\u0041""#, NotCanonical),
        (r#""\/""#, NotCanonical),
        (r#""\u000A""#, NotCanonical),
        (r#""\u001F""#, NotCanonical),
        ("\"\n\"", NotJson),
        (r#""\ud800""#, NotJson),
        (r#""\udc00""#, NotJson),
        (r#""\ud800\ud800""#, NotJson),
        (r#""\u00""#, NotJson),
        (r#""\u+123""#, NotJson),
        ("[1,]", NotJson),
        (r#"{"a":1,}"#, NotJson),
        ("{1:1}", NotJson),
        ("[1 2]", NotJson),
        ("1 1", NotJson),
        ("\u{feff}1", NotJson),
        ("NaN", NotJson),
        (&"[".repeat(5000), Depth),
    ] {
        assert_eq!(Value::read(text.as_bytes()), Err(error), "{text}");
    }
    assert_eq!(Value::read(b"\"\xff\""), Err(NotJson));
    assert_eq!(Value::Int(i64::MIN).write(), Err(Number));
    assert_eq!(Value::Map(vec![("b".into(), Value::Int(1)), ("a".into(), Value::Int(1))]).write(), Err(Key));
}

#[test]
fn the_canonical_text_is_the_one_of_rfc_8785() {
    for text in
        [r#"{"a":[],"b":{}}"#, r#"["\b\t\n\f\r\u0000\u001f\"\\/","€😂"]"#, "-9007199254740991", r#"{"":1,"A":2,"a":3}"#]
    {
        assert_eq!(Value::read(text.as_bytes()).map(|value| value.write().unwrap()).as_deref(), Ok(text));
    }
}
