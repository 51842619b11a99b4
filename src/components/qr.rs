//! An address as a QR code (ISO/IEC 18004), drawn as one SVG path.
//!
//! Only what an address needs: bytes, error correction M, versions 2 to 6, one fixed mask. That is a fifth of what a
//! whole library weighs; the tests hold it against one.

mod code;

use crate::markup::{Html, html};

/// The quiet zone around the code, in modules.
const MARGIN: usize = 4;

/// The side of the picture and the path of its dark modules; `None` where the text does not fit.
fn modules(text: &str) -> Option<(usize, String)> {
    let code = code::encode(text.as_bytes())?;
    let mut path = String::new();
    for (y, row) in code.iter().enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, is_dark)| **is_dark) {
            path.extend(["M", &(x + MARGIN).to_string(), " ", &(y + MARGIN).to_string(), "h1v1h-1z"]);
        }
    }
    Some((code.len() + 2 * MARGIN, path))
}

/// The QR code of an address.
pub(crate) fn qr(address: &str, label: &str) -> Html {
    let Some((side, path)) = modules(address) else { return Html::default() };
    let side = side.to_string();
    html!(
        "<svg class='qr' viewBox='0 0 ",
        side,
        " ",
        side,
        "' role='img' aria-label='",
        label,
        "'><path fill='#fff' d='M0 0h",
        side,
        "v",
        side,
        "H0z'/><path d='",
        path,
        "'/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_begins_with_its_finder_pattern_inside_a_quiet_zone() {
        let (side, path) = modules("https://example.org/w/7K3QZ8MV").unwrap();
        assert_eq!((side - 2 * MARGIN) % 4, 1, "QR codes have 21, 25, 29 … modules a side");
        for x in 0..7 {
            assert!(path.contains(&format!("M{} {}h1v1h-1z", MARGIN + x, MARGIN)), "{x}");
        }
        assert!(!path.contains("M3 "), "nothing is drawn in the quiet zone");
    }
}
