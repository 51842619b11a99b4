//! Days and amounts are written as the browser's own `Intl` writes them, in both languages: run in a browser by
//! `cargo xtask test --only web`.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use js_sys::{
    Array, Date, Function,
    Intl::{DateTimeFormat, NumberFormat},
    Object, Reflect,
};
use model::{Day, Fen};
use ui::{
    format::{self, amount},
    i18n::{self, Locale, UiTexts},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The texts of a language, whichever this build speaks.
fn texts(locale: Locale) -> &'static UiTexts {
    match locale {
        Locale::Zh => &i18n::ZH,
        Locale::En => &i18n::EN,
    }
}

/// Options for `Intl`.
fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        Reflect::set(&options, &(*name).into(), &(*value).into()).unwrap();
    }
    options
}

fn locales(locale: Locale) -> Array {
    Array::of1(&locale.tag().into())
}

/// What a formatter's `format` makes of a value.
fn said(format: &Function, value: &JsValue) -> String {
    format.call1(&JsValue::UNDEFINED, value).unwrap().as_string().unwrap()
}

/// Every seventeenth day of a century, the ends of months and a leap day among them.
fn days() -> impl Iterator<Item = Day> {
    let named = ["2028-02-29", "2026-12-31", "2027-01-01", "1999-12-31"].map(|day| day.parse().unwrap());
    (0..36_500).step_by(17).map(Day::from_number).chain(named)
}

#[wasm_bindgen_test]
fn days_are_written_as_intl_writes_them() {
    let far: Day = "1950-01-01".parse().unwrap();
    for locale in Locale::ALL {
        let intl = |pairs: &[(&str, &str)]| {
            let options = options(&[pairs, &[("day", "numeric"), ("month", "short"), ("timeZone", "UTC")]].concat());
            DateTimeFormat::new(&locales(locale), &options).format()
        };
        let (short, weekday) = (intl(&[]), intl(&[("weekday", "short")]));
        let year = intl(&[("year", "numeric")]);
        let month = options(&[("year", "numeric"), ("month", "short"), ("timeZone", "UTC")]);
        let month = DateTimeFormat::new(&locales(locale), &month).format();
        for day in days() {
            let date: JsValue = Date::new(&(f64::from(day.number()) * 86_400_000.0).into()).into();
            let t = texts(locale);
            assert_eq!(format::date(t, day, day), said(&short, &date));
            assert_eq!(format::day(t, day, day), said(&weekday, &date));
            assert_eq!(format::date(t, day, far), said(&year, &date));
            let (of_year, of_month, _) = day.ymd();
            assert_eq!(format::month(t, &format!("{of_year}-{of_month:02}")), said(&month, &date));
        }
    }
}

#[wasm_bindgen_test]
fn amounts_are_written_as_intl_writes_them() {
    for locale in Locale::ALL {
        let t = texts(locale);
        // Chinese says the unit as a word behind the number, as receipts do; `Intl` would set a sign before it.
        let unit: &[(&str, &str)] = match locale {
            Locale::Zh => &[],
            Locale::En => &[("style", "currency"), ("currency", "CNY"), ("currencyDisplay", "narrowSymbol")],
        };
        let intl = |digits: u32| {
            let options = options(unit);
            Reflect::set(&options, &"minimumFractionDigits".into(), &digits.into()).unwrap();
            Reflect::set(&options, &"maximumFractionDigits".into(), &digits.into()).unwrap();
            NumberFormat::new(&locales(locale), &options).format()
        };
        let (whole, fine) = (intl(0), intl(2));
        let fens = (0..63).map(|bit| 1_u64 << bit).chain((0..2_000).map(|n| n * 37)).chain([0, 99, 100, 12_950]);
        // Beyond this a double has no fen any more.
        for fen in fens.filter(|fen| *fen < 1 << 49) {
            #[expect(clippy::cast_precision_loss, reason = "below 2^49 every fen has a double")]
            let yuan: JsValue = (fen as f64 / 100.0).into();
            let number = said(if fen % 100 == 0 { &whole } else { &fine }, &yuan);
            let want = if locale == Locale::Zh { format!("{number} 元") } else { number };
            assert_eq!(format::money(t, Fen::new(fen).unwrap()), want);
            if locale == Locale::Zh {
                assert_eq!(amount::yuan(i64::try_from(fen).unwrap()), said(&fine, &yuan));
            }
        }
    }
}

#[wasm_bindgen_test]
fn counts_are_written_as_intl_writes_them() {
    let intl: Function = NumberFormat::new(&locales(Locale::En), &Object::new()).format().unchecked_into();
    for n in (0..32).map(|bit| 1_u32 << bit).chain([0, 999, 1_000, u32::MAX]) {
        assert_eq!(format::number(n), said(&intl, &n.into()));
    }
}
