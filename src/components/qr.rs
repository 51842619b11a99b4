//! An address as a QR code, drawn as one SVG path.

use qrcode::{Color, EcLevel, QrCode};

use crate::markup::{Html, html};

/// The quiet zone around the code, in modules.
const MARGIN: usize = 4;

/// The side of the picture and the path of its dark modules; `None` where the text does not fit.
fn modules(text: &str) -> Option<(usize, String)> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (index, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (index % width + MARGIN, index / width + MARGIN);
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    Some((width + 2 * MARGIN, path))
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

    #[test]
    fn what_does_not_fit_is_left_out() {
        assert_eq!(modules(&"x".repeat(10_000)), None);
    }
}
