//! The whole of RFC 8785, for rows outside our subset: shows what others would hash. No leaf ever comes from here.

use serde_json::Value;

use crate::canonical::{MAX_INT, write_text};

/// The RFC 8785 text of JSON, or `None` where a number would be rounded to get there.
pub(super) fn text(json: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(json).ok()?;
    let mut out = String::new();
    write(&value, &mut out).map(|()| out)
}

fn write(value: &Value, out: &mut String) -> Option<()> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::String(text) => write_text(text, out),
        Value::Number(number) => {
            let exact =
                number.is_f64() || number.as_i64().is_some_and(|whole| whole.unsigned_abs() <= MAX_INT.unsigned_abs());
            out.push_str(&es6(number.as_f64().filter(|_| exact)?));
        }
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                out.push_str(if place == 0 { "" } else { "," });
                write(item, out)?;
            }
            out.push(']');
        }
        Value::Object(pairs) => {
            let mut pairs: Vec<(&String, &Value)> = pairs.iter().collect();
            pairs.sort_by_key(|(key, _)| key.encode_utf16().collect::<Vec<u16>>());
            out.push('{');
            for (place, (key, value)) in pairs.into_iter().enumerate() {
                out.push_str(if place == 0 { "" } else { "," });
                write_text(key, out);
                out.push(':');
                write(value, out)?;
            }
            out.push('}');
        }
    }
    Some(())
}

/// A number as ECMAScript writes it (RFC 8785 section 3.2.2.3).
fn es6(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    // Rust finds the same shortest digits; only the layout differs.
    let shortest = format!("{:e}", number.abs());
    let (digits, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let mut digits = digits.replace('.', "");
    // Where two such texts are equally near, ECMAScript wants the even one and Rust the larger one.
    let exact = format!("{:.800e}", number.abs()).replace('.', "");
    let (lower, rest) = exact.split_at_checked(digits.len()).unwrap_or((&exact, ""));
    let is_tie = rest.split('e').next().is_some_and(|rest| rest.trim_end_matches('0') == "5");
    if is_tie && lower.ends_with(['0', '2', '4', '6', '8']) {
        lower.clone_into(&mut digits);
    }
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    let length = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let (whole, part) = digits.split_at_checked(usize::try_from(point).unwrap_or(0)).unwrap_or((&digits, ""));
    let layout = if length <= point && point <= 21 {
        format!("{digits}{}", zeros(point - length))
    } else if 0 < point && point <= 21 {
        format!("{whole}.{part}")
    } else if -6 < point && point <= 0 {
        format!("0.{}{digits}", zeros(-point))
    } else {
        let (first, rest) = digits.split_at_checked(1).unwrap_or((&digits, ""));
        format!("{first}{}{rest}e{:+}", if rest.is_empty() { "" } else { "." }, point - 1)
    };
    format!("{}{layout}", if number < 0.0 { "-" } else { "" })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_are_laid_out_as_others_do(number in any::<f64>().prop_filter("JSON has no others", |number| number.is_finite()), small in -1e9..1e9) {
            for number in [number, small] {
                prop_assert_eq!(es6(number), serde_json_canonicalizer::to_string(&number).unwrap());
            }
        }
    }

    #[test]
    fn of_two_texts_that_are_equally_near_the_even_one_is_taken() {
        // In binary these are exactly …562.5 and …437.5 thousandths.
        for (number, text) in
            [(18_354_904_364_477.563, "18354904364477.562"), (18_354_904_364_477.438, "18354904364477.438")]
        {
            assert_eq!(es6(number), text);
            assert_eq!(es6(-number), format!("-{text}"));
        }
    }

    #[test]
    fn a_number_that_would_be_rounded_has_no_text() {
        assert_eq!(text(b"[9007199254740993]"), None);
        assert_eq!(text(b"[9007199254740991, 1E21, 1e-7, -0.0]").as_deref(), Some("[9007199254740991,1e+21,1e-7,0]"));
    }
}
