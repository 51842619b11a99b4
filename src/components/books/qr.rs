//! An address as a QR code (ISO/IEC 18004), drawn in the browser: what it holds is nobody else's business.

use qrcode::{Color, EcLevel, QrCode};

use crate::markup::{Html, html};

/// The quiet zone around the code, in modules.
const MARGIN: usize = 4;

/// The side of the picture and the path of its dark modules; `None` where the text does not fit.
fn modules(text: &str) -> Option<(usize, String)> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (place, _) in code.to_colors().iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        let (x, y) = (place % width + MARGIN, place / width + MARGIN);
        path.extend(["M", &x.to_string(), " ", &y.to_string(), "h1v1h-1z"]);
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
    fn the_address_of_a_receipt_fits_and_has_its_quiet_zone() {
        let secret = "A".repeat(43);
        let (side, path) = modules(&format!("https://shanling.example.org/r/7K3QZ8MV#{secret}")).unwrap();
        assert_eq!((side - 2 * MARGIN) % 4, 1, "QR codes have 21, 25, 29 … modules a side");
        assert!(path.starts_with("M4 4h1v1h-1z"), "{path}");
        assert_eq!(modules(&"x".repeat(4000)), None);
    }
}
